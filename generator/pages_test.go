package generator

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"golang.org/x/sync/errgroup"

	"dangce/config"
	"dangce/config/diag"
	"dangce/config/money"
	"dangce/generator/book"
	"dangce/generator/doc"
	"dangce/generator/layout"
	"dangce/generator/pdf"
	"dangce/generator/synth"
	"dangce/templates"
)

// unitPages returns the pages of unit i of a book. Spare pages may have been
// moved, so the unit that follows on paper need not be the next.
func unitPages(l *laid, i int) []doc.Page {
	end := len(l.Pages)
	for _, first := range l.First {
		if first > l.First[i] {
			end = min(end, first-1)
		}
	}
	pages := l.Pages[l.First[i]-1 : end]
	for n := len(pages); n > 0 && pages[n-1].Kind == "filler"; n-- {
		pages = pages[:n-1]
	}
	return pages
}

// layouts are the layout engines of tests by what stands around their type
// areas. Tests take the same charts again and again, and units that are equal
// are laid out once.
var layouts sync.Map

// engineOf returns an engine for a county.
func engineOf(t testing.TB, c *config.County, set *book.Set) *engine {
	t.Helper()
	e, err := newEngine(c, set)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Fonts) == 0 {
		shared, _ := layouts.LoadOrStore(decoration(c, set), e.layout)
		e.layout = shared.(*layout.Engine)
	}
	return e
}

// laidFile lays a book out for a file of its own.
func laidFile(t *testing.T, e *engine, j *job, sub *book.Subject) *pdf.File {
	t.Helper()
	f, err := e.file(j.part, lay(t, e, j.book, sub))
	if err != nil {
		t.Fatalf("%s: %v", j.path, err)
	}
	return f
}

// eachBook lays all books of a county out and collects what check finds in
// them.
func eachBook(t *testing.T, c *config.County, set *book.Set, check func(l *laid) []string) {
	t.Helper()
	pr := engineOf(t, c, set)
	all := tasks(c, set, &Options{Set: set})
	var mu sync.Mutex
	found := make(map[string][]string) // by kind of page and fault
	books, pages := 0, 0
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range all {
		g.Go(func() error {
			sub := pr.subject(&all[i])
			var last *templates.Book // a book's parts follow each other
			for k := range all[i].jobs {
				j := &all[i].jobs[k]
				if j.book == nil || j.book == last {
					continue
				}
				last = j.book
				var faults []string
				l, err := pr.lay(j.book, sub)
				if err == nil {
					faults = check(l)
				} else {
					faults, l = []string{err.Error()}, &laid{Result: &layout.Result{}}
				}
				mu.Lock()
				books++
				pages += len(l.Pages)
				for _, f := range faults {
					key := j.book.Name + " " + f[:strings.Index(f+" ", " ")]
					found[key] = append(found[key], fmt.Sprintf("%s: %s %s", &all[i], j.book.Name, f))
				}
				mu.Unlock()
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	for _, key := range slices.Sorted(maps.Keys(found)) {
		list := found[key]
		slices.Sort(list)
		for _, f := range list[:min(len(list), 3)] {
			t.Error(f)
		}
		if n := len(list); n > 3 {
			t.Errorf("… %d more of %s", n-3, key)
		}
	}
	t.Logf("%d books, %d pages", books, pages)
	if books < 2*len(c.Branches()) {
		t.Errorf("only %d books", books)
	}
}

// counties are the example, a synthetic county with branches of all sizes,
// one with the longest names there are, and one with the longest amounts.
func counties(t *testing.T) map[string]func() (*config.County, *book.Set) {
	return map[string]func() (*config.County, *book.Set){
		"example": func() (*config.County, *book.Set) { return load(t) },
		"sizes":   func() (*config.County, *book.Set) { return synthetic(t, 60) },
		"names": func() (*config.County, *book.Set) {
			c, set := synthetic(t, 12)
			lengthen(c)
			return c, set
		},
		"amounts": func() (*config.County, *book.Set) {
			c, set := synthetic(t, 12)
			enrich(c)
			return c, set
		},
	}
}

// synthetic draws a county whose first branches have 3, 7, 50 and 120 members
// in 0 to 8 groups.
func synthetic(t testing.TB, branches int) (*config.County, *book.Set) {
	t.Helper()
	o := synth.Options{Branches: branches, Seed: 7, Year: 2027}
	for i := range min(branches, 36) {
		o.Sizes = append(o.Sizes, []int{3, 7, 50, 120}[i%4])
		o.Groups = append(o.Groups, (i/4+2*(i%4))%9)
	}
	return newCounty(t, o)
}

// newCounty draws a synthetic county and loads it with its templates.
func newCounty(t testing.TB, o synth.Options) (*config.County, *book.Set) {
	t.Helper()
	files, err := synth.Files(o)
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: data}
	}
	var list diag.List
	c := config.Load(fsys, "county.toml", config.Options{}, &list)
	if c == nil || list.Errors() > 0 {
		t.Fatalf("the synthetic county has errors: %v", list.Sorted())
	}
	set := book.Load(c.Templates, "", &list)
	if list.Errors() > 0 {
		t.Fatal("the templates have errors")
	}
	return c, set
}

// lengthen gives a county the names that are hardest to fit: units of thirty
// characters and more, members of thirteen.
func lengthen(c *config.County) {
	const unit = "示例县城关镇东街社区居民委员会养老服务中心联合流动党员临时" // 30 characters with 党支部
	for i, b := range c.Branches() {
		b.Short = unit[:len(unit)-3*(i%3)] + "党支部"
		b.Name = "中共" + unit + "支部委员会"
		b.Place = unit + "综合楼二层东侧会议室"
		for k, g := range b.Groups {
			g.Name = fmt.Sprintf("第%d党小组（%s）", k+1, unit[:30])
		}
		for k, m := range b.Members {
			switch k % 4 {
			case 0:
				m.Name = "阿卜杜热合曼·阿卜杜克热木"
				m.Label = m.Name + fmt.Sprintf("(1980-%02d)", k%12+1)
			case 1:
				m.Name = "𠮷𬭊" + m.Name
				m.Label = m.Name
			}
			if k%3 == 0 {
				m.Job = unit + "主任兼党建工作指导员"
				m.Duty = "主持支部全面工作，负责党员教育管理监督、党费收缴、组织发展和意识形态工作"
				m.Ethnicity = "维吾尔族"
			}
		}
	}
}

// enrich gives the members of a county dues of 1000.00 a month up, every thirtieth
// the longest amount that paper has to hold.
func enrich(c *config.County) {
	c.Dues.Cap = 0
	for _, b := range c.Branches() {
		for k, m := range b.Members {
			m.Dues = config.MemberDues{DuesTerms: config.DuesTerms{Category: "fixed", Amount: money.Fen(100000 + 41257*(k%10))}}
			if k%30 == 1 {
				m.Dues.Amount = 9999999
			}
		}
	}
}

// margins are the inner margins that bindings need, mm.
var margins = map[config.Binding]float64{config.Perfect: 25, config.PUR: 25, config.Sewn: 20, config.Wire: 20, config.Saddle: 15}

// inColour are the books that may use colour: displays, nothing that is bound.
var inColour = map[string]bool{"flows": true, "flows-poster": true, "norms": true, "norms-poster": true}

// TestPages holds every page of every book to what a printed page promises.
func TestPages(t *testing.T) {
	for name := range counties(t) {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && name != "example" {
				t.Skip("only the example")
			}
			c, set := counties(t)[name]()
			pr := engineOf(t, c, set)
			heading := newMeasurer(pr.fonts).Face(doc.Heading, '党')
			eachBook(t, c, set, func(l *laid) []string {
				inner, bound := margins[book.BindingOf(l.of, c)]
				switch {
				case len(l.of.Margins) == 4:
					inner = l.of.Margins[3]
				case !bound:
					inner = l.doc.Format.Outer
				}
				var out []string
				for i := range l.Pages {
					p := &l.Pages[i]
					faults := slices.Concat(outside(p), overlaps(p), cuts(p), misplaced(p, &l.doc.Format, inner), torn(p), gappy(p), letterSpaced(p))
					if !inColour[l.of.Name] {
						faults = append(faults, coloured(p)...)
					}
					if l.of.Name == "handbook" {
						faults = append(faults, slices.Concat(small(p, 9), shrunk(p, heading))...)
					}
					if p.Number != i+1 {
						faults = append(faults, fmt.Sprintf("is numbered %d", p.Number))
					}
					for _, f := range faults {
						out = append(out, fmt.Sprintf("%s page %d: %s", p.Kind, i+1, f))
					}
				}
				return out
			})
		})
	}
}

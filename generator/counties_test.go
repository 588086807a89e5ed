package generator

import (
	"fmt"
	"sync"
	"testing"
	"testing/fstest"

	"dangce/config"
	"dangce/config/example"
	"dangce/config/money"
	"dangce/generator/book"
	"dangce/generator/internal/exampletest"
	"dangce/generator/synth"
)

// A loader returns a county and its templates.
type loader func() (*config.County, *book.Set, error)

// counties are the example, a synthetic county with branches of all sizes,
// one with the longest names there are, and one with the longest amounts. Each
// is loaded when a test first asks for it; tests share them and change nothing
// in them.
var counties = map[string]loader{
	"example": once(openExample),
	"sizes":   once(func() (*config.County, *book.Set, error) { return random(sizes(36)) }),
	"names":   once(func() (*config.County, *book.Set, error) { return changed(lengthen) }),
	"amounts": once(func() (*config.County, *book.Set, error) { return changed(enrich) }),
}

func once(load loader) loader {
	type loaded struct {
		c   *config.County
		set *book.Set
	}
	first := sync.OnceValues(func() (loaded, error) {
		c, set, err := load()
		return loaded{c, set}, err
	})
	return func() (*config.County, *book.Set, error) {
		l, err := first()
		return l.c, l.set, err
	}
}

// sharedCounty returns one of the counties.
func sharedCounty(t testing.TB, name string) (*config.County, *book.Set) {
	t.Helper()
	return need(t, counties[name])
}

// shared returns the example county.
func shared(t testing.TB) (*config.County, *book.Set) {
	t.Helper()
	return sharedCounty(t, "example")
}

// load returns an example county of the test's own, which it may change.
func load(t testing.TB) (*config.County, *book.Set) {
	t.Helper()
	return need(t, openExample)
}

func openExample() (*config.County, *book.Set, error) { return exampletest.Load(example.FS()) }

// need fails the test if a county does not load.
func need(t testing.TB, load loader) (*config.County, *book.Set) {
	t.Helper()
	c, set, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return c, set
}

// random draws a synthetic county and loads it.
func random(o synth.Options) (*config.County, *book.Set, error) {
	files, err := synth.Files(o)
	if err != nil {
		return nil, nil, err
	}
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: data}
	}
	return exampletest.Load(fsys)
}

// sizes asks for a county whose first branches have 3, 7, 50 and 120 members
// in 0 to 8 groups: 36 of them have every number of the one with every number
// of the other.
func sizes(branches int) synth.Options {
	o := synth.Options{Branches: branches, Seed: 7, Year: 2027}
	for i := range min(branches, 36) {
		o.Sizes = append(o.Sizes, []int{3, 7, 50, 120}[i%4])
		o.Groups = append(o.Groups, (i/4+2*(i%4))%9)
	}
	return o
}

// synthetic draws a county of branches of all sizes.
func synthetic(t testing.TB, branches int) (*config.County, *book.Set) {
	t.Helper()
	return newCounty(t, sizes(branches))
}

// newCounty draws a synthetic county and loads it with its templates.
func newCounty(t testing.TB, o synth.Options) (*config.County, *book.Set) {
	t.Helper()
	return need(t, func() (*config.County, *book.Set, error) { return random(o) })
}

// changed is a county of branches of all sizes after a change.
func changed(change func(*config.County)) (*config.County, *book.Set, error) {
	c, set, err := random(sizes(12))
	if err == nil {
		change(c)
	}
	return c, set, err
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

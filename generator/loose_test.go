package generator

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dangce/config"
	"dangce/config/money"
	"dangce/generator/dues"
	"dangce/generator/internal/exampletest"
	"dangce/generator/internal/inspect"
)

// TestBallotsAlike: all copies are equal to the byte of their content, there
// is one for every member who votes and some more, each lists the full
// members and nobody else, and nothing can tell a voter.
func TestBallotsAlike(t *testing.T) {
	b := exampleCounty(t)
	files := b.Of(t, "民主测评票.pdf")
	if len(files) != len(b.County.Branches()) {
		t.Fatalf("ballots for %d branches", len(files))
	}
	for br, f := range files {
		sheets := 1 // of one ballot
		for sheets < len(f.Pages) && f.Pages[sheets].Sum != f.Pages[0].Sum {
			sheets++
		}
		var all strings.Builder
		for i := range sheets {
			all.WriteString(exampletest.Squeeze(exampletest.Said(&f.Pages[i])))
		}
		first := all.String()
		perPage := strings.Count(first, "无记名投票") / sheets
		if n := perPage * len(f.Pages) / sheets; n <= len(br.Members) {
			t.Errorf("%s: %d ballots for %d members", br.Code, n, len(br.Members))
		}
		if len(f.Pages)%sheets != 0 || sheets > 1 && !strings.Contains(first, fmt.Sprintf("第%d张，共%[1]d张", sheets)) {
			t.Errorf("%s: %d pages of %d sheets each", br.Code, len(f.Pages), sheets)
		}
		for i := range f.Pages {
			if f.Pages[i].Sum != f.Pages[i%sheets].Sum {
				t.Errorf("%s: page %d differs from page %d", br.Code, i+1, i%sheets+1)
			}
		}
		if strings.Contains(first, b.County.Code) || strings.Contains(first, br.Code) {
			t.Errorf("%s: a code on %q", br.Code, first)
		}
		for _, m := range br.Members {
			times := strings.Count(first, m.Label)
			if m.Probation && times > 0 && len([]rune(m.Name)) > 2 {
				t.Errorf("%s: %s is probationary, and a candidate", br.Code, m.Label)
			}
			if !m.Probation && times < perPage {
				t.Errorf("%s: %s stands %d times on %d ballots", br.Code, m.Label, times, perPage)
			}
		}
	}
}

// TestDisclosure: names and amounts, in type to be read on a wall, and
// nothing else about a person.
func TestDisclosure(t *testing.T) {
	b := exampleCounty(t)
	for br, f := range b.Of(t, "党费公示.pdf") {
		var all strings.Builder
		for i := range f.Pages {
			for _, x := range f.Pages[i].Texts {
				if x.Size < 14 {
					t.Errorf("%s: page %d: %q in %g pt", br.Code, i+1, x.S, x.Size)
				}
				all.WriteString(x.S + " ")
			}
		}
		text := all.String()
		for _, secret := range secrets(b.County, br) {
			if strings.Contains(text, secret) {
				t.Errorf("%s: %q is made public", br.Code, secret)
			}
		}
		var year money.Fen
		for _, m := range br.Members {
			a := dues.Assess(b.County.Dues, m, b.County.Year)
			year += a.Year
			if !strings.Contains(exampletest.Squeeze(text), m.Name) {
				t.Errorf("%s: %s is missing", br.Code, m.Name)
			}
		}
		if !strings.Contains(text, " "+year.String()+" ") {
			t.Errorf("%s: the year's sum %s is missing", br.Code, year)
		}
	}
}

// secrets are what a public notice must not say.
func secrets(c *config.County, br *config.Branch) []string {
	out := []string{c.Code}
	for _, m := range br.Members {
		a := dues.Assess(c.Dues, m, c.Year)
		out = append(out, m.Birth.DottedMonth()+".")
		if m.Phone != "" {
			out = append(out, m.Phone)
		}
		if m.Label != m.Name {
			out = append(out, m.Label)
		}
		if base := m.Dues.Base; base > 0 && base != a.Year && base != a.Quarter(1) {
			out = append(out, " "+base.String()+" ")
		}
	}
	return out
}

// TestChangeReport: two copies, each with both parts on one page.
func TestChangeReport(t *testing.T) {
	b := exampleCounty(t)
	files := b.Of(t, "主题党日变更报告单.pdf")
	if len(files) != len(b.County.Branches()) {
		t.Fatalf("reports for %d branches", len(files))
	}
	for br, f := range files {
		if len(f.Pages) != 2 || f.Pages[0].Sum != f.Pages[1].Sum {
			t.Errorf("%s: %d pages", br.Code, len(f.Pages))
		}
		p := exampletest.Squeeze(exampletest.Said(&f.Pages[0]))
		for _, want := range []string{"延期原因", "拟改日期", "书记签字", "报告日期", "沿此线裁开", "党委批示", "同意", "不同意", "联系电话", "支部章", "批示人", "批示日期", "实际开展", "备查编号", br.Name} {
			if !strings.Contains(p, exampletest.Squeeze(want)) {
				t.Errorf("%s: %q is missing", br.Code, want)
			}
		}
	}
}

// TestCovers: one page as wide as back, spine and front, with bleed and room
// for crop marks; the spine follows from the pages of the block.
func TestCovers(t *testing.T) {
	b := exampleCounty(t)
	p := &b.County.Print
	for _, name := range []string{"党支部工作手册", "党费收缴台账"} {
		blocks, covers := b.Of(t, name+".pdf"), b.Of(t, name+"-封面.pdf")
		if len(covers) != len(blocks) || len(covers) == 0 {
			t.Fatalf("%s: %d covers for %d", name, len(covers), len(blocks))
		}
		for br, f := range covers {
			spine := 0.0
			if name == "党支部工作手册" {
				spine = float64(len(blocks[br].Pages))/2*p.InnerMM + 2*p.CoverMM + 0.5
			}
			checkCover(t, br.Code+" "+name, f, spine, p.Bleed)
			text := exampletest.Squeeze(exampletest.Said(&f.Pages[0]))
			for _, want := range []string{b.County.Name, name, strconv.Itoa(b.County.Year) + "年度", br.Name, b.County.Department} {
				if !strings.Contains(text, want) {
					t.Errorf("%s: %q is missing", br.Code, want)
				}
			}
			code := map[string]string{"党支部工作手册": "-HB", "党费收缴台账": "-DL"}[name]
			if !slices.ContainsFunc(f.Pages[0].Texts, func(x inspect.Text) bool { return x.S == br.Code+code && x.X < 210 }) {
				t.Errorf("%s: no pairing code on the back", br.Code)
			}
		}
	}
}

func checkCover(t *testing.T, what string, f *inspect.File, spine, bleed float64) {
	t.Helper()
	if len(f.Pages) != 1 {
		t.Fatalf("%s: %d pages", what, len(f.Pages))
	}
	p := &f.Pages[0]
	near := func(got, want float64) bool { return math.Abs(got-want) < 0.01 }
	if !near(p.Trim.W, 420+spine) || !near(p.Trim.H, 297) {
		t.Errorf("%s: trimmed %g×%g, want a spine of %g", what, p.Trim.W, p.Trim.H, spine)
	}
	if !near(p.Bleed.X, -bleed) || !near(p.Bleed.W, p.Trim.W+2*bleed) || !near(p.Bleed.H, 297+2*bleed) {
		t.Errorf("%s: bleed %+v", what, p.Bleed)
	}
	if p.Media.W < p.Bleed.W+12 || p.Media.H < p.Bleed.H+12 {
		t.Errorf("%s: no room for crop marks: %+v", what, p.Media)
	}
	lettering := 0
	for _, x := range p.Texts {
		if x.X > 210 && x.X+x.W < 210+spine {
			lettering++
		}
	}
	if (spine >= 5) != (lettering > 0) {
		t.Errorf("%s: %d characters on a spine of %g mm", what, lettering, spine)
	}
}

// TestEveryCoverFits: whatever the names are, a cover is one page, and cards
// can be imposed.
func TestEveryCoverFits(t *testing.T) {
	eachCounty(t, "covers", func(t *testing.T, s *survey) {
		if s.files[imposed] < s.branches || s.files[cover] < 2*s.branches {
			t.Errorf("%d covers, %d files of cards for %d branches", s.files[cover], s.files[imposed], s.branches)
		}
	})
}

func checkCovers(e *engine, l *laid, jobs []job) []string {
	var out []string
	for i := range jobs {
		j := &jobs[i]
		if j.part == block {
			continue
		}
		f, err := e.file(j.part, l)
		if err != nil {
			return []string{err.Error()}
		}
		if j.part != cover {
			continue
		}
		want := 1
		if l.of.Repeat == "group" {
			want = len(l.sub.Branch.Groups)
		}
		if len(f.Pages) != want {
			out = append(out, fmt.Sprintf("covers: %d pages, want %d", len(f.Pages), want))
		}
	}
	return out
}

package layout_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dangce/generator/doc"
)

func paragraph(s string) *doc.Text { return &doc.Text{Style: body, Text: s} }

func section(title string, start doc.Side, lines int) doc.Unit {
	u := doc.Unit{Page: "S", Title: title, Start: start, Anchor: title}
	for range lines {
		u.Blocks = append(u.Blocks, paragraph("一行"))
	}
	return u
}

// TestContentsNumbers: the contents list the pages on which the sections
// begin, and links and bookmarks jump there.
func TestContentsNumbers(t *testing.T) {
	units := []doc.Unit{{Page: "C", Blocks: []doc.Block{&doc.Contents{Style: body, Sub: body, Levels: 1}}}}
	for i := range 30 {
		u := section(fmt.Sprintf("第%c节", 0x5000+i), doc.Side(i%3), 1+i*5%40)
		u.Level = i % 2
		units = append(units, u)
	}
	r := lay(t, units...)
	var printed []string
	links := 0
	for _, p := range r.Pages[:r.First[1]-1] {
		printed = append(printed, shown(&p)...)
		for _, l := range p.Links {
			if l.To != r.First[1+links] {
				t.Errorf("link %d jumps to page %d, want %d", links+1, l.To, r.First[1+links])
			}
			if l.X < p.Safe.X-1e-6 || l.X+l.W > p.Safe.X+p.Safe.W+1e-6 {
				t.Errorf("link %d from %.1f, %.1f wide", links+1, l.X, l.W)
			}
			links++
		}
	}
	all := strings.Join(printed, "|") + "|"
	for i, u := range units[1:] {
		if want := fmt.Sprintf("%s|%d|", u.Title, r.First[i+1]); !strings.Contains(all, want) {
			t.Errorf("the contents do not list %s", want)
		}
		if b := r.Bookmarks[i]; b.Title != u.Title || b.Page != r.First[i+1] || b.Level != u.Level {
			t.Errorf("bookmark %+v, want %s on page %d", b, u.Title, r.First[i+1])
		}
		if first := r.Pages[r.First[i+1]-1]; first.Kind != "S" {
			t.Errorf("%s begins on a page %s", u.Title, first.Kind)
		}
	}
	if links != 30 {
		t.Errorf("%d links", links)
	}
}

// TestSides: a unit starts on the side it asks for; the page left over before
// it is one for notes or blank.
func TestSides(t *testing.T) {
	units := []doc.Unit{section("甲", doc.Right, 1), section("乙", doc.Right, 1), section("丙", doc.Left, 1), section("丁", doc.Left, 1)}
	units[1].Ruled = true
	r := lay(t, units...)
	for i, want := range []int{1, 3, 4, 6} {
		if r.First[i] != want {
			t.Errorf("unit %d begins on page %d, want %d", i, r.First[i], want)
		}
	}
	if s := shown(&r.Pages[1]); len(s) != 1 || s[0] != "记事" || len(levels(&r.Pages[1], doc.Gray55)) < 5 {
		t.Errorf("the page for notes shows %q", s)
	}
	if s := shown(&r.Pages[4]); len(s) != 0 {
		t.Errorf("the blank page shows %q", s)
	}
}

// TestMarginsAreMirrored: the inner margin is on the left of right pages, the
// page number at the outer end.
func TestMarginsAreMirrored(t *testing.T) {
	r := lay(t, section("甲", doc.Any, 40))
	for i := range r.Pages {
		p := &r.Pages[i]
		left, number := 25.0, p.Safe.X+p.Safe.W
		if p.Number%2 == 0 {
			left, number = 15, p.Safe.X
		}
		if p.DX != left || p.Safe.X != left || p.Safe.W != 100 {
			t.Errorf("page %d begins at %.1f", p.Number, p.DX)
		}
		g, ok := p.Marks[0].(*doc.Glyphs)
		if want := fmt.Sprintf("— %d —", p.Number); !ok || g.S != want {
			t.Fatalf("page %d prints %v", p.Number, p.Marks[0])
		}
		if d := min(abs(g.X-number), abs(g.X+g.W-number)); d > 6 {
			t.Errorf("the number of page %d stands %.1f mm from the outer end", p.Number, d)
		}
	}
}

func abs(x float64) float64 { return max(x, -x) }

// TestHeadingsStayWithTheirText: a heading is never the last on a page.
func TestHeadingsStayWithTheirText(t *testing.T) {
	for before := range 13 {
		u := section("甲", doc.Any, before)
		u.Blocks = append(u.Blocks, &doc.Text{Style: body, Text: "标题", Keep: true}, paragraph(strings.Repeat("正文", 40)))
		all := lay(t, u).Pages
		for i := range all {
			s := shown(&all[i])
			if len(s) > 0 && s[len(s)-1] == "标题" {
				t.Errorf("after %d lines the heading ends page %d", before, i+1)
			}
		}
	}
}

// TestReferences: a unit names the page on which the one it goes by begins.
func TestReferences(t *testing.T) {
	u := section("乙", doc.Any, 1)
	u.Refer, u.ReferText = "丙", "见第%d页"
	r := lay(t, section("甲", doc.Any, 30), u, section("丙", doc.Right, 1))
	want := fmt.Sprintf("见第%d页", r.First[2])
	found := false
	for _, m := range r.Pages[r.First[1]-1].Marks {
		if g, ok := m.(*doc.Glyphs); ok && g.S == want {
			found = true
		}
	}
	if !found {
		t.Errorf("%s is not printed", want)
	}
}

// TestSharedUnits: units with equal blocks share their marks, and pages equal
// in content are equal however often they come.
func TestSharedUnits(t *testing.T) {
	u := section("", doc.Any, 3)
	r := lay(t, u, u, section("甲", doc.Any, 1))
	if &r.Pages[0].Body[0] != &r.Pages[1].Body[0] {
		t.Error("equal units were laid out twice")
	}
}

// TestCodes: pages of a kind are numbered, each with its check character.
func TestCodes(t *testing.T) {
	u := section("", doc.Any, 30)
	u.Code = "419900-2027-01-003-HB-P13"
	r := lay(t, u, section("甲", doc.Any, 1), u)
	var codes []string
	for _, p := range r.Pages {
		if p.Code != "" {
			codes = append(codes, p.Code)
		}
	}
	for i, c := range codes {
		if want := fmt.Sprintf("%s-%03d-", u.Code, i+1); !strings.HasPrefix(c, want) || len(c) != len(want)+1 {
			t.Errorf("code %d is %s", i+1, c)
		}
	}
	if len(codes) != 6 {
		t.Errorf("%d codes", len(codes))
	}
}

// TestSectionsInContents: a heading above titles of the second level is listed
// with the first of them.
func TestSectionsInContents(t *testing.T) {
	a, b := section("甲图", doc.Any, 1), section("乙图", doc.Any, 1)
	a.Level, b.Level = 1, 1
	a.Section = "流程图"
	r := lay(t, doc.Unit{Page: "C", Blocks: []doc.Block{&doc.Contents{Style: body, Sub: body, Levels: 1}}}, a, b)
	if got := strings.Join(shown(&r.Pages[0]), "|"); !strings.Contains(got, "流程图|2|甲图|2|乙图|3") {
		t.Errorf("the contents show %s", got)
	}
	want := []doc.Bookmark{{Title: "流程图", Page: 2}, {Title: "甲图", Level: 1, Page: 2}, {Title: "乙图", Level: 1, Page: 3}}
	if !slices.Equal(r.Bookmarks, want) {
		t.Errorf("bookmarks %+v", r.Bookmarks)
	}
}

// TestFillersKeepTheirSection: a page of the pool or of notes that fills a
// page has the thumb tab of what stands before it, one at the end has none.
func TestFillersKeepTheirSection(t *testing.T) {
	tabbed := func(u doc.Unit, tab int) doc.Unit { u.Tab, u.Ruled = tab, true; return u }
	format := square
	format.Tabs, format.Multiple = []string{"一", "二", "三", "四", "五"}, 2
	r, err := engine().Book(&doc.Book{Format: format, Units: []doc.Unit{
		tabbed(section("甲", doc.Any, 1), 3), tabbed(section("乙", doc.Right, 1), 4), tabbed(section("丙", doc.Right, 1), 5),
		{Page: "PC", Pool: true, Ruled: true, Blocks: []doc.Block{paragraph("续页")}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	var got []float64
	for _, p := range r.Pages {
		y := 0.0
		for _, m := range p.Marks {
			if rect, ok := m.(*doc.Rect); ok {
				y = rect.Y
			}
		}
		got = append(got, y)
	}
	if len(got) != 6 || got[0] == 0 || got[1] != got[0] || got[3] != got[2] || got[5] != got[4] || got[0] >= got[2] || got[2] >= got[4] {
		t.Errorf("tabs at %v", got)
	}
}

package layout_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"dangce/generator/doc"
)

// roster is a table of n rows and a total, 10 mm a row, under a head with a
// group.
func roster(n int) *doc.Table {
	small := doc.Style{Size: 10, Leading: 1.2}
	t := &doc.Table{RowHeight: 10, Head: small, Body: small, Title: small, Frame: 0.5, Inner: 0.2,
		Cols: []doc.Column{{ID: "no", Title: "序号", MM: 15}, {ID: "name", Title: "姓名", Weight: 2}, {ID: "a", Title: "应交", Group: "一月", MM: 15}, {ID: "b", Title: "实交", Group: "一月", MM: 15}},
		Foot: []doc.Record{{Values: []doc.Value{{}, doc.TextValue("合计")}, Strong: true, Shade: true}},
	}
	for i := range n {
		t.Rows = append(t.Rows, doc.Record{Values: []doc.Value{doc.IntValue(i + 1), doc.TextValue(name(i))}})
	}
	return t
}

func name(i int) string { return fmt.Sprintf("甲%c", 0x5000+i) }

// TestLastPageOfATable holds more than a row or two, on lists that are not
// filled with blank rows.
func TestLastPageOfATable(t *testing.T) {
	for n := range 60 {
		table := roster(n)
		table.RowHeight = 6
		all := pages(t, table)
		rows := strings.Count(joined(&all[len(all)-1]), "甲")
		if len(all) > 1 && rows < 4 {
			t.Errorf("%d rows: the last of %d pages holds %d", n, len(all), rows)
		}
	}
}

// TestLaterPagesAreTitled: a table under a heading of its page is titled where
// it goes on; one with a caption on all pages.
func TestLaterPagesAreTitled(t *testing.T) {
	for _, caption := range []string{"", "名册"} {
		table := roster(60)
		table.Caption, table.Later = caption, "名册"
		all := pages(t, table)
		if len(all) < 3 {
			t.Fatalf("only %d pages", len(all))
		}
		for i := range all {
			want := []string{caption}[:min(1, len(caption))]
			if i > 0 {
				want = []string{"名册（续）"}
			}
			var got []string
			for _, s := range shown(&all[i]) {
				if strings.HasPrefix(s, "名册") {
					got = append(got, s)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("caption %q: page %d is titled %q, want %q", caption, i+1, got, want)
			}
		}
	}
}

// TestTablesGoOn: every row once and in order, the head on each page, the
// foot under the last row.
func TestTablesGoOn(t *testing.T) {
	for n := range 60 {
		all := pages(t, roster(n))
		var names []string
		for i := range all {
			for _, title := range []string{"序号", "姓名", "一月", "应交", "实交"} {
				if c := count(&all[i], title); c != 1 {
					t.Errorf("%d rows: page %d has %q %d times", n, i+1, title, c)
				}
			}
			for _, s := range shown(&all[i]) {
				if strings.HasPrefix(s, "甲") {
					names = append(names, s)
				}
			}
			if want := map[bool]int{true: 1}[i == len(all)-1]; count(&all[i], "合计") != want {
				t.Errorf("%d rows: page %d of %d has %d totals", n, i+1, len(all), count(&all[i], "合计"))
			}
		}
		var want []string
		for i := range n {
			want = append(want, name(i))
		}
		if !slices.Equal(names, want) {
			t.Errorf("%d rows: printed %q", n, names)
		}
		if last := &all[len(all)-1]; n > 0 && !strings.Contains(joined(last), "甲") {
			t.Errorf("%d rows: the total stands on a page alone", n)
		}
	}
}

func count(p *doc.Page, s string) (n int) {
	for _, g := range shown(p) {
		if g == s {
			n++
		}
	}
	return n
}

// TestTablesFillTheirPages: blank rows to the foot of the page, none less
// than the height asked for.
func TestTablesFillTheirPages(t *testing.T) {
	table := roster(3)
	table.Fill = true
	p := pages(t, table)[0]
	ys := []float64{}
	for _, l := range levels(&p, doc.Black) {
		if l.X2-l.X1 > 99 {
			ys = append(ys, l.Y1)
		}
	}
	slices.Sort(ys)
	ys = append(slices.Compact(ys), frameFoot(&p))
	if foot := ys[len(ys)-1]; math.Abs(foot-100) > 0.01 {
		t.Errorf("the table ends at %.2f of 100 mm", foot)
	}
	for i := 2; i < len(ys); i++ {
		if h := ys[i] - ys[i-1]; h < 10-1e-6 {
			t.Errorf("row %d is %.2f mm high", i-1, h)
		}
	}
}

func frameFoot(p *doc.Page) float64 {
	foot := 0.0
	for _, m := range p.Body {
		if r, ok := m.(*doc.Rect); ok && r.Width > 0 {
			foot = max(foot, r.Y+r.H)
		}
	}
	return foot
}

// TestHighRows: a row that needs more lines than its height has room for
// grows, and is not split.
func TestHighRows(t *testing.T) {
	table := roster(12)
	long := strings.Repeat("很长的内容", 12)
	table.Rows[4].Values[1] = doc.TextValue(long)
	all := pages(t, table)
	for i := range all {
		text := strings.Join(shown(&all[i]), "")
		if strings.Contains(text, "很长的内容") && strings.Count(text, "很长的内容") != 12 {
			t.Errorf("page %d holds %d parts of 12 of a row", i+1, strings.Count(text, "很长的内容"))
		}
	}
}

// TestSpread: a wide table runs over a left and a right page; what identifies
// a row stands on both, on one level.
func TestSpread(t *testing.T) {
	small := doc.Style{Size: 10, Leading: 1.2}
	table := &doc.Table{Spread: true, RowHeight: 10, Head: small, Body: small, Title: small, Frame: 0.5, Inner: 0.2,
		Cols: []doc.Column{{Title: "姓名", MM: 30}, {Title: "左栏", Weight: 1, Side: doc.Left}, {Title: "右栏标题很长要分成好几行才放得下", MM: 20, Side: doc.Right}, {Title: "备注", Weight: 1, Side: doc.Right}}}
	for i := range 25 {
		table.Rows = append(table.Rows, doc.Record{Values: []doc.Value{doc.TextValue(name(i)), doc.TextValue("左"), doc.TextValue("右")}})
	}
	r := lay(t, doc.Unit{Page: "P", Start: doc.Left, Blocks: []doc.Block{table}})
	all := r.Pages[r.First[0]-1:]
	if r.First[0]%2 != 0 || len(all)%2 != 0 || len(all) < 4 {
		t.Fatalf("%d pages from page %d", len(all), r.First[0])
	}
	seen := map[string]int{}
	for i := 0; i < len(all); i += 2 {
		l, rt := places(&all[i]), places(&all[i+1])
		for s, y := range l {
			if !strings.HasPrefix(s, "甲") {
				continue
			}
			seen[s]++
			if math.Abs(rt[s]-y) > 1e-6 {
				t.Errorf("%s stands at %.2f on the left and %.2f on the right", s, y, rt[s])
			}
		}
		if _, ok := l["左栏"]; !ok || count(&all[i+1], "左栏") > 0 {
			t.Errorf("opening %d: the left column is not on the left", i/2+1)
		}
	}
	if len(seen) != 25 {
		t.Errorf("%d of 25 rows", len(seen))
	}
}

func places(p *doc.Page) map[string]float64 {
	out := make(map[string]float64)
	for _, m := range p.Body {
		if g, ok := m.(*doc.Glyphs); ok {
			out[g.S] = g.Y
		}
	}
	return out
}

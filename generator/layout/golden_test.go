package layout_test

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dangce/generator/doc"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// goldens are the books whose pages are kept as text: one line a mark,
// page x y kind style "text", in tenths of a millimetre.
var goldens = map[string]func() []doc.Unit{
	"text": func() []doc.Unit {
		title := doc.Style{Role: doc.Title, Size: mm(8), Leading: 1.5, Align: doc.AlignCenter, After: 4}
		just := body
		just.Indent, just.Align = 2, doc.AlignJustify
		return []doc.Unit{
			{Page: "C", Blocks: []doc.Block{&doc.Contents{Style: body, Sub: body, Levels: 1}}},
			{Page: "P01", Title: "使用说明", Start: doc.Right, Head: true, Blocks: []doc.Block{
				&doc.Text{Style: title, Text: "使用说明", Keep: true},
				&doc.Text{Style: just, Text: "一、本手册由党支部使用，记载2027年度本支部的组织生活和日常党务（含党小组）。"},
				&doc.Rule{Width: 0.5, Double: true},
				&doc.Text{Style: body, Text: "记录人______王𠮷"},
			}},
		}
	},
	"form": func() []doc.Unit {
		small := doc.Style{Role: doc.Subheading, Size: mm(4), Leading: 1.25}
		return []doc.Unit{{Page: "P14", Title: "会议记录", Code: "419900-2027-01-003-HB-P14", Blocks: []doc.Block{
			&doc.Grid{Frame: 0.5, Inner: 0.2, Cols: []doc.Track{{MM: 20}, {Weight: 1}, {MM: 30}}, Rows: []doc.Row{
				{Height: 10, Cells: []doc.Cell{{Text: "时间", Style: small, Fill: doc.Gray12}, {Under: true}, {Text: "地点", Style: small, VAlign: doc.Bottom}}},
				{Height: 24, Fill: 1, Cells: []doc.Cell{{Text: "记录", Style: small, Vertical: true}, {Span: 2, Ruled: 10}}},
				{Cells: []doc.Cell{{Text: "签到", Style: small}, {Span: 2, NamesPerRow: 2, Names: []string{"张三", "阿卜杜热合曼·阿卜杜克热木", "王𠮷", ""}, Style: small}}},
			}},
		}}}
	},
	"table": func() []doc.Unit {
		t := roster(12)
		t.Caption = "名册"
		t.Cols[3].Under = "a"
		t.Rows[2].Values = append(t.Rows[2].Values, doc.Value{}, doc.MoneyValue(4900))
		return []doc.Unit{{Page: "P22", Title: "名册", Tab: 2, Blocks: []doc.Block{t}}}
	},
}

func TestGolden(t *testing.T) {
	for name, units := range goldens {
		t.Run(name, func(t *testing.T) {
			got := dump(lay(t, units()...).Pages)
			file := filepath.Join("testdata", name+".golden")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatalf("%v; go test -update writes it", err)
			}
			if w := strings.ReplaceAll(string(want), "\r\n", "\n"); got != w {
				t.Errorf("%s: %s; after reading the difference, go test -update accepts it", file, difference(got, w))
			}
		})
	}
	files, err := filepath.Glob("testdata/*.golden")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if goldens[strings.TrimSuffix(filepath.Base(f), ".golden")] == nil {
			t.Errorf("%s: no test uses it", f)
		}
	}
}

// difference names the first lines that differ.
func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d is\n\t%s\nwant\n\t%s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

// dump writes pages as text.
func dump(pages []doc.Page) string {
	var b strings.Builder
	for i := range pages {
		p := &pages[i]
		fmt.Fprintf(&b, "%d page %s %s\n", p.Number, p.Kind, p.Code)
		for _, m := range p.Body {
			dumpMark(&b, p.Number, m, p.DX, p.DY)
		}
		for _, m := range p.Marks {
			dumpMark(&b, p.Number, m, 0, 0)
		}
		for _, l := range p.Links {
			fmt.Fprintf(&b, "%d %d %d link to %d, %d by %d\n", p.Number, tenths(l.X), tenths(l.Y), l.To, tenths(l.W), tenths(l.H))
		}
	}
	return b.String()
}

func tenths(mm float64) int { return int(math.Round(mm * 10)) }

func dumpMark(b *strings.Builder, page int, m doc.Mark, dx, dy float64) {
	at := func(x, y float64) string { return fmt.Sprintf("%d %d %d", page, tenths(x+dx), tenths(y+dy)) }
	switch m := m.(type) {
	case *doc.Glyphs:
		fmt.Fprintf(b, "%s text face%d/%.1f/%06x+%d %q\n", at(m.X, m.Y), m.Face, m.Size, uint32(m.Ink), tenths(m.Track), m.S)
	case *doc.Line:
		fmt.Fprintf(b, "%s line %.2f/%06x/%g to %d %d\n", at(m.X1, m.Y1), m.Width, uint32(m.Ink), m.Dash, tenths(m.X2+dx), tenths(m.Y2+dy))
	case *doc.Rect:
		fmt.Fprintf(b, "%s rect %.2f/%06x on %06x, %d by %d\n", at(m.X, m.Y), m.Width, uint32(m.Ink), uint32(m.Fill), tenths(m.W), tenths(m.H))
	case *doc.Matrix:
		fmt.Fprintf(b, "%s code %d modules of %.2f, %d black\n", at(m.X, m.Y), m.N, m.Module, len(slices.DeleteFunc(slices.Clone(m.Bits), func(b bool) bool { return !b })))
	default:
		fmt.Fprintf(b, "%d %T\n", page, m)
	}
}

package xlsx

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"dangce/generator/doc"
)

var update = flag.Bool("update", false, "rewrite goldens")

// TestGolden compares what excelize reads back with the stored dumps: sheets
// in order, print set-up, widths, merges, validations, and of long tables the
// head, the first rows and the foot.
func TestGolden(t *testing.T) {
	books := map[string]*doc.Workbook{"ledger": ledger(3), "plan": plan(), "summary": summary()}
	stored, err := filepath.Glob("testdata/*.txt")
	if err != nil || !*update && len(stored) != len(books) {
		t.Errorf("%d goldens for %d workbooks (%v)", len(stored), len(books), err)
	}
	for name, wb := range books {
		t.Run(name, func(t *testing.T) {
			got := dump(t, open(t, bytesOf(t, wb)))
			path := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n"))
			if !bytes.Equal(got, want) {
				t.Errorf("%s differs at: %s", path, firstDifference(got, want))
			}
		})
	}
}

func firstDifference(got, want []byte) string {
	g, w := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d:\ngot  %s\nwant %s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

// dump writes down what a reader sees.
func dump(t *testing.T, f *excelize.File) []byte {
	var b bytes.Buffer
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	props, err := f.GetDocProps()
	must(err)
	fmt.Fprintf(&b, "title %q creator %q created %s\n", props.Title, props.Creator, props.Created)
	custom, err := f.GetCustomProps()
	must(err)
	for _, p := range custom {
		fmt.Fprintf(&b, "property %s %q\n", p.Name, p.Value)
	}
	for _, n := range f.GetDefinedName() {
		fmt.Fprintf(&b, "name %s %s\n", n.Name, n.RefersTo)
	}
	fmt.Fprintf(&b, "active %d\n", f.GetActiveSheetIndex())
	for _, sheet := range f.GetSheetList() {
		visible, err := f.GetSheetVisible(sheet)
		must(err)
		fmt.Fprintf(&b, "\nsheet %q visible %t\n", sheet, visible)
		layout, err := f.GetPageLayout(sheet)
		must(err)
		fmt.Fprintf(&b, "page %d %s scale %d fit %s×%s\n", *layout.Size, *layout.Orientation, *layout.AdjustTo, intText(layout.FitToWidth), intText(layout.FitToHeight))
		if hf, err := f.GetHeaderFooter(sheet); err == nil && hf != nil {
			fmt.Fprintf(&b, "header %s\nfooter %s\n", hf.OddHeader, hf.OddFooter)
		}
		panes, err := f.GetPanes(sheet)
		must(err)
		fmt.Fprintf(&b, "panes %d,%d %s %v\n", panes.XSplit, panes.YSplit, panes.ActivePane, panes.Selection)
		protection, err := f.GetSheetProtection(sheet)
		must(err)
		fmt.Fprintf(&b, "locked %t\n", protection.SelectLockedCells && protection.Sort && protection.AutoFilter && protection.FormatColumns && !protection.FormatCells)
		dumpRules(t, &b, f, sheet)
		dumpCells(t, &b, f, sheet)
	}
	return b.Bytes()
}

func intText(n *int) string {
	if n == nil {
		return "-"
	}
	return itoa(*n)
}

func dumpRules(t *testing.T, b *bytes.Buffer, f *excelize.File, sheet string) {
	merges, err := f.GetMergeCells(sheet)
	if err != nil {
		t.Fatal(err)
	}
	b.WriteString("merged")
	for _, m := range merges {
		fmt.Fprintf(b, " %s:%s", m.GetStartAxis(), m.GetEndAxis())
	}
	b.WriteString("\n")
	rules, err := f.GetDataValidations(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range rules {
		fmt.Fprintf(b, "check %s %s %s %s %s: %s\n", v.Sqref, v.Type, v.Operator, v.Formula1, v.Formula2, *v.Error)
	}
	formats, err := f.GetConditionalFormats(sheet)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for at, list := range formats {
		for _, c := range list {
			lines = append(lines, fmt.Sprintf("highlight %s %s style %d", at, c.Criteria, *c.Format))
		}
	}
	sortLines(b, lines)
}

func dumpCells(t *testing.T, b *bytes.Buffer, f *excelize.File, sheet string) {
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	cols := 0
	for _, r := range rows {
		cols = max(cols, len(r))
	}
	inside := merged(t, f, sheet)
	b.WriteString("widths")
	for c := range cols {
		w, err := f.GetColWidth(sheet, letters(c+1))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(b, " %g", w)
	}
	b.WriteString("\n")
	for r := range rows {
		if r > 6 && r < len(rows)-2 {
			continue
		}
		h, err := f.GetRowHeight(sheet, r+1)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(b, "row %d height %g\n", r+1, h)
		for c := range cols {
			if at := cell(c+1, r+1); !inside[at] {
				dumpCell(t, b, f, sheet, at)
			}
		}
	}
}

// merged returns the cells of merges that are not their first.
func merged(t *testing.T, f *excelize.File, sheet string) map[string]bool {
	merges, err := f.GetMergeCells(sheet)
	if err != nil {
		t.Fatal(err)
	}
	inside := make(map[string]bool)
	for _, m := range merges {
		c1, r1, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
		c2, r2, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		for r := r1; r <= r2; r++ {
			for c := c1; c <= c2; c++ {
				inside[cell(c, r)] = c > c1 || r > r1
			}
		}
	}
	return inside
}

var typeNames = map[excelize.CellType]string{excelize.CellTypeUnset: "number", excelize.CellTypeNumber: "number", excelize.CellTypeInlineString: "text", excelize.CellTypeFormula: "text", excelize.CellTypeSharedString: "text"}

func dumpCell(t *testing.T, b *bytes.Buffer, f *excelize.File, sheet, at string) {
	v := raw(t, f, sheet, at)
	formula, err := f.GetCellFormula(sheet, at)
	if err != nil {
		t.Fatal(err)
	}
	kind, err := f.GetCellType(sheet, at)
	if err != nil {
		t.Fatal(err)
	}
	if v == "" && formula == "" {
		return
	}
	fmt.Fprintf(b, "%s %s %q", at, typeNames[kind], v)
	if formula != "" {
		fmt.Fprintf(b, " = %s", formula)
	}
	b.WriteString("\n")
}

func sortLines(b *bytes.Buffer, lines []string) {
	slices.Sort(lines)
	for _, l := range lines {
		b.WriteString(l + "\n")
	}
}

package xlsx

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"dangce/generator/internal/ooxml"
)

// TestValid: strict readers find nothing wrong with what we write.
func TestValid(t *testing.T) {
	for name, wb := range samples() {
		for _, fault := range ooxml.Check(bytesOf(t, wb)) {
			t.Errorf("%s: %s", name, fault)
		}
	}
}

// cells are values by sheet and cell name, as JSON gives them.
type cells map[string]map[string]any

// nodeReads returns what a reader of npm finds in workbooks. Where it is not
// installed the test is skipped, and fails in CI.
func nodeReads(t *testing.T, program string, files [][]byte) []cells {
	t.Helper()
	args, dir := []string{"testdata/read.cjs", program}, t.TempDir()
	for i, b := range files {
		name := filepath.Join(dir, strconv.Itoa(i)+".xlsx")
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, name)
	}
	if out, err := exec.Command("node", "-e", "require.resolve('"+program+"')").CombinedOutput(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("node with %s is needed: %v\n%s", program, err, out)
		}
		t.Skipf("node with %s is not installed", program)
	}
	var stderr bytes.Buffer
	cmd := exec.Command("node", args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", program, err, stderr.Bytes())
	}
	var list []cells
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var c cells
		if err := d.Decode(&c); err != nil {
			t.Fatal(err)
		}
		list = append(list, c)
	}
	return list
}

// ourCells are the values as excelize reads them: numbers and texts.
func ourCells(t *testing.T, f *excelize.File) cells {
	t.Helper()
	all := cells{}
	for _, sheet := range f.GetSheetList() {
		all[sheet] = map[string]any{}
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, v := range row {
				if v == "" {
					continue
				}
				at := cell(c+1, r+1)
				typ, err := f.GetCellType(sheet, at)
				if err != nil {
					t.Fatal(err)
				}
				all[sheet][at] = v
				if n, err := strconv.ParseFloat(v, 64); err == nil && (typ == excelize.CellTypeNumber || typ == excelize.CellTypeUnset) {
					all[sheet][at] = n
				}
			}
		}
	}
	return all
}

// agree compares cells; of numbers the last bits may differ, which some
// readers lose.
func agree(t *testing.T, who string, want, got cells) {
	t.Helper()
	for sheet := range want {
		for at, v := range want[sheet] {
			g, ok := got[sheet][at]
			if !ok || !sameValue(v, g) {
				t.Errorf("%s: %s!%s is %v, want %v", who, sheet, at, g, v)
			}
		}
		for at, g := range got[sheet] {
			if _, ok := want[sheet][at]; !ok && g != nil {
				t.Errorf("%s: %s!%s is %v, want nothing", who, sheet, at, g)
			}
		}
	}
}

func sameValue(a, b any) bool {
	x, ok1 := a.(float64)
	y, ok2 := b.(float64)
	if ok1 && ok2 {
		d := x - y
		return d < 1e-6 && d > -1e-6
	}
	// exceljs does not say that a formula comes to 0.
	if b == nil {
		return a == 0.0
	}
	// Neither exceljs nor SheetJS knows the escape of _x0041_.
	for _, v := range []any{a, b} {
		if s, ok := v.(string); ok && strings.Contains(s, "_x0041_") {
			return true
		}
	}
	return a == b
}

// TestReaders: exceljs, SheetJS and LibreOffice find the values that excelize
// finds.
func TestReaders(t *testing.T) {
	var names []string
	var files [][]byte
	for name, wb := range samples() {
		names, files = append(names, name), append(files, bytesOf(t, wb))
	}
	for _, program := range []string{"exceljs", "xlsx"} {
		t.Run(program, func(t *testing.T) {
			got := nodeReads(t, program, files)
			for i := range files {
				agree(t, names[i]+" by "+program, ourCells(t, open(t, files[i])), got[i])
			}
		})
	}
	t.Run("LibreOffice", func(t *testing.T) {
		if testing.Short() {
			t.Skip("starts another program for each workbook")
		}
		for i := range files {
			agree(t, names[i]+" by LibreOffice", ourCells(t, open(t, files[i])), ourCells(t, open(t, office(t, files[i], "xlsx"))))
		}
	})
}

// returned are workbooks as other programs save them; see testdata/returned.
func returned(t *testing.T) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob("testdata/returned/*.xlsx")
	if err != nil || len(names) < 4 {
		t.Fatalf("%d files (%v)", len(names), err)
	}
	files := map[string][]byte{}
	for _, name := range names {
		if files[filepath.Base(name)], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// TestMarkReturned: copies of workbooks that openpyxl, LibreOffice, SheetJS and
// exceljs have saved are valid, hold the same values, and a marked cell keeps
// its format but for the fill.
func TestMarkReturned(t *testing.T) {
	var names []string
	var copies [][]byte
	for name, data := range returned(t) {
		was := open(t, data)
		sheet := was.GetSheetList()[0]
		var out bytes.Buffer
		if err := Mark(&out, data, []Fault{{sheet, "A4", "编号改过"}, {sheet, "D4", "不是日期"}, {sheet, "B5", "不对"}}); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, fault := range ooxml.Check(out.Bytes()) {
			t.Errorf("%s, marked: %s", name, fault)
		}
		now := open(t, out.Bytes())
		agree(t, name+", marked", ourCells(t, was), ourCells(t, now))
		for _, at := range []string{"A4", "D4", "B5"} {
			wasFormat, _ := formatOfCell(t, was, sheet, at)
			format, fill := formatOfCell(t, now, sheet, at)
			if !strings.HasSuffix(fill, markFill) {
				t.Errorf("%s: %s is filled with %s", name, at, fill)
			}
			if format != wasFormat {
				t.Errorf("%s: %s is formatted\n%s, was\n%s", name, at, format, wasFormat)
			}
		}
		names, copies = append(names, name), append(copies, out.Bytes())
	}
	for _, program := range []string{"exceljs", "xlsx"} {
		t.Run(program, func(t *testing.T) {
			got := nodeReads(t, program, copies)
			for i := range copies {
				agree(t, names[i]+" by "+program, ourCells(t, open(t, copies[i])), got[i])
			}
		})
	}
}

// formatOfCell returns the format of a cell as it stands in the file, but for
// the fill, and the colour of that.
func formatOfCell(t *testing.T, f *excelize.File, sheet, at string) (format, fill string) {
	t.Helper()
	id, err := f.GetCellStyle(sheet, at)
	if err != nil {
		t.Fatal(err)
	}
	xf := f.Styles.CellXfs.Xf[id]
	if p := f.Styles.Fills.Fill[*xf.FillID].PatternFill; p != nil && p.FgColor != nil {
		fill = p.FgColor.RGB
	}
	xf.FillID, xf.ApplyFill = nil, nil
	return mustJSON(t, xf), fill
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

package xlsx

import (
	"bytes"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"dangce/generator/doc"
)

// office converts a workbook with LibreOffice in a profile of its own.
func office(t *testing.T, b []byte, to string) []byte {
	t.Helper()
	exe, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("soffice is needed")
		}
		t.Skip("soffice is not installed")
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "in", "book.xlsx")
	if err := os.MkdirAll(filepath.Dir(in), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(in, b, 0o600); err != nil {
		t.Fatal(err)
	}
	profile := filepath.Join(dir, "profile", "user", "registrymodifications.xcu")
	if err := os.MkdirAll(filepath.Dir(profile), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(profile, []byte(alwaysCompute), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", to, "--outdir", dir, in)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	got, err := os.ReadFile(filepath.Join(dir, "book."+to))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// alwaysCompute is a LibreOffice profile that computes all formulas when a
// file is opened; by default it shows what is stored.
const alwaysCompute = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`

var (
	formulaCell = regexp.MustCompile(`(<c r="[A-Z]+[0-9]+" s="[0-9]+")(?: t="str")?(><f>[^<]*</f>)(?:<v>[^<]*</v>)?`)
)

// poisoned returns a copy in which every formula has a wrong value beside it.
func poisoned(t *testing.T, b []byte) []byte {
	names, parts := partsOf(t, b)
	found := 0
	for name, p := range parts {
		if strings.HasPrefix(name, "xl/worksheets/sheet") {
			found += len(formulaCell.FindAll(p, -1))
			parts[name] = formulaCell.ReplaceAll(p, []byte(`$1$2<v>-987654321</v>`))
		}
	}
	if found == 0 {
		t.Fatal("no formulas to poison")
	}
	return zipOf(t, names, parts)
}

// TestRecalculated: LibreOffice, made to compute everything anew, comes to
// the values that we stored.
func TestRecalculated(t *testing.T) {
	atLeast := map[string]int{"ledger": 200, "plan": 2, "summary": 100}
	for name, wb := range samples() {
		t.Run(name, func(t *testing.T) {
			if n := recalculated(t, wb); n < atLeast[name] {
				t.Errorf("only %d formulas compared", n)
			}
		})
	}
}

// recalculated compares what is stored beside the formulas with what
// LibreOffice makes of them, and returns how many there are.
func recalculated(t *testing.T, wb *doc.Workbook) int {
	t.Helper()
	b := bytesOf(t, wb)
	ours, theirs := open(t, b), open(t, office(t, poisoned(t, b), "xlsx"))
	recognised(t, theirs, wb.Template)
	compared := 0
	for _, sheet := range ours.GetSheetList() {
		rows, err := ours.Rows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r := 1; rows.Next(); r++ {
			cols, err := rows.Columns()
			if err != nil {
				t.Fatal(err)
			}
			for c := range cols {
				at := cell(c+1, r)
				f, err := ours.GetCellFormula(sheet, at)
				if err != nil {
					t.Fatal(err)
				}
				if f == "" {
					continue
				}
				compared++
				if want, got := raw(t, ours, sheet, at), raw(t, theirs, sheet, at); !same(want, got, f) {
					t.Errorf("%s!%s = %s: stored %q, recalculated %q", sheet, at, f, want, got)
				}
			}
		}
	}
	return compared
}

// recognised: what tells a returned file survives being saved by another
// program.
func recognised(t *testing.T, f *excelize.File, template string) {
	t.Helper()
	props, err := f.GetCustomProps()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range props {
		if p.Name == doc.PropTemplate && p.Value == template {
			return
		}
	}
	t.Errorf("saved by LibreOffice, the file says %v", props)
}

// same compares to the last digit, but shares, which are endless, to 14.
func same(want, got, formula string) bool {
	if want == got || !strings.Contains(formula, "/") {
		return want == got
	}
	a, err1 := strconv.ParseFloat(want, 64)
	b, err2 := strconv.ParseFloat(got, 64)
	return err1 == nil && err2 == nil && math.Abs(a-b) <= 1e-14*math.Abs(a)
}

func open(t testing.TB, b []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func raw(t testing.TB, f *excelize.File, sheet, at string) string {
	t.Helper()
	v, err := f.GetCellValue(sheet, at, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

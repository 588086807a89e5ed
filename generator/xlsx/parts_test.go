package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dangce/generator/doc"
)

// samples are the workbooks that every general promise is tested on.
func samples() map[string]*doc.Workbook {
	return map[string]*doc.Workbook{"ledger": ledger(12), "plan": plan(), "summary": summary()}
}

// partsOf unzips a workbook.
func partsOf(t testing.TB, b []byte) (names []string, parts map[string][]byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	parts = make(map[string][]byte)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		names = append(names, f.Name)
	}
	return names, parts
}

// zipOf puts changed parts together again.
func zipOf(t testing.TB, names []string, parts map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(parts[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sequence is the order of elements in CT_Worksheet, ECMA-376 part 1, 18.3.1.99.
var sequence = strings.Fields(`sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection
	protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr
	conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks
	colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF
	drawingHF picture oleObjects controls webPublishItems tableParts extLst`)

var workbookSequence = strings.Fields(`fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups
	externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches extLst`)

// TestPartsInOrder: every part is well-formed XML, and the children of
// worksheets and of the workbook stand in the order of the standard.
func TestPartsInOrder(t *testing.T) {
	for name, wb := range samples() {
		partsInOrder(t, name, bytesOf(t, wb))
	}
}

func partsInOrder(t *testing.T, name string, file []byte) {
	t.Helper()
	names, parts := partsOf(t, file)
	if !slices.IsSorted(names) || names[0] != "[Content_Types].xml" {
		t.Errorf("%s: parts in the order %q", name, names)
	}
	for part, b := range parts {
		got := children(t, part, b)
		switch {
		case strings.HasPrefix(part, "xl/worksheets/sheet"):
			inOrder(t, name+" "+part, got, sequence)
		case part == "xl/workbook.xml":
			inOrder(t, name+" "+part, got, workbookSequence)
		}
	}
}

func inOrder(t *testing.T, where string, got, want []string) {
	t.Helper()
	last := -1
	for _, e := range got {
		i := slices.Index(want, e)
		if i < 0 || i < last {
			t.Errorf("%s: %s out of order in %q", where, e, got)
		}
		last = max(last, i)
	}
}

func children(t *testing.T, part string, b []byte) (names []string) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(b))
	for depth := 0; ; {
		tok, err := d.Token()
		if err == io.EOF {
			return names
		}
		if err != nil {
			t.Fatalf("%s: %v", part, err)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			if depth == 1 {
				names = append(names, e.Name.Local)
			}
			depth++
		case xml.EndElement:
			depth--
		}
	}
}

var functionName = regexp.MustCompile(`[A-Z][A-Z0-9.]*\(`)

// TestFunctions: formulas call nothing but the functions that all
// spreadsheets compute alike.
func TestFunctions(t *testing.T) {
	for name, wb := range samples() {
		commonFunctions(t, name, bytesOf(t, wb))
	}
}

func commonFunctions(t *testing.T, name string, file []byte) {
	t.Helper()
	allowed := []string{"SUM(", "SUMIFS(", "COUNTIFS(", "IF(", "ROUND(", "INDEX(", "MATCH("}
	formula := regexp.MustCompile(`<(?:f|formula)>([^<]*)</`)
	found := 0
	_, parts := partsOf(t, file)
	for part, b := range parts {
		if !strings.HasPrefix(part, "xl/worksheets/sheet") {
			continue
		}
		for _, m := range formula.FindAllSubmatch(b, -1) {
			for _, f := range functionName.FindAllString(string(m[1]), -1) {
				found++
				if !slices.Contains(allowed, f) {
					t.Errorf("%s %s: %s in %s", name, part, f, m[1])
				}
			}
		}
	}
	if found == 0 {
		t.Errorf("%s: no formula found", name)
	}
}

// TestSameBytes: the bytes depend on the workbook alone, not on the writer's
// past or on other goroutines.
func TestSameBytes(t *testing.T) {
	want := make(map[string][]byte)
	for name, wb := range samples() {
		want[name] = bytesOf(t, wb)
	}
	t.Run("used writer", func(t *testing.T) {
		var w Writer
		for range 3 {
			for name, wb := range samples() {
				var b bytes.Buffer
				if err := w.Write(&b, wb); err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(b.Bytes(), want[name]) {
					t.Errorf("%s differs", name)
				}
			}
		}
	})
	for i := range 4 {
		t.Run("parallel", func(t *testing.T) {
			t.Parallel()
			for name, wb := range samples() {
				if !bytes.Equal(bytesOf(t, wb), want[name]) {
					t.Errorf("%s differs in goroutine %d", name, i)
				}
			}
		})
	}
}

package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// zipped builds a zip of parts, in pairs of name and text.
func zipped(tb testing.TB, parts ...string) []byte {
	tb.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		check(tb, err)
		_, err = f.Write([]byte(parts[i+1]))
		check(tb, err)
	}
	check(tb, w.Close())
	return buf.Bytes()
}

// minimal is a workbook of one sheet with the given sheet part.
func minimal(tb testing.TB, sheet string, more ...string) []byte {
	given := strings.ToLower(strings.Join(more, "\n"))
	if !strings.Contains(given, "sharedstrings.xml") {
		more = append(more, "xl/sharedStrings.xml", "<sst/>")
	}
	if !strings.Contains(given, "styles.xml") {
		more = append(more, "xl/styles.xml", "<styleSheet/>")
	}
	return zipped(tb, append([]string{
		"[Content_Types].xml", `<Types/>`,
		"xl/workbook.xml", `<workbook><sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId3" Type="x/styles" Target="styles.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml", sheet,
	}, more...)...)
}

func reason(err error) Reason {
	var e *Error
	if errors.As(err, &e) {
		return e.Reason
	}
	return 0
}

func TestForeignFiles(t *testing.T) {
	ole := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600)
	good := workbook(t, func(f *excelize.File) { check(t, f.SetCellValue("Sheet1", "A1", "姓名")) })
	for name, c := range map[string]struct {
		data   string
		reason Reason
	}{
		"empty":            {"", Blank},
		"blank":            {"\r\n \x00\x00", Blank},
		"cut container":    {ole, Damaged},
		"pdf":              {"%PDF-1.4\n%âãÏÓ", OtherFile},
		"html table":       {"<html><table><tr><td>姓名</td></tr></table></html>", WebPage},
		"xml spreadsheet":  {`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>`, WebPage},
		"picture":          {"\x89PNG\r\n\x1a\n", OtherFile},
		"text":             {"姓名,性别\n", Damaged},
		"cut short":        {string(good[:len(good)/2]), Damaged},
		"cut at the end":   {string(good[:len(good)-10]), Damaged},
		"zip head alone":   {"PK\x03\x04", Damaged},
		"ods":              {string(zipped(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<x/>")), Damaged},
		"xlsb":             {string(zipped(t, "[Content_Types].xml", "", "xl/workbook.bin", "x")), BinaryBook},
		"docx":             {string(zipped(t, "[Content_Types].xml", "", "word/document.xml", "<x/>")), OtherFile},
		"zip":              {string(zipped(t, "名册.xlsx", "x")), OtherFile},
		"no workbook":      {string(zipped(t, "[Content_Types].xml", "<Types/>")), Damaged},
		"no sheet part":    {string(zipped(t, "[Content_Types].xml", "", "xl/workbook.xml", "<workbook/>")), Damaged},
		"sheet cut":        {string(minimal(t, `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>`)), Damaged},
		"sheet not xml":    {string(minimal(t, "<worksheet><sheetData><row r=")), Damaged},
		"unknown encoding": {string(minimal(t, `<?xml version="1.0" encoding="klingon"?><worksheet><sheetData/></worksheet>`)), Damaged},
	} {
		_, err := Open("名册.xlsx", []byte(c.data), Limits{})
		if reason(err) != c.reason {
			t.Errorf("%s: %v (reason %d, want %d)", name, err, reason(err), c.reason)
			continue
		}
		var e *Error
		if errors.As(err, &e); e.Error() == "" || e.Hint() == "" {
			t.Errorf("%s: no words", name)
		}
	}
}

func TestBadChecksum(t *testing.T) {
	data := minimal(t, `<worksheet><sheetData/></worksheet>`)
	i := bytes.Index(data, []byte("worksheets/sheet1.xml"))
	copy(data[i+len("worksheets/sheet1.xml")+4:], "\x00\x01\x02\x03")
	if _, err := Open("a.xlsx", data, Limits{}); reason(err) != Damaged {
		t.Error(err)
	}
}

func TestLimits(t *testing.T) {
	// A zip bomb: 64 MB of blanks in 65 kB.
	bomb := minimal(t, `<worksheet><sheetData>`+strings.Repeat(" ", 64<<20)+`</sheetData></worksheet>`)
	if len(bomb) > 1<<20 {
		t.Fatalf("the bomb has %d bytes", len(bomb))
	}
	rows := func(n int) string {
		var b strings.Builder
		b.WriteString("<worksheet><sheetData>")
		for i := range n {
			fmt.Fprintf(&b, `<row r="%d"><c r="A%d"><v>1</v></c><c r="B%d"><v>1</v></c></row>`, i+1, i+1, i+1)
		}
		return b.String() + "</sheetData><mergeCells>" + strings.Repeat(`<mergeCell ref="A1:B9"/>`, 60) + "</mergeCells></worksheet>"
	}
	for name, c := range map[string]struct {
		data   []byte
		limits Limits
	}{
		"part":    {bomb, Limits{Part: 8 << 20}},
		"all":     {bomb, Limits{Unzipped: 8 << 20}},
		"file":    {bomb, Limits{File: 1000}},
		"rows":    {minimal(t, rows(30)), Limits{Rows: 29}},
		"columns": {minimal(t, rows(3)), Limits{Columns: 1}},
		"cells":   {minimal(t, rows(30)), Limits{Cells: 59}},
		"merges":  {minimal(t, rows(30)), Limits{Cells: 500}},
		"strings": {minimal(t, rows(1), "xl/sharedStrings.xml", "<sst>"+strings.Repeat("<si/>", 100)+"</sst>"), Limits{Cells: 99}},
		"csv":     {[]byte("a,b\nc,d\n"), Limits{Cells: 3}},
	} {
		if _, err := Open("a", c.data, c.limits); reason(err) != TooLarge {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Open("a.xlsx", minimal(t, rows(30)), Limits{}); err != nil {
		t.Errorf("within the limits: %v", err)
	}
}

func TestSloppyWriters(t *testing.T) {
	data := minimal(t, `<?xml version="1.0" encoding="GBK"?><x:worksheet><x:sheetData>
<x:row r="3"><x:c r="B3" t="inlineStr"><x:is><x:t>later</x:t></x:is></x:c><x:c r="A3"><x:v>2</x:v></x:c></x:row>
<x:row r="1"><x:c><x:v>1</x:v></x:c><x:c s="99"><x:v>2</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c><x:c t="s"><x:v>0</x:v></x:c></x:row>
<x:row><x:c t="e"><x:v>#N/A</x:v></x:c><x:c><x:f>A1</x:f><x:v></x:v></x:c><x:c t="str"><x:f>A1</x:f><x:v></x:v></x:c><x:c t="d"><x:v>2001-07-01T00:00:00</x:v></x:c></x:row>
</x:sheetData></x:worksheet>`,
		"XL\\SharedStrings.xml", `<sst><si><r><t>党</t></r><rPh><t>dang</t></rPh><r><t>员_x000A_ _x005F_x0041_ _x</t></r></si><si/></sst>`)
	s := open(t, data).Sheets[0]
	for cell, want := range map[string]string{"A1": "1", "B1": "2", "C1": "", "D1": "党员\n _x0041_ _x", "A2": "#N/A", "D2": "2001-07-01", "A3": "2", "B3": "later"} {
		if got := at(t, s, cell).Text; got != want {
			t.Errorf("%s = %q, want %q", cell, got, want)
		}
	}
	for cell, want := range map[string]Kind{"A2": Fault, "B2": Formula, "C2": Empty, "D2": Date} {
		if got := at(t, s, cell).Kind; got != want {
			t.Errorf("%s has kind %d, want %d", cell, got, want)
		}
	}
}

func FuzzSheetXML(f *testing.F) {
	f.Add([]byte(`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`), `yyyy"年"m"月"`)
	f.Add([]byte(`<worksheet><sheetData><row><c s="0"><f>A1</f><v>37073</v></c></row></sheetData></worksheet>`), `[$-804]e-m-d;@`)
	f.Fuzz(func(t *testing.T, part []byte, code string) {
		var esc bytes.Buffer
		for _, r := range code {
			fmt.Fprintf(&esc, "&#%d;", r)
		}
		data := minimal(t, string(part), "xl/sharedStrings.xml", "<sst><si><t>姓名</t></si></sst>",
			"xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="`+esc.String()+`"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>`)
		b, err := Open("a.xlsx", data, Limits{Cells: 10_000})
		if err != nil {
			if reason(err) == 0 {
				t.Fatalf("an error without a reason: %v", err)
			}
			return
		}
		for _, r := range b.Sheets[0].Rows {
			for i, c := range r.Cells {
				if c.Row != r.N || i > 0 && r.Cells[i-1].Col >= c.Col || c.Kind == Empty {
					t.Fatalf("row %d: %+v", r.N, r.Cells)
				}
			}
		}
	})
}

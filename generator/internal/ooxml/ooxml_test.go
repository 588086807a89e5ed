package ooxml

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
)

// book is a small valid workbook.
var book = map[string]string{
	"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`,
	"_rels/.rels":         `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Target="xl/workbook.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>`,
	"xl/workbook.xml":     `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="甲" sheetId="1" r:id="rId1"/></sheets></workbook>`,
	"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Target="worksheets/sheet1.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>` +
		`<Relationship Id="rId2" Target="styles.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/></Relationships>`,
	"xl/styles.xml":            `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/><color rgb="FF000000"/><name val="宋体"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellXfs></styleSheet>`,
	"xl/worksheets/sheet1.xml": `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" s="0"><v>1</v></c><c r="B1" t="inlineStr"><is><t>乙</t></is></c></row></sheetData><mergeCells count="1"><mergeCell ref="A2:B2"/></mergeCells><dataValidations count="1"><dataValidation type="list" sqref="A1:A9"><formula1>"是,否"</formula1></dataValidation></dataValidations></worksheet>`,
}

func zipped(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestCheck: a valid workbook passes, and each single fault is found.
func TestCheck(t *testing.T) {
	if faults := Check(zipped(t, book)); len(faults) > 0 {
		t.Errorf("a valid workbook: %q", faults)
	}
	for _, c := range []struct{ part, was, is, want string }{
		{"xl/styles.xml", `rgb="FF000000"`, `rgb="FF"`, `rgb="FF"`},
		{"xl/styles.xml", `<sz val="11"/><color rgb="FF000000"/>`, `<color rgb="FF000000"/><sz val="11"/>`, "after <color>"},
		{"xl/styles.xml", `fontId="0"`, `fontId="7"`, "fontId 7 of 1"},
		{"xl/worksheets/sheet1.xml", `s="0"`, `s="5"`, "format 5 of 1"},
		{"xl/worksheets/sheet1.xml", `<v>1</v>`, `<v>eins</v>`, "number"},
		{"xl/worksheets/sheet1.xml", `<c r="B1" t="inlineStr"><is><t>乙</t></is></c>`, `<c r="B1" t="s"><v>3</v></c>`, "string that is not there"},
		{"xl/worksheets/sheet1.xml", `<c r="B1"`, `<c r="A1"`, "after column 1"},
		{"xl/worksheets/sheet1.xml", `<t>乙</t>`, `<t> 乙</t>`, "blanks"},
		{"xl/worksheets/sheet1.xml", `<mergeCell ref="A2:B2"/>`, `<mergeCell ref="A2:B2"/><mergeCell ref="B1:B3"/>`, "overlaps"},
		{"xl/worksheets/sheet1.xml", `<mergeCells count="1">`, `<mergeCells count="4">`, "with 1"},
		{"xl/worksheets/sheet1.xml", `<dataValidation type`, `<dataValidation errorTitle="` + strings.Repeat("长", 33) + `" type`, "errorTitle"},
		{"xl/worksheets/sheet1.xml", `sqref="A1:A9"`, ``, "without sqref"},
		{"xl/worksheets/sheet1.xml", `<sheetData>`, `<pageMargins/><sheetData>`, "after <pageMargins>"},
		{"xl/worksheets/sheet1.xml", `</worksheet>`, `<drawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/></worksheet>`, "without relation"},
		{"xl/workbook.xml", `r:id="rId1"`, `r:id="rId9"`, "no relation"},
		{"xl/workbook.xml", `name="甲"`, `name="甲/乙"`, "sheet name"},
		{"xl/_rels/workbook.xml.rels", `styles.xml`, `style.xml`, "missing"},
		{"[Content_Types].xml", `<Default Extension="xml" ContentType="application/xml"/>`, ``, "no type"},
	} {
		parts := map[string]string{}
		for name, text := range book {
			parts[name] = text
		}
		parts[c.part] = strings.Replace(parts[c.part], c.was, c.is, 1)
		if parts[c.part] == book[c.part] {
			t.Fatalf("%s: %q not found", c.part, c.was)
		}
		if faults := strings.Join(Check(zipped(t, parts)), "\n"); !strings.Contains(faults, c.want) {
			t.Errorf("%s with %s: found %q, want %q", c.part, c.is, faults, c.want)
		}
	}
}

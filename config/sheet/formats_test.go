package sheet

import (
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func testdata(tb testing.TB, name string) []byte {
	tb.Helper()
	data, err := os.ReadFile("testdata/" + name)
	check(tb, err)
	return data
}

// The same table as LibreOffice and SheetJS write it; testdata/README says
// how the files were made.
func TestFormatsHoldTheSame(t *testing.T) {
	long := strings.Repeat("长文本ABC", 1000) // continued over records in xls
	facts := map[string]Cell{
		"A1": {Kind: String, Text: "姓名"}, "A2": {Kind: String, Text: "张䶮𠮷"}, "A3": {Kind: String, Text: "李四"}, // rich text
		"B2": {Kind: Date, Text: "1985-10-01"}, "B3": {Kind: Date, Text: "1985-10-01"}, "C2": {Kind: Date, Text: "2001-07"}, "C3": {Kind: Date, Text: "2001-07-01"},
		"D2": {Kind: Number, Text: "13812345678"}, "D3": {Kind: Number, Text: "0.1"}, "E2": {Kind: Number, Text: "12"}, "E3": {Kind: Number, Text: "-5"},
		"F2": {Kind: Number, Text: "003"}, "F3": {Kind: Number, Text: "123456789012"}, "G2": {Kind: Number, Text: "4743.7"}, "G3": {Kind: Number, Text: "100"},
		"H2": {Kind: Bool, Text: "TRUE"}, "H3": {Kind: Bool, Text: "FALSE"}, "J2": {Kind: String, Text: "第一行\n第二行"}, "J3": {Kind: String, Text: long},
		"B5": {Kind: String, Text: "合并"}, "C5": {Kind: String, Text: "合并"}, "J5": {Kind: String, Text: "尾"}, "A59": {Kind: String, Text: "党员" + strings.Repeat("某", 19) + strings.Repeat("x", 8) + "A59"},
	}
	results := map[string]Cell{"I2": {Kind: Number, Text: "9487.4"}, "I3": {Kind: String, Text: "甲乙"}, "K2": {Kind: Fault, Text: "#N/A"}}
	for _, name := range []string{"kinds.xls", "kinds.ods", "kinds-sheetjs.xls"} {
		b, err := Open(name, testdata(t, name), Limits{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		s := b.Sheets[0]
		if len(b.Sheets) != 2 || s.Name != "党员" || s.Hidden || b.Sheets[1].Name != "藏" || !b.Sheets[1].Hidden || len(s.Rows) != 59 {
			t.Errorf("%s: %d sheets, %d rows", name, len(b.Sheets), len(s.Rows))
		}
		is := func(cell string, want Cell) {
			if got := at(t, s, cell); got.Kind != want.Kind || got.Text != want.Text {
				t.Errorf("%s, %s: kind %d %.40q, want kind %d %.40q", name, cell, got.Kind, got.Text, want.Kind, want.Text)
			}
		}
		for cell, want := range facts {
			if cell != "J3" || name != "kinds-sheetjs.xls" { // which cuts texts at 255 characters
				is(cell, want)
			}
		}
		if !s.ColumnHidden(6) || !s.ColumnHidden(7) || s.ColumnHidden(8) || !at(t, s, "C5").Merged {
			t.Errorf("%s: hidden columns %v", name, s.HiddenCols)
		}
		if got := at(t, s, "E2").Shown(); got != "DF0012" {
			t.Errorf("%s: E2 shows %s", name, got)
		}
		if _, r, err := at(t, s, "B3").Day(); err != nil || r == nil || r.Code != DateMoved {
			t.Errorf("%s: B3 %v, %v", name, r, err)
		}
		if name == "kinds-sheetjs.xls" { // which writes no results and hides no rows
			continue
		}
		for cell, want := range results {
			is(cell, want)
		}
		if !s.Rows[3].Hidden || s.Rows[2].Hidden {
			t.Errorf("%s: hidden rows", name)
		}
		if b.Modified.IsZero() {
			t.Errorf("%s: no time of saving", name)
		}
	}
}

func TestXLSDate1904(t *testing.T) {
	b, err := Open("a.xls", testdata(t, "kinds1904.xls"), Limits{})
	check(t, err)
	if got := at(t, b.Sheets[0], "B2").Text; got != "1989-10-02" { // 31321 days after 1 January 1904
		t.Error(got)
	}
}

// Excel 95: texts in a code page.
func TestXLSOfExcel95(t *testing.T) {
	b, err := Open("a.et", testdata(t, "kinds95.xls"), Limits{})
	check(t, err)
	s := b.Sheets[0]
	for cell, want := range map[string]string{"B2": "1985-10-01", "D2": "13812345678", "F2": "003", "G2": "4743.7", "A59": strings.Repeat("_", 21) + strings.Repeat("x", 8) + "A59"} {
		if got := at(t, s, cell).Text; got != want {
			t.Errorf("%s = %q, want %q", cell, got, want)
		}
	}
	if got := (&biff{codePage: 936}).decode([]byte("\xd5\xc5\xc8\xfd")); got != "张三" {
		t.Error(got)
	}
}

func TestLockedFiles(t *testing.T) {
	f := excelize.NewFile()
	buf, err := f.WriteToBuffer()
	check(t, err)
	locked, err := excelize.Encrypt(buf.Bytes(), &excelize.Options{Password: "密码"})
	check(t, err)
	ods := zipped(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "\x01\x02", "META-INF/manifest.xml", "<manifest:encryption-data/>")
	for name, data := range map[string][]byte{"a.xlsx": locked, "a.ods": ods} {
		if _, err := Open(name, data, Limits{}); reason(err) != Locked {
			t.Errorf("%s: %v", name, err)
		}
	}
	word := zipped(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", "<x/>")
	if _, err := Open("a.ods", word, Limits{}); reason(err) != OpenBook {
		t.Error(err)
	}
}

func TestODSRepeatsAndNotes(t *testing.T) {
	content := `<office:document-content><office:body><office:spreadsheet><table:table table:name="一">
<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>
<table:table-row table:number-rows-repeated="3"><table:table-cell/><table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>甲<text:s text:c="2"/>乙  丙</text:p><text:p>二</text:p><office:annotation><text:p>批注</text:p></office:annotation></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table><table:table table:name="'file:///b.ods'#$一"><table:table-source/><table:table-row><table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row></table:table>
</office:spreadsheet></office:body></office:document-content>`
	file := func(content string) []byte {
		return zipped(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", content)
	}
	b, err := Open("a.ods", file(content), Limits{})
	check(t, err)
	s := b.Sheets[0]
	if len(s.Rows) != 3 || at(t, s, "B3").Text != "甲  乙 丙\n二" || at(t, s, "C1").Text != at(t, s, "B1").Text || !s.ColumnHidden(3) {
		t.Errorf("%+v", s)
	}
	if len(b.Sheets) != 1 || len(b.Unread) != 1 {
		t.Errorf("sheets %d, unread %v", len(b.Sheets), b.Unread)
	}
	if _, err := Open("a.ods", file(strings.ReplaceAll(content, `repeated="3"`, `repeated="300000"`)), Limits{}); reason(err) != TooLarge {
		t.Error(err)
	}
	if _, err := Open("a.ods", file(content[:len(content)-60]), Limits{}); reason(err) != Damaged {
		t.Error(err)
	}
}

// Cut anywhere, a workbook is refused and never read in part.
func TestCutWorkbooks(t *testing.T) {
	for _, name := range []string{"kinds.xls", "kinds.ods", "kinds95.xls"} {
		data := testdata(t, name)
		for _, part := range []int{1, 3, 5, 7, 9} {
			b, err := Open(name, data[:len(data)*part/10], Limits{})
			if err == nil && len(b.Sheets) == 2 && len(b.Sheets[0].Rows) == 59 {
				continue // the end held no cells
			}
			if reason(err) != Damaged {
				t.Errorf("%s, %d tenths: %v", name, part, err)
			}
		}
	}
}

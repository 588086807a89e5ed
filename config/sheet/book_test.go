package sheet

import (
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// workbook writes a workbook with excelize and returns its bytes.
func workbook(tb testing.TB, fill func(f *excelize.File)) []byte {
	tb.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	buf, err := f.WriteToBuffer()
	check(tb, err)
	return buf.Bytes()
}

func open(tb testing.TB, data []byte) *Book {
	tb.Helper()
	b, err := Open("名册.xlsx", data, Limits{})
	check(tb, err)
	return b
}

// at returns the cell of a name such as B2.
func at(tb testing.TB, s *Sheet, name string) Cell {
	tb.Helper()
	row, col, ok := parseRef(name)
	if !ok {
		tb.Fatal("no cell", name)
	}
	for _, r := range s.Rows {
		if r.N == row {
			return r.At(col)
		}
	}
	return Cell{}
}

func TestCellsOfEveryKind(t *testing.T) {
	data := workbook(t, func(f *excelize.File) {
		style := func(format string) int {
			id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
			check(t, err)
			return id
		}
		set := func(cell string, v any) { check(t, f.SetCellValue("Sheet1", cell, v)) }
		styled := func(cell string, v any, format string) {
			set(cell, v)
			check(t, f.SetCellStyle("Sheet1", cell, cell, style(format)))
		}
		set("A1", "张　三")
		set("B1", 13800000000)
		set("C1", 4743.6999999999998)
		set("D1", true)
		styled("E1", time.Date(2001, 7, 1, 0, 0, 0, 0, time.UTC), `yyyy"年"m"月"d"日"`)
		styled("F1", 37073, `yyyy"年"m"月"`)
		styled("G1", 37073, `yyyy-mm-dd`)
		styled("H1", 3, "000")
		set("I1", 2001.1)
		set("J1", "𠮷\U00030EDD")
		check(t, f.SetCellRichText("Sheet1", "K1", []excelize.RichTextRun{{Text: "东街"}, {Text: "社区", Font: &excelize.Font{Bold: true}}}))
		set("L1", "第一行\n第二行")
		set("M1", " 空格 ")
		check(t, f.SetCellFormula("Sheet1", "N1", "1+1"))
		set("O1", "=1+1")
	})
	s := open(t, data).Sheets[0]
	for cell, want := range map[string]Cell{
		"A1": {Kind: String, Text: "张　三"}, "B1": {Kind: Number, Text: "13800000000"}, "C1": {Kind: Number, Text: "4743.7"},
		"D1": {Kind: Bool, Text: "TRUE"}, "E1": {Kind: Date, Text: "2001-07-01"}, "F1": {Kind: Date, Text: "2001-07"},
		"G1": {Kind: Date, Text: "2001-07-01"}, "H1": {Kind: Number, Text: "003"}, "I1": {Kind: Number, Text: "2001.1"},
		"J1": {Kind: String, Text: "𠮷\U00030EDD"}, "K1": {Kind: String, Text: "东街社区"}, "L1": {Kind: String, Text: "第一行\n第二行"},
		"M1": {Kind: String, Text: " 空格 "}, "N1": {Kind: Formula}, "O1": {Kind: String, Text: "=1+1"},
		"Q1": {},
	} {
		if got := at(t, s, cell); got.Kind != want.Kind || got.Text != want.Text {
			t.Errorf("%s: kind %d %q, want kind %d %q", cell, got.Kind, got.Text, want.Kind, want.Text)
		}
	}
}

func TestDate1904(t *testing.T) {
	data := workbook(t, func(f *excelize.File) {
		on := true
		check(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &on}))
		id, err := f.NewStyle(&excelize.Style{NumFmt: 14})
		check(t, err)
		check(t, f.SetCellValue("Sheet1", "A1", 35611))
		check(t, f.SetCellStyle("Sheet1", "A1", "A1", id))
	})
	if c := at(t, open(t, data).Sheets[0], "A1"); c.Text != "2001-07-01" || c.Kind != Date {
		t.Errorf("got %+v", c)
	}
}

func TestMergedCells(t *testing.T) {
	data := workbook(t, func(f *excelize.File) {
		for _, v := range [][2]string{{"A1", "党员名册"}, {"A2", "姓名"}, {"B2", "党费"}, {"B3", "类别"}, {"C3", "基数"}, {"A4", "张三"}, {"C4", "x"}} {
			check(t, f.SetCellValue("Sheet1", v[0], v[1]))
		}
		check(t, f.MergeCell("Sheet1", "A1", "C1"))
		check(t, f.MergeCell("Sheet1", "A2", "A3"))
		check(t, f.MergeCell("Sheet1", "B2", "C2"))
	})
	s := open(t, data).Sheets[0]
	for cell, want := range map[string]string{"A1": "党员名册", "B1": "党员名册", "C1": "党员名册", "A3": "姓名", "C2": "党费", "C3": "基数", "B4": "", "E1": ""} {
		if got := at(t, s, cell); got.Text != want {
			t.Errorf("%s = %q, want %q", cell, got.Text, want)
		}
	}
	if !at(t, s, "C1").Merged || at(t, s, "C3").Merged {
		t.Error("merged cells are not marked as such")
	}
	var titles Titles
	for _, x := range []string{"姓名", "党费类别", "党费基数"} {
		titles.Add(x, x)
	}
	h, ok := s.Header(&titles, 2, HeaderRows)
	if !ok || h.First != 2 || h.Last != 3 || h.Col("姓名") != 1 || h.Col("党费类别") != 2 || h.Col("党费基数") != 3 {
		t.Errorf("header %+v", h)
	}
}

func TestHiddenSheetsAndProperties(t *testing.T) {
	data := workbook(t, func(f *excelize.File) {
		_, err := f.NewSheet("党员")
		check(t, err)
		check(t, f.SetCellValue("党员", "A5", "张三"))
		check(t, f.SetCellValue("Sheet1", "A1", "x"))
		check(t, f.SetSheetVisible("党员", false))
		check(t, f.SetRowVisible("党员", 5, false))
		check(t, f.SetCustomProps(excelize.CustomProperty{Name: "branch", Value: "01-003"}))
		check(t, f.SetCustomProps(excelize.CustomProperty{Name: "year", Value: int32(2027)}))
	})
	b := open(t, data)
	if len(b.Sheets) != 2 || !b.Sheets[1].Hidden || b.Sheets[0].Hidden || at(t, b.Sheets[1], "A5").Text != "张三" {
		t.Errorf("sheets: %+v", b.Sheets)
	}
	if b.Properties["branch"] != "01-003" || b.Properties["year"] != "2027" {
		t.Errorf("properties: %v", b.Properties)
	}
	if p := b.Sheets[1].Place(5, 1).String(); p != "名册.xlsx[党员!A5]" {
		t.Error(p)
	}
}

// An area as large as the format allows fills what is there.
func TestEndlessMerge(t *testing.T) {
	s := open(t, minimal(t, `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="C9"><v>2</v></c></row></sheetData>`+
		`<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="E1:XFD1048576"/></mergeCells></worksheet>`)).Sheets[0]
	if len(s.Rows) != 2 || len(s.Rows[0].Cells) != 3 || at(t, s, "C9").Text != "1" {
		t.Errorf("%+v", s.Rows)
	}
}

// What we read is what excelize reads, cell by cell.
func TestAgreesWithExcelize(t *testing.T) {
	data := wide(t, 50, 12)
	f, err := excelize.OpenReader(strings.NewReader(string(data)))
	check(t, err)
	rows, err := f.GetRows("Sheet1", excelize.Options{RawCellValue: true})
	check(t, err)
	s := open(t, data).Sheets[0]
	if len(rows) != len(s.Rows) {
		t.Fatalf("%d rows, excelize %d", len(s.Rows), len(rows))
	}
	for i, row := range rows {
		for j, want := range row {
			c := s.Rows[i].At(j + 1)
			if c.Kind == Date {
				serial := number(want, format{shape: wholeDate}, epoch1900)
				want = serial.Text
			}
			if c.Text != want {
				t.Errorf("row %d column %d: %q, excelize %q", i+1, j+1, c.Text, want)
			}
		}
	}
}

func TestHeaderSearch(t *testing.T) {
	var titles Titles
	titles.Add("name", "姓名", "党员姓名")
	titles.Add("birth", "出生日期", "出生年月")
	titles.Add("phone", "联系电话", "手机号")
	for name, c := range map[string]struct {
		csv     string
		last    int
		columns map[string]int
		doubles int
	}{
		"below title lines": {"东街社区党支部党员名册,,\n2026年12月,,\n序号,姓 名,出生年月（填）\n1,张三,1980-05\n", 3, map[string]int{"name": 2, "birth": 3}, 0},
		"own title wins":    {"姓名,手机号,联系电话\n", 1, map[string]int{"name": 1, "phone": 3}, 1},
		"first wins":        {"姓名,手机号,手机号\n", 1, map[string]int{"name": 1, "phone": 2}, 1},
		"line breaks":       {"\"姓\n名\",\"联系\n电话*：\"\n张三,1\n", 1, map[string]int{"name": 1, "phone": 2}, 0},
		"a person as such":  {"张三,1\n李四,2\n", 0, nil, 0},
	} {
		b, err := Open("a.csv", []byte(c.csv), Limits{})
		check(t, err)
		h, ok := b.Sheets[0].Header(&titles, 2, HeaderRows)
		if ok != (c.columns != nil) {
			t.Errorf("%s: found %v", name, ok)
			continue
		}
		if !ok {
			continue
		}
		for id, col := range c.columns {
			if h.Col(id) != col {
				t.Errorf("%s: %s is column %d, want %d", name, id, h.Col(id), col)
			}
		}
		if h.Last != c.last || len(h.Doubles) != c.doubles || len(h.Columns) != len(c.columns) {
			t.Errorf("%s: %+v", name, h)
		}
	}
}

func TestHeaderBeyondTheFirstRows(t *testing.T) {
	var titles Titles
	titles.Add("name", "姓名")
	titles.Add("birth", "出生日期")
	b, err := Open("a.csv", []byte(strings.Repeat("x,y\n", 19)+"姓名,出生日期\n"), Limits{})
	check(t, err)
	if h, ok := b.Sheets[0].Header(&titles, 2, HeaderRows); !ok || h.Last != 20 {
		t.Error("row 20 is searched", h)
	}
}

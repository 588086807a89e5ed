package sheet

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"dangce/config/date"

	"github.com/xuri/excelize/v2"
)

func TestTimesOfDay(t *testing.T) {
	for text, want := range map[string]struct{ day, code string }{
		"1985-09-30 23:59:17":           {"1985-10-01", DateMoved},
		"2027-01-14T23:59:17.000Z":      {"2027-01-15", DateMoved},
		"1927-12-31 23:54:08":           {"1928-01-01", DateMoved},
		"2001-06-30T16:00:00.000Z":      {"2001-07-01", DateMoved},
		"2001-06-30T16:00:00+0000":      {"2001-07-01", DateMoved},
		"2001-06-30T16:00:00 UTC":       {"2001-07-01", DateMoved},
		"1988-06-30T15:00:00Z":          {"1988-07-01", DateMoved}, // summer time
		"1988-06-30T16:00:00Z":          {"1988-07-01", DateMoved},
		"1988-06-30 23:00:00":           {"1988-07-01", DateMoved},
		"1947-04-30 23:00":              {"1947-05-01", DateMoved},
		"1989-09-18T22:59:17":           {"1989-09-18", DateClock},
		"2001-06-30T11:00:00-05:00":     {"2001-07-01", DateMoved},
		"2001-07-01T00:00:00+08:00":     {"2001-07-01", ""},
		"2001-07-01T00:00:00Z":          {"2001-07-01", ""},
		"2001-07-01 08:00:00":           {"2001-07-01", ""},
		"2027-03-15 14:30":              {"2027-03-15", ""},
		"2001-07-01 00:00:43":           {"2001-07-01", ""},
		"2001-06-30 16:00:00":           {"2001-06-30", DateClock},
		"2001-06-30T15:59:17":           {"2001-06-30", DateClock},
		"2001-06-30T19:30:00Z":          {"2001-06-30", DateClock},
		"2001-06-30 23:00:00":           {"2001-06-30", DateClock},
		"0001-01-01":                    {"0001-01-01", DateDefault},
		"1899-12-30":                    {"1899-12-30", DateDefault},
		"1900/1/1":                      {"1900-01-01", DateDefault},
		"0001-01-01T00:00:00":           {"0001-01-01", DateDefault},
		"2001-06-30T15:00:00Z":          {"2001-06-30", ""},
		"9999-12-31 23:59:59":           {"9999-12-31", DateDefault},
		"2000-02-28T16:00:00.000+00:00": {"2000-02-29", DateMoved},
	} {
		d, r, err := ParseDay(text)
		code := ""
		if r != nil {
			code = r.Code
			if r.Text == "" || r.Hint == "" {
				t.Errorf("%s: a remark without words", text)
			}
		}
		if err != nil || d.String() != want.day || code != want.code {
			t.Errorf("ParseDay(%q) = %v, %q, %v; want %v, %q", text, d, code, err, want.day, want.code)
		}
	}
}

func TestDatesThatAreNone(t *testing.T) {
	for in, want := range map[string]error{
		"1978 1 2": ErrSpaced, "1978 1 1": ErrSpaced, "1978  1": ErrSpaced, "1978-1 2": ErrSpaced,
		"1900-01-00": ErrNoDate, "1900/1/0": ErrNoDate, "0000-00-00": ErrNoDate, "2001-07-01 25:00": ErrDate,
	} {
		if d, _, err := ParseDay(in); !errors.Is(err, want) || !d.IsZero() {
			t.Errorf("ParseDay(%q) = %v, %v; want %v", in, d, err, want)
		}
	}
	for in, want := range map[string]date.Date{
		"1978 01 02": date.New(1978, 1, 2), "1978 年 1 月 2 日": date.New(1978, 1, 2), "1978 01": date.New(1978, 1, 0), "1978—01–02": date.New(1978, 1, 2),
	} {
		if d, err := ParseDate(in); err != nil || d != want {
			t.Errorf("ParseDate(%q) = %v, %v", in, d, err)
		}
	}
}

func TestSerialsWithTimes(t *testing.T) {
	for _, c := range []struct {
		raw, want, code string
		shape           shape
	}{
		{"31320.999502314815", "1985-10-01", DateMoved, wholeDate},
		{"31320.999999999996", "1985-10-01", "", wholeDate},
		{"31321.000000000004", "1985-10-01", "", wholeDate},
		{"31321.3125", "1985-10-01", "", wholeDate},
		{"32324.958333333336", "1988-07-01", DateMoved, wholeDate}, // 23:00, summer time
		{"37072.999502314815", "2001-07", DateMoved, monthDate},
		{"37072.666666666664", "2001-06-30", DateClock, wholeDate},
		{"1", "1900-01-01", DateDefault, wholeDate},
	} {
		cell := number(c.raw, format{shape: c.shape}, epoch1900)
		d, r, err := cell.Day()
		code := ""
		if r != nil {
			code = r.Code
		}
		if err != nil || cell.Text != c.want || d.String() != c.want || code != c.code {
			t.Errorf("serial %s: %q, %v, %q, %v; want %s, %q", c.raw, cell.Text, d, code, err, c.want, c.code)
		}
	}
	if _, err := number("0", format{shape: wholeDate}, epoch1900).Date(); !errors.Is(err, ErrNoDate) {
		t.Errorf("serial 0: %v", err)
	}
}

func TestCodes(t *testing.T) {
	num := func(raw, code string) Cell { return number(raw, formatOf(170, code), epoch1900) }
	csv := csvCell
	for _, c := range []struct {
		cell       Cell
		want, code string
	}{
		{csv("13812345678.0"), "13812345678", ""},
		{num("13812345678.0", ""), "13812345678", ""},
		{num("4.10000202500123E17", ""), "", CodeDigits},
		{num("410000202500123456", "0"), "", CodeDigits},
		{csv("410000202500123000"), "", CodeDigits},
		{csv("410000202500123456"), "410000202500123456", ""},
		{csv("4.1E+17"), "", CodeDigits},
		{num("46023", "yyyy-mm-dd"), "", CodeDate},
		{csv("1月2日"), "", CodeDate}, {csv("2026/1/1"), "", CodeDate}, {csv("1-Jan"), "", CodeDate},
		{num("12", `"DF"0000`), "DF0012", ""}, {num("12", `\D\F0000`), "DF0012", ""},
		{num("3712345678", `0000-0000000`), "0371-2345678", ""},
		{num("37112345678", `0000-0000000`), "3711-2345678", ""},
		{num("3", "000"), "003", ""}, {num("3", `"第"0"组"`), "第3组", ""}, {num("3", `G/通用格式"组"`), "3", ""},
		{csv("01－003"), "01-003", ""}, {csv("01—003"), "01-003", ""}, {csv("01–003"), "01-003", ""}, {csv("01−003"), "01-003", ""},
		{csv("NULL"), "", WordNone}, {csv("#N/A"), "", CellFault}, {csv("#####"), "", CellFault}, {csv("=VLOOKUP(A1,B:C,2,0)"), "", CellFormula},
		{textCell(`=DISPIMG("ID_1",1)`), "", CellPicture}, {boolCell(true), "", CodeDate}, {Cell{}, "", ""},
	} {
		got, r := c.cell.Code()
		code := ""
		if r != nil {
			code = r.Code
		}
		if got != c.want || code != c.code {
			t.Errorf("%+v: %q, %q; want %q, %q", c.cell, got, code, c.want, c.code)
		}
	}
}

// Formats with words of their own do not hide the number from those who count.
func TestShownAndCounted(t *testing.T) {
	c := number("4900", formatOf(170, `0"元"`), epoch1900)
	if fen, given, err := c.Money(); fen != 490000 || !given || err != nil || c.Shown() != "4900元" || c.Text != "4900" {
		t.Errorf("%+v: %v, %v, %v", c, fen, given, err)
	}
	for _, code := range []string{"General", "0", "0.00", "#,##0", "0%", `"¥"#,##0.00`, `_ * #,##0_ `, "0.0E+00"} {
		if c := number("12", formatOf(170, code), epoch1900); c.Shown() != "12" {
			t.Errorf("%s shows %q", code, c.Shown())
		}
	}
	if c := number("0.7916666666666666", formatOf(20, "h:mm"), epoch1900); c.Shown() != "19:00" {
		t.Errorf("a time shows %q", c.Shown())
	}
}

func TestPersons(t *testing.T) {
	for in, want := range map[string]struct{ name, code string }{
		"张三": {"张三", ""}, "张　三": {"张三", ""}, "&#29319;&#29319;": {"犇犇", ""}, "&#x725B;二": {"牛二", ""},
		"⼀⾼⽂⽅": {"一高文方", ""}, "⻓⻛": {"长风", ""}, "\uE863": {"䶮", ""}, "\uE81E三": {"龴三", ""}, "\uF92E": {"冷", ""}, "\U0002F800": {"丽", ""},
		"葛\U000E0100": {"葛", ""}, "葛\uFE00": {"葛", ""},
		"买买提。艾力": {"买买提·艾力", ""}, "买买提﹒艾力": {"买买提·艾力", ""}, "买买提˙艾力": {"买买提·艾力", ""}, "买买提∶艾力": {"买买提·艾力", ""},
		"买买提▪艾力": {"买买提·艾力", ""}, "买买提◦艾力": {"买买提·艾力", ""}, "买买提.艾力": {"买买提·艾力", ""}, "J. Smith": {"J. Smith", ""},
		"买买提·": {"买买提·", NameDot}, "买买提••艾力": {"买买提··艾力", NameDot}, "·张三": {"·张三", NameDot},
		"张?": {"张?", NameLost}, "王□": {"王□", NameLost}, "李■": {"李■", NameLost}, "赵〓": {"赵〓", NameLost}, "钱*": {"钱*", NameLost}, "孙\uFFFD": {"孙\uFFFD", NameLost},
		"周？": {"周？", NameLost}, "吴\uE5E5": {"吴\uE5E5", NamePrivate}, "郑1": {"郑1", NameSign}, "王★": {"王★", NameSign}, "李明（书记）": {"李明（书记）", NameSign},
		"nan": {"", WordNone}, "None": {"", WordNone},
	} {
		name, remarks := Cell{Kind: String, Text: in}.Person()
		code := ""
		if len(remarks) > 0 {
			code = remarks[0].Code
		}
		if name != want.name || code != want.code || len(remarks) > 1 {
			t.Errorf("Person(%q) = %q, %+v; want %q, %q", in, name, remarks, want.name, want.code)
		}
	}
}

func TestFlags(t *testing.T) {
	for in, want := range map[string]string{"✔️": "✔", "☑️": "☑", "1.0": "1", "0.0": "0", "1": "1", " 是 ": "是", "TRUE": "true"} {
		if got := textCell(in).Flag(); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if boolCell(false).Flag() != "false" {
		t.Error("a truth value")
	}
}

func TestNotGiven(t *testing.T) {
	for _, s := range []string{"nan", "NaN", "NULL", "None", "N/A", "n/a", "NaT", "<NA>", "undefined", "暂无", "不详", " 暂 无 ", "（空）", "(null)", "[NULL]", `\N`, "ＮＵＬＬ"} {
		if !NotGiven(s) {
			t.Errorf("%q is given", s)
		}
	}
	for _, s := range []string{"", "无", "农民", "Nancy", "0", "（一）", "不详细"} {
		if NotGiven(s) {
			t.Errorf("%q is not given", s)
		}
	}
}

// Kangxi and other radicals are what they look like everywhere, signs lose
// the selector of their colour.
func TestTextsAreRepaired(t *testing.T) {
	if got := Tidy("东街社区党⽀部"); got != "东街社区党支部" {
		t.Error(got)
	}
	if Key("✔️") != Key("✔") || Key("☑\uFE0F") != Key("☑") || Key("出⽣年⽉") != Key("出生年月") {
		t.Error("titles and flags")
	}
	if got := Fold("\u200b０１\u00ad－００３\ufe0f"); got != "01-003" {
		t.Errorf("%q", got)
	}
	for i, r := range []rune(gbkPrivate) {
		if private(r) || r < 0x3000 {
			t.Errorf("U+%04X becomes U+%04X", 0xE815+i, r)
		}
	}
	if len(gbkPrivate) != 0xE864-0xE815+1 || len(radicals) != 0x2EF3-0x2E80+1 {
		t.Error("tables have", len(gbkPrivate), len(radicals))
	}
	if got := Hidden("张\u200b三\ufe00"); got != "U+200B（零宽字符）、U+FE00（异体字选择符）" {
		t.Error(got)
	}
}

func TestWhatIsHiddenAndUnused(t *testing.T) {
	data := workbook(t, func(f *excelize.File) {
		for i := 1; i <= 5; i++ {
			for j := 1; j <= 4; j++ {
				check(t, f.SetCellValue("Sheet1", CellName(i, j), fmt.Sprint(i, j)))
			}
		}
		check(t, f.SetRowVisible("Sheet1", 3, false))
		check(t, f.SetColVisible("Sheet1", "B:C", false))
		check(t, f.MergeCell("Sheet1", "A5", "B5"))
		_, err := f.NewSheet("极密")
		check(t, err)
		check(t, f.SetCellValue("极密", "A1", "x"))
		check(t, f.SetSheetVisible("极密", false, true))
	})
	b := open(t, data)
	s := b.Sheets[0]
	if !b.Sheets[1].VeryHidden || !b.Sheets[1].Hidden {
		t.Error("a very hidden sheet")
	}
	if !s.Rows[2].Hidden || s.Rows[1].Hidden || !s.ColumnHidden(2) || !s.ColumnHidden(3) || s.ColumnHidden(4) {
		t.Errorf("hidden rows and columns: %+v", s.HiddenCols)
	}
	if len(s.Unused()) != 19 {
		t.Errorf("%d cells", len(s.Unused()))
	}
	for _, r := range s.Rows[:4] {
		r.Use(1, 2, 4, 9)
	}
	s.UseRow(5, 2, 3)
	var left []string
	for _, c := range s.Unused() {
		left = append(left, CellName(c.Row, c.Col))
	}
	if got, want := fmt.Sprint(left), "[C1 C2 C3 C4 D5]"; got != want { // A5 is used through B5
		t.Errorf("unused: %s, want %s", got, want)
	}
}

// What a merged area hides, and the first of two cells in one place, is not lost.
func TestCoveredValues(t *testing.T) {
	s := open(t, minimal(t, `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c><c r="C1"><v>4</v></c></row></sheetData>`+
		`<mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>`)).Sheets[0]
	if len(s.Covered) != 2 || s.Covered[0].Text != "3" || s.Covered[1].Text != "2" || at(t, s, "B1").Text != "1" {
		t.Errorf("covered %+v, B1 %+v", s.Covered, at(t, s, "B1"))
	}
	s.UseRow(1)
	if left := s.Unused(); len(left) != 2 {
		t.Errorf("unused %+v", left)
	}
}

func TestMissingParts(t *testing.T) {
	rows := `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>`
	for name, data := range map[string][]byte{
		"a text beyond the list": minimal(t, rows),
		"no strings":             zipped(t, "[Content_Types].xml", "", "xl/workbook.xml", `<workbook><sheets><sheet name="一" id="a"/></sheets></workbook>`, "xl/_rels/workbook.xml.rels", `<r><Relationship Id="a" Type="/worksheet" Target="s.xml"/><Relationship Id="b" Type="/sharedStrings" Target="t.xml"/></r>`, "xl/s.xml", rows),
		"a sheet twice":          minimal(t, strings.Replace(rows, "<c r=\"A1\" t=\"s\"><v>0</v></c>", "", 1), "XL/worksheets/Sheet1.xml", rows),
		"no sheet":               zipped(t, "[Content_Types].xml", "", "xl/workbook.xml", `<workbook><sheets><sheet name="一" id="z"/></sheets></workbook>`, "xl/_rels/workbook.xml.rels", `<r><Relationship Id="a" Type="/worksheet" Target="s.xml"/></r>`, "xl/s.xml", rows),
	} {
		if _, err := Open("a.xlsx", data, Limits{}); reason(err) != Damaged {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFormulasWithoutResults(t *testing.T) {
	sheet := `<worksheet><sheetData><row r="1"><c r="A1"><f>B1*2</f><v>0</v></c><c r="B1"><v>0</v></c><c r="C1"><f>B1</f><v>7</v></c></row></sheetData></worksheet>`
	book := `<workbook><sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets><calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>`
	data := zipped(t, "[Content_Types].xml", "", "xl/workbook.xml", book, "xl/_rels/workbook.xml.rels", `<r><Relationship Id="rId1" Type="/worksheet" Target="s.xml"/></r>`, "xl/s.xml", sheet)
	s := open(t, data).Sheets[0]
	if at(t, s, "A1").Kind != Formula || at(t, s, "B1").Kind != Number || at(t, s, "C1").Text != "7" {
		t.Errorf("%+v", s.Rows)
	}
}

func TestQuotesThatNothingCloses(t *testing.T) {
	const head = "姓名,电话,备注\n"
	for data, line := range map[string]string{
		head + "甲,1,\"未闭合\n乙,2,\n丙,3,\n":               "2",
		head + "甲,1,\n乙,2,\"a\n丙,3,b\"c\n":             "3",
		head + "甲,1,\"a\n乙,2,c\n丙,3,b\"\n丁,4,\n":       "2",
		head + "丁,4,\n甲,\"1,a\n乙,2\",c\n丙,3,b\n戊,5,\n": "3",
	} {
		_, err := Open("a.csv", []byte(data), Limits{})
		var e *Error
		if !errors.As(err, &e) || e.Reason != Quotes || e.What != line {
			t.Errorf("%q: %v, want line %s", data, err, line)
		}
	}
	for data, want := range map[string]string{
		head + "甲,1,\"两\n行\"\n":           "两\n行",
		head + "甲,1,\"一,二\n三,四\"\n乙,2,\n": "一,二\n三,四",
		head + "甲,1,\"东街\"社区\n":           "\"东街\"社区",
		head + "甲,1,他说\"好\"\n":            "他说\"好\"",
		head + "甲,1,\"a\"\"b\"\n":         "a\"b",
		"sep=,\n" + "甲,1,x\n":             "x",
	} {
		b, err := Open("a.csv", []byte(data), Limits{})
		if err != nil {
			t.Errorf("%q: %v", data, err)
			continue
		}
		if got := at(t, b.Sheets[0], "C2").Text; got != want {
			t.Errorf("%q: %q, want %q", data, got, want)
		}
	}
}

func TestCSVInUTF16WithoutMark(t *testing.T) {
	data := "\xD3\x59\x0D\x54,\x001\x00\n\x00" // 姓名,1
	b, err := Open("a.csv", []byte(data), Limits{})
	if err != nil || at(t, b.Sheets[0], "A1").Text != "姓名" || at(t, b.Sheets[0], "B1").Text != "1" {
		t.Errorf("%v, %v", b, err)
	}
}

func TestForeignFilesSayWhatTheyAre(t *testing.T) {
	for _, c := range []struct {
		name, data string
		reason     Reason
	}{
		{"a.xlsx", "b\x14#e\x05\x00\x00\x00\x13\x88E-SafeNet\x00LOCK", Wrapped},
		{"a.csv", "%TSD-Header-###%\x00\x01", Wrapped},
		{"a.xlsx", "\x01\x9f\x33\x80\xfe\x02\x03\x04\x05\x91", Wrapped},
		{"a.xls", "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x", WebPage},
		{"a.xls", "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table>", WebPage},
		{"a.xls", "\r\n<table border=1><tr><td>姓名</td></tr></table>", WebPage},
		{"a.xls", "\x09\x08\x06\x00\x00\x00\x10\x00\x00\x00", OldBook},
		{"a.xls", "%PDF-1.7", OtherFile},
		{"a.xls", "\xFF\xD8\xFF\xE0", OtherFile},
		{"a.xls", "", Blank},
	} {
		_, err := Open(c.name, []byte(c.data), Limits{})
		var e *Error
		if !errors.As(err, &e) || e.Reason != c.reason || e.Error() == "" || e.Hint() == "" {
			t.Errorf("%s %q: %v", c.name, c.data, err)
		}
	}
	b, err := Open("导出.xls", []byte("姓名\t电话\n甲\t1\n"), Limits{})
	if err != nil || at(t, b.Sheets[0], "B2").Text != "1" {
		t.Errorf("tabs under the name of a workbook: %v", err)
	}
}

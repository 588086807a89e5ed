package audit

import (
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"dangce/config"
	"dangce/config/sheet"
	"dangce/generator/doc"
)

func words(s string) sheet.Cell  { return sheet.Cell{Kind: sheet.String, Text: s} }
func digits(s string) sheet.Cell { return sheet.Cell{Kind: sheet.Number, Text: s} }

func TestDates(t *testing.T) {
	t.Parallel()
	r := &reader{year: 2027}
	c := &doc.Column{Title: "实际日期", Kind: doc.KindDate, Min: "2027-01-01", Max: "2028-02-10"}
	for _, x := range []struct {
		cell  sheet.Cell
		month time.Month
		want  string // "" for blank, "!" for a fault
	}{
		{words("2027-03-05"), 3, "2027-03-05"},
		{words("2027.3.5"), 3, "2027-03-05"},
		{words("２０２７／３／５"), 3, "2027-03-05"},
		{words("20270305"), 3, "2027-03-05"},
		{words("2027年3月5号"), 3, "2027-03-05"},
		{words("2027 年 3 月 5 日 下午"), 3, "2027-03-05"},
		{words("2027-3-5 14:30"), 3, "2027-03-05"},
		{words("3月5日（周五）"), 3, "2027-03-05"},
		{words("3月5日星期五"), 3, "2027-03-05"},
		{words("3.15"), 3, "2027-03-15"},
		{words("27.3.5"), 3, "2027-03-05"},
		{words("27年3月5日"), 3, "2027-03-05"},
		{words("二〇二七年三月十五日"), 3, "2027-03-15"},
		{sheet.Cell{Kind: sheet.Date, Text: "2027-03-05"}, 3, "2027-03-05"},
		{digits("46451"), 3, "2027-03-05"}, // a day number whose format was lost
		{digits("3.15"), 3, "2027-03-15"},
		{digits("20270305"), 3, "2027-03-05"},
		{words("/"), 3, ""},
		{words("未开展"), 3, ""},
		{words("  "), 3, ""},
		{sheet.Cell{}, 3, ""},

		{digits("3.1"), 3, "!"},        // the first, or the tenth
		{words("2027年3月"), 3, "!"},     // no day
		{words("2026-03-05"), 3, "!"},  // another year
		{words("2028-02-11"), 12, "!"}, // too late
		{words("1月5日"), 12, "!"},       // of which year
		{words("2027-02-30"), 2, "!"},  // no such day
		{words("3月5日、6日"), 3, "!"},     // two days
		{words("3月中旬"), 3, "!"},        // no day
		{digits("12345"), 3, "!"},      // a number
		{words("15"), 3, "!"},          // of which month
		{sheet.Cell{Kind: sheet.Fault, Text: "#REF!"}, 3, "!"},
		{sheet.Cell{Kind: sheet.Formula}, 3, "!"},
		{sheet.Cell{Kind: sheet.Bool, Text: "TRUE"}, 3, "!"},
	} {
		v, bad := r.value(c, x.cell, x.month)
		if got := outcome(v, bad); got != x.want {
			t.Errorf("%q in month %d: %s, want %q", x.cell.Text, x.month, got, x.want)
		}
	}
}

func outcome(v doc.Value, bad *fault) string {
	if bad != nil {
		if bad.message == "" || bad.hint == "" {
			return "a fault that says nothing"
		}
		return "!"
	}
	return v.String()
}

func TestCountsAndAmounts(t *testing.T) {
	t.Parallel()
	r := &reader{year: 2027}
	people := &doc.Column{Title: "实到", Kind: doc.KindInt, Max: "2000"}
	yuan := &doc.Column{Title: "实收", Kind: doc.KindMoney}
	signed := &doc.Column{Title: "签到齐全", Choices: []string{"是", "否"}}
	for _, x := range []struct {
		column *doc.Column
		cell   sheet.Cell
		want   string
	}{
		{people, digits("18"), "18"}, {people, words("18"), "18"}, {people, words("１８人"), "18"}, {people, words("18（请假2人）"), "18"},
		{people, words("18 名【含预备】"), "18"}, {people, digits("18.0"), "18"}, {people, words("十八"), "18"}, {people, words("二十"), "20"},
		{people, words("无"), "0"}, {people, words("—"), ""}, {people, digits("0"), "0"},
		{people, words("18请假2"), "!"}, {people, words("约20"), "!"}, {people, digits("18.5"), "!"}, {people, words("-3"), "!"},
		{people, digits("2001"), "!"}, {people, words("全体"), "!"}, {people, words("18/20"), "!"}, {people, words("99999999999"), "!"},
		{people, sheet.Cell{Kind: sheet.Date, Text: "1900-01-18"}, "!"},
		{yuan, digits("326.5"), "326.50"}, {yuan, words("￥１，３２６.50元"), "1326.50"}, {yuan, words("326.50（含补交）"), "326.50"}, {yuan, words("无"), "0.00"},
		{yuan, words("没收"), "!"}, {yuan, words("-1"), "!"}, {yuan, digits("1.234"), "!"}, {yuan, words("300+26"), "!"},
		{signed, words("是"), "是"}, {signed, words("√"), "是"}, {signed, words("齐全"), "是"}, {signed, words("×"), "否"}, {signed, words("缺"), "否"}, {signed, words("大概"), "!"},
	} {
		v, bad := r.value(x.column, x.cell, 0)
		if got := outcome(v, bad); got != x.want {
			t.Errorf("%s %q: %s, want %q", x.column.Title, x.cell.Text, got, x.want)
		}
	}
}

// FuzzValue reads anything in a cell: a value of the column's kind, or a fault
// that says something.
func FuzzValue(f *testing.F) {
	for _, s := range []string{"2027-03-15", "3月15日", "十八", "18（2）", "￥1", "", "二〇二七年三月十五日", "27.3.15"} {
		f.Add(s, true)
	}
	r := &reader{year: 2027}
	f.Fuzz(func(t *testing.T, s string, number bool) {
		cell := words(s)
		if number {
			cell.Kind = sheet.Number
		}
		for _, k := range []doc.Kind{doc.KindText, doc.KindInt, doc.KindMoney, doc.KindDate} {
			c := &doc.Column{Title: "列", Kind: k, Max: ""}
			v, bad := r.value(c, cell, 3)
			if bad != nil && (bad.message == "" || v.Set) || v.Set && v.Kind != k || v.Set && v.N < 0 {
				t.Errorf("%q as %d: %+v %+v", s, k, v, bad)
			}
		}
	})
}

// FuzzFile gives any bytes a verdict.
func FuzzFile(f *testing.F) {
	for _, s := range []string{"", "PK\x03\x04", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "%PDF", "编号,月,类别\n1,2,3\n"} {
		f.Add([]byte(s), "a.xlsx")
	}
	r := newReader(&config.County{Year: 2027, Identity: config.Identity{Code: "419900"}}, nil)
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		if !fs.ValidPath(name) || name == "." {
			return
		}
		file := &File{Path: name, name: name, fsys: fstest.MapFS{name: {Data: data}}}
		r.file(file)
		if file.Verdict == "" || file.Verdict != Accepted && file.Reason == "" {
			t.Errorf("%+v", file)
		}
	})
}

package sheet

import (
	"errors"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

const csvText = "姓名,党支部,电话\n㛃䶮,东街社区党支部,13800000000\n\n𠮷\U000215D7,\"有,逗号\",'0571\n"

func TestCSVEncodings(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(csvText)
	check(t, err)
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(csvText)
	check(t, err)
	for name, data := range map[string]string{"utf-8": csvText, "bom": "\uFEFF" + csvText, "gb18030": gb, "utf-16": utf16} {
		b, err := Open("名册/东街社区党支部.csv", []byte(data), Limits{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		s := b.Sheets[0]
		if s.Name != "东街社区党支部" || len(s.Rows) != 3 {
			t.Errorf("%s: %q with %d rows", name, s.Name, len(s.Rows))
			continue
		}
		if at(t, s, "A1").Text != "姓名" || at(t, s, "A2").Text != "㛃䶮" || at(t, s, "A4").Text != "𠮷\U000215D7" || at(t, s, "B4").Text != "有,逗号" {
			t.Errorf("%s: %+v", name, s.Rows)
		}
		if c := at(t, s, "C2"); c.Kind != Number || c.Text != "13800000000" {
			t.Errorf("%s: phone %+v", name, c)
		}
	}
}

func TestCSVDelimiters(t *testing.T) {
	for _, data := range []string{"姓名;电话\n张三;1,5\n", "姓名\t电话\n张三\t1,5\n", "姓名,电话\r\n张三,\"1,5\"\r\n", "姓名,电话\r张三,\"1,5\"\r"} {
		b, err := Open("a.csv", []byte(data), Limits{})
		check(t, err)
		if got := at(t, b.Sheets[0], "B2").Text; got != "1,5" {
			t.Errorf("%q: B2 = %q", data, got)
		}
	}
}

func TestCSVNumbersStayAsWritten(t *testing.T) {
	b, err := Open("a.csv", []byte("007,2001.10,=\"0123\",1.38E+10\n"), Limits{})
	check(t, err)
	s := b.Sheets[0]
	for cell, want := range map[string]Cell{
		"A1": {Kind: Number, Text: "007"}, "B1": {Kind: Number, Text: "2001.10"}, "C1": {Kind: Number, Text: "0123"}, "D1": {Kind: String, Text: "1.38E+10"},
	} {
		if got := at(t, s, cell); got.Kind != want.Kind || got.Text != want.Text {
			t.Errorf("%s = %+v", cell, got)
		}
	}
	if d, err := at(t, s, "B1").Date(); err != nil || d.Month != 10 {
		t.Errorf("2001.10 as written is October: %v, %v", d, err)
	}
}

func TestCSVPlaces(t *testing.T) {
	b, err := Open("a.csv", []byte("姓名,身份证号,电话\n张三,110101199003071234,138\n\"李\n四\",1,2\n"), Limits{})
	check(t, err)
	s := b.Sheets[0]
	p := s.Places(2, 2).Place(3)
	if p.String() != "a.csv:2:23" || p.Width != 3 || p.Text != "张三,******************,138" {
		t.Errorf("place %v, %+v", p, p)
	}
	if got := star(`"a,""b",x,"c"`, ',', []int{1, 3}); got != "*******,x,***" {
		t.Errorf("starred: %s", got)
	}
	if p := s.Places(2).Place(1); p.Column != 1 || p.Width != 2 {
		t.Errorf("first field: %+v", p)
	}
	if p := s.Places(2).Place(9); p.Column != 26 {
		t.Errorf("a field that the line lacks is at its end: %+v", p)
	}
	if p := s.Place(3, 2); p.Line != 3 {
		t.Errorf("a record of two lines: %+v", p)
	}
	if p := s.Place(0, 0); p.String() != "a.csv" {
		t.Errorf("the file: %v", p)
	}
}

func TestCSVRefused(t *testing.T) {
	for name, c := range map[string]struct {
		data   string
		reason Reason
	}{
		"bytes of no encoding": {"姓名,电话\n\xff\xff\xff,1\n", Encoding},
		"nul":                  {"姓名,\x00电话\n", OtherFile},
	} {
		_, err := Open("a.csv", []byte(c.data), Limits{})
		var e *Error
		if !errors.As(err, &e) || e.Reason != c.reason {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzReadCSV(f *testing.F) {
	f.Add([]byte(csvText))
	f.Add([]byte("a;b\n\"c"))
	f.Add([]byte("\xef\xbb\xbf姓名\t电话\r\n\"x\"\"y\"\tz"))
	f.Add([]byte("\xd5\xc5\xc8\xfd,1\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := Open("a.csv", data, Limits{Cells: 10_000})
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Error() == "" || e.Hint() == "" {
				t.Fatalf("an error without words: %v", err)
			}
			return
		}
		for _, s := range b.Sheets {
			last := 0
			for _, r := range s.Rows {
				if r.N <= last || len(r.Cells) == 0 {
					t.Fatalf("row %d after %d, %d cells", r.N, last, len(r.Cells))
				}
				last = r.N
				p := s.Places(r.N, 1).Place(r.Cells[len(r.Cells)-1].Col)
				if p.Column < 1 || p.Width < 1 {
					t.Fatalf("place %+v", p)
				}
			}
		}
	})
}

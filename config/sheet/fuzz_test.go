package sheet

import (
	"os"
	"testing"
)

// small keeps inputs made to harm from taking the fuzzer's time.
var small = Limits{Unzipped: 8 << 20, Part: 4 << 20, Rows: 20_000, Cells: 50_000}

// examine checks what every opened book promises.
func examine(t *testing.T, b *Book, err error) {
	if err != nil {
		if reason(err) == 0 || err.Error() == "" {
			t.Fatalf("a refusal without a reason: %v", err)
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
			col := 0
			for _, c := range r.Cells {
				if c.Row != r.N || c.Col <= col || c.Kind == Empty {
					t.Fatalf("cell %+v in row %d after column %d", c, r.N, col)
				}
				col = c.Col
				read(t, c)
			}
		}
		if left := s.Unused(); len(s.Rows) > 0 && len(left) == 0 {
			t.Fatal("nothing was used, and nothing is left")
		}
		for _, r := range s.Rows {
			r.Use()
		}
		if left := s.Unused(); len(left) != len(s.Covered) {
			t.Fatalf("all was used, and %d cells are left", len(left)-len(s.Covered))
		}
	}
}

// read reads a cell in every way. A value that is not there is explained.
func read(t *testing.T, c Cell) {
	code, remark := c.Code()
	if code == "" && remark == nil && Fold(c.Shown()) != "" {
		t.Fatalf("%+v: a code is gone without a word", c)
	}
	if remark != nil && (remark.Text == "" || remark.Hint == "") {
		t.Fatalf("%+v: a remark without words", c)
	}
	if d, _, err := c.Day(); err == nil && (d.IsZero() || !d.Valid()) {
		t.Fatalf("%+v: the day %v", c, d)
	}
	c.Money()
	c.Person()
	c.Trouble()
	Tidy(c.Text)
}

func FuzzXLS(f *testing.F) {
	for _, name := range []string{"kinds.xls", "kinds-sheetjs.xls", "kinds95.xls"} {
		data, err := os.ReadFile("testdata/" + name)
		check(f, err)
		f.Add(data)
		streams, err := oleStreams(data)
		check(f, err)
		for _, s := range []string{"Workbook", "Book"} {
			if streams[s] != nil {
				content, err := readStream(streams[s], len(data))
				check(f, err)
				f.Add(content) // records without a container
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := Open("a.xls", data, small)
		examine(t, b, err)
	})
}

func FuzzODS(f *testing.F) {
	f.Add([]byte(`<office:document-content><office:automatic-styles><number:date-style style:name="N1"><number:year/><number:month/></number:date-style><style:style style:name="c" style:data-style-name="N1"/></office:automatic-styles>`+
		`<table:table table:name="一"><table:table-row><table:table-cell table:style-name="c" office:value-type="date" office:date-value="2001-07-01T23:59:17"/><table:table-cell office:value-type="float" office:value="12" table:number-columns-spanned="2"><text:p>DF0012</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table></office:document-content>`), "")
	f.Add([]byte(`<document-content><table name="一"><table-row number-rows-repeated="9"><table-cell value-type="time" time-value="PT19H00M00S"><p>19:00</p></table-cell></table-row></table></document-content>`), `<document-styles/>`)
	f.Fuzz(func(t *testing.T, content []byte, styles string) {
		b, err := Open("a.ods", zipped(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", string(content), "styles.xml", styles), small)
		examine(t, b, err)
	})
}

func FuzzOpen(f *testing.F) {
	for _, s := range []string{"PK\x03\x04", oleMagic, "b\x14#e", "<html>", "\xFF\xFEa\x00", "\x09\x08\x10\x00\x00\x06\x05\x00", "姓名\t电话\n"} {
		f.Add("a.xls", []byte(s))
	}
	f.Add("kinds.ods", []byte(nil))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		b, err := Open(name, data, small)
		examine(t, b, err)
	})
}

func FuzzNumber(f *testing.F) {
	for _, s := range []string{"31320.999502314815", "4.10000202500123E17", "0", "-1", "1e300", "60", "0.5"} {
		f.Add(s, `yyyy"年"m"月"`, true)
		f.Add(s, `"DF"0000`, false)
	}
	f.Fuzz(func(t *testing.T, raw, code string, y1904 bool) {
		e := epoch1900
		if y1904 {
			e = epoch1904
		}
		if c := number(raw, formatOf(170, code), e); c.Kind != Empty {
			read(t, c)
		}
	})
}

func FuzzName(f *testing.F) {
	for _, s := range []string{"张　三", "买买提。艾力", "&#29319;", "⼀⾼", "\uE863", "葛\U000E0100", "e\u0301", "··", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		name := Name(s)
		if again := Name(name); again != name && !entity(name) {
			t.Fatalf("%q: %q becomes %q", s, name, again)
		}
		NameRemarks(name)
		Hidden(s)
	})
}

// entity reports a text that names a character in turn: &amp;#29319;
func entity(s string) bool { return repair(s) != s }

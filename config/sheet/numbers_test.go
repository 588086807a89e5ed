package sheet

import (
	"errors"
	"testing"

	"dangce/config/money"
)

func TestParseMoney(t *testing.T) {
	for in, want := range map[string]money.Fen{
		"4900": 490000, "4,900.00": 490000, "４，９００．５": 490050, "4900元": 490000, "¥4900.10": 490010, "￥ 4900 元": 490000,
		"0.50": 50, "4743.7": 474370, "4743.7000": 474370, "-12.30": -1230, "1,234,567.89": 123456789, "'4900": 490000,
	} {
		if got, given, err := ParseMoney(in); err != nil || !given || got != want {
			t.Errorf("ParseMoney(%q) = %v, %v, %v; want %v", in, got, given, err, want)
		}
	}
	for _, in := range []string{"", " ", "　"} {
		if _, given, err := ParseMoney(in); given || err != nil {
			t.Errorf("ParseMoney(%q): given %v, %v", in, given, err)
		}
	}
	for in, want := range map[string]error{
		"约4900": ErrMoney, "4900（含补贴）": ErrMoney, "4,90": ErrMoney, "1e3": ErrMoney, "元": ErrMoney, "4900.": ErrMoney, "4.9万": ErrMoney,
		"99999999999999999999": ErrMoney, "4743.705": ErrDecimals,
	} {
		if _, given, err := ParseMoney(in); !given || !errors.Is(err, want) {
			t.Errorf("ParseMoney(%q): %v, want %v", in, err, want)
		}
	}
}

func TestNumberText(t *testing.T) {
	for _, c := range []struct {
		raw, want string
		format    format
	}{
		{"4743.7", "4743.7", format{}},
		{"4743.6999999999998", "4743.7", format{}},
		{"0.30000000000000004", "0.3", format{}},
		{"1.38E+10", "13800000000", format{}},
		{"13800000000", "13800000000", format{}},
		{"13800000000.0", "13800000000", format{}},
		{"1", "001", format{zeros: 3}},
		{"-1", "-1", format{zeros: 3}},
		{"110101199003071234", "110101199003071234", format{}},
		{"61.205", "61.205", format{}},
	} {
		if got := number(c.raw, c.format, epoch1900); got.Kind != Number || got.Text != c.want {
			t.Errorf("number(%q) = %v %q, want %q", c.raw, got.Kind, got.Text, c.want)
		}
	}
}

func TestSerialDates(t *testing.T) {
	for _, c := range []struct {
		raw  string
		e    epoch
		want string
	}{
		{"37073", epoch1900, "2001-07-01"},
		{"37073.75", epoch1900, "2001-07-01"},
		{"1", epoch1900, "1900-01-01"},
		{"59", epoch1900, "1900-02-28"},
		{"61", epoch1900, "1900-03-01"},
		{"35611", epoch1904, "2001-07-01"},
		{"2958465", epoch1900, "9999-12-31"},
	} {
		if got := number(c.raw, format{shape: wholeDate}, c.e); got.Kind != Date || got.Text != c.want {
			t.Errorf("serial %s: %v %q, want %s", c.raw, got.Kind, got.Text, c.want)
		}
	}
	for _, raw := range []string{"60", "0.5", "-3", "2958466", "1e300"} {
		if got := number(raw, format{shape: wholeDate}, epoch1900); got.Kind != Number {
			t.Errorf("serial %s is no day, got %v %q", raw, got.Kind, got.Text)
		}
	}
}

func TestShapeOf(t *testing.T) {
	for code, want := range map[string]shape{
		`yyyy"年"m"月"d"日"`: wholeDate, `yyyy-mm-dd`: wholeDate, `[$-804]yyyy"年"m"月"d"日";@`: wholeDate, `yyyy/m/d h:mm`: wholeDate,
		`m"月"d"日"`: wholeDate, `e-m-d`: wholeDate, `yyyy\.mm\.dd`: wholeDate, `[DBNum1][$-804]yyyy"年"m"月"d"日";@`: wholeDate,
		`yyyy"年"m"月"`: monthDate, `yyyy\.mm`: monthDate, `yyyy.mm`: monthDate, `[$-804]yyyy"年"m"月";@`: monthDate, `mmm-yy`: monthDate,
		`h:mm`: clock, `h:mm:ss`: clock, `mm:ss`: clock, `[h]:mm`: clock, `General`: plain, `0.00`: plain, `#,##0.00`: plain, `0.00E+00`: plain,
		`@`: plain, `"共"0"天"`: plain, `0"元/day"`: plain, `[Red]0.00;[Green]-0.00`: plain, `_ * #,##0.00_ `: plain, ``: plain,
	} {
		if got := shapeOf(section(code)); got != want {
			t.Errorf("shapeOf(%s) = %d, want %d", code, got, want)
		}
	}
	if formatOf(57, "").shape != monthDate || formatOf(14, "").shape != wholeDate || formatOf(2, "").shape != plain {
		t.Error("built-in formats")
	}
	if formatOf(170, "000").zeros != 3 || formatOf(170, "0").zeros != 0 {
		t.Error("formats of zeros")
	}
}

func FuzzShapeOf(f *testing.F) {
	for _, s := range []string{`yyyy"年"m"月"d"日";@`, `[$-804]e-m-d;@`, `[h]:mm:ss.00`, `_ * #,##0.00_ ;[Red]\-0%`, `[<=9999999]###-####;(###) ###-####`, `AM/PM h`, `"`, `[`, `\`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, code string) {
		if s := shapeOf(section(code)); s > monthDate {
			t.Fatal(s)
		}
	})
}

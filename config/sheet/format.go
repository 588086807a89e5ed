package sheet

import (
	"math"
	"strconv"
	"strings"
	"time"

	"dangce/config/date"

	"github.com/xuri/nfp"
)

// format is what matters of a number format.
type format struct {
	shape shape
	zeros int // width of a format of zeros alone: 000 is 3
}

// shape tells what a number format shows of a serial number.
type shape uint8

const (
	plain     shape = iota // a number, or a time of day
	wholeDate              // a date
	monthDate              // a year and a month, no day
)

// builtin are the date formats without a code in the file, 27 to 58 as Excel
// in Chinese has them.
var builtin = map[int]shape{
	14: wholeDate, 15: wholeDate, 16: wholeDate, 17: monthDate, 22: wholeDate,
	27: monthDate, 28: wholeDate, 29: wholeDate, 30: wholeDate, 31: wholeDate, 36: monthDate,
	50: monthDate, 51: wholeDate, 52: monthDate, 53: wholeDate, 54: wholeDate, 57: monthDate, 58: wholeDate,
}

func formatOf(id int, code string) format {
	if code == "" {
		return format{shape: builtin[id]}
	}
	if n := strings.Count(code, "0"); n == len(code) && n > 1 && n < 32 {
		return format{zeros: n}
	}
	return format{shape: shapeOf(code)}
}

// shapeOf looks at the first section of a format code such as
// [$-804]yyyy"年"m"月";@.
func shapeOf(code string) shape {
	if len(code) > 255 { // longer than Excel allows
		return plain
	}
	parser := nfp.NumberFormatParser()
	sections := parser.Parse(code)
	if len(sections) == 0 {
		return plain
	}
	var year, month, day, clock bool
	for _, t := range sections[0].Items {
		switch t.TType {
		case nfp.TokenTypeElapsedDateTimes:
			clock = true
		case nfp.TokenTypeDateTimes:
			switch v := strings.ToLower(t.TValue); v[:min(1, len(v))] {
			case "y", "e":
				year = true
			case "m":
				month = true
			case "d":
				day = true
			case "h", "s":
				clock = true
			}
		}
	}
	switch {
	case day, year && !month, month && !year && !clock:
		return wholeDate
	case year:
		return monthDate
	}
	return plain
}

// epoch is a workbook's way to count days.
type epoch int

const (
	epoch1900 epoch = iota
	epoch1904
)

// serial turns days into a date. Excel's 1900 has a 29 February, day 60,
// which no calendar knows.
func (e epoch) serial(v float64) (date.Date, bool) {
	n := int(math.Floor(v))
	base := date.New(1899, time.December, 30)
	switch {
	case v < 1 || v >= 2958466: // 10000-01-01
		return date.Date{}, false
	case e == epoch1904:
		base = date.New(1904, time.January, 1)
	case n == 60:
		return date.Date{}, false
	case n < 60:
		base = date.New(1899, time.December, 31)
	}
	d := base.AddDays(n)
	return d, d.Valid()
}

// number makes a cell of the text of a numeric <v>.
func number(raw string, f format, e epoch) Cell {
	raw = strings.TrimSpace(raw)
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		if raw == "" {
			return Cell{}
		}
		return Cell{Kind: String, Text: raw}
	}
	if f.shape != plain {
		if d, ok := e.serial(v); ok {
			if f.shape == monthDate {
				d.Day = 0
			}
			return Cell{Kind: Date, Text: d.String()}
		}
	}
	text := decimal(raw, v)
	if pad := f.zeros - len(text); pad > 0 && isDigits(text) {
		text = strings.Repeat("0", pad) + text
	}
	return Cell{Kind: Number, Text: text}
}

// decimal returns the number as Excel shows it in full: 15 significant
// digits, so that 4743.6999999999998 is 4743.7 and the noise of a computed
// 0.30000000000000004 is gone. Whole numbers stay as they are written.
func decimal(raw string, v float64) string {
	if isDigits(raw) && (raw[0] != '0' || len(raw) == 1) {
		return raw
	}
	short, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', 14, 64), 64)
	if err != nil {
		short = v
	}
	return strconv.FormatFloat(short, 'f', -1, 64)
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

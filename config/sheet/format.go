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
	shape   shape
	zeros   int     // width of a format of zeros alone: 000 is 3
	pattern pattern // of a format with words or signs among its digits
}

// shape says what a number format shows of a serial number.
type shape uint8

const (
	plain     shape = iota // a number
	clock                  // a time of day
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
	items := section(code)
	f := format{shape: shapeOf(items)}
	if f.shape == plain {
		f.pattern = patternOf(items)
	}
	return f
}

// section returns the first section of a format code such as
// [$-804]yyyy"年"m"月";@.
func section(code string) []nfp.Token {
	if len(code) > 255 { // longer than Excel allows
		return nil
	}
	parser := nfp.NumberFormatParser()
	sections := parser.Parse(code)
	if len(sections) == 0 {
		return nil
	}
	return sections[0].Items
}

func shapeOf(items []nfp.Token) shape {
	var year, month, day, hour bool
	for _, t := range items {
		switch t.TType {
		case nfp.TokenTypeElapsedDateTimes:
			hour = true
		case nfp.TokenTypeDateTimes:
			switch v := strings.ToLower(t.TValue); v[:min(1, len(v))] {
			case "y", "e":
				year = true
			case "m":
				month = true
			case "d":
				day = true
			case "h", "s":
				hour = true
			}
		}
	}
	switch {
	case day, year && !month, month && !year && !hour:
		return wholeDate
	case year:
		return monthDate
	case hour:
		return clock
	}
	return plain
}

// epoch is a workbook's way to count days.
type epoch int

const (
	epoch1900 epoch = iota
	epoch1904
)

// serial turns days into a date and the seconds of its time of day. Only the
// 15 digits that Excel keeps count: 31320.999999999996 is 31321. Excel's 1900
// has a 29 February, day 60, which no calendar knows.
func (e epoch) serial(v float64) (timestamp, bool) {
	v = fifteen(v)
	n := int(math.Floor(v))
	secs := int(math.Round((v - math.Floor(v)) * secondsOfDay))
	if secs == secondsOfDay {
		n, secs = n+1, 0
	}
	base := date.New(1899, time.December, 30)
	switch {
	case v < 0 || v >= 2958466: // 10000-01-01
		return timestamp{}, false
	case e == epoch1904:
		base = date.New(1904, time.January, 1)
	case n == 60 || n == 0:
		return timestamp{}, false
	case n < 60:
		base = date.New(1899, time.December, 31)
	}
	d := base.AddDays(n)
	return timestamp{day: d, secs: secs}, d.Valid()
}

// number makes a cell of the text of a numeric <v>.
func number(raw string, f format, e epoch) Cell {
	raw = strings.TrimSpace(raw)
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return textCell(raw)
	}
	return numberCell(raw, v, f, e)
}

// numberCell makes a cell of a number, raw being how the file writes it.
func numberCell(raw string, v float64, f format, e epoch) Cell {
	if f.shape == wholeDate || f.shape == monthDate {
		if t, ok := e.serial(v); ok {
			return dateCell(t, f.shape)
		}
		if v == 0 {
			return Cell{Kind: Date, Text: noDay}
		}
	}
	text := decimal(raw, v)
	if pad := f.zeros - len(text); pad > 0 && isDigits(text) {
		text = strings.Repeat("0", pad) + text
	}
	c := Cell{Kind: Number, Text: text}
	switch {
	case math.Abs(v) >= 1e15:
		c.more = &extra{lost: true}
	case f.pattern != nil:
		c.more = &extra{shown: f.pattern.show(text)}
	case f.shape == clock && 0 <= v && v < 1:
		c.more = &extra{shown: clockText(int(math.Round(v * secondsOfDay)))}
	}
	return c
}

// decimal returns the number as Excel shows it in full: 15 significant
// digits, so that 4743.6999999999998 is 4743.7 and the noise of a computed
// 0.30000000000000004 is gone. Whole numbers stay as they are written.
func decimal(raw string, v float64) string {
	if isDigits(raw) && (raw[0] != '0' || len(raw) == 1) {
		return raw
	}
	return strconv.FormatFloat(fifteen(v), 'f', -1, 64)
}

// fifteen rounds to 15 significant digits.
func fifteen(v float64) float64 {
	if math.Abs(v) < 1e15 && v == math.Trunc(v) {
		return v
	}
	short, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', 14, 64), 64)
	if err != nil {
		return v
	}
	return short
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

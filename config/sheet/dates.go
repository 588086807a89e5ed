package sheet

import (
	"errors"
	"regexp"
	"strings"
	"time"

	"dangce/config/date"
)

// Why a date could not be read; the texts follow what stands in the cell.
var (
	ErrDate      = errors.New("不是日期")
	ErrNoSuchDay = errors.New("没有这个日期")
	ErrShortYear = errors.New("年份不是四位")
	// ErrAmbiguous is a number cell 2001.1: January, or October whose zero
	// the office program dropped.
	ErrAmbiguous = errors.New("分不清是 1 月还是 10 月")
	// ErrSerial is a number cell that counts days, without a date format.
	ErrSerial = errors.New("这是没有设成日期格式的数字")
	ErrNoYear = errors.New("没有年份")
)

// The ways dates are written, without spaces; a layout's 1 and 2 read two
// digits as well as one.
var dayLayouts = []string{"2006-1-2", "2006.1.2", "2006/1/2", "2006年1月2日", "20060102", "2006年1月2号"}
var monthLayouts = []string{"2006-1", "2006.1", "2006/1", "2006年1月", "200601"}

var (
	clockTail = regexp.MustCompile(`[ T]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$`)
	shortYear = regexp.MustCompile(`^\d{2}[-./年]\d{1,2}([-./月](\d{1,2}[日号]?)?)?$`)
	noYear    = regexp.MustCompile(`^\d{1,2}[-./月]\d{1,2}[日号]?$|^\d{1,2}月$`)
)

// ParseDate reads a date as text: 2001-07-01, 2001/7/1, 2001.7.1, 20010701,
// 2001年7月1日, a time of day after it ignored; 2001年7月, 2001.07, 200107 give
// a month alone (Day 0). Digits and signs may be full-width and spaces may
// stand anywhere. The errors are those of this package.
func ParseDate(text string) (date.Date, error) {
	s := Fold(text)
	if strings.Contains(s, ":") {
		s = clockTail.ReplaceAllString(s, "")
	}
	s = strings.Join(strings.Fields(s), "")
	d, missing, ok := parseAny(s, dayLayouts)
	if !ok {
		var noMonth bool
		d, noMonth, ok = parseAny(s, monthLayouts)
		d.Day = 0
		missing = missing || noMonth
	}
	switch {
	case ok:
		return d, nil
	case missing:
		return date.Date{}, ErrNoSuchDay
	case shortYear.MatchString(s):
		return date.Date{}, ErrShortYear
	case noYear.MatchString(s):
		return date.Date{}, ErrNoYear
	}
	return date.Date{}, ErrDate
}

// parseAny tries the layouts; missing tells of a date that one of them read
// and the calendar lacks.
func parseAny(s string, layouts []string) (d date.Date, missing, ok bool) {
	for _, layout := range layouts {
		t, err := time.Parse(layout, s)
		if err == nil && t.Year() >= 1 {
			return date.Of(t), false, true
		}
		var perr *time.ParseError
		if errors.As(err, &perr) && strings.HasSuffix(perr.Message, "out of range") {
			missing = true
		}
	}
	return date.Date{}, missing, false
}

// Date reads the cell as a date. An Empty cell gives the zero Date.
func (c Cell) Date() (date.Date, error) {
	switch c.Kind {
	case Empty:
		return date.Date{}, nil
	case Number:
		if ambiguousMonth.MatchString(c.Text) {
			return date.Date{}, ErrAmbiguous
		}
		if len(c.Text) == 5 && isDigits(c.Text) {
			return date.Date{}, ErrSerial
		}
	case Bool, Fault, Formula:
		return date.Date{}, ErrDate
	}
	return ParseDate(c.Text)
}

var ambiguousMonth = regexp.MustCompile(`^\d{4}\.1$`)

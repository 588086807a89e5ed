package sheet

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"dangce/config/date"
)

// Why a date could not be read; the texts follow what is in the cell.
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
	// ErrSpaced is 1978 1 2: without the spaces it would be another date.
	ErrSpaced = errors.New("年月日之间只有空格")
	// ErrNoDate is what programs write where there is no date.
	ErrNoDate = errors.New("是程序写的空日期，不是真的日期")
)

// The ways dates are written, without spaces; a layout's 1 and 2 read two
// digits as well as one.
var dayLayouts = []string{"2006-1-2", "2006.1.2", "2006/1/2", "2006年1月2日", "20060102", "2006年1月2号"}
var monthLayouts = []string{"2006-1", "2006.1", "2006/1", "2006年1月", "200601"}

var (
	clockTail = regexp.MustCompile(`(?i)[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)? ?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$`)
	spaced    = regexp.MustCompile(`\d\s+\d`)
	spacedDay = regexp.MustCompile(`^\d{4}\s+\d{2}(\s+\d{2})?$`) // 1978 01 02 is plain
	noDate    = regexp.MustCompile(`^0000-0?0-0?0$|^1900[-/.]0?1[-/.]0?0$|^1900年0?1月0?0日$`)
	shortYear = regexp.MustCompile(`^\d{2}[-./年]\d{1,2}([-./月](\d{1,2}[日号]?)?)?$`)
	noYear    = regexp.MustCompile(`^\d{1,2}[-./月]\d{1,2}[日号]?$|^\d{1,2}月$`)
)

// ParseDate reads a date as text: 2001-07-01, 2001/7/1, 2001.7.1, 20010701,
// 2001年7月1日; 2001年7月, 2001.07, 200107 give a month alone (Day 0). Digits and
// signs may be full-width and spaces may be anywhere. A time of day after
// the date counts where it shows that another day is meant. The errors are
// those of this package.
func ParseDate(text string) (date.Date, error) {
	t, err := parseTimestamp(text)
	if err != nil {
		return date.Date{}, err
	}
	return t.meant(), nil
}

// ParseDay is ParseDate with what a person has to know about the date.
func ParseDay(text string) (date.Date, *Remark, error) {
	t, err := parseTimestamp(text)
	if err != nil {
		return date.Date{}, nil, err
	}
	return t.withRemark()
}

func (t timestamp) withRemark() (date.Date, *Remark, error) {
	d := t.meant()
	if IsDefault(t.day) || IsDefault(d) {
		return d, &Remark{DateDefault, "是 " + d.String() + "，像是程序写的空日期", "填写真的日期；不知道的把这一格清空", false}, nil
	}
	return d, t.remark(), nil
}

// IsDefault reports the dates that programs put where there is none.
func IsDefault(d date.Date) bool {
	return defaults[d] || d.Year == 1
}

var defaults = map[date.Date]bool{
	date.New(1601, 1, 1): true, date.New(1753, 1, 1): true, date.New(1899, 12, 30): true, date.New(1899, 12, 31): true,
	date.New(1900, 1, 1): true, date.New(1904, 1, 1): true, date.New(9999, 12, 31): true,
	date.New(1900, 1, 0): true, date.New(1899, 12, 0): true, date.New(1904, 1, 0): true, date.New(9999, 12, 0): true,
}

func parseTimestamp(text string) (timestamp, error) {
	s := hyphens(Fold(text))
	var t timestamp
	if strings.Contains(s, ":") {
		if m := clockTail.FindStringSubmatchIndex(s); m != nil {
			if !t.clock(s, m) {
				return timestamp{}, ErrDate
			}
			s = s[:m[0]]
		}
	}
	if strings.ContainsFunc(s, unicode.IsSpace) {
		if spaced.MatchString(s) && !spacedDay.MatchString(s) {
			return timestamp{}, ErrSpaced
		}
		s = strings.Join(strings.Fields(s), "")
	}
	d, missing, ok := parseAny(s, dayLayouts)
	if !ok {
		var noMonth bool
		d, noMonth, ok = parseAny(s, monthLayouts)
		d.Day = 0
		t = timestamp{}
		missing = missing || noMonth
	}
	switch {
	case ok && t.secs == secondsOfDay: // 23:59:59.9999999
		return timestamp{day: d.AddDays(1)}, nil
	case ok:
		t.day = d
		return t, nil
	case noDate.MatchString(s):
		return timestamp{}, ErrNoDate
	case missing:
		return timestamp{}, ErrNoSuchDay
	case shortYear.MatchString(s):
		return timestamp{}, ErrShortYear
	case noYear.MatchString(s):
		return timestamp{}, ErrNoYear
	}
	return timestamp{}, ErrDate
}

// clock takes the time of day out of a match of clockTail.
func (t *timestamp) clock(s string, m []int) bool {
	part := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return s[m[2*i]:m[2*i+1]]
	}
	n := func(i int) int { v, _ := strconv.Atoi(part(i)); return v } // two digits
	t.secs = n(1)*3600 + n(2)*60 + n(3)
	if strings.HasPrefix(part(4), ".9999") {
		t.secs++
	}
	switch zone := strings.ReplaceAll(strings.ToUpper(part(5)), ":", ""); zone {
	case "":
	case "Z", "UTC", "GMT":
		t.zoned = true
	default:
		hhmm, _ := strconv.Atoi(zone) // a sign and four digits
		t.zoned, t.offset = true, hhmm/100*3600+hhmm%100*60
	}
	return n(1) < 24 && n(2) < 60 && n(3) < 61
}

// parseAny tries the layouts; missing reports of a date that one of them read
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
	d, _, err := c.Day()
	return d, err
}

// Day is Date with what a person has to know about the date, or nil.
func (c Cell) Day() (date.Date, *Remark, error) {
	switch c.Kind {
	case Empty:
		return date.Date{}, nil, nil
	case Date:
		if c.more != nil && c.more.wall != nil {
			d, remark, err := c.more.wall.withRemark()
			if len(c.Text) == len("2001-07") {
				d.Day = 0
			}
			return d, remark, err
		}
	case Number:
		if ambiguousMonth.MatchString(c.Text) {
			return date.Date{}, nil, ErrAmbiguous
		}
		if serialNumber.MatchString(c.Text) {
			return date.Date{}, nil, ErrSerial
		}
	case Bool, Fault, Formula:
		return date.Date{}, nil, ErrDate
	}
	return ParseDay(c.Text)
}

var (
	ambiguousMonth = regexp.MustCompile(`^\d{4}\.1$`)
	serialNumber   = regexp.MustCompile(`^\d{5}(\.\d+)?$`)
)

package project

import (
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode"

	"dangce/config/date"
	"dangce/config/sheet"
)

// What a new project is asked: each answer is checked as it is given.

// ParseName reads the name of a county.
func ParseName(s string) (string, error) {
	s = strings.TrimSpace(s)
	if n := len([]rune(s)); n < 2 || n > 20 || strings.Trim(s, "0123456789") == "" || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) || unicode.IsSpace(r) }) {
		return s, errors.New("县名应是 2 到 20 个字，中间没有空格，如 示例县")
	}
	return s, nil
}

// ParseCode reads a code of GB/T 2260.
func ParseCode(s string) (string, error) {
	s = sheet.Tidy(s)
	if len(s) != 6 || strings.Trim(s, "0123456789") != "" {
		return s, errors.New("行政区划代码应是六位数字")
	}
	return s, nil
}

// ParseYear reads the year of the books.
func ParseYear(s string) (int, error) {
	year, err := strconv.Atoi(sheet.Tidy(s))
	if err != nil || year < 2000 || year > 2100 {
		return 0, errors.New("年度应是 2000 到 2100 的年份")
	}
	return year, nil
}

// YearFor is the year whose books are likely to be made on a day: books are
// printed before their year begins.
func YearFor(today date.Date) int {
	if today.Month >= time.September {
		return today.Year + 1
	}
	return today.Year
}

package book

import (
	"fmt"
	"strconv"
	"strings"

	"dangce/config/date"
)

// Days, months, years and numbers in Chinese, as all books print them.

// dayText is 3月15日, or 3月 where no day is planned.
func dayText(d date.Date) string {
	if d.Day == 0 {
		return monthText(int(d.Month))
	}
	return d.ChineseDay()
}

// monthText is 3月.
func monthText(m int) string { return strconv.Itoa(m) + "月" }

// monthsText is 3、6、9月, of numbers.
func monthsText(list []string) string { return strings.Join(list, "、") + "月" }

// daysText is 22、23日, of days without 日.
func daysText(list []string) string { return strings.Join(list, "、") + "日" }

// bareDay is 3月15 of 3月15日.
func bareDay(s string) string { return strings.TrimSuffix(s, "日") }

// inMonth is 15日.
func inMonth(day int) string { return strconv.Itoa(day) + "日" }

// shortWeekday is 周一.
func shortWeekday(d date.Date) string {
	return strings.Replace(d.ChineseWeekday(), "星期", "周", 1)
}

// yearText is 2027年.
func yearText(year int) string { return strconv.Itoa(year) + "年" }

// annual is 2027年度.
func annual(year int) string { return strconv.Itoa(year) + "年度" }

// digitsInChinese writes a year as it stands on covers: 二〇二七.
func digitsInChinese(n int) string {
	return strings.Map(func(r rune) rune { return []rune("〇一二三四五六七八九")[r-'0'] }, strconv.Itoa(n))
}

// chineseNumber writes 1 to 99 in Chinese; other numbers in digits.
func chineseNumber(n int) string {
	const digits = "零一二三四五六七八九"
	digit := func(d int) string { return string([]rune(digits)[d]) }
	switch {
	case n < 0 || n > 99:
		return fmt.Sprint(n)
	case n < 10:
		return digit(n)
	}
	s := "十"
	if n >= 20 {
		s = digit(n/10) + s
	}
	if n%10 > 0 {
		s += digit(n % 10)
	}
	return s
}

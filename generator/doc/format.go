package doc

import (
	"strconv"
	"strings"
)

// String returns the value as printed: amounts with two decimals, counts
// plain, dates as written, blanks empty.
func (v Value) String() string {
	if !v.Set {
		return ""
	}
	switch v.Kind {
	case KindMoney:
		return fixed(v.N, 2)
	case KindPercent:
		return strings.TrimRight(strings.TrimRight(fixed(v.N, 3), "0"), ".") + "%"
	case KindInt, KindTick:
		return strconv.FormatInt(v.N, 10)
	}
	return v.Text
}

// fixed writes n with the given number of decimals.
func fixed(n int64, decimals int) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	s := strconv.FormatInt(n, 10)
	for len(s) <= decimals {
		s = "0" + s
	}
	return sign + s[:len(s)-decimals] + "." + s[len(s)-decimals:]
}

// Package money holds amounts as whole fen and percentages as whole
// hundred-thousandths, so that no amount ever passes through a binary
// fraction.
package money

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// Fen is an amount in fen, 1/100 yuan.
type Fen int64

// ErrSyntax is returned for a string that is no amount.
var ErrSyntax = errors.New("不是金额")

// Parse reads an amount of yuan such as "4900", "4900.5", "-12.30" or
// "+1640.00". Digits beyond the fen, signs alone, exponents and thousands
// separators are errors: an amount that could be read in two ways is not
// read at all.
func Parse(s string) (Fen, error) {
	n, err := parseFixed(s, 2)
	return Fen(n), err
}

// String returns yuan with two decimals: "4900.00".
func (f Fen) String() string {
	b, u := make([]byte, 0, 24), uint64(f)
	if f < 0 {
		b, u = append(b, '-'), -u
	}
	b = strconv.AppendUint(b, u/100, 10)
	return string(append(b, '.', byte('0'+u%100/10), byte('0'+u%10)))
}

// Yuan returns the amount for a spreadsheet cell, the nearest float64. It is
// for writing only; nothing is computed from it.
func (f Fen) Yuan() float64 { return float64(f) / 100 }

// Percent is a percentage in units of 0.001 %: 1.5 % is 1500.
type Percent int64

// ParsePercent reads "0.5", "1" or "1.5", with at most three decimals.
func ParsePercent(s string) (Percent, error) {
	n, err := parseFixed(s, 3)
	return Percent(n), err
}

// String returns the percentage without trailing zeros: "0.5", "1".
func (p Percent) String() string {
	s := strconv.FormatInt(int64(p)/1000, 10)
	if r := int64(p) % 1000; r != 0 {
		frac := strconv.FormatInt(1000+r, 10)[1:]
		s += "." + strings.TrimRight(frac, "0")
	}
	return s
}

// parseFixed reads a decimal number with at most scale decimals as an integer
// of 10^-scale units.
func parseFixed(s string, scale int) (int64, error) {
	digits, neg := s, false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		neg, digits = s[0] == '-', s[1:]
	}
	whole, frac, dot := strings.Cut(digits, ".")
	if whole == "" || dot && frac == "" || len(frac) > scale {
		return 0, ErrSyntax
	}
	var n int64
	for _, c := range whole + frac + strings.Repeat("0", scale-len(frac)) {
		if c < '0' || c > '9' || n > (math.MaxInt64-9)/10 {
			return 0, ErrSyntax
		}
		n = n*10 + int64(c-'0')
	}
	if neg {
		n = -n
	}
	return n, nil
}

package sheet

import (
	"errors"
	"regexp"
	"strings"

	"dangce/config/money"
)

// Why an amount could not be read.
var (
	ErrMoney    = errors.New("不是金额")
	ErrDecimals = errors.New("小数超过两位")
)

var amount = regexp.MustCompile(`^[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$`)

// ParseMoney reads yuan: 4900, 4,900.00, ¥4900, 4900元, digits and signs
// full-width or not. Blank text gives 0, false. No figure passes through a
// binary fraction.
func ParseMoney(text string) (fen money.Fen, given bool, err error) {
	s := strings.ReplaceAll(Fold(text), " ", "")
	if s == "" {
		return 0, false, nil
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "¥"), "￥")
	s = strings.TrimSuffix(s, "元")
	if !amount.MatchString(s) {
		return 0, true, ErrMoney
	}
	s = strings.ReplaceAll(s, ",", "")
	if whole, frac, dot := strings.Cut(s, "."); dot && len(frac) > 2 {
		if strings.Trim(frac[2:], "0") != "" {
			return 0, true, ErrDecimals
		}
		s = whole + "." + frac[:2]
	}
	fen, err = money.Parse(s)
	if err != nil {
		return 0, true, ErrMoney
	}
	return fen, true, nil
}

// Money reads the cell as an amount of yuan.
func (c Cell) Money() (fen money.Fen, given bool, err error) {
	switch c.Kind {
	case Empty:
		return 0, false, nil
	case String, Number:
		return ParseMoney(c.Text)
	}
	return 0, true, ErrMoney
}

package xlsx

import (
	"dangce/generator/calc"
	"dangce/generator/doc"
)

// maxText is the number of UTF-16 units a cell holds.
const maxText = 32767

// content returns what a cell holds: nil, a number or a text. Amounts and
// shares become the float64 nearest to their decimal, which is written with
// its shortest digits: 4900.5, never 4900.499999.
func content(v doc.Value) (any, error) {
	if !v.Set {
		return nil, nil
	}
	switch v.Kind {
	case doc.KindInt:
		return v.N, nil
	case doc.KindMoney:
		return float64(v.N) / 100, nil
	case doc.KindPercent:
		return float64(v.N) / 1e5, nil
	case doc.KindTick:
		if v.N == 0 {
			return nil, nil
		}
		return calc.Tick, nil
	case doc.KindDate:
		// A month alone, or what a roster gave instead of a date, stays text.
		if n, err := calc.Serial(v.Text); err == nil {
			return n, nil
		}
	}
	if len(v.Text) > maxText && len(v.Text)/3 > maxText {
		return nil, ErrLongText
	}
	return v.Text, nil
}

// formatOf returns the number format of a column's cells.
func formatOf(c *doc.Column) format {
	switch c.Kind {
	case doc.KindInt:
		return whole
	case doc.KindMoney:
		return money2
	case doc.KindPercent:
		return percent
	case doc.KindDate:
		return day
	}
	if c.Formula != nil {
		return general // a formula in a text cell would be shown, not computed
	}
	return text
}

func alignOf(c *doc.Column) align {
	switch c.Kind {
	case doc.KindInt, doc.KindPercent, doc.KindDate, doc.KindTick, doc.KindTime:
		return center
	case doc.KindMoney:
		return right
	}
	switch c.Align {
	case doc.AlignCenter:
		return center
	case doc.AlignRight:
		return right
	}
	return left
}

package xlsx

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"dangce/generator/calc"
	"dangce/generator/doc"
)

// checks sets drop-downs and bounds on everything that is filled in, and
// keeps the spreadsheet from complaining about codes that look like numbers.
func (s *sheet) checks() error {
	d := s.doc
	var rules []*excelize.DataValidation
	add := func(c *doc.Column, cells string) error {
		v, err := s.rule(c)
		if err != nil || v == nil {
			return err
		}
		for _, other := range rules {
			if sameRule(other, v) {
				other.SetSqref(cells)
				return nil
			}
		}
		v.Sqref = cells
		rules = append(rules, v)
		return nil
	}
	for i := range d.Fields {
		f := &d.Fields[i]
		if !f.Input {
			continue
		}
		c := &doc.Column{Title: f.Title, Kind: f.Kind, Min: f.Min, Max: f.Max, Choices: f.Choices}
		if err := add(c, cell(s.fieldColumn(i), s.fields+i)); err != nil {
			return fmt.Errorf("field %q: %w", f.ID, err)
		}
	}
	var texts []string
	for k, i := range s.shown {
		c := &d.Table.Cols[i]
		if s.data == 0 {
			break
		}
		cells := area(k+1, s.data, k+1, s.data+s.n-1)
		if formatOf(c) == text {
			texts = append(texts, cells)
		}
		if c.New && !c.Input && d.Table.Blank > 0 {
			cells = area(k+1, s.data+len(d.Table.Rows), k+1, s.data+s.n-1)
		} else if !c.Input {
			continue
		}
		if d.Example {
			continue
		}
		if err := add(c, cells); err != nil {
			return fmt.Errorf("column %q: %w", c.ID, err)
		}
	}
	for _, v := range rules {
		if err := s.file.AddDataValidation(d.Name, v); err != nil {
			return err
		}
	}
	if len(texts) == 0 {
		return nil
	}
	return s.file.AddIgnoredErrors(d.Name, strings.Join(texts, " "), excelize.IgnoredErrorsNumberStoredAsText)
}

// Excel repairs a file whose message has a longer title.
const maxErrorTitle = 32

// short cuts a text to a number of UTF-16 units.
func short(s string, units int) string {
	for i, r := range s {
		if units -= utf16.RuneLen(r); units < 0 {
			return s[:i]
		}
	}
	return s
}

func sameRule(a, b *excelize.DataValidation) bool {
	return a.Type == b.Type && a.Operator == b.Operator && a.Formula1 == b.Formula1 && a.Formula2 == b.Formula2 &&
		*a.ErrorTitle == *b.ErrorTitle && *a.Error == *b.Error && *a.ErrorStyle == *b.ErrorStyle
}

// rule returns what may be entered into a column, or nil for anything.
func (s *sheet) rule(c *doc.Column) (*excelize.DataValidation, error) {
	v := excelize.NewDataValidation(true)
	style, message := excelize.DataValidationErrorStyleStop, ""
	var err error
	switch {
	case len(c.Choices) > 0:
		s.choices.refer(v, c.Choices)
		message = "请从下拉列表中选择。"
		if c.Open {
			style, message = excelize.DataValidationErrorStyleInformation, "列表中没有这一项，确认无误可以保留。"
		}
	case c.Kind == doc.KindTick:
		s.choices.refer(v, []string{calc.Tick})
		message = "请从下拉列表中选择 √，或者留空。"
	case c.Kind == doc.KindDate:
		// What people write as 2027.3.15 is a text to the spreadsheet and a date
		// to whoever reads it back.
		style = excelize.DataValidationErrorStyleWarning
		message, err = s.dates(v, c)
	case c.Kind == doc.KindInt:
		message, err = numbers(v, c, excelize.DataValidationTypeWhole, "整数")
	case c.Kind == doc.KindMoney, c.Kind == doc.KindPercent:
		message, err = numbers(v, c, excelize.DataValidationTypeDecimal, "数字")
	default:
		return nil, nil
	}
	title := short(strings.TrimSuffix(c.Title, doc.FillMark), maxErrorTitle)
	v.SetError(style, title, message)
	v.SetInput(title, message)
	return v, err
}

// dates allows days of the workbook's year, or between the column's bounds.
func (s *sheet) dates(v *excelize.DataValidation, c *doc.Column) (message string, err error) {
	from := cmp.Or(c.Min, fmt.Sprintf("%04d-01-01", s.wb.Year))
	to := cmp.Or(c.Max, fmt.Sprintf("%04d-12-31", s.wb.Year))
	low, err := calc.Serial(from)
	if err != nil {
		return "", err
	}
	high, err := calc.Serial(to)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("请填写 %s 至 %s 之间的日期，例如 %s；%s、%s也认得。", from, to, from, dotted(from), spelt(from)),
		v.SetRange(low, high, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween)
}

// dotted and spelt are a day as people write it: 2027.1.1, 2027年1月1日.
func dotted(iso string) string { return written(iso, ".", ".", "") }
func spelt(iso string) string  { return written(iso, "年", "月", "日") }

func written(iso, year, month, day string) string {
	p := strings.SplitN(iso, "-", 3)
	if len(p) < 3 {
		return iso
	}
	return p[0] + year + strings.TrimPrefix(p[1], "0") + month + strings.TrimPrefix(p[2], "0") + day
}

// numbers allows numbers from 0 up, or within the column's bounds.
func numbers(v *excelize.DataValidation, c *doc.Column, t excelize.DataValidationType, what string) (message string, err error) {
	low := cmp.Or(c.Min, "0")
	if c.Max == "" {
		return "请填写不小于 " + low + " 的" + what + "。", v.SetRange(low, "", t, excelize.DataValidationOperatorGreaterThanOrEqual)
	}
	return "请填写 " + low + " 至 " + c.Max + " 的" + what + "。", v.SetRange(low, c.Max, t, excelize.DataValidationOperatorBetween)
}

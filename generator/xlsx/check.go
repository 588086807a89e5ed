package xlsx

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"dangce/generator/doc"
)

// checks sets drop-downs and bounds on everything that is filled in, and
// keeps the spreadsheet from complaining about codes that look like numbers.
func (s *sheet) checks() error {
	d := s.doc
	for i := range d.Fields {
		f := &d.Fields[i]
		c := &doc.Column{Title: f.Title, Kind: f.Kind, Min: f.Min, Max: f.Max, Choices: f.Choices}
		if at := cell(s.fieldColumn(i), s.fields+i); f.Input {
			if err := s.check(c, at); err != nil {
				return fmt.Errorf("field %q: %w", f.ID, err)
			}
		}
	}
	if s.data == 0 || d.Example {
		return nil
	}
	// Columns with equal rules share one.
	for k, i := range s.shown {
		c := &d.Table.Cols[i]
		last := s.data + s.rows() - 1
		if formatOf(c) == text && !c.Input {
			if err := s.file.AddIgnoredErrors(d.Name, area(k+1, s.data, k+1, last), excelize.IgnoredErrorsNumberStoredAsText); err != nil {
				return err
			}
		}
		if !c.Input {
			continue
		}
		if err := s.check(c, area(k+1, s.data, k+1, last)); err != nil {
			return fmt.Errorf("column %q: %w", c.ID, err)
		}
	}
	return nil
}

// check sets the rule for the cells of a column.
func (s *sheet) check(c *doc.Column, cells string) error {
	v := excelize.NewDataValidation(true)
	v.Sqref = cells
	style := excelize.DataValidationErrorStyleStop
	message := ""
	switch {
	case len(c.Choices) > 0:
		s.choices.refer(v, c.Choices)
		message = "请从下拉列表中选择。"
		if c.Open {
			style, message = excelize.DataValidationErrorStyleInformation, "列表中没有这一项，确认无误可以保留。"
		}
	case c.Kind == doc.KindTick:
		s.choices.refer(v, []string{tick})
		message = "请从下拉列表中选择 √，或者留空。"
	case c.Kind == doc.KindDate:
		from, to := bound(c.Min, fmt.Sprintf("%04d-01-01", s.wb.Year)), bound(c.Max, fmt.Sprintf("%04d-12-31", s.wb.Year))
		a, err := serial(from)
		if err != nil {
			return err
		}
		b, err := serial(to)
		if err != nil {
			return err
		}
		between(v, excelize.DataValidationTypeDate, itoa(a), itoa(b))
		message = fmt.Sprintf("请填写 %s 至 %s 之间的日期，例如 %s。", from, to, from)
	case c.Kind == doc.KindInt, c.Kind == doc.KindMoney, c.Kind == doc.KindPercent:
		low, high := bound(c.Min, "0"), c.Max
		t, what := excelize.DataValidationTypeDecimal, "数字"
		if c.Kind == doc.KindInt {
			t, what = excelize.DataValidationTypeWhole, "整数"
		}
		if high == "" {
			v.Operator, v.Formula1 = "greaterThanOrEqual", low
			if err := v.SetRange(low, low, t, excelize.DataValidationOperatorGreaterThanOrEqual); err != nil {
				return err
			}
			v.Formula2 = ""
			message = "请填写不小于 " + low + " 的" + what + "。"
		} else {
			between(v, t, low, high)
			message = "请填写 " + low + " 至 " + high + " 的" + what + "。"
		}
	default:
		return nil
	}
	v.SetError(style, strings.TrimSuffix(c.Title, doc.FillMark), message)
	return s.file.AddDataValidation(s.doc.Name, v)
}

func between(v *excelize.DataValidation, t excelize.DataValidationType, low, high string) {
	_ = v.SetRange(low, high, t, excelize.DataValidationOperatorBetween) // strings are always taken
}

func bound(given, fallback string) string {
	if given == "" {
		return fallback
	}
	return given
}

// choicesSheet is the hidden sheet of drop-down lists.
const choicesSheet = "选项"

// maxInline is the length of a list that stands in the rule itself.
const maxInline = 255

// choices are the lists too long for their rules, one a column.
type choices struct {
	lists [][]string
	at    map[string]int // column, by the items
}

// inline reports whether a list can stand in the rule: not long, no item with
// a comma, a quote, a sign that would make it a formula, or blanks around it.
func inline(list []string) bool {
	n := len(list)
	for _, item := range list {
		if item == "" || strings.ContainsAny(item, ",\"") || item[0] == '=' || strings.TrimSpace(item) != item {
			return false
		}
		n += len(utf16.Encode([]rune(item)))
	}
	return n <= maxInline
}

func (c *choices) collect(s *doc.Sheet) {
	add := func(list []string) {
		if len(list) == 0 || inline(list) {
			return
		}
		key := strings.Join(list, "\x00")
		if _, ok := c.at[key]; ok {
			return
		}
		if c.at == nil {
			c.at = make(map[string]int)
		}
		c.lists = append(c.lists, list)
		c.at[key] = len(c.lists)
	}
	for i := range s.Fields {
		add(s.Fields[i].Choices)
	}
	if s.Table != nil && !s.Example {
		for i := range s.Table.Cols {
			add(s.Table.Cols[i].Choices)
		}
	}
}

// refer makes the rule take its list.
func (c *choices) refer(v *excelize.DataValidation, list []string) {
	if at, ok := c.at[strings.Join(list, "\x00")]; ok {
		v.SetSqrefDropList(quoted(choicesSheet) + "!" + fixedArea(at, 1, at, len(list)))
		return
	}
	_ = v.SetDropList(list) // collect has seen to the length
}

// write writes the hidden sheet.
func (c *choices) write(f *excelize.File, l *look) error {
	if len(c.lists) == 0 {
		return nil
	}
	if err := f.ProtectSheet(choicesSheet, &excelize.SheetProtectionOptions{SelectLockedCells: true}); err != nil {
		return err
	}
	out, err := f.NewStreamWriter(choicesSheet)
	if err != nil {
		return err
	}
	most := 0
	for _, list := range c.lists {
		most = max(most, len(list))
	}
	row := make([]any, len(c.lists))
	for r := range most {
		for i, list := range c.lists {
			row[i] = nil
			if r < len(list) {
				row[i] = excelize.Cell{StyleID: l.body[text][left][0][plain], Value: list[r]}
			}
		}
		if err := out.SetRow("A"+itoa(r+1), row); err != nil {
			return err
		}
	}
	return out.Flush()
}

func itoa(n int) string { return strconv.Itoa(n) }

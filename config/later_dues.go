package config

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"dangce/config/diag"
	"dangce/config/money"
	"dangce/config/sheet"
)

// laterRow is how a roster writes dues that change within the year: a month in
// one column and the new terms in others. Where they change more than once, a
// cell holds as many values, in order.
type laterRow struct {
	From     []string `sheet:"later_from" split:"、，,；;" what:"缴费变更月份"`
	Category []string `sheet:"later_category" split:"、，,；;" what:"变更后缴费类别"`
	Base     []string `sheet:"later_base" split:"、；;" what:"变更后月计费基数"`
	Amount   []string `sheet:"later_amount" split:"、；;" what:"变更后核定月党费"`
	Reason   []string `sheet:"later_reason" split:"；;" what:"变更后减免原因"`
}

// laterTerms returns what a row says of later months.
func (l *records) laterTerms(m memberEntry) []DuesTerms {
	row, terms, good := m.later, append([]DuesTerms(nil), make([]DuesTerms, len(m.later.From))...), true // nil without
	bad := func(column, message, hint string) {
		good = false
		l.report(diag.Error, "dues-later", m.entry, column, message, hint)
	}
	for i, text := range row.From {
		month, ok := monthOf(text, l.file.Year)
		if !ok {
			bad("later_from", of(m.Name, "缴费变更月份")+quoted(text)+"不是月份", "写从几月起，如 7；一年变几次的用、隔开，如 4、7、10")
		}
		terms[i].From = month
	}
	for _, c := range []struct {
		column, what string
		values       []string
		set          func(t *DuesTerms, text string) error
	}{
		{"later_category", "变更后缴费类别", row.Category, func(t *DuesTerms, text string) error { t.Category = Category(text); return nil }},
		{"later_base", "变更后月计费基数", row.Base, func(t *DuesTerms, text string) (err error) { t.Base, err = amountOf(text); return err }},
		{"later_amount", "变更后核定月党费", row.Amount, func(t *DuesTerms, text string) (err error) { t.Amount, err = amountOf(text); return err }},
		{"later_reason", "变更后减免原因", row.Reason, func(t *DuesTerms, text string) error { t.Reason = text; return nil }},
	} {
		switch {
		case len(c.values) > 0 && len(terms) == 0:
			bad(c.column, m.Name+"填了"+quoted(c.what)+"，没有填“缴费变更月份”", "写从几月起，如 7")
		case len(c.values) > 0 && len(c.values) != len(terms):
			bad(c.column, fmt.Sprintf("%s的%s有 %d 个，“缴费变更月份”有 %d 个", m.Name, quoted(c.what), len(c.values), len(terms)), "变几次写几个，用、隔开，先后和月份一致，如 4、7、10 对 9100、8800、9500")
		default:
			for i, text := range c.values {
				if err := c.set(&terms[i], text); err != nil {
					bad(c.column, of(m.Name, c.what)+quoted(text)+"不是金额", "只写数字，如 4900.00；变几次的用、隔开")
				}
			}
		}
	}
	if !good {
		return nil
	}
	return terms
}

// monthOf reads 7, 7月, 自7月起, and a day of the year, which is what a
// spreadsheet makes of 7月.
func monthOf(text string, year int) (time.Month, bool) {
	if d, err := sheet.ParseDate(text); err == nil {
		return d.Month, d.Year == year
	}
	digits := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(sheet.Fold(text), "自"), "起"), "份"), "月")
	n, err := strconv.Atoi(strings.TrimSpace(digits))
	return time.Month(n), err == nil && n >= 1 && n <= 12
}

func amountOf(text string) (money.Fen, error) {
	return money.Parse(strings.ReplaceAll(strings.TrimSuffix(sheet.Fold(text), "元"), ",", ""))
}

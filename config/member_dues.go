package config

import (
	"fmt"
	"slices"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/config/money"
)

// memberDues checks what a member's dues are assessed from.
func (l *records) memberDues(m memberEntry) {
	d := &m.Dues
	word := string(d.Category)
	d.Category = Category(l.choose(m.entry, "dues.category", l.categories, word))
	rule := l.county.Dues.Of(d.Category)
	if d.Amount < 0 {
		l.report(diag.Error, "bad-amount", m.entry, "dues.amount", of(m.Name, "月党费")+"不能是负数："+d.Amount.String(), "核对金额")
	}
	l.base(m, rule)
	switch {
	case word == "" && !m.written("dues.category") && m.at.State("dues.base") == decode.Given:
		l.report(diag.Error, "missing-key", m.entry, "dues.base", of(m.Name, "计费基数")+"有了，缺少缴费类别", m.at.Ask("dues.category", l.sampleCategory(m.at.Sheet())))
	case len(rule.Brackets) > 0 && !m.written("dues.base") && !m.written("dues.base_items"):
		l.report(diag.Warning, "no-base", m.entry, "dues.category", "缺少"+of(m.Name, "计费基数")+"，党费待核定", m.at.Ask("dues.base", `"4900.00"`))
	case len(rule.Needs) > 0:
		l.decided(m, rule)
	}
}

// sampleCategory is a category as an example shows it.
func (l *records) sampleCategory(sheet bool) string {
	if w := l.categories.words; len(w) > 0 && sheet {
		return w[0][1]
	} else if len(w) > 0 {
		return `"` + w[0][0] + `"`
	}
	return ""
}

// base checks the base against its items, where both are given, and works it
// out from them where they are alone.
func (l *records) base(m memberEntry, rule *DuesRule) {
	d, good := &m.Dues, true
	var sum money.Fen
	for i, x := range d.Items {
		at := item("dues.base_items", i)
		l.printed(m.entry, at+".name", of(m.Name, "基数项目"), x.Name, longestPerson)
		good = good && m.at.State(at+".amount") == decode.Given
		if plus := sum + x.Amount; x.Amount > 0 != (plus > sum) && x.Amount != 0 {
			l.report(diag.Error, "bad-amount", m.entry, at+".amount", of(m.Name, "基数项目")+"金额太大", "核对金额")
			d.Base, d.Items = 0, d.Items[:i+1]
			return
		}
		sum += x.Amount
	}
	field := "dues.base"
	switch {
	case m.at.State(field) != decode.Given:
		d.Base, field = rule.ItemsBase(d.Items), "dues.base_items"
	case good && len(d.Items) > 0 && d.Base != rule.ItemsBase(d.Items):
		l.report(diag.Error, "base-sum", m.entry, field, of(m.Name, "计费基数")+" "+d.Base.String()+rule.disagrees(d.Items), "改正 base 或 base_items，或只写其中一个")
		return
	}
	if d.Base < 0 {
		l.report(diag.Error, "bad-amount", m.entry, field, of(m.Name, "计费基数")+"是负数："+d.Base.String(), "核对金额")
	}
	if given := m.at.State(field) == decode.Given; given && len(rule.Brackets) > 0 && d.Base >= 0 && (d.Base < leastBase || d.Base > mostBase) {
		l.report(diag.Warning, "odd-base", m.entry, field, of(m.Name, "计费基数")+"是 "+d.Base.String()+" 元", "基数是一个月的，单位是元；没有收入的改缴费类别，不知道的把这一格清空")
	}
}

// A base of a month outside of these is a slip: 0 for one that is not known,
// 1 for thousands, a year for a month.
const (
	leastBase money.Fen = 100_00
	mostBase  money.Fen = 1_000_000_00
)

// choose parses a choice of a record.
func (l *records) choose(e entry, field string, c *choice, s string) string {
	v, ok := c.parse(s)
	if !ok && s != "" {
		l.report(diag.Error, "unknown-choice", e, field, "不认识的"+c.what+" "+quoted(s), c.hint(s, e.at.Sheet()))
	}
	return v
}

// ItemsBase is what the terms of a base come to: their sum, or where
// Averages their monthly average, half up to the fen; 0 without terms.
func (r *DuesRule) ItemsBase(items []BaseItem) money.Fen {
	var sum money.Fen
	for _, it := range items {
		sum += it.Amount
	}
	if !r.Averages(items) {
		return sum
	}
	q, rest := sum/3, sum%3
	switch {
	case rest == 2:
		q++
	case rest == -2:
		q--
	}
	return q
}

// Averages reports whether the terms are the three months of the last quarter,
// whose average a self-employed member pays from; all other terms are those
// of one month.
func (r *DuesRule) Averages(items []BaseItem) bool { return r.Quarterly && len(items) == 3 }

// disagrees words what the terms come to, for a base that says otherwise.
func (r *DuesRule) disagrees(items []BaseItem) string {
	var b strings.Builder
	for i, it := range items {
		if i > 0 && it.Amount >= 0 {
			b.WriteByte('+')
		}
		b.WriteString(it.Amount.String())
	}
	if r.Averages(items) {
		return fmt.Sprintf(" 与上季度三个月的平均数 %s 不符（(%s)÷3）", r.ItemsBase(items), &b)
	}
	return fmt.Sprintf(" 与各项之和 %s 不符（%s）", r.ItemsBase(items), &b)
}

// decided checks dues that were decided for the member. Rosters have no column
// for the approval: there the branch enters it by hand.
func (l *records) decided(m memberEntry, rule *DuesRule) {
	has := map[string]bool{
		"amount": m.written("dues.amount"),
		"reason": strings.TrimSpace(m.Dues.Reason) != "", "approval": strings.TrimSpace(m.Dues.Approval) != "",
	}
	names := map[string]string{"amount": "核定月党费", "reason": "原因", "approval": "批准文号"}
	var lacks []string
	for _, need := range rule.Needs {
		words := strings.Split(need, "|")
		if slices.ContainsFunc(words, func(w string) bool { return has[w] || w == "approval" && m.at.Sheet() }) {
			continue
		}
		for i, w := range words {
			if words[i] = names[w]; !m.at.Sheet() { // a roster has columns, not keys
				words[i] += "（" + w + "）"
			}
		}
		lacks = append(lacks, strings.Join(words, "或"))
	}
	if len(lacks) > 0 {
		hint := `例如 dues = { category = "` + string(rule.ID) + `", amount = "5.00", reason = "重病", approval = "城党批〔2027〕2号" }`
		if !slices.Contains(rule.Needs, "amount") {
			hint = strings.Replace(hint, `amount = "5.00", `, "", 1)
		}
		if m.at.Sheet() {
			hint = "在“核定月党费”“减免原因”两栏填写"
		}
		l.report(diag.Error, "dues-approval", m.entry, "dues.category", of(m.Name, rule.Name)+"缺少"+strings.Join(lacks, "、"), hint)
	}
	if !slices.Contains(rule.Needs, "amount") && m.Dues.Amount != 0 {
		l.report(diag.Error, "bad-amount", m.entry, "dues.amount", m.Name+rule.Name+"党费，核定月党费却是 "+m.Dues.Amount.String(), "改为减交，或删去金额")
	}
}

package config

import (
	"fmt"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/config/money"
)

// memberDues checks what a member's dues are assessed from.
func (l *loader) memberDues(m memberEntry) {
	d := &m.Dues
	word := string(d.Category)
	d.Category = Category(l.choose(m.entry, "dues.category", categories, word))
	if d.Amount < 0 {
		l.report(diag.Error, "bad-amount", m.entry, "dues.amount", of(m.Name, "月党费")+"不能是负数："+d.Amount.String(), "核对金额")
	}
	l.base(m)
	switch d.Category {
	case "":
		if word == "" && !m.written("dues.category") && m.at.State("dues.base") == decode.Given {
			l.report(diag.Error, "missing-key", m.entry, "dues.base", of(m.Name, "计费基数")+"有了，缺少缴费类别", m.at.Ask("dues.category", `"salaried"`))
		}
	case Salaried, RetiredPay, SelfEmployed:
		if !m.written("dues.base") && !m.written("dues.base_items") {
			l.report(diag.Warning, "no-base", m.entry, "dues.category", "缺少"+of(m.Name, "计费基数")+"，党费待核定", m.at.Ask("dues.base", `"4900.00"`))
		}
	case Reduced, Exempt, FixedDue:
		l.approved(m)
	}
}

// base checks the base against its items, where both are given, and works it
// out from them where they are alone.
func (l *loader) base(m memberEntry) {
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
		d.Base, field = d.ItemsBase(), "dues.base_items"
	case good && len(d.Items) > 0 && d.Base != d.ItemsBase():
		l.report(diag.Error, "base-sum", m.entry, field, of(m.Name, "计费基数")+" "+d.Base.String()+d.disagrees(), "改正 base 或 base_items，或只写其中一个")
		return
	}
	if d.Base < 0 {
		l.report(diag.Error, "bad-amount", m.entry, field, of(m.Name, "计费基数")+"是负数："+d.Base.String(), "核对金额")
	}
}

// choose parses a choice of a record.
func (l *loader) choose(e entry, field string, c *choice, s string) string {
	v, ok := c.parse(s)
	if !ok && s != "" {
		l.report(diag.Error, "unknown-choice", e, field, "不认识的"+c.what+" "+quoted(s), c.hint(s, e.at.Sheet()))
	}
	return v
}

// ItemsBase is what the items come to: their sum, or where Quarterly their
// monthly average, half up to the fen; 0 without items.
func (d *MemberDues) ItemsBase() money.Fen {
	var sum money.Fen
	for _, it := range d.Items {
		sum += it.Amount
	}
	if !d.Quarterly() {
		return sum
	}
	q, r := sum/3, sum%3
	switch {
	case r == 2:
		q++
	case r == -2:
		q--
	}
	return q
}

// Quarterly reports whether the items are the three months of the last
// quarter, whose average a self-employed member pays from; all other items
// are terms of one month.
func (d *MemberDues) Quarterly() bool { return d.Category == SelfEmployed && len(d.Items) == 3 }

// disagrees words what the items come to, for a base that says otherwise.
func (d *MemberDues) disagrees() string {
	var b strings.Builder
	for i, it := range d.Items {
		if i > 0 && it.Amount >= 0 {
			b.WriteByte('+')
		}
		b.WriteString(it.Amount.String())
	}
	if d.Quarterly() {
		return fmt.Sprintf(" 与上季度三个月的平均数 %s 不符（(%s)÷3）", d.ItemsBase(), &b)
	}
	return fmt.Sprintf(" 与各项之和 %s 不符（%s）", d.ItemsBase(), &b)
}

// approved checks dues that stand on a decision. Rosters have no column for
// the approval: there the branch enters it by hand.
func (l *loader) approved(m memberEntry) {
	c := m.Dues.Category
	var lacks []string
	if c != Exempt && !m.written("dues.amount") {
		lacks = append(lacks, "核定月党费（amount）")
	}
	reason, approval := strings.TrimSpace(m.Dues.Reason) != "", strings.TrimSpace(m.Dues.Approval) != ""
	switch {
	case c == FixedDue: // a member may also choose to pay more
		if !reason && !approval && !m.at.Sheet() {
			lacks = append(lacks, "原因（reason）或批准文号（approval）")
		}
	default:
		if !reason {
			lacks = append(lacks, "原因（reason）")
		}
		if !approval && !m.at.Sheet() {
			lacks = append(lacks, "批准文号（approval）")
		}
	}
	if m.at.Sheet() {
		for i := range lacks {
			lacks[i], _, _ = strings.Cut(lacks[i], "（") // a roster has columns, not keys
		}
	}
	if len(lacks) > 0 {
		hint := `例如 dues = { category = "` + string(c) + `", amount = "5.00", reason = "重病", approval = "城党批〔2027〕2号" }`
		if c == Exempt {
			hint = strings.Replace(hint, `amount = "5.00", `, "", 1)
		}
		if m.at.Sheet() {
			hint = "在“核定月党费”“减免原因”两栏填写"
		}
		l.report(diag.Error, "dues-approval", m.entry, "dues.category", of(m.Name, chinese(string(c)))+"缺少"+strings.Join(lacks, "、"), hint)
	}
	if c == Exempt && m.Dues.Amount != 0 {
		l.report(diag.Error, "bad-amount", m.entry, "dues.amount", of(m.Name, "")+"免交党费，核定月党费却是 "+m.Dues.Amount.String(), "改为减交，或删去金额")
	}
}

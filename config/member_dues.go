package config

import (
	"fmt"
	"strings"

	"dangce/config/diag"
	"dangce/config/money"
)

// memberDues checks what a member's dues are assessed from.
func (l *loader) memberDues(r *branchRec, m *memberRec) MemberDues {
	d := m.Dues
	if d == nil {
		return MemberDues{}
	}
	if d.Reason != "" || d.Approval != "" {
		l.printed(m.at, "dues.reason", r.tag, person(m, "减免原因"), d.Reason, longestText)
		l.printed(m.at, "dues.approval", r.tag, person(m, "批准文号"), d.Approval, longestPerson)
	}
	to := MemberDues{Category: Category(l.choose(m.at, "dues.category", categories, d.Category, r.tag)), Reason: d.Reason, Approval: d.Approval}
	if d.Amount != nil {
		to.Amount = *d.Amount
		if to.Amount < 0 {
			l.report(diag.Error, "bad-amount", m.at, "dues.amount", r.tag, person(m, "月党费")+"不能是负数："+to.Amount.String(), "核对金额")
		}
	}
	to.Base = l.base(r, m, &to)
	switch to.Category {
	case "":
		if d.Category == "" && !m.at.Given("dues.category") && d.Base != nil {
			l.report(diag.Error, "missing-key", m.at, "dues.base", r.tag, person(m, "计费基数")+"有了，缺少缴费类别", m.at.Ask("dues.category", `"salaried"`))
		}
	case Salaried, RetiredPay, SelfEmployed:
		if d.Base == nil && len(d.Items) == 0 && !m.at.Given("dues.base") && !m.at.Given("dues.base_items") {
			l.report(diag.Warning, "no-base", m.at, "dues.category", r.tag, "缺少"+person(m, "计费基数")+"，党费待核定", m.at.Ask("dues.base", `"4900.00"`))
		}
	case Reduced, Exempt, FixedDue:
		l.approved(r, m, &to)
	}
	return to
}

// base is the base given, or what its items come to; the two must agree.
func (l *loader) base(r *branchRec, m *memberRec, to *MemberDues) money.Fen {
	d := m.Dues
	var sum money.Fen
	for i, x := range d.Items {
		at := item("dues.base_items", i)
		l.printed(m.at, at+".name", r.tag, person(m, "基数项目"), x.Name, longestPerson)
		to.Items = append(to.Items, BaseItem(x))
		if plus := sum + x.Amount; x.Amount > 0 == (plus > sum) || x.Amount == 0 {
			sum = plus
		} else {
			l.report(diag.Error, "bad-amount", m.at, at+".amount", r.tag, person(m, "基数项目")+"金额太大", "核对金额")
			return 0
		}
	}
	base, field := to.ItemsBase(), "dues.base_items"
	if d.Base != nil {
		base, field = *d.Base, "dues.base"
	}
	switch {
	case d.Base != nil && len(d.Items) > 0 && base != to.ItemsBase() && l.itemsRead(m):
		l.report(diag.Error, "base-sum", m.at, field, r.tag, person(m, "计费基数")+" "+base.String()+to.disagrees(), "改正 base 或 base_items，或只写其中一个")
	case base < 0:
		l.report(diag.Error, "bad-amount", m.at, field, r.tag, person(m, "计费基数")+"是负数："+base.String(), "核对金额")
	}
	return base
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

// itemsRead reports whether no item was unreadable and so counted as 0.
func (l *loader) itemsRead(m *memberRec) bool {
	for i, x := range m.Dues.Items {
		at := item("dues.base_items", i) + ".amount"
		if x.Amount != 0 {
			continue
		}
		if z, err := money.Parse(strings.Trim(value(m.at.Place(at)), `"'`)); err != nil || z != 0 {
			return false
		}
	}
	return true
}

// value returns the characters that a place marks.
func value(p diag.Place) string {
	r := []rune(p.Text)
	from := min(max(p.Column-1, 0), len(r))
	return string(r[from:min(from+p.Width, len(r))])
}

// approved checks dues that stand on a decision. Rosters have no column for
// the approval: there the branch enters it by hand.
func (l *loader) approved(r *branchRec, m *memberRec, to *MemberDues) {
	c := to.Category
	var lacks []string
	if c != Exempt && m.Dues.Amount == nil && !m.at.Given("dues.amount") {
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
		l.report(diag.Error, "dues-approval", m.at, "dues.category", r.tag, person(m, chinese(string(c)))+"缺少"+strings.Join(lacks, "、"), hint)
	}
	if c == Exempt && to.Amount != 0 {
		l.report(diag.Error, "bad-amount", m.at, "dues.amount", r.tag, person(m, "")+"免交党费，核定月党费却是 "+to.Amount.String(), "改为减交，或删去金额")
	}
}

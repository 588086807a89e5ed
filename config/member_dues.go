package config

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/config/money"
)

// memberDues checks what a member's dues are assessed from, month by month.
func (l *records) memberDues(m memberEntry) {
	d, list := &m.Dues, m.at.State("dues[0]") != decode.Missing
	if list {
		d.DuesTerms, d.Later = d.Later[0], d.Later[1:]
	} else if m.later != nil {
		d.Later = l.laterTerms(m)
	}
	for i := range len(d.Later) + 1 {
		t := termsEntry{memberEntry: m, DuesTerms: &d.DuesTerms, at: "dues."}
		if i > 0 {
			t.DuesTerms, t.at, t.before = &d.Later[i-1], item("dues.later", i-1)+".", d.Terms()[i-1]
		}
		switch {
		case list:
			t.at = item("dues", i) + "."
		case i > 0 && m.later != nil:
			t.at = "later_"
		}
		if l.since(t, i); i > 0 {
			t.since = fmt.Sprintf(" %d 月起的", int(t.From))
		}
		l.terms(t)
	}
}

// termsEntry is what a member's dues are assessed from for some months, and
// where it was written.
type termsEntry struct {
	memberEntry
	*DuesTerms
	at     string    // the paths of its values begin so
	since  string    // in messages, "" for January
	before DuesTerms // of the months before
}

func (t *termsEntry) what(word string) string {
	if t.since != "" {
		return t.Name + t.since + word
	}
	return of(t.Name, word)
}

func (t *termsEntry) state(key string) decode.State { return t.memberEntry.at.State(t.at + key) }

func (t *termsEntry) given(key string) bool { return t.state(key) != decode.Missing }

func (t *termsEntry) ask(key, sample string) string {
	if t.at == "dues." || t.memberEntry.at.Sheet() {
		return t.memberEntry.at.Ask(t.at+key, sample)
	}
	return "在这一段的花括号里写上 " + key + "，例如 " + key + " = " + sample
}

// since checks the month from which terms hold.
func (l *records) since(t termsEntry, i int) {
	path, hint := t.at+"from", "dues = [{ … }, { from = 7, … }]：第一段从 1 月起，不写 from；后面各段写从几月起，从小到大"
	switch {
	case t.state("from") == decode.Bad:
	case i == 0 && t.From > time.January:
		l.report(diag.Error, "dues-from", t.entry, path, of(t.Name, "党费")+fmt.Sprintf("的第一段从 %d 月起，前面几个月没有写", int(t.From)), hint)
	case i > 0 && t.From == 0:
		l.report(diag.Error, "dues-from", t.entry, path, of(t.Name, "党费")+fmt.Sprintf("的第 %d 段没有写从几月起", i+1), hint)
	case i > 0 && t.From <= max(t.before.From, time.January):
		if t.memberEntry.at.Sheet() {
			hint = "月份从小到大，2 月到 12 月；从 1 月起的写在“月计费基数”等栏里"
		}
		l.report(diag.Error, "dues-from", t.entry, path, of(t.Name, "党费")+fmt.Sprintf("从 %d 月起的一段不在前一段之后", int(t.From)), hint)
	}
}

// empty is where a value belongs that is missing: its own cell in a roster
// that has the column, beside another value elsewhere.
func (t termsEntry) empty(field, beside string) string {
	if row, ok := t.memberEntry.at.(rowOrigin); ok && row.HasColumn(t.at+field) {
		return t.at + field
	}
	return t.at + beside
}

// terms checks what dues are assessed from for some months.
func (l *records) terms(t termsEntry) {
	word := string(t.Category)
	t.Category = Category(l.choose(t.entry, t.at+"category", l.categories, word))
	if t.since != "" {
		if word == "" && !t.given("category") {
			t.Category = t.before.Category
		}
		l.printed(t.entry, t.at+"reason", t.what("减免原因"), t.Reason, longestText)
		l.printed(t.entry, t.at+"approval", t.what("批准文号"), t.Approval, longestPerson)
	}
	rule := l.county.Dues.Of(t.Category)
	if t.Amount < 0 {
		l.report(diag.Error, "bad-amount", t.entry, t.at+"amount", t.what("月党费")+"不能是负数："+t.Amount.String(), "核对金额")
	} else if top := l.county.Dues.Cap; top > 0 && t.Amount > top {
		l.report(diag.Warning, "dues-cap", t.entry, t.at+"amount", t.what("月党费")+fmt.Sprintf("定为 %s 元，超过月上限 %s 元", t.Amount, top), "核定数不超过上限；自愿多交的部分另行登记，不写在核定里")
	}
	l.base(t, rule)
	switch {
	case t.Category == "" && word == "" && !t.given("category") && t.state("base") == decode.Given:
		l.report(diag.Error, "missing-key", t.entry, t.empty("category", "base"), t.what("计费基数")+"有了，缺少缴费类别", t.ask("category", l.sampleCategory(t.memberEntry.at.Sheet())))
	case len(rule.Brackets) > 0 && !t.given("base") && !t.given("base_items"):
		unused := ""
		if t.state("amount") == decode.Given {
			unused = "，核定月党费 " + t.Amount.String() + " 没有用"
		}
		l.report(diag.Warning, "no-base", t.entry, t.empty("base", "category"), "缺少"+t.what("计费基数")+"，党费待核定"+unused, t.ask("base", `"4900.00"`))
	case len(rule.Needs) > 0:
		l.decided(t, rule)
	case t.state("amount") == decode.Given:
		l.assessed(t, rule)
	}
}

// assessed compares the amount that a roster gives with what the rule comes
// to. Where the rule leaves a range, an amount within it was decided for the
// member; elsewhere the rule counts.
func (l *records) assessed(t termsEntry, rule *DuesRule) {
	dues := &l.county.Dues
	var due money.Fen
	switch {
	case rule.ID == "":
		if t.Category == "" && !t.given("category") {
			l.report(diag.Error, "missing-key", t.entry, t.at+"amount", t.what("月党费")+"有了，缺少缴费类别", t.ask("category", l.sampleCategory(t.memberEntry.at.Sheet())))
		}
		return
	case rule.Fixed():
		due = rule.AmountFor(t.Amount)
	case len(rule.Brackets) > 0 && t.Base > 0:
		due = dues.Round.Share(t.Base, rule.Brackets[rule.BracketOf(t.Base)].Percent)
		if dues.Cap > 0 {
			due = min(due, dues.Cap)
		}
	default:
		return
	}
	if due == t.Amount {
		return
	}
	l.report(diag.Warning, "dues-differ", t.entry, t.at+"amount", t.what("月党费")+fmt.Sprintf("核定为 %s 元，按“%s”的规定是 %s 元，按规定的算", t.Amount, rule.Name, due),
		"核对缴费类别和基数；确是另行核定的，缴费类别改为“定额”或“减交”")
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
func (l *records) base(t termsEntry, rule *DuesRule) {
	d, good := t.DuesTerms, true
	var sum money.Fen
	for i, x := range d.Items {
		at := item(t.at+"base_items", i)
		l.printed(t.entry, at+".name", t.what("基数项目"), x.Name, longestPerson)
		good = good && t.memberEntry.at.State(at+".amount") == decode.Given
		if plus := sum + x.Amount; x.Amount > 0 != (plus > sum) && x.Amount != 0 {
			l.report(diag.Error, "bad-amount", t.entry, at+".amount", t.what("基数项目")+"金额太大", "核对金额")
			d.Base, d.Items = 0, d.Items[:i+1]
			return
		}
		sum += x.Amount
	}
	field := "base"
	switch {
	case t.state(field) != decode.Given:
		d.Base, field = rule.ItemsBase(d.Items), "base_items"
	case good && len(d.Items) > 0 && d.Base != rule.ItemsBase(d.Items):
		l.report(diag.Error, "base-sum", t.entry, t.at+field, t.what("计费基数")+" "+d.Base.String()+rule.disagrees(d.Items), "改正 base 或 base_items，或只写其中一个")
		return
	}
	if d.Base < 0 {
		l.report(diag.Error, "bad-amount", t.entry, t.at+field, t.what("计费基数")+"是负数："+d.Base.String(), "核对金额")
	}
	if given := t.state(field) == decode.Given; given && len(rule.Brackets) > 0 && d.Base >= 0 && (d.Base < leastBase || d.Base > mostBase) {
		l.report(diag.Warning, "odd-base", t.entry, t.at+field, t.what("计费基数")+"是 "+d.Base.String()+" 元", "基数是一个月的，单位是元；没有收入的改缴费类别，不知道的把这一格清空")
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
func (l *records) decided(t termsEntry, rule *DuesRule) {
	sheet := t.memberEntry.at.Sheet()
	has := map[string]bool{
		"amount": t.given("amount"),
		"reason": strings.TrimSpace(t.Reason) != "", "approval": strings.TrimSpace(t.Approval) != "",
	}
	names := map[string]string{"amount": "核定月党费", "reason": "原因", "approval": "批准文号"}
	var lacks []string
	for _, need := range rule.Needs {
		words := strings.Split(need, "|")
		if slices.ContainsFunc(words, func(w string) bool { return has[w] || w == "approval" && sheet }) {
			continue
		}
		for i, w := range words {
			if words[i] = names[w]; !sheet { // a roster has columns, not keys
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
		if sheet {
			hint = "在“核定月党费”“减免原因”两栏填写"
			if t.since != "" {
				hint = "在“变更后核定月党费”“变更后减免原因”两栏填写"
			}
		}
		l.report(diag.Error, "dues-approval", t.entry, t.at+"category", t.what(rule.Name)+"缺少"+strings.Join(lacks, "、"), hint)
	}
	if !slices.Contains(rule.Needs, "amount") && t.Amount != 0 {
		l.report(diag.Error, "bad-amount", t.entry, t.at+"amount", t.Name+t.since+rule.Name+"党费，核定月党费却是 "+t.Amount.String(), "改为减交，或删去金额")
	}
}

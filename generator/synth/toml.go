package synth

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"dangce/config"
	"dangce/config/date"
	"dangce/config/money"
)

// paper is TOML being written, one key a line.
type paper struct{ bytes.Buffer }

// line writes a line as fmt.Sprintf would.
func (p *paper) line(format string, args ...any) {
	fmt.Fprintf(p, format, args...)
	p.WriteByte('\n')
}

// text writes a key with a string, unless it is empty.
func (p *paper) text(key, value string) {
	if value != "" {
		p.line("%s = %s", key, quote(value))
	}
}

// day writes a key with a date, unless it is zero.
func (p *paper) day(key string, d date.Date) {
	if !d.IsZero() {
		p.line("%s = %s", key, d)
	}
}

// quote writes a TOML string. What strconv escapes in printable text, TOML
// escapes in the same way.
func quote(s string) string { return strconv.Quote(s) }

func quoteAll(items []string) string {
	quoted := make([]string, len(items))
	for i, s := range items {
		quoted[i] = quote(s)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// countyFile writes county.toml with the committees that are in no roster.
func (c *county) countyFile(listed []*config.Committee, globs []string) []byte {
	p := new(paper)
	p.line("# 由种子 %d 生成的 %d 个支部，供试用和测速；人名、单位均为虚构。", c.Seed, c.Branches)
	p.line("")
	p.line("year = %d", c.Year)
	p.line(`branches = ["branches/*.toml"]`)
	if globs != nil {
		p.line("rosters = %s", quoteAll(globs))
	}
	p.line("\n[county]")
	p.text("name", c.Name)
	p.text("code", c.Code)
	p.text("department", "中共"+c.Name+"委组织部")
	p.day("issued", date.New(c.Year-1, 12, 10))
	p.text("contact", "0000-0000000")
	p.line("\n[theme_day]\nday = 15")
	p.line("\n[review]\nteams = [\"第一组\", \"第二组\", \"第三组\"]")
	for _, com := range listed {
		p.line("\n[[committee]]")
		p.text("code", com.Code)
		p.text("name", com.Name)
		p.text("short", com.Short)
		p.text("kind", string(com.Kind))
		if com.Parent != nil {
			p.text("parent", com.Parent.Code)
		}
	}
	return p.Bytes()
}

// branchFile writes the branches of a committee with their members.
func (c *county) branchFile(com *config.Committee) []byte {
	p := new(paper)
	p.line("# %s", com.Short)
	for _, b := range c.seatsOf(com) {
		p.branch(b.Branch)
		for _, m := range b.Members {
			p.member(m)
		}
	}
	return p.Bytes()
}

func (p *paper) branch(b *config.Branch) {
	p.line("\n[[branch]]")
	p.text("code", b.Code)
	p.text("name", b.Name)
	p.text("short", b.Short)
	p.text("committee", superior(b).Code)
	p.text("kind", string(b.Kind))
	p.day("founded", b.Founded)
	p.day("term_ends", b.TermEnds)
	p.text("place", b.Place)
	if len(b.Groups) > 0 {
		p.line("groups = %s", quoteAll(groupNames(b)))
	}
	p.line("branch_committee = %t", b.HasCommittee)
}

func (p *paper) member(m *config.Member) {
	p.line("\n[[branch.member]]")
	p.text("id", m.ID)
	p.text("name", m.Name)
	p.text("gender", string(m.Gender))
	p.text("ethnicity", m.Ethnicity)
	p.day("birth", m.Birth)
	p.text("education", m.Education)
	p.day("joined", m.Joined)
	p.day("confirmed", m.Confirmed)
	if m.Probation {
		p.text("status", "预备")
	}
	if m.Group != nil {
		p.text("group", m.Group.Name)
	}
	switch len(m.Posts) {
	case 0:
	case 1:
		p.text("post", m.Posts[0])
	default:
		p.line("post = %s", quoteAll(m.Posts))
	}
	p.text("duty", m.Duty)
	if m.Leader {
		p.line("is_leader = true")
	}
	p.text("job", m.Job)
	p.text("phone", m.Phone)
	p.text("card_no", m.CardNo)
	if m.CardYear > 0 {
		p.line("card_year = %d", m.CardYear)
	}
	p.line("dues = { %s }", duesKeys(m.Dues))
}

// duesKeys writes the keys of a dues table.
func duesKeys(d config.MemberDues) string {
	keys := []string{"category = " + quote(string(d.Category))}
	switch {
	case d.Items != nil:
		items := make([]string, len(d.Items))
		for i, it := range d.Items {
			items[i] = fmt.Sprintf(`{ name = %s, amount = "%s" }`, quote(it.Name), signed(it.Amount))
		}
		keys = append(keys, "base_items = ["+strings.Join(items, ", ")+"]")
	case d.Base > 0:
		keys = append(keys, "base = "+quote(d.Base.String()))
	case d.Amount > 0:
		keys = append(keys, "amount = "+quote(d.Amount.String()))
	}
	if d.Reason != "" {
		keys = append(keys, "reason = "+quote(d.Reason))
	}
	if d.Approval != "" {
		keys = append(keys, "approval = "+quote(d.Approval))
	}
	return strings.Join(keys, ", ")
}

// signed writes an amount with its sign.
func signed(f money.Fen) string {
	if f < 0 {
		return f.String()
	}
	return "+" + f.String()
}

func groupNames(b *config.Branch) []string {
	names := make([]string, len(b.Groups))
	for i, g := range b.Groups {
		names[i] = g.Name
	}
	return names
}

package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dangce/config/diag"
)

// rowKey is what a row is about, in whichever file it is: a table, whose
// it is, and the key of the row.
type rowKey struct {
	table     *table
	owner, id string
}

// rows are the rows of all files that count, one for each key.
type rows struct {
	by       map[rowKey]entry
	used     map[rowKey]bool // asked for by find
	findings []diag.Finding
}

// join puts the rows of all files together. Of two rows about the same thing,
// in a branch's own register and in its committee's, the one from the file
// saved last counts, and both are listed if they differ.
func join(kept []*returned) *rows {
	out := &rows{by: make(map[rowKey]entry), used: make(map[rowKey]bool)}
	byTime := slices.Clone(kept)
	slices.SortStableFunc(byTime, newest)
	for _, r := range byTime {
		for i := range r.form.sheets {
			for _, e := range r.rows[r.form.sheets[i].table] {
				out.add(e)
			}
		}
	}
	return out
}

func (all *rows) add(e entry) {
	rec := e.base()
	k, ok := rec.form.table.about(e)
	if !ok {
		return
	}
	first := all.by[k]
	if first == nil {
		all.by[k] = e
		return
	}
	c, was := differ(first, e)
	if c == nil {
		return
	}
	f := diag.Finding{Place: rec.place(c), Severity: diag.Warning, Code: "rows-differ",
		Message: fmt.Sprintf("%s 有两份，内容不一样，以后保存的 %s 为准", k.id, first.base().from.file.Path),
		Hint:    "核对后在其中一份里改正，两份写成一样", Also: []diag.Place{first.base().place(was)},
		Branch: rec.from.file.Branch, Owner: rec.from.file.Committee}
	if first.base().from == rec.from {
		f.Severity, f.Code = diag.Error, "row-twice"
		f.Message = fmt.Sprintf("%s 在这张表里填了两行，只计了第 %d 行", k.id, first.base().row)
		f.Hint = "一项活动只填一行，删掉多余的"
	}
	all.findings = append(all.findings, f)
}

// find returns the row about something, or nil.
func (all *rows) find(t *table, owner, id string) entry {
	k := rowKey{t, owner, id}
	e := all.by[k]
	if e != nil {
		all.used[k] = true
	}
	return e
}

// unasked are filled rows that nothing of the plan or the roster asked for.
func (all *rows) unasked() []diag.Finding {
	var out []diag.Finding
	report := func(e entry, c *cell, message, hint string) {
		k, _ := e.base().form.table.about(e)
		if all.used[k] {
			return
		}
		l := e.base()
		out = append(out, diag.Finding{Place: l.place(c), Severity: diag.Error, Code: "unknown-row",
			Message: fmt.Sprintf(message, short(k.id)), Hint: hint, Branch: l.from.file.Branch, Owner: l.from.file.Committee})
	}
	const unplanned, keep = "编号 %s 不在计划里，这一行没有计入", "编号照县里发的登记表，不要改"
	for _, r := range lifeTable.of(all) {
		report(r, r.ID.at(), unplanned, keep)
	}
	for _, r := range workTable.of(all) {
		report(r, r.ID.at(), unplanned, keep)
	}
	for _, r := range tenTable.of(all) {
		report(r, r.Member.at(), "名册里没有“%s”，这一行没有计入", "姓名照登记表，不要改；新来的党员先补进名册")
	}
	for _, r := range duesTable.of(all) {
		report(r, r.Month.at(), "月份“%s”没有计入", "照登记表的月份填")
	}
	return out
}

// of lists the rows of a table in the order of their owners and keys.
func (all *rows) of(t *table) []entry {
	var keys []rowKey
	for k := range all.by {
		if k.table == t {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b rowKey) int {
		return cmp.Or(cmp.Compare(a.owner, b.owner), cmp.Compare(monthOrder(a.id), monthOrder(b.id)), cmp.Compare(a.id, b.id))
	})
	out := make([]entry, len(keys))
	for i, k := range keys {
		out[i] = all.by[k]
	}
	return out
}

// monthOrder puts rows about months in the order of the year.
func monthOrder(id string) int {
	if m, ok := strings.CutSuffix(id, "月"); ok {
		n, _ := strconv.Atoi(m)
		return n
	}
	return 0
}

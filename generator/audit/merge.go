package audit

import (
	"cmp"
	"fmt"
	"slices"

	"dangce/config/diag"
)

// rowKey is what a row is about, in whichever file it stands: a table, whose
// it is, and the key of the row.
type rowKey struct{ table, owner, id string }

// rows are the rows of all files that count, one for each key.
type rows struct {
	by       map[rowKey]*record
	used     map[rowKey]bool // asked for by find
	findings []diag.Finding
}

// join puts the rows of all files together. Of two rows about the same thing,
// in a branch's own register and in its committee's, the one from the file
// saved last counts, and both are listed if they differ.
func join(kept []*returned) *rows {
	out := &rows{by: make(map[rowKey]*record), used: make(map[rowKey]bool)}
	byTime := slices.Clone(kept)
	slices.SortStableFunc(byTime, newest)
	for _, r := range byTime {
		for i := range r.form.sheets {
			table := r.form.sheets[i].table
			list := r.records[table]
			for k := range list {
				out.add(table, &list[k])
			}
		}
	}
	return out
}

func (all *rows) add(table string, rec *record) {
	k, ok := keyOf(table, rec)
	if !ok {
		return
	}
	first := all.by[k]
	if first == nil {
		all.by[k] = rec
		return
	}
	column := differ(first, rec)
	if column == "" {
		return
	}
	f := diag.Finding{Place: rec.place(column), Severity: diag.Warning, Code: "rows-differ",
		Message: fmt.Sprintf("%s 有两份，内容不一样，以后保存的 %s 为准", k.id, first.from.file.Path),
		Hint:    "核对后在其中一份里改正，两份写成一样", Also: []diag.Place{first.place(column)},
		Branch: rec.from.file.Branch, Owner: rec.from.file.Committee}
	if first.from == rec.from {
		f.Severity, f.Code = diag.Error, "row-twice"
		f.Message = fmt.Sprintf("%s 在这张表里填了两行，只计了第 %d 行", k.id, first.row)
		f.Hint = "一项活动只填一行，删掉多余的"
	}
	all.findings = append(all.findings, f)
}

// differ returns the first column in which two rows say different things; ""
// if they agree.
func differ(a, b *record) string {
	for i, c := range b.cols.cols {
		if b.cols.marked[i] && a.get(c.ID) != b.values[i] {
			return c.ID
		}
	}
	return ""
}

// keyOf tells what a row is about; false for tables whose rows stand alone.
func keyOf(table string, rec *record) (rowKey, bool) {
	owner := rec.text("branch")
	if owner == "" {
		owner = cmp.Or(rec.from.file.Branch, rec.from.file.Committee)
	}
	k := rowKey{table: table, owner: owner}
	month := rec.get("month").String()
	switch table {
	case tableLife, tableMatters, tableWorks, tableFound:
		k.id = rec.text("id")
	case tableDues, tableSignOffs, tableDeferrals, tableSample:
		k.id = month + "月"
	case tableTen:
		k.id = rec.text("member")
	case tableVisits, tableCards, tableReviewed:
		k.id = "调阅"
	case tableRecords:
		k.id = rec.text("record")
	default:
		return k, false
	}
	if table == tableFound || table == tableWorks {
		k.owner = rec.from.file.Committee
	}
	return k, true
}

// find returns the row about something, or nil.
func (all *rows) find(table, owner, id string) *record {
	k := rowKey{table, owner, id}
	r := all.by[k]
	if r != nil {
		all.used[k] = true
	}
	return r
}

// strangers are filled rows that nothing of the plan or the roster asked for.
func (all *rows) strangers() []diag.Finding {
	what := map[string][2]string{
		tableLife:  {"编号 %s 不在计划里，这一行没有计入", "编号照县里发的登记表，不要改"},
		tableWorks: {"编号 %s 不在计划里，这一行没有计入", "编号照县里发的登记表，不要改"},
		tableTen:   {"名册里没有“%s”，这一行没有计入", "姓名照登记表，不要改；新来的党员先补进名册"},
		tableDues:  {"月份“%s”没有计入", "照登记表的月份填"},
	}
	var out []diag.Finding
	for table, words := range what {
		column := "id"
		switch table {
		case tableTen:
			column = "member"
		case tableDues:
			column = "month"
		}
		for _, r := range all.of(table) {
			k, _ := keyOf(table, r)
			if all.used[k] {
				continue
			}
			out = append(out, diag.Finding{Place: r.place(column), Severity: diag.Error, Code: "unknown-row",
				Message: fmt.Sprintf(words[0], short(k.id)), Hint: words[1], Branch: r.from.file.Branch, Owner: r.from.file.Committee})
		}
	}
	return out
}

// of lists the rows of a table in the order of their owners and keys.
func (all *rows) of(table string) []*record {
	var keys []rowKey
	for k := range all.by {
		if k.table == table {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b rowKey) int { return cmp.Or(cmp.Compare(a.owner, b.owner), cmp.Compare(a.id, b.id)) })
	out := make([]*record, len(keys))
	for i, k := range keys {
		out[i] = all.by[k]
	}
	return out
}

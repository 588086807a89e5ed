package config

import (
	"cmp"
	"fmt"
	"slices"

	"dangce/config/decode"
	"dangce/config/diag"
)

// item is the path of the i-th element of a list.
func item(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }

// tagOf names a branch in findings. A branch without a code goes by its name,
// so that its errors still belong to it alone.
func tagOf(b *Branch) *tag { return &tag{cmp.Or(b.Code, b.Short, b.Name), b.In} }

// tagged says of the findings of binding a file whom they concern: what is written
// in the n-th [[branch]] belongs to the n-th branch.
func tagged(file *decode.File, branches []*Branch, found *diag.List) *diag.List {
	out := new(diag.List)
	for _, f := range found.Sorted() {
		if key, i := file.Section(f.Line); key == "branch" && i < len(branches) {
			t := tagOf(branches[i])
			f.Branch, f.Owner = t.branch, t.owner
		}
		out.Add(f)
	}
	return out
}

// findings returns all findings in order. Those that reading a roster gave
// learn here whom their row concerns.
func (l *loader) findings() []diag.Finding {
	found := l.out.Sorted()
	var rows map[diag.Place]*tag
	for i := range found {
		f := &found[i]
		if f.Branch != "" || f.Sheet == "" && f.Line == 0 || len(l.rosterRows) == 0 {
			continue
		}
		if rows == nil {
			rows = l.rows()
		}
		if t, ok := rows[rowOf(f.Place)]; ok {
			f.Branch, f.Owner = t.branch, t.owner
		}
	}
	return found
}

// rows says whom each row of the rosters concerns.
func (l *loader) rows() map[diag.Place]*tag {
	rows := map[diag.Place]*tag{}
	for _, b := range l.branches {
		if b.at.Sheet() {
			rows[rowOf(b.at.Place(""))] = b.tag
		}
		for _, m := range b.members {
			if m.at.Sheet() {
				rows[rowOf(m.at.Place(""))] = b.tag
			}
		}
	}
	return rows
}

func rowOf(p diag.Place) diag.Place {
	return diag.Place{File: p.File, Sheet: p.Sheet, Row: p.Row, Line: p.Line}
}

// result is what Load returns.
func (l *loader) result(found []diag.Finding) *County {
	if l.county == nil || l.out.Errors() > 0 && !l.opts.Partial {
		return nil
	}
	bad := map[string]int{}
	for _, f := range found {
		if f.Severity == diag.Error {
			if f.Branch == "" {
				return nil
			}
			bad[f.Branch]++
		}
	}
	l.county.Inputs = l.inputs()
	l.county.Digest = digestOf(l.county.Inputs)
	if len(bad) > 0 {
		l.leaveOut(bad)
	}
	return l.county
}

// leaveOut removes the branches with errors from the County.
func (l *loader) leaveOut(bad map[string]int) {
	without := map[*Branch]bool{}
	for _, b := range l.branches {
		without[b.Branch] = bad[b.tag.branch] > 0
	}
	for _, c := range l.county.Committees {
		c.Branches = slices.DeleteFunc(c.Branches, func(b *Branch) bool { return without[b] })
	}
	listed := map[string]bool{}
	for _, b := range l.branches {
		n := bad[b.tag.branch]
		if n == 0 || listed[b.tag.branch] {
			continue
		}
		listed[b.tag.branch] = true
		l.county.LeftOut = append(l.county.LeftOut, LeftOut{b.Code, cmp.Or(b.Short, b.Name), b.tag.owner, n})
	}
	slices.SortFunc(l.county.LeftOut, func(a, b LeftOut) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Short, b.Short))
	})
}

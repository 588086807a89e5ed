package config

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"dangce/config/diag"
)

// lacking is what rows of a sheet want for which it has no column: one finding
// for the sheet and not one for every row.
type lacking struct {
	diag.Finding
	title, want string
	rows        []string // names
}

// lackingKey is a kind of finding in a sheet.
type lackingKey struct {
	header     diag.Place
	code, path string
}

// ask reports a value that is missing at path. want words what the record
// lacks: 没有转正日期.
func (l *records) ask(sev diag.Severity, code string, e entry, field, path, want, message, hint string) {
	row, ok := e.at.(rowOrigin)
	if !ok || row.HasColumn(path) || row.Title(path) == "" {
		l.report(sev, code, e, field, message, hint)
		return
	}
	key := lackingKey{row.Header(), code, path}
	f := l.lacks[key]
	if f == nil {
		f = &lacking{title: row.Title(path), want: want}
		f.Finding = diag.Finding{Place: key.header, Severity: sev, Code: code, Hint: columnHint(f.title, hint), Branch: e.tag.branch, Owner: e.tag.owner}
		l.lacks[key] = f
	}
	f.rows = append(f.rows, row.Text("name"))
	if f.Owner != e.tag.owner {
		f.Owner = "" // it concerns several committees
	}
	if f.Branch != e.tag.branch {
		f.Branch = ""
	}
}

// columnHint makes of a hint for a row one for the column that is missing.
func columnHint(title, hint string) string {
	if rest, ok := strings.CutPrefix(hint, "在“"+title+"”一栏填写，"); ok {
		return "加“" + title + "”一列，" + rest
	}
	return "加“" + title + "”一列"
}

// lackingColumns reports the columns that sheets lack.
func (l *records) lackingColumns() {
	keys := slices.SortedFunc(maps.Keys(l.lacks), func(a, b lackingKey) int {
		return cmp.Or(cmp.Compare(a.header.String(), b.header.String()), cmp.Compare(a.code, b.code), cmp.Compare(a.path, b.path))
	})
	for _, key := range keys {
		f := l.lacks[key]
		who := f.rows[0]
		if n := len(f.rows); n > 1 {
			who = fmt.Sprintf("%s等 %d 行", who, n)
		}
		f.Message = "没有“" + f.title + "”一列，" + who + f.want
		l.out.Add(f.Finding)
	}
}

package roster

import (
	"errors"
	"slices"
	"strings"

	"dangce/config/diag"
	"dangce/config/sheet"
)

// Read reads one roster file; name is its path as findings show it. It
// always returns a Roster, with what could be read.
func (rd *Reader) Read(name string, data []byte, out *diag.List) *Roster {
	r := &Roster{Account: Account{File: name}}
	book, err := sheet.Open(name, data, sheet.Limits{})
	if err != nil {
		refuse(name, err, out)
		return r
	}
	known := false
	for _, s := range book.Sheets {
		account := &SheetAccount{Name: s.Name, Hidden: s.Hidden}
		r.Account.Sheets = append(r.Account.Sheets, account)
		if len(s.Rows) == 0 {
			account.Why = "空表"
			continue
		}
		if slices.Contains(rd.titles.Skip, strings.TrimSpace(s.Name)) {
			account.Why = "表名是“" + strings.TrimSpace(s.Name) + "”"
			continue
		}
		if t := rd.recognise(s, account, out); t != nil {
			known = true
			t.read(r)
		}
	}
	if !known {
		out.Add(diag.Finding{
			Place: diag.Place{File: name}, Severity: diag.Warning, Code: "roster-unknown",
			Message: "没有一个工作表像党委、党支部或党员名册，整个文件没有读",
			Hint:    "名册要有一行标题，如“姓名”“性别”“出生日期”“入党日期”；不是名册的文件请移出这个文件夹",
		})
	}
	return r
}

// refuse reports a file that could not be opened.
func refuse(name string, err error, out *diag.List) {
	f := diag.Finding{Place: diag.Place{File: name}, Code: "roster-file", Message: err.Error()}
	var e *sheet.Error
	if errors.As(err, &e) {
		f.Hint = e.Hint()
	}
	out.Add(f)
}

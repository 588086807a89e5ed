package roster

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"dangce/config/diag"
	"dangce/config/sheet"
)

// Ask says which sheets of a file are to be read. The zero value reads all
// that look like rosters, but not hidden ones and lists of people who are no
// members.
type Ask struct {
	Sheets []string // to be read whatever they are called, hidden or not
	Only   bool     // and no others
}

// Read reads one roster file; name is its path as findings show it. It
// always returns a Roster, with what could be read.
func (rd *Reader) Read(name string, data []byte, ask Ask, out *diag.List) *Roster {
	r := &Roster{Account: Account{File: name}}
	book, err := sheet.Open(name, data, sheet.Limits{})
	if err != nil {
		refuse(name, err, out)
		return r
	}
	known := ask.missing(name, book, out)
	for _, s := range book.Sheets {
		account := &SheetAccount{Name: s.Name, Hidden: s.Hidden || s.VeryHidden, Filtered: s.Filtered, Covered: s.Covered}
		r.Account.Sheets = append(r.Account.Sheets, account)
		if len(s.Rows) == 0 {
			account.Why = "空表"
			continue
		}
		found := new(diag.List)
		tables := rd.recognise(s, account, found)
		if why := rd.unasked(s, tables, ask); why != "" {
			account.Why, account.Looks = why, len(tables) > 0
			known = true
			continue
		}
		for _, f := range found.Sorted() {
			out.Add(f)
		}
		for i, t := range tables {
			known = true
			if i > 0 {
				r.Account.Sheets = append(r.Account.Sheets, t.account)
			}
			t.open(out)
			t.read(r)
		}
	}
	for _, u := range book.Unread {
		r.Account.Sheets = append(r.Account.Sheets, &SheetAccount{Name: u.Name, Why: u.What})
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

// missing reports sheets that were asked for and are not there.
func (a Ask) missing(name string, book *sheet.Book, out *diag.List) bool {
	missing := false
	for _, want := range a.Sheets {
		if slices.ContainsFunc(book.Sheets, func(s *sheet.Sheet) bool { return sheet.Key(s.Name) == sheet.Key(want) }) {
			continue
		}
		missing = true
		var names []string
		for _, s := range book.Sheets {
			names = append(names, s.Name)
		}
		out.Add(diag.Finding{
			Place: diag.Place{File: name}, Code: "roster-sheet",
			Message: "没有叫“" + want + "”的工作表",
			Hint:    "有这些：" + strings.Join(names, "、"),
		})
	}
	return missing
}

// unasked says why a sheet is not read though it could be, "" for one that
// is.
func (rd *Reader) unasked(s *sheet.Sheet, tables []*table, ask Ask) string {
	name := strings.TrimSpace(s.Name)
	switch {
	case slices.ContainsFunc(ask.Sheets, func(want string) bool { return sheet.Key(want) == sheet.Key(name) }):
		return ""
	case ask.Only:
		return "没有要求读这张表"
	case slices.Contains(rd.titles.Skip, name):
		return "表名是“" + name + "”"
	case s.VeryHidden:
		return "深度隐藏的工作表"
	case s.Hidden:
		return "隐藏的工作表"
	case rd.words.other(name) != "" && (len(tables) == 0 || tables[0].Name == "党员"):
		return "表名里有“" + rd.words.other(name) + "”"
	case len(tables) > 0 && tables[0].Name == "党员":
		for _, c := range tables[0].above {
			if listTitle.MatchString(sheet.Key(c.Text)) && rd.words.other(c.Text) != "" {
				return "标题里有“" + rd.words.other(c.Text) + "”"
			}
		}
	}
	return ""
}

// listTitle is the title of a list, above its header.
var listTitle = regexp.MustCompile(`(名册|花名册|名单|登记表|统计表|情况表|一览表|通讯录|台账|汇总表|信息表)$`)

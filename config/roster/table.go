package roster

import (
	"slices"
	"strings"

	"dangce/config/diag"
	"dangce/config/sheet"
)

// table is a sheet whose kind and columns are known.
type table struct {
	*Reader
	*sheetKind
	sheet   *sheet.Sheet
	header  *sheet.Header
	at      []int    // the column of the sheet, by column of the kind; 0 without
	heads   []string // as the sheet titles it, by column of the kind
	used    []bool   // by column of the sheet
	keyCol  int
	unread  []int // columns of identity numbers
	out     *diag.List
	above   []Caption // above the header, the nearest first
	inside  []Caption // the last ones among the rows
	current []Caption // what may name the branch of the next row

	namesBranch bool // a column says which branch a row belongs to

	notes    []noted
	value    value
	account  *SheetAccount
	accounts []int // by column of the sheet: 1 + index in account.Columns
}

// A header needs two known titles, and as many as four when the key column
// is not among them: any table may have fewer.
const (
	leastTitles    = 2
	leastWithoutID = 4
)

// recognise finds out what a sheet holds, nil when it is no roster. Titles of
// one kind occur in sheets of another (a list of members names its branch),
// so the kind with its key column and the most titles wins.
//
// A page printed in two halves gives a table for each of them.
func (rd *Reader) recognise(s *sheet.Sheet, account *SheetAccount, out *diag.List) []*table {
	best := rd.best(s, sheet.HeaderRows)
	if best == nil {
		best = rd.best(s, deepHeader)
	}
	if best == nil {
		rd.untitled(s, account, out)
		return nil
	}
	best.account, best.out = account, out
	if best.form() {
		account.Why, account.Looks = "像一个人的登记表，不是名单", true
		out.Add(diag.Finding{
			Place: s.Place(best.header.Last, 0), Severity: diag.Warning, Code: "roster-form",
			Message: "工作表“" + s.Name + "”像一个人的登记表，没有读", Hint: "名册一人一行；表里的人要写进名册，写好了就把这张表移出去",
		})
		return nil
	}
	best.header.Tell(best.beside)
	if best.header.Col(best.key.ID) == 0 {
		best.withoutKey()
		return nil
	}
	tables := []*table{best}
	for i, h := range best.header.Lists(best.key.ID, &best.known) {
		t := *best
		if t.header = h; i > 0 {
			own := *account
			own.Covered = nil // told once
			t.account = &own
			tables = append(tables, &t)
		} else {
			tables[0] = &t
		}
	}
	for _, t := range tables {
		t.prepare()
	}
	return tables
}

// deepHeader is how far down a header is looked for where the first rows have
// none: below pages of explanation.
const deepHeader = 200

// best returns the table of the kind that the titles of a sheet fit best, nil
// without any.
func (rd *Reader) best(s *sheet.Sheet, within int) *table {
	var best *table
	most := 0
	for _, k := range rd.kinds {
		h, ok := s.Header(&k.known, leastTitles, within)
		if !ok || slices.ContainsFunc(k.needs, func(id string) bool { return h.Col(id) == 0 }) {
			continue
		}
		if score := k.score(h); score > most {
			best, most = &table{Reader: rd, sheetKind: k, sheet: s, header: h}, score
		}
	}
	return best
}

// beside returns the column that a title means where another column of the
// same id is beside it, "" for most.
func (k *sheetKind) beside(title string) string {
	for _, t := range k.list {
		for _, b := range t.Beside {
			if sheet.Key(b) == sheet.Key(title) {
				return t.ID
			}
		}
	}
	return ""
}

// untitled accounts for a sheet without known titles, and warns of one that
// holds a table all the same.
func (rd *Reader) untitled(s *sheet.Sheet, account *SheetAccount, out *diag.List) {
	account.Why = "没有认得的标题"
	if !tabular(s) {
		return
	}
	account.Looks = true
	f := diag.Finding{
		Place: s.Place(0, 0), Severity: diag.Warning, Code: "roster-untitled",
		Message: "工作表“" + s.Name + "”有内容，没有认得的标题，整张表没有读",
		Hint:    "是名册的，开头要有一行标题，如“姓名”“性别”“出生日期”“入党日期”；不是的移出去",
	}
	if rd.sideways(s) {
		f.Message = "工作表“" + s.Name + "”的标题竖着排成一列，整张表没有读"
		f.Hint = "标题要横着排成一行，一人一行：全选复制，另起一张表“选择性粘贴”，勾上“转置”"
	}
	out.Add(f)
}

// tabular reports a sheet with several rows of several values.
func tabular(s *sheet.Sheet) bool {
	rows := 0
	for _, r := range s.Rows {
		if len(r.Cells) >= leastValues {
			rows++
		}
	}
	return rows >= leastRows
}

// What makes a table of a sheet without known titles.
const (
	leastRows   = 3
	leastValues = 3
)

// sideways reports titles that run down the first column with values.
func (rd *Reader) sideways(s *sheet.Sheet) bool {
	titles := 0
	for i := range rd.kinds {
		n := 0
		for _, r := range s.Rows {
			if c := r.Cells[0]; c.Kind == sheet.String && rd.kinds[i].known.ID(c.Text) != "" {
				n++
			}
		}
		titles = max(titles, n)
	}
	return titles >= leastWithoutID
}

// form reports a sheet in which titles and values take turns along the rows:
// a person's form.
func (t *table) form() bool {
	if t.Name != "党员" {
		return false
	}
	for _, r := range t.sheet.Rows {
		if r.N == t.header.Last+1 {
			titles := 0
			for _, c := range r.Cells {
				if id := t.known.ID(c.Text); c.Kind == sheet.String && !c.Merged && id != "" {
					if id == t.key.ID {
						return false
					}
					titles++
				}
			}
			return titles >= leastTitles
		}
	}
	return false
}

// score weighs a header for a kind. A key column under a group, 书记 above
// 姓名, counts less than one of its own.
func (k *sheetKind) score(h *sheet.Header) int {
	score := 2 * len(h.Columns)
	for _, c := range h.Columns {
		switch {
		case c.ID == k.key.ID && c.Grouped:
			return score + 1001
		case c.ID == k.key.ID:
			return score + 1003
		}
	}
	return score
}

// withoutKey reports a roster whose key column is missing. Few titles, or a
// hidden sheet such as the lists behind drop-downs, make no roster.
func (t *table) withoutKey() {
	t.account.Why = "没有“" + t.key.Title + "”一列"
	if len(t.header.Columns) < leastWithoutID || t.sheet.Hidden {
		return
	}
	var found []string
	for _, c := range t.header.Columns {
		found = append(found, c.Title)
	}
	t.out.Add(diag.Finding{
		Place: t.sheet.Place(t.header.Last, 0), Code: "roster-key",
		Message: "工作表“" + t.sheet.Name + "”像" + t.Name + "名册（有“" + strings.Join(found, "”“") + "”），但没有“" + t.key.Title + "”一列，没有读",
		Hint:    "补上“" + t.key.Title + "”一列；不是名册就把工作表改名为“说明”",
	})
}

// prepare finds the columns and collects captions.
func (t *table) prepare() {
	t.unread = t.unreadColumns()
	t.at, t.heads = make([]int, len(t.cols)), make([]string, len(t.cols))
	for _, c := range t.header.Columns {
		i := slices.IndexFunc(t.cols, func(x column) bool { return x.id == c.ID })
		if i < 0 || slices.Contains(t.unread, c.Col) {
			continue
		}
		t.use(i, c.Col, c.Title)
	}
	t.namesBranch = slices.ContainsFunc(t.header.Columns, func(c sheet.Column) bool { return c.ID == "branch_code" || c.ID == "branch" })
	for i := len(t.sheet.Rows) - 1; i >= 0; i-- {
		if r := t.sheet.Rows[i]; r.N < t.header.Last {
			t.above = append(t.above, t.captionsOf(r)...)
		}
	}
}

// use reads column i of the kind from a column of the sheet.
func (t *table) use(i, col int, title string) {
	t.at[i], t.heads[i] = col, title
	if t.cols[i].id == t.key.ID {
		t.keyCol = col
	}
	for len(t.used) <= col {
		t.used = append(t.used, false)
	}
	t.used[col] = true
}

// open begins the account of a table that is read, and reports double
// columns.
func (t *table) open(out *diag.List) {
	t.out, t.account.Kind = out, t.Name
	t.columns()
	for _, d := range t.header.Doubles {
		var others []diag.Place
		names := []string{"“" + d.Used.Title + "”（" + sheet.ColumnName(d.Used.Col) + " 列）"}
		for _, c := range d.Others {
			others = append(others, t.sheet.Place(t.header.Last, c.Col))
			names = append(names, "“"+c.Title+"”（"+sheet.ColumnName(c.Col)+" 列）")
		}
		t.out.Add(diag.Finding{
			Place: t.place(t.header.Last, d.Used.Col), Severity: diag.Warning, Code: "roster-double", Also: others,
			Message: strings.Join(names, "和") + "是同一项，只读 " + sheet.ColumnName(d.Used.Col) + " 列",
			Hint:    "把不用的一列删去或改个标题",
		})
	}
}

// columnAt returns the column of the kind at a column of the
// sheet, or -1.
func (t *table) columnAt(col int) int { return slices.Index(t.at, col) }

// unreadColumns finds the columns of identity numbers by their titles, in
// either row of the header.
func (t *table) unreadColumns() []int {
	var cols []int
	for _, r := range t.sheet.Rows {
		if r.N < t.header.First || r.N > t.header.Last {
			continue
		}
		for _, c := range r.Cells {
			title := sheet.Key(c.Text)
			unread := func(word string) bool { return strings.Contains(title, sheet.Key(word)) }
			if slices.ContainsFunc(t.titles.Unread, unread) && !slices.Contains(cols, c.Col) {
				cols = append(cols, c.Col)
			}
		}
	}
	return cols
}

func (t *table) place(row, col int) diag.Place {
	return t.sheet.Places(row, t.unread...).Place(col)
}

// captionsOf returns the different texts of a row that are not titles.
func (t *table) captionsOf(r sheet.Row) []Caption {
	var all []Caption
	for _, c := range r.Cells {
		text := sheet.Tidy(c.Text)
		same := func(x Caption) bool { return x.Text == text }
		if c.Kind != sheet.String || text == "" || t.known.ID(text) != "" || slices.ContainsFunc(all, same) {
			continue
		}
		all = append(all, Caption{text, t.place(r.N, c.Col)})
	}
	return all
}

// captions lists the lines that may name the branch of the next row; the list
// is shared by all rows below the same line.
func (t *table) captions() []Caption {
	if t.current == nil {
		t.current = slices.Concat(t.inside, t.above, []Caption{{t.sheet.Name, t.sheet.Place(0, 0)}})
	}
	return t.current
}

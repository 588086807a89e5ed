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
	var best *table
	most := 0
	for _, k := range rd.kinds {
		h, ok := s.Header(&k.known, leastTitles)
		if !ok {
			continue
		}
		if score := k.score(h); score > most {
			best, most = &table{Reader: rd, sheetKind: k, sheet: s, header: h, account: account, out: out}, score
		}
	}
	if best == nil {
		account.Why = "没有认得的标题"
		return nil
	}
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

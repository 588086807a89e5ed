package roster

import (
	"slices"
	"strings"

	"dangce/config/diag"
	"dangce/config/sheet"
	"dangce/templates"
)

// kind is one of the three kinds of sheets.
type kind struct {
	name   string // 党员
	list   []templates.Title
	known  sheet.Titles
	key    templates.Title // the column without which a row is no record
	record func(*row, *Roster)
}

// tables knows all kinds, those preferred in doubt first.
type tables struct {
	titles *templates.Titles
	kinds  []*kind
	words  words
}

func compile(t *templates.Titles) *tables {
	all := &tables{titles: t, words: newWords(t)}
	for _, k := range []*kind{
		{name: "党员", list: t.Member, record: readMember},
		{name: "党支部", list: t.Branch, record: readBranch},
		{name: "党委", list: t.Committee, record: readCommittee},
	} {
		for _, title := range k.list {
			k.known.Add(title.ID, append([]string{title.Title}, title.Also...)...)
			if title.Key {
				k.key = title
			}
		}
		all.kinds = append(all.kinds, k)
	}
	return all
}

// table is a sheet whose kind and columns are known.
type table struct {
	*tables
	*kind
	sheet  *sheet.Sheet
	header *sheet.Header
	cols   map[string]int // by id
	unread []int          // columns of identity numbers
	out    *diag.List
	above  []Field // captions above the header, the nearest first
	inside []Field // the last caption among the rows

	current []Field // what names the branch of the next row
}

// A header needs two known titles, and as many as four when the key column
// is not among them: fewer may stand in any table.
const (
	leastTitles    = 2
	leastWithoutID = 4
)

// recognise tells what a sheet holds, nil when it is no roster. Titles of
// one kind stand in sheets of another (a list of members names its branch),
// so the kind with its key column and the most titles wins.
func (t *tables) recognise(s *sheet.Sheet, out *diag.List) *table {
	var best *table
	most := 0
	for _, k := range t.kinds {
		h, ok := s.Header(&k.known, leastTitles)
		if !ok {
			continue
		}
		if score := k.score(h); score > most {
			best, most = &table{tables: t, kind: k, sheet: s, header: h, out: out}, score
		}
	}
	if best == nil {
		return nil
	}
	if best.header.Col(best.key.ID) == 0 {
		return best.withoutKey()
	}
	best.prepare()
	return best
}

// score weighs a header for a kind. A key column under a group, 书记 above
// 姓名, counts less than one of its own.
func (k *kind) score(h *sheet.Header) int {
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
func (t *table) withoutKey() *table {
	if len(t.header.Columns) < leastWithoutID || t.sheet.Hidden {
		return nil
	}
	var found []string
	for _, c := range t.header.Columns {
		found = append(found, c.Title)
	}
	t.out.Add(diag.Finding{
		Place: t.sheet.Place(t.header.Last, 0), Code: "roster-key",
		Message: "工作表“" + t.sheet.Name + "”像" + t.name + "名册（有“" + strings.Join(found, "”“") + "”），但没有“" + t.key.Title + "”一列，没有读",
		Hint:    "补上“" + t.key.Title + "”一列；不是名册就把工作表改名为“说明”",
	})
	return nil
}

// prepare settles columns, reports double ones and collects captions.
func (t *table) prepare() {
	t.unread = t.unreadColumns()
	t.cols = map[string]int{}
	for _, c := range t.header.Columns {
		if !slices.Contains(t.unread, c.Col) {
			t.cols[c.ID] = c.Col
		}
	}
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
	for i := len(t.sheet.Rows) - 1; i >= 0; i-- {
		if r := t.sheet.Rows[i]; r.N < t.header.Last {
			t.above = append(t.above, t.captions(r)...)
		}
	}
}

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

// captions are the different texts of a row that are not titles.
func (t *table) captions(r sheet.Row) []Field {
	var fields []Field
	for _, c := range r.Cells {
		text := sheet.Tidy(c.Text)
		same := func(f Field) bool { return f.Value == text }
		if c.Kind != sheet.String || text == "" || t.known.ID(text) != "" || slices.ContainsFunc(fields, same) {
			continue
		}
		fields = append(fields, Field{text, t.sheet.Places(r.N, t.unread...), c.Col})
	}
	return fields
}

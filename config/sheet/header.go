package sheet

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Titles says which titles a table knows. The zero value is ready for Add.
type Titles struct {
	ids  map[string]string // key of a title -> id of its column
	main map[string]string // id -> key of its first title
}

// Add makes titles known for a column; the first one is its own, preferred
// where a sheet has several.
func (t *Titles) Add(id string, titles ...string) {
	if t.ids == nil {
		t.ids, t.main = map[string]string{}, map[string]string{}
	}
	for _, title := range titles {
		key := Key(title)
		if t.main[id] == "" {
			t.main[id] = key
		}
		if t.ids[key] == "" {
			t.ids[key] = id
		}
	}
}

// Column is a column whose title is known.
type Column struct {
	ID      string
	Col     int    // from 1
	Title   string // as written
	Grouped bool   // known by its lower title alone, under a title of several columns
}

// Header is the row of titles of a table.
type Header struct {
	First, Last int // rows; they differ for titles of two rows
	Columns     []Column
	Doubles     []Double
	// From and To are the columns of a list that has others beside it, see
	// Lists; both 0 when the whole sheet is one.
	From, To int

	found []Column // all columns with a known title
	left  int      // the first column with any title
}

// Double is a column that a sheet has more than once: Used is read, Others
// are not.
type Double struct {
	Used   Column
	Others []Column
}

// Col returns the column with an id, or 0.
func (h *Header) Col(id string) int {
	for _, c := range h.Columns {
		if c.ID == id {
			return c.Col
		}
	}
	return 0
}

// HeaderRows are the first rows with values: nearly all headers are there.
const HeaderRows = 20

const (
	titleRunes = 40 // longer texts are no titles
)

// Header finds the row with the most known titles among the first rows of
// the sheet, within so many, at least least of them, above it whatever lines of title there
// are. Titles may be spread over two rows, merged or not: 党费 above 类别 and
// 基数, which a csv file has above 类别 alone.
func (s *Sheet) Header(t *Titles, least, within int) (*Header, bool) {
	var best *Header
	for i := range min(within, len(s.Rows)) {
		h := s.headerAt(i, t)
		if len(h.Columns) >= least && (best == nil || len(h.Columns) > len(best.Columns)) {
			best = h
		}
		if best != nil && len(best.Columns) == len(t.main) {
			break // no row can have more
		}
	}
	return best, best != nil
}

// headerAt reads row i as a header, together with the row above it if that
// one holds titles too.
func (s *Sheet) headerAt(i int, t *Titles) *Header {
	lower := s.Rows[i]
	h := &Header{First: lower.N, Last: lower.N}
	var upper Row
	if i > 0 && s.Rows[i-1].N == lower.N-1 && !titleLine(s.Rows[i-1]) {
		upper = s.Rows[i-1]
	}
	var found []Column
	group := "" // the upper title that also covers the next column
	for _, col := range columns(upper, lower) {
		up, low := upper.At(col), lower.At(col)
		over := titleText(up)
		switch {
		case low.Kind == Empty:
			group = ""
		case up.Kind != Empty:
			group = over
		default:
			over = group
		}
		if c, ok := t.column(over, titleText(low)); ok {
			c.Col = col
			found = append(found, c)
			if c.Grouped && up.Merged || !c.Grouped && over != "" {
				h.First = upper.N // the upper row says something about a column
			}
		}
	}
	for i := range found {
		found[i].Grouped = found[i].Grouped && h.First < h.Last
	}
	h.found, h.left = found, lower.Cells[0].Col
	if len(upper.Cells) > 0 {
		h.left = min(h.left, upper.Cells[0].Col)
	}
	h.settle(found, t)
	return h
}

// column matches the titles of one column: both rows together, the lower
// one, or the upper one where nothing else is below it.
func (t *Titles) column(up, low string) (Column, bool) {
	if low == "" || low == up {
		return t.known(up)
	}
	if up != "" {
		if c, ok := t.known(up + low); ok {
			return c, true
		}
	}
	c, ok := t.known(low)
	c.Grouped = up != ""
	return c, ok
}

func (t *Titles) known(title string) (Column, bool) {
	id := t.ID(title)
	if id == "" {
		return Column{}, false
	}
	return Column{ID: id, Title: strings.Join(strings.Fields(title), "")}, true
}

// ID returns the column that a text is a title of, or "".
func (t *Titles) ID(text string) string { return t.ids[Key(text)] }

func titleText(c Cell) string {
	if c.Kind != String || utf8.RuneCountInString(c.Text) > titleRunes {
		return ""
	}
	return c.Text
}

// settle keeps one column for each id: not one under a group, 配偶 above 姓名,
// when another is alone; then the one with the id's own title; then
// the first.
func (h *Header) settle(found []Column, t *Titles) {
	byID := map[string][]Column{}
	var ids []string
	for _, c := range found {
		if byID[c.ID] == nil {
			ids = append(ids, c.ID)
		}
		byID[c.ID] = append(byID[c.ID], c)
	}
	for _, id := range ids {
		all := byID[id]
		var alone []Column
		for _, c := range all {
			if !c.Grouped {
				alone = append(alone, c)
			}
		}
		if len(alone) == 0 {
			alone = all
		}
		used := 0
		for i, c := range alone {
			if Key(c.Title) == t.main[id] {
				used = i
				break
			}
		}
		h.Columns = append(h.Columns, alone[used])
		if len(alone) > 1 {
			d := Double{Used: alone[used]}
			d.Others = append(append(d.Others, alone[:used]...), alone[used+1:]...)
			h.Doubles = append(h.Doubles, d)
		}
	}
}

// Tell gives one of several columns of an id to another id that the sheet lacks,
// where its title means that one beside the others; id says which, "" for none.
func (h *Header) Tell(id func(title string) string) {
	for i := 0; i < len(h.Doubles); i++ {
		d := &h.Doubles[i]
		all := append([]Column{d.Used}, d.Others...)
		at := slices.IndexFunc(all, func(c Column) bool { other := id(c.Title); return other != "" && h.Col(other) == 0 })
		if at < 0 {
			continue
		}
		told := all[at]
		rest := slices.Delete(all, at, at+1)
		used := slices.IndexFunc(h.Columns, func(c Column) bool { return c.ID == told.ID })
		for j := range h.found {
			if h.found[j].Col == told.Col {
				h.found[j].ID = id(told.Title)
			}
		}
		told.ID = id(told.Title)
		h.Columns[used] = rest[0]
		h.Columns = append(h.Columns, told)
		if d.Used, d.Others = rest[0], rest[1:]; len(d.Others) == 0 {
			h.Doubles = slices.Delete(h.Doubles, i, i+1)
			i--
		}
	}
}

// titleLine reports a row with one text that is merged over several columns.
func titleLine(r Row) bool {
	for _, c := range r.Cells {
		if !c.Merged || c.Kind == String && c.Text != r.Cells[0].Text {
			return false
		}
	}
	return true
}

// columns lists the columns in which one of the rows has a value, ascending.
func columns(a, b Row) []int {
	var cols []int
	for len(a.Cells)+len(b.Cells) > 0 {
		col := maxCol + 1
		if len(a.Cells) > 0 {
			col = a.Cells[0].Col
		}
		if len(b.Cells) > 0 {
			col = min(col, b.Cells[0].Col)
		}
		cols = append(cols, col)
		for len(a.Cells) > 0 && a.Cells[0].Col == col {
			a.Cells = a.Cells[1:]
		}
		for len(b.Cells) > 0 && b.Cells[0].Col == col {
			b.Cells = b.Cells[1:]
		}
	}
	return cols
}

package roster

import (
	"fmt"
	"slices"
	"strings"

	"dangce/config/diag"
	"dangce/config/sheet"
)

// read reads all rows.
func (t *table) read(to *Roster) {
	var hidden, struck []sheet.Row
	for _, whole := range t.sheet.Rows {
		cells, ok := t.part(whole)
		if !ok {
			continue
		}
		use := AsCaption
		switch {
		case cells.N > t.header.Last:
			use = t.classify(cells)
		case cells.N >= t.header.First:
			use = AsHeader
		}
		t.account.Rows = append(t.account.Rows, RowAccount{cells.N, use})
		if cells.Hidden && use == AsRecord {
			hidden = append(hidden, cells)
		}
		if use == AsRecord && cells.At(t.keyCol).Struck {
			struck = append(struck, cells)
		}
		switch {
		case use == AsRecord:
			t.count(cells)
			to.Records = append(to.Records, t.record(cells))
		case use == AsCaption && cells.N > t.header.Last:
			t.inside, t.current = t.captionsOf(cells), nil
		case use == AsNameless:
			t.nameless(cells)
		case use == AsTitlesAgain:
			t.checkRepeated(cells)
		}
	}
	if t.account.HiddenRows = len(hidden); len(hidden) > 0 {
		t.out.Add(diag.Finding{
			Place: t.place(hidden[0].N, t.keyCol), Severity: diag.Warning, Code: "roster-hidden-rows",
			Message: fmt.Sprintf("有 %d 行是隐藏（筛掉）的，也读了", len(hidden)),
			Hint:    "取消筛选、取消隐藏看一看；不该有的行删去，不要只隐藏",
		})
	}
	t.struck(struck)
	t.flush()
}

// struck warns of rows that were read though somebody crossed them out.
func (t *table) struck(rows []sheet.Row) {
	if len(rows) == 0 {
		return
	}
	f := diag.Finding{
		Place: t.place(rows[0].N, t.keyCol), Severity: diag.Warning, Code: "roster-struck",
		Message: fmt.Sprintf("有 %d 行划了删除线，也读了", len(rows)),
		Hint:    "不该有的行删去；还要的，去掉删除线",
	}
	for _, r := range rows[1:] {
		f.Also = append(f.Also, t.place(r.N, t.keyCol))
	}
	t.out.Add(f)
}

// part is the part of a row that the table has: of a page printed in two
// halves, the cells of one half.
func (t *table) part(r sheet.Row) (sheet.Row, bool) {
	if t.header.From == 0 {
		return r, true
	}
	if r.N < t.header.First {
		return r, t.header.From == 1
	}
	own := sheet.Row{N: r.N, Hidden: r.Hidden}
	for _, c := range r.Cells {
		if c.Col >= t.header.From && c.Col <= t.header.To || slices.Contains(t.at, c.Col) {
			own.Cells = append(own.Cells, c)
		}
	}
	return own, len(own.Cells) > 0
}

// note warns of a value, once for all values of a column of which the same is
// to be said.
func (t *table) note(at diag.Place, col int, code, message, hint string) {
	f := diag.Finding{Place: at, Severity: diag.Warning, Code: "roster-" + code, Message: message, Hint: hint}
	t.join(f, col, func(o *diag.Finding) bool { return o.Code == f.Code })
}

// join adds a finding about a column, to one that says the same if there is
// one.
func (t *table) join(f diag.Finding, col int, same func(*diag.Finding) bool) {
	for i := range t.notes {
		if n := &t.notes[i]; n.col == col && same(&n.finding) {
			n.finding.Also = append(n.finding.Also, f.Place)
			return
		}
	}
	t.notes = append(t.notes, noted{col, f})
}

type noted struct {
	col     int
	finding diag.Finding
}

// flush hands on what was noted.
func (t *table) flush() {
	for _, n := range t.notes {
		if more := len(n.finding.Also); more > 0 {
			n.finding.Message += fmt.Sprintf("；这一列共有 %d 格是这样", more+1)
		}
		t.out.Add(n.finding)
	}
}

// foot reports a row of those who sign below a list, or of a note.
func (t *table) foot(r sheet.Row, first sheet.Cell) bool {
	if first.Kind != sheet.String {
		return false
	}
	text := sheet.Fold(first.Text)
	return signs.MatchString(text) || signers.MatchString(sheet.Key(text))
}

// classify distinguishes rows with a record from all the others that people put in.
func (t *table) classify(r sheet.Row) Use {
	first, several, own := t.survey(r)
	key := r.At(t.keyCol)
	name := sheet.Tidy(key.Text)
	switch {
	case first.Kind == sheet.Empty:
		return AsBlank
	case t.words.total(first.Text) || t.words.total(name):
		return AsTotal
	case name != "" && t.known.ID(name) == t.key.ID:
		return AsTitlesAgain
	case t.foot(r, first):
		return AsNote
	case !several && t.lone(first, name):
		if name != "" && !first.Merged && !strings.Contains(name, "支部") {
			return AsNote
		}
		return AsCaption
	case name != "" || key.Kind == sheet.Formula:
		return AsRecord
	case own >= 2:
		return AsNameless
	}
	return AsNote
}

// survey returns the first value of a row, whether there are several
// different ones, and how many are in columns that are read and are not
// spread there by a merge.
func (t *table) survey(r sheet.Row) (first sheet.Cell, several bool, own int) {
	text := ""
	for _, c := range r.Cells {
		if slices.Contains(t.unread, c.Col) {
			continue
		}
		s := sheet.Tidy(c.Text)
		if s == "" && c.Kind != sheet.Formula {
			continue
		}
		if first.Kind == sheet.Empty {
			first, text = c, s
		}
		several = several || s != text
		if !c.Merged && c.Col < len(t.used) && t.used[c.Col] {
			own++
		}
	}
	return first, several, own
}

// lone reports whether the only text of a row is a line of its own and not a
// record that gives a name alone.
func (t *table) lone(c sheet.Cell, name string) bool {
	if c.Kind != sheet.String {
		return false
	}
	if name == "" || c.Merged {
		return true
	}
	return t.Name == "党员" && (strings.Contains(name, "支部") || strings.ContainsAny(name, "：:"))
}

func (t *table) nameless(r sheet.Row) {
	t.out.Add(diag.Finding{
		Place: t.place(r.N, t.keyCol), Code: "roster-nameless",
		Message: "这一行没有“" + t.key.Title + "”，没有读",
		Hint:    "补上“" + t.key.Title + "”；不要的行整行删去",
	})
}

// checkRepeated reports titles that come in another order further down: the
// rows below would be read wrongly.
func (t *table) checkRepeated(r sheet.Row) {
	for _, c := range t.header.Columns {
		text := r.At(c.Col)
		if text.Kind != sheet.String || t.known.ID(text.Text) == "" || sheet.Key(text.Text) == sheet.Key(c.Title) || c.Grouped {
			continue
		}
		if strings.HasSuffix(sheet.Key(c.Title), sheet.Key(text.Text)) {
			continue // the lower half of a title in two rows
		}
		t.out.Add(diag.Finding{
			Place: t.place(r.N, c.Col), Code: "roster-order",
			Message: "这里又有一行标题，“" + sheet.Tidy(text.Text) + "”的位置上面是“" + c.Title + "”，列的次序前后不同",
			Hint:    "同一个工作表里各段的列要一致；或分成几个工作表",
		})
		return
	}
}

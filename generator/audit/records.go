package audit

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"dangce/config"
	"dangce/config/diag"
	"dangce/config/sheet"
	"dangce/generator/doc"
)

// records reads the rows of all tables of a form in which something is
// filled in.
func (r *reader) records(f *File, fm *form, b *sheet.Book, sheets []found) *returned {
	out := &returned{file: f, form: fm, rows: make(map[*table][]entry), ids: map[string]bool{}}
	var hidden []diag.Finding
	for i := range fm.sheets {
		fs := &fm.sheets[i]
		s, h := sheets[i].sheet, sheets[i].head
		if s == nil {
			out.fault(diag.Place{File: f.Path}, "no-sheet", "缺工作表“"+fs.name+"”，或者它的标题行认不出",
				"用县里发的登记表填报，不要删改工作表和标题")
			continue
		}
		for _, other := range b.Sheets {
			if second(other, s, sheets) {
				if _, ok := fs.header(other); ok && sheet.Key(other.Name) != notesSheet {
					out.fault(place(f.Path, other.Name, 0, 0), "sheet-twice", "工作表“"+other.Name+"”和“"+s.Name+"”是同一种表，只读了“"+s.Name+"”",
						"把填的内容并到“"+s.Name+"”里，删掉多余的一张")
				}
			}
		}
		t := &tableReader{reader: r, out: out, fs: fs, sheet: s, at: make([]int, len(fs.cols))}
		t.columns(h)
		for _, row := range s.Rows {
			if row.N > h.Last {
				t.row(row)
			}
		}
		out.rows[fs.table] = append(out.rows[fs.table], t.rows...)
		if n := len(t.hidden); n > 0 {
			hidden = append(hidden, diag.Finding{Place: place(f.Path, s.Name, t.hidden[0], 0), Severity: diag.Warning, Code: "hidden-rows",
				Message: fmt.Sprintf("有 %d 行隐藏着，里面填的照样计入了", n), Hint: "取消筛选和隐藏，看看是不是要填的", Branch: f.Branch, Owner: f.Committee})
		}
	}
	f.Faults = len(out.faults)
	out.faults = append(out.faults, hidden...)
	out.asides(b)
	if b := r.branches[strings.ToUpper(f.Branch)]; b != nil && fm.name == Register {
		r.misnamed(out, b)
	}
	return out
}

// asides warns of what was read otherwise than it is written, and of what was not
// read at all: each once a file.
func (out *returned) asides(b *sheet.Book) {
	if n := len(out.moved); n > 0 {
		out.warn(out.moved[0], "dates-moved", fmt.Sprintf("有 %d 个日期带着半夜的时刻，是程序导出时差了时刻，都按第二天计入", n), "核对日期；在县里发的原表上填就不会这样")
	}
	for _, u := range b.Unread {
		out.warn(place(out.file.Path, u.Name, 0, 0), "sheet-unread", "工作表“"+u.Name+"”是"+u.What+"，没有读", "要填的都填在登记表的格子里")
	}
}

// misnamed warns of a register of one branch in a file that bears the name of
// another: somebody filled in the wrong one.
func (r *reader) misnamed(out *returned, b *config.Branch) {
	said := longestName(path.Base(out.file.name), r.county.Branches(), func(b *config.Branch) []string { return []string{b.Name, b.Short} })
	if said != nil && said != b {
		out.warn(diag.Place{File: out.file.Path}, "other-branch", "文件名写的是"+said.Short+"，里面是"+b.Short+"的登记表，按"+b.Short+"计入",
			"核对是不是填在了别的支部的表上；没有填错的，改一下文件名")
	}
}

func (out *returned) warn(at diag.Place, code, message, hint string) {
	out.fault(at, code, message, hint)
	out.faults[len(out.faults)-1].Severity = diag.Warning
}

// second reports whether a worksheet is left over beside the one that is read:
// a copy such as “组织生活 (2)”, into which people type by mistake.
func second(other, read *sheet.Sheet, sheets []found) bool {
	for _, f := range sheets {
		if f.sheet == other {
			return false
		}
	}
	return strings.HasPrefix(sheet.Key(other.Name), sheet.Key(read.Name)) || strings.Contains(other.Name, "副本")
}

func (out *returned) fault(at diag.Place, code, message, hint string) {
	out.faults = append(out.faults, diag.Finding{Place: at, Severity: diag.Error, Code: code, Message: message, Hint: hint,
		Branch: out.file.Branch, Owner: out.file.Committee})
}

// tableReader reads one table.
type tableReader struct {
	*reader
	out    *returned
	fs     *formSheet
	sheet  *sheet.Sheet
	at     []int
	rows   []entry
	hidden []int                     // rows with something filled in that nobody sees
	read   []reading                 // of the row, by column
	owner  map[string]*config.Branch // branches by their names, of forms with many
}

// columns finds the columns by their titles and names those missing or
// there twice.
func (t *tableReader) columns(h *sheet.Header) {
	for i, c := range t.fs.cols {
		t.at[i] = h.Col(c.ID)
		if t.at[i] == 0 && t.fs.marked[i] && !t.fs.optional(i) {
			t.out.fault(place(t.out.file.Path, t.sheet.Name, h.Last, 1), "no-column", "缺“"+c.Title+"”列，或者它的标题改了",
				"恢复这一列的标题，或在县里发的原表上填")
		}
	}
	for _, d := range h.Doubles {
		for _, o := range d.Others {
			t.out.fault(place(t.out.file.Path, t.sheet.Name, h.Last, o.Col), "column-twice",
				fmt.Sprintf("有两列“%s”，只读了 %s 列", d.Used.Title, sheet.ColumnName(d.Used.Col)), "删掉多余的一列")
		}
	}
}

// row reads one row below the titles, and keeps it if something is filled in.
func (t *tableReader) row(row sheet.Row) {
	if t.total(row) {
		return
	}
	month := t.month(row)
	if t.read == nil {
		t.read = make([]reading, len(t.fs.cols))
	}
	said, entered := false, false
	for i := range t.fs.cols {
		x := &t.read[i]
		*x = reading{}
		if !t.fs.read[i] || t.at[i] == 0 {
			continue
		}
		cell := row.At(t.at[i])
		x.v, x.bad = t.value(&t.fs.cols[i], cell, month)
		if x.v.Kind == doc.KindDate && x.v.Set {
			if _, r, err := cell.Day(); err == nil && r != nil && r.Code == sheet.DateMoved {
				t.out.moved = append(t.out.moved, place(t.out.file.Path, t.sheet.Name, row.N, t.at[i]))
			}
		}
		if t.fs.marked[i] && !t.fs.cols[i].Preset && (x.v.Set || x.bad != nil) {
			said, entered = true, entered || t.fs.cols[i].Input
		}
	}
	if i := t.fs.id; i >= 0 && t.at[i] > 0 && t.fs.table == lifeTable.table {
		t.out.ids[tidyID(t.read[i].v.Text)] = true
	}
	if !said {
		return
	}
	e := t.fs.table.make()
	*e.base() = line{from: t.out, form: t.fs, sheet: t.sheet.Name, row: row.N}
	for i, x := range t.read {
		if t.fs.read[i] && t.at[i] > 0 {
			put(e, i, t.at[i], x.v, x.bad != nil)
		}
	}
	if bad, at := t.unknown(e, month); bad != nil {
		t.out.fault(place(t.out.file.Path, t.sheet.Name, row.N, at), bad.code, bad.message, bad.hint)
		return // whose row it is must be put right first
	}
	for i, x := range t.read {
		if x.bad != nil && t.fs.marked[i] {
			t.out.fault(place(t.out.file.Path, t.sheet.Name, row.N, t.at[i]), x.bad.code, t.fs.cols[i].Title+"："+x.bad.message, x.bad.hint)
		}
	}
	if row.Hidden {
		t.hidden = append(t.hidden, row.N)
	}
	t.rows = append(t.rows, e)
	if entered {
		t.out.file.Filled++
	}
}

// reading is what a cell was read as.
type reading struct {
	v   doc.Value
	bad *fault
}

// total tells the rows below the data: sums, and a line of text over all
// columns.
func (t *tableReader) total(row sheet.Row) bool {
	line := len(row.Cells) > 3
	for _, c := range row.Cells {
		line = line && c.Merged && c.Text == row.Cells[0].Text
		if !strings.Contains(c.Text, "计") {
			continue
		}
		if s := sheet.Key(c.Text); s == "合计" || s == "总计" || s == "小计" {
			return true
		}
	}
	return line
}

// month is the month that a row is planned in, as far as the row says.
func (t *tableReader) month(row sheet.Row) time.Month {
	i := t.fs.month
	if i < 0 || t.at[i] == 0 {
		return 0
	}
	return monthOf(row.At(t.at[i]).Text)
}

// monthOf reads 3, 3月 or 03.
func monthOf(s string) time.Month {
	s = strings.TrimSuffix(sheet.Fold(s), "月")
	var n int
	if _, err := fmt.Sscanf(s, "%d", &n); err != nil || n < 1 || n > 12 {
		return 0
	}
	return time.Month(n)
}

// unknown checks the keys of a row that people filled in, and the column to
// point at.
func (t *tableReader) unknown(e entry, month time.Month) (*fault, int) {
	fs, ledger := t.fs, t.fs.table == ledgerTable.table
	if i := fs.branch; i >= 0 {
		name, code := cellAt(e, i), ""
		if fs.code >= 0 {
			code = cellAt(e, fs.code).text
		}
		b := t.branches[strings.ToUpper(code)]
		if b == nil {
			b = t.branch(name.text)
		}
		switch {
		case b == nil && code != "" && ledger:
			return nil, 0 // of a year in which the branch was still there
		case name.text == "":
			return bad("no-branch", "这一行填了内容，没有支部", "补上支部简称"), t.at[i]
		case b == nil:
			return bad("unknown-branch", "没有支部“"+short(name.text)+"”", "写支部的简称、全称或代码，和名册一致"), t.at[i]
		}
		name.put(doc.TextValue(b.Code))
	}
	if i := fs.id; i >= 0 {
		c := cellAt(e, i)
		id := tidyID(c.text)
		if id == "" && !ledger {
			return bad("no-id", "这一行填了内容，没有编号，没有计入", "填在印有编号的行里；另外加开的会写进备注"), t.at[i]
		}
		c.put(doc.TextValue(id))
	}
	if i := fs.month; i >= 0 {
		if month == 0 && t.at[i] > 0 && (fs.id < 0 || fs.marked[i]) {
			return bad("no-month", "这一行填了内容，没有月份", "补上月份 1 至 12"), t.at[i]
		}
		cellAt(e, i).put(doc.IntValue(int(month)))
	}
	return nil, 0
}

func tidyID(s string) string {
	return strings.ToUpper(strings.Join(strings.Fields(sheet.Fold(s)), ""))
}

// branch finds a branch by short name, name or code: among those of the
// committee whose file it is, or in the whole county.
func (t *tableReader) branch(name string) *config.Branch {
	if t.owner == nil {
		t.owner = map[string]*config.Branch{}
		twice := map[string]bool{}
		for _, b := range t.county.Branches() {
			if t.out.file.Committee != "" && b.Committee.Code != t.out.file.Committee {
				continue
			}
			for _, n := range []string{b.Short, b.Name, b.Code} {
				k := sheet.Key(n)
				if other := t.owner[k]; other != nil && other != b {
					twice[k] = true
				}
				t.owner[k] = b
			}
		}
		for k := range twice {
			delete(t.owner, k)
		}
	}
	return t.owner[sheet.Key(name)]
}

// collectFaults joins the faults of the files that count.
func collectFaults(kept []*returned) []diag.Finding {
	var all []diag.Finding
	for _, r := range kept {
		all = append(all, r.faults...)
	}
	return slices.Clip(all)
}

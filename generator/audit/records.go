package audit

import (
	"fmt"
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
	out := &returned{file: f, form: fm, records: make(map[string][]record)}
	for i := range fm.sheets {
		fs := &fm.sheets[i]
		s, h := sheets[i].sheet, sheets[i].head
		if s == nil {
			out.fault(diag.Place{File: f.Path}, "no-sheet", "缺工作表“"+fs.name+"”，或者它的标题行认不出",
				"用县里发的登记表填报，不要删改工作表和标题")
			continue
		}
		t := &tableReader{reader: r, out: out, fs: fs, sheet: s, at: make([]int, len(fs.cols))}
		t.columns(h)
		for _, row := range s.Rows {
			if row.N > h.Last {
				t.row(row)
			}
		}
		out.records[fs.table] = append(out.records[fs.table], t.rows...)
		for i := range t.rows {
			if t.rows[i].entered() {
				f.Filled++
			}
		}
	}
	f.Faults = len(out.faults)
	return out
}

func (out *returned) fault(at diag.Place, code, message, hint string) {
	out.faults = append(out.faults, diag.Finding{Place: at, Severity: diag.Error, Code: code, Message: message, Hint: hint,
		Branch: out.file.Branch, Owner: out.file.Committee})
}

// tableReader reads one table.
type tableReader struct {
	*reader
	out   *returned
	fs    *formSheet
	sheet *sheet.Sheet
	at    []int
	rows  []record
	owner map[string]*config.Branch // branches by their names, of forms with many
}

// columns finds the columns by their titles and tells of those missing or
// there twice.
func (t *tableReader) columns(h *sheet.Header) {
	for i, c := range t.fs.cols {
		t.at[i] = h.Col(c.ID)
		if t.at[i] == 0 && t.fs.marked[i] {
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
	rec := record{from: t.out, sheet: t.sheet.Name, row: row.N, at: t.at, cols: t.fs, values: make([]doc.Value, len(t.fs.cols))}
	var faults []cellFault
	month := t.month(row)
	for i := range t.fs.cols {
		if !t.fs.read[i] || t.at[i] == 0 {
			continue
		}
		c := &t.fs.cols[i]
		cell := row.At(t.at[i])
		v, bad := t.value(c, cell, month)
		rec.values[i] = v
		if bad != nil {
			if rec.broken == nil {
				rec.broken = make([]bool, len(t.fs.cols))
			}
			rec.broken[i] = true
			faults = append(faults, cellFault{i, bad})
		}
	}
	if rec.filled() == 0 {
		return
	}
	if bad, at := t.unknown(&rec, month); bad != nil {
		t.out.fault(place(t.out.file.Path, t.sheet.Name, row.N, at), bad.code, bad.message, bad.hint)
		return // whose row it is must be put right first
	}
	for _, f := range faults {
		if !t.fs.marked[f.col] {
			continue
		}
		t.out.fault(rec.place(t.fs.cols[f.col].ID), f.bad.code, t.fs.cols[f.col].Title+"："+f.bad.message, f.bad.hint)
	}
	t.rows = append(t.rows, rec)
}

type cellFault struct {
	col int
	bad *fault
}

// total tells the rows below the data: sums, and a line of text over all
// columns.
func (t *tableReader) total(row sheet.Row) bool {
	line := len(row.Cells) > 3
	for _, c := range row.Cells {
		line = line && c.Merged && c.Text == row.Cells[0].Text
		if s := sheet.Key(c.Text); s == "合计" || s == "总计" || s == "小计" {
			return true
		}
	}
	return line
}

// month is the month that a row is planned in, as far as the row says.
func (t *tableReader) month(row sheet.Row) time.Month {
	i := t.fs.column("month")
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
func (t *tableReader) unknown(rec *record, month time.Month) (*fault, int) {
	col := func(id string) int { return rec.at[t.fs.column(id)] }
	if i := t.fs.column("branch"); i >= 0 {
		name := rec.values[i].Text
		b := t.branches[strings.ToUpper(rec.text("code"))]
		if b == nil {
			b = t.branch(name)
		}
		switch {
		case b == nil && rec.text("code") != "" && t.fs.table == tableLedger:
			return nil, 0 // of a year in which the branch was still there
		case name == "":
			return bad("no-branch", "这一行填了内容，没有支部", "补上支部简称"), col("branch")
		case b == nil:
			return bad("unknown-branch", "没有支部“"+short(name)+"”", "写支部的简称、全称或代码，和名册一致"), col("branch")
		}
		rec.values[i] = doc.TextValue(b.Code)
	}
	if i := t.fs.column("id"); i >= 0 {
		id := strings.ToUpper(strings.Join(strings.Fields(sheet.Fold(rec.values[i].Text)), ""))
		if id == "" && t.fs.table != tableLedger {
			return bad("no-id", "这一行填了内容，没有编号，没有计入", "填在印有编号的行里；另外加开的会写进备注"), col("id")
		}
		rec.values[i] = doc.TextValue(id)
	}
	if i := t.fs.column("month"); i >= 0 && t.fs.table != tableLedger {
		if month == 0 && rec.at[i] > 0 && (t.fs.column("id") < 0 || t.fs.marked[i]) {
			return bad("no-month", "这一行填了内容，没有月份", "补上月份 1 至 12"), rec.at[i]
		}
		rec.values[i] = doc.IntValue(int(month))
	}
	return nil, 0
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

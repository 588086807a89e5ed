package generator

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"dangce/config/money"
	"dangce/generator/calc"
	"dangce/generator/doc"
	"dangce/generator/internal/exampletest"
)

// first returns the row of the sheet, from 0, in which its data begins.
func (a *account) first(t *testing.T, sheet string) int {
	t.Helper()
	rows, err := a.ours.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range rows {
		switch {
		case len(r) == 0:
		case r[0] == "1" || r[0] == "1月":
			return i
		case strings.HasPrefix(r[0], "日期"):
			return i + 1 // a table to fill in
		}
	}
	return -1
}

// sheetAt is the position of a column in the sheet, from 0.
func sheetAt(t *doc.Table, id string) int {
	n := 0
	for i := range t.Cols {
		if t.Cols[i].ID == id {
			return n
		}
		if !t.Cols[i].Print {
			n++
		}
	}
	return -1
}

// agree compares what is stored with what LibreOffice computed, exactly, and
// returns how many formulas there were.
func (a *account) agree(t *testing.T) int {
	t.Helper()
	formulas, err := calc.New(a.wb)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for i := range a.wb.Sheets {
		d := &a.wb.Sheets[i]
		if d.Example {
			continue
		}
		stored, computed := cells(t, a.ours, d.Name), cells(t, a.theirs, d.Name)
		first, last := a.first(t, d.Name), len(d.Table.Rows)+d.Table.Blank
		for c := range d.Table.Cols {
			col := &d.Table.Cols[c]
			if col.Print || col.Formula == nil && col.Total == nil {
				continue
			}
			at := sheetAt(d.Table, col.ID)
			for r := range last + 1 {
				if r < last && col.Formula == nil || r == last && col.Total == nil {
					continue
				}
				n++
				want := stored(first+r, at)
				if got := computed(first+r, at); got != want {
					t.Errorf("%s %s row %d %s: stored %q, computed %q", a.branch.Code, d.Name, r+1, col.ID, want, got)
				}
				if v, err := valueOf(formulas, i, r, c, last); err != nil || v.Kind == doc.KindMoney && v.Set && !sameFen(want, v.N) {
					t.Errorf("%s %s row %d %s: stored %q, calculated %v, %v", a.branch.Code, d.Name, r+1, col.ID, want, v, err)
				}
			}
		}
	}
	return n
}

func valueOf(formulas *calc.Calc, sheet, row, col, rows int) (doc.Value, error) {
	if row == rows {
		row = calc.FootRow
	}
	return formulas.Value(sheet, row, col)
}

func sameFen(cell string, fen int64) bool {
	v, err := strconv.ParseFloat(cell, 64)
	return err == nil && strconv.FormatFloat(v, 'f', 2, 64) == money.Fen(fen).String()
}

// cells reads a sheet as stored; cells that are not there are blank.
func cells(t *testing.T, f *excelize.File, sheet string) func(row, col int) string {
	t.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return func(row, col int) string {
		if row >= len(rows) || col >= len(rows[row]) {
			return ""
		}
		return rows[row][col]
	}
}

// checkCollected works the sums, months owed and warnings of the register out
// again from the payments.
func (a *account) checkCollected(t *testing.T) {
	t.Helper()
	_, s := a.sheet("收缴")
	got, first := cells(t, a.theirs, s.Name), a.first(t, s.Name)
	for r, rec := range s.Table.Rows {
		at := func(id string, m int) int64 { return rec.Values[s.Table.Column(fmt.Sprintf("%s%02d", id, m))].N }
		var due, paid [5]int64 // of the year, and by quarter
		var until int64
		for m := 1; m <= 12; m++ {
			q := (m + 2) / 3
			due[q] += at("due", m)
			paid[q] += at("paid", m)
			due[0] += at("due", m)
			paid[0] += at("paid", m)
			if m > a.until {
				continue
			}
			until += at("due", m)
		}
		for _, id := range []string{"back1", "back2", "back3"} {
			paid[0] += rec.Values[s.Table.Column(id)].N
		}
		owing, rest := 0, paid[0]
		for m := 1; m <= a.until; m++ { // the oldest month is paid first
			if at("due", m) > rest {
				owing++
			}
			rest = max(rest-at("due", m), 0)
		}
		warning := ""
		switch behind := until > paid[0]; {
		case behind && owing >= 6:
			warning = "欠交6个月以上，请核实"
		case behind && owing >= 3:
			warning = "欠交3个月以上，请提醒"
		}
		want := map[string]int64{"due": due[0], "paid": paid[0], "owed": due[0] - paid[0], "due_until": until, "behind": until - paid[0]}
		for q := 1; q <= 4; q++ {
			want[fmt.Sprintf("q%ddue", q)], want[fmt.Sprintf("q%dpaid", q)] = due[q], paid[q]
		}
		for id, fen := range want {
			if v := got(first+r, sheetAt(s.Table, id)); !sameFen(v, fen) {
				t.Errorf("%s row %d %s: %s, want %s", a.branch.Code, r+1, id, v, money.Fen(fen))
			}
		}
		if v := got(first+r, sheetAt(s.Table, "owing")); v != strconv.Itoa(owing) {
			t.Errorf("%s row %d: %s months owed, want %d", a.branch.Code, r+1, v, owing)
		}
		if v := got(first+r, sheetAt(s.Table, "warning")); v != warning {
			t.Errorf("%s row %d: warning %q, want %q", a.branch.Code, r+1, v, warning)
		}
		if due[0] != int64(a.dues[r].Year) {
			t.Errorf("%s row %d: %s a year, assessed %s", a.branch.Code, r+1, money.Fen(due[0]), a.dues[r].Year)
		}
	}
}

// checkPaper compares the printed assessment and remittance with the sheets.
func (a *account) checkPaper(t *testing.T) {
	t.Helper()
	_, s := a.sheet("核定")
	got, first := cells(t, a.theirs, s.Name), a.first(t, s.Name)
	figures := func(r int) string {
		return yuanOf(got(first+r, sheetAt(s.Table, "monthly"))) + yuanOf(got(first+r, sheetAt(s.Table, "year")))
	}
	next, parts := 0, 0
	var months string
	for i := range a.paper.Pages {
		p := &a.paper.Pages[i]
		text := exampletest.Squeeze(exampletest.Said(p))
		if strings.Contains(text, "党费上缴记录") {
			months = text
		}
		if !strings.Contains(text, "本人签字") {
			continue
		}
		parts++
		var page, year money.Fen
		for next < len(a.dues) {
			line := strconv.Itoa(next+1) + exampletest.Squeeze(a.branch.Members[next].Label)
			if !a.dues[next].Unknown {
				line += figures(next)
			}
			if !strings.Contains(text, line) {
				break
			}
			page, year = page+a.dues[next].Monthly, year+a.dues[next].Year
			next++
		}
		if sums := "本页合计" + page.String() + year.String(); next < len(a.dues) && !strings.Contains(text, sums) || strings.Contains(text, "本页合计") && !strings.Contains(text, sums) {
			t.Errorf("%s page %d does not say %s", a.branch.Code, i+1, sums)
		}
		if total := "合计" + figures(len(a.dues)); next == len(a.dues) && !strings.Contains(text, total) {
			t.Errorf("%s page %d does not say %s", a.branch.Code, i+1, total)
		}
	}
	if next != len(a.dues) {
		t.Errorf("%s: %d of %d members in %d parts of the assessment", a.branch.Code, next, len(a.dues), parts)
	}
	_, s = a.sheet("上缴")
	got, first = cells(t, a.theirs, s.Name), a.first(t, s.Name)
	for m := range 12 {
		if line := fmt.Sprintf("%d月%s", m+1, yuanOf(got(first+m, sheetAt(s.Table, "due")))); !strings.Contains(months, line) {
			t.Errorf("%s: the record of remittances does not say %s", a.branch.Code, line)
		}
		line := fmt.Sprintf("第%s季度%s", string([]rune("一二三四")[m/3]), yuanOf(got(first+m, sheetAt(s.Table, "q_due"))))
		if !strings.Contains(months, line) {
			t.Errorf("%s: the record of remittances does not say %s", a.branch.Code, line)
		}
	}
}

// yuanOf writes a stored amount as it is printed.
func yuanOf(cell string) string {
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		return cell
	}
	return strconv.FormatFloat(v, 'f', 2, 64)
}

// checkPublic: the public sheet refers to no other sheet, and shows no base.
func (a *account) checkPublic(t *testing.T) {
	t.Helper()
	i, s := a.sheet("公示")
	for c := range s.Table.Cols {
		if f := s.Table.Cols[c].Formula; f != nil && f.Name != "sub()" && f.Name != "add()" {
			t.Errorf("%s: %s is %s", s.Name, s.Table.Cols[c].ID, f.Name)
		}
	}
	public := make(map[string]bool)
	for r, rec := range s.Table.Rows {
		for _, v := range rec.Values {
			public[v.String()] = v.Set && v.Kind == doc.KindMoney
		}
		d := &a.dues[r]
		for _, due := range []money.Fen{d.Monthly, d.Quarter(1), d.Quarter(2), d.Quarter(3), d.Quarter(4)} {
			delete(public, due.String())
		}
	}
	for _, d := range a.dues {
		if d.Base > 0 && public[d.Base.String()] {
			t.Errorf("%s sheet %d: the base %s is public", a.branch.Code, i+1, d.Base)
		}
	}
}

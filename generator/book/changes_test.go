package book

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dangce/config"
	"dangce/config/money"
	"dangce/generator/calc"
	"dangce/generator/doc"
	"dangce/generator/dues"
)

// TestChangedDuesAgree: where dues change within the year, the ledger in print,
// its workbook, the disclosures, the cards and the county's estimate show the
// same fen.
func TestChangedDuesAgree(t *testing.T) {
	w := newWorld(t)
	var county money.Fen
	for _, b := range w.county.Branches() {
		for i, m := range b.Members {
			switch i % 4 {
			case 0:
				m.Dues = config.MemberDues{DuesTerms: config.DuesTerms{Category: "salaried", Base: money.Fen(490000 + i)}, Later: []config.DuesTerms{{From: time.July, Category: "retired", Base: 612050}}}
			case 1:
				m.Dues.Later = []config.DuesTerms{{From: time.February, Category: "exempt", Reason: "重病", Approval: "批"}, {From: time.May, Category: "self_employed", Base: 910033}, {From: time.August, Category: "farmer"}}
			}
		}
		sub := w.branch(b)
		due := dues.Sum(sub.Dues)
		county += due.Year
		w.agree(b.Code, sub, &due)
	}
	estimate := duesWorkbook(t, w.set, "dues-estimate", w.subjects()[0])
	c, err := calc.New(estimate)
	if err != nil {
		t.Fatal(err)
	}
	for sheet, id := range map[int]string{1: "year", 2: "year", 3: "y", 4: "y"} {
		table := estimate.Sheets[sheet].Table
		if v, err := c.Value(sheet, calc.FootRow, table.Column(id)); err != nil || money.Fen(v.N) != county {
			t.Errorf("estimate %s: %s, %v, want %s", estimate.Sheets[sheet].Name, money.Fen(v.N), err, county)
		}
	}
}

// agree compares a branch's papers with its assessments.
func (w *world) agree(code string, sub *Subject, due *dues.Totals) {
	w.Helper()
	check := func(where string, table *doc.Table, id string, want func(a *dues.Assessment) money.Fen) {
		col := table.Column(id)
		for i := range table.Cols {
			if table.Cols[i].Title == id {
				col = i
			}
		}
		for i := range sub.Dues {
			if a := &sub.Dues[i]; !a.Unknown && money.Fen(table.Rows[i].Values[col].N) != want(a) {
				w.Errorf("%s %s %s, %s: %s, want %s", code, where, sub.Branch.Members[i].Label, id, money.Fen(table.Rows[i].Values[col].N), want(a))
			}
		}
	}
	months := func(where string, table *doc.Table) {
		for m := 1; m <= 12; m++ {
			check(where, table, fmt.Sprintf("due%02d", m), func(a *dues.Assessment) money.Fen { return a.Months[m] })
		}
	}
	tables := func(b *doc.Book) (all []*doc.Table) {
		for _, u := range b.Units {
			for _, block := range u.Blocks {
				if table, ok := block.(*doc.Table); ok && len(table.Rows) >= len(sub.Dues) {
					all = append(all, table)
				}
			}
		}
		return all
	}
	year := func(a *dues.Assessment) money.Fen { return a.Year }
	ledgers := 0
	for _, table := range tables(w.build("ledger", sub)) {
		if table.Column("due12") >= 0 {
			ledgers++
			months("ledger", table)
			check("ledger", table, "due", year)
		}
		if table.Column("how") >= 0 {
			check("assessment", table, "year", year)
			how := table.Rows[0].Values[table.Column("how")].String()
			if !strings.Contains(how, "1—6月：") || !strings.Contains(how, "7月起：6120.50×1%=61.21") {
				w.Errorf("%s: %q", code, how)
			}
		}
	}
	if ledgers != 1 {
		w.Errorf("%s: %d ledgers", code, ledgers)
	}
	wb := duesWorkbook(w.T, w.set, "dues-ledger", sub)
	c, err := calc.New(wb)
	if err != nil {
		w.Fatal(err)
	}
	for i := range wb.Sheets {
		table := wb.Sheets[i].Table
		total := func(id string, want money.Fen) {
			if v, err := c.Value(i, calc.FootRow, table.Column(id)); err != nil || money.Fen(v.N) != want {
				w.Errorf("%s %s, total of %s: %s, %v, want %s", code, wb.Sheets[i].Name, id, money.Fen(v.N), err, want)
			}
		}
		switch wb.Sheets[i].Name {
		case "收缴":
			months("workbook", table)
			total("due", due.Year)
		case "核定":
			total("year", due.Year)
		case "公示":
			total("due", due.Year)
			for q := 1; q <= 4; q++ {
				check("workbook", table, fmt.Sprintf("q%ddue", q), func(a *dues.Assessment) money.Fen { return a.Quarter(q) })
			}
		case "上缴":
			total("due", due.Year)
		}
	}
	public := tables(w.build("disclosure", sub))
	for q := 1; q <= 4; q++ {
		check("disclosure", public[q-1], "季应交", func(a *dues.Assessment) money.Fen { return a.Quarter(q) })
	}
	check("disclosure", public[4], "年应交", year)
}

package audit_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"dangce/config/money"
	"dangce/generator/audit"
	"dangce/generator/dues"
)

// TestDuesRate pays dues in the ways that people do: by the quarter ahead or
// behind, late, for earlier years, not at all. What a branch brings beyond its
// dues pays no other's.
func TestDuesRate(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 6, 3)
	folder := fstest.MapFS{}
	want := map[string][3]money.Fen{} // due, paid, met
	var county [3]money.Fen
	for i, b := range w.county.Branches() {
		months := dues.Sum(dues.AssessAll(w.county.Dues, b.Members, w.county.Year)).Months
		e := edit(t, w.blank(audit.Register, b.Committee, b)).on("党费", "月")
		var sums [3]money.Fen
		pay := func(month int, amount money.Fen) {
			e.set(amount.Yuan(), "实收", "月", fmt.Sprintf("%d月", month))
			sums[1] += amount
		}
		for m := 1; m <= 12; m++ {
			sums[0] += months[m]
			switch i % 6 {
			case 0: // by the quarter, ahead
				if m%3 == 1 {
					pay(m, months[m]+months[m+1]+months[m+2])
				}
			case 1: // by the quarter, afterwards
				if m%3 == 0 {
					pay(m, months[m]+months[m-1]+months[m-2])
				}
			case 2: // arrears of earlier years come with January
				pay(m, months[m])
				if m == 12 {
					pay(1, months[1]+100_000)
					sums[1] -= months[1]
				}
			case 3: // half
				if m%2 == 0 {
					pay(m, months[m])
				}
			case 4: // nothing
			case 5: // two months forgotten, one made up for
				switch m {
				case 3, 4:
				case 5:
					pay(m, months[5]+months[3])
				default:
					pay(m, months[m])
				}
			}
		}
		switch i % 6 {
		case 0, 1, 2:
			sums[2] = sums[0]
		default:
			sums[2] = sums[1]
		}
		for k := range sums {
			county[k] += sums[k]
		}
		want[b.Code] = sums
		folder[fmt.Sprintf("%d.xlsx", i)] = &fstest.MapFile{Data: e.bytes()}
	}
	r := w.collect(w.input(folder))
	of := func(t *audit.Totals) [3]money.Fen { return [3]money.Fen{t.DuesDue, t.DuesPaid, t.DuesMet} }
	for _, b := range r.Branches {
		if got := of(&b.Totals); got != want[b.Code] {
			t.Errorf("%s: due, paid, met %v, want %v", b.Short, got, want[b.Code])
		}
	}
	if got := of(&r.Totals); got != county || r.Totals.DuesOver() != county[1]-county[2] {
		t.Errorf("county: due, paid, met %v, want %v", got, county)
	}
	w.noRateAbove(w.write("review-summary", r))
}

// noRateAbove looks through the percentages of a summary.
func (w *world) noRateAbove(data []byte) {
	w.t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(string(data)))
	if err != nil {
		w.t.Fatal(err)
	}
	defer f.Close()
	seen := 0
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			w.t.Fatal(err)
		}
		for r, row := range rows {
			for c, v := range row {
				n, err := strconv.ParseFloat(strings.TrimSuffix(v, "%"), 64)
				if !strings.HasSuffix(v, "%") || err != nil {
					continue
				}
				if seen++; n > 100 {
					w.t.Errorf("%s, row %d, column %d: %s", sheet, r+1, c+1, v)
				}
			}
		}
	}
	if seen == 0 {
		w.t.Error("no percentage was found")
	}
}

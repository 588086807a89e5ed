package book

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dangce/config/date"
)

// TestClosesRulesTheYear: the last day that a county sets is printed in the
// handbook and the registers, and no register takes a later date, nor asks for
// an earlier one.
func TestClosesRulesTheYear(t *testing.T) {
	w := newWorld(t)
	if got := w.county.Review.Closes; got != date.New(2028, time.February, 10) {
		t.Errorf("without [review] closes it is %s", got)
	}
	w.county.Review.Closes = date.New(2028, time.March, 31)
	b := w.county.Branches()[0]
	if text := page(w.build("handbook", w.branch(b))); !strings.Contains(text, "次年3月31日前送上级党委审阅") || strings.Contains(text, "2月10日前") {
		t.Error("the handbook does not say when it is handed in")
	}
	for _, x := range []struct {
		name string
		sub  *Subject
		days int
	}{{"register", w.branch(b), 9}, {"register-all", w.subjects()[1], 9}, {"committee-register", w.subjects()[1], 3}, {"review", w.subjects()[1], 1}} {
		days := 0
		wb := duesWorkbook(t, w.set, x.name, x.sub)
		for i := range wb.Sheets {
			if notes := fmt.Sprint(wb.Sheets[i].Notes); strings.Contains(notes, "次年") && !strings.Contains(notes, "次年3月31日前") {
				t.Errorf("%s: %s", x.name, notes)
			}
			if wb.Sheets[i].Table == nil {
				continue
			}
			for _, c := range wb.Sheets[i].Table.Cols {
				if c.Input && strings.HasPrefix(c.Max, "2028") {
					if days++; c.Max != "2028-03-31" {
						t.Errorf("%s: %s until %s", x.name, c.Title, c.Max)
					}
				}
			}
		}
		if days < x.days {
			t.Errorf("%s: %d columns with a last day, want %d", x.name, days, x.days)
		}
	}
}

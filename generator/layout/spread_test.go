package layout_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"dangce/generator/calc"
	"dangce/generator/doc"
)

// register is a spread of n rows of 1 fen, 2 fen, …, some of several lines,
// with sums of each opening and a line to sign at its foot.
func register(n int, rng *rand.Rand) *doc.Table {
	t := roster(0)
	t.Spread, t.Fill, t.Blank, t.PageSum = true, true, 2, "页计"
	t.Cols = []doc.Column{{ID: "no", Title: "序号", MM: 15}, {ID: "name", Title: "姓名", Weight: 1}, {ID: "how", Title: "算式", MM: 40, Side: doc.Left},
		{ID: "due", Title: "应交", Kind: doc.KindMoney, MM: 40, Side: doc.Right, Total: calc.MustParse("sum")}}
	for i := range n {
		how := ""
		if rng.IntN(3) == 0 {
			how = strings.Repeat("加项减项", rng.IntN(12))
		}
		t.Rows = append(t.Rows, doc.Record{Values: []doc.Value{doc.IntValue(i + 1), doc.TextValue(name(i)), doc.TextValue(how), doc.MoneyValue(int64(i + 1))}})
	}
	t.Foot = []doc.Record{t.Sums(t.Rows, "合计")}
	t.PageFoot = []doc.Record{t.Labelled("签字")}
	return t
}

// TestOpeningsEndWithTheirSums: every row stands once on a left and once on a
// right page, each opening says what its own rows add up to, and the last
// what all do.
func TestOpeningsEndWithTheirSums(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	for n := range 90 {
		all := pages(t, register(n, rng))
		if len(all)%2 != 0 {
			t.Fatalf("%d rows on %d pages", n, len(all))
		}
		next := 0
		for i := 0; i < len(all); i += 2 {
			left, right := shown(&all[i]), joined(&all[i+1])
			from := next
			for _, s := range left {
				if strings.HasPrefix(s, "甲") {
					if s != name(next) || !strings.Contains(right, s) {
						t.Fatalf("%d rows: page %d has %s in place of %s", n, i+1, s, name(next))
					}
					next++
				}
			}
			sum := doc.MoneyValue(int64((from + 1 + next) * (next - from) / 2))
			if want := "页计|" + sum.String(); len(all) > 2 && !strings.Contains(right, want) {
				t.Errorf("%d rows: page %d does not say %s: %s", n, i+2, want, right)
			}
			if count(&all[i], "页计") != min(1, len(all)/2-1) || count(&all[i], "签字") != 1 {
				t.Errorf("%d rows: page %d ends with %q", n, i+1, left[max(0, len(left)-4):])
			}
			if n > 0 && next == from {
				t.Errorf("%d rows: page %d has none", n, i+1)
			}
		}
		want := "合计|" + doc.MoneyValue(int64(n*(n+1)/2)).String()
		if last := joined(&all[len(all)-1]); next != n || n > 0 && !strings.Contains(strings.ReplaceAll(last, "页计", ""), want) {
			t.Errorf("%d rows: %d printed, the last page says %s, want %s", n, next, last, want)
		}
	}
}

// TestOpeningsShareRowsOut: no opening is full while another is nearly empty.
func TestOpeningsShareRowsOut(t *testing.T) {
	plain := rand.New(rand.NewPCG(0, 0))
	for n := 30; n < 90; n += 7 {
		table := register(n, plain)
		for i := range table.Rows {
			table.Rows[i].Values[2] = doc.Value{}
		}
		all := pages(t, table)
		least, most := n, 0
		for i := 0; i < len(all); i += 2 {
			rows := strings.Count(joined(&all[i]), "甲")
			least, most = min(least, rows), max(most, rows)
		}
		if most-least > 1 {
			t.Errorf("%d rows on %d pages: from %d to %d", n, len(all), least, most)
		}
	}
	if fmt.Sprint(len(pages(t, register(0, plain)))) != "2" {
		t.Error("an empty register is no opening")
	}
}

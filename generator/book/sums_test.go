package book

import (
	"fmt"
	"testing"

	"dangce/generator/doc"
)

// amounts is a table of n rows that owe 1.00, 2.00, … yuan; every tenth row
// has a text of several lines.
func amounts(n, blank int) *doc.Table {
	t := &doc.Table{Blank: blank, Cols: []doc.Column{{ID: "no", Kind: doc.KindInt}, {ID: "name"}, {ID: "due", Kind: doc.KindMoney, Total: doc.SumRows{}}}}
	for i := range n {
		name := fmt.Sprint("党员", i)
		if i%10 == 9 {
			name += "\n两行\n三行"
		}
		t.Rows = append(t.Rows, doc.Record{Values: []doc.Value{doc.IntValue(i + 1), doc.TextValue(name), doc.MoneyValue(int64(100 * (i + 1)))}})
	}
	t.Foot = []doc.Record{totals(t, t.Rows, "合计")}
	return t
}

// TestPageSums: every row stands on one page, no page has more than the most,
// and the sums of the pages add up to the total.
func TestPageSums(t *testing.T) {
	const most = 16
	for n := range 130 {
		whole := amounts(n, 2)
		next, sum := 0, int64(0)
		parts := pageSums(whole, "本页合计", most)
		for i, p := range parts {
			if tall(p.Rows) > most+1 || len(p.Rows) == 0 && n > 0 {
				t.Errorf("%d rows: part %d has %d, as high as %.1f", n, i+1, len(p.Rows), tall(p.Rows))
			}
			page := int64(0)
			for _, r := range p.Rows {
				if next++; r.Values[0].N != int64(next) {
					t.Fatalf("%d rows: row %d in place of %d", n, r.Values[0].N, next)
				}
				page += r.Values[2].N
			}
			sum += page
			if len(parts) > 1 && (p.Foot[0].Values[1].Text != "本页合计" || p.Foot[0].Values[2].N != page) {
				t.Errorf("%d rows: part %d ends with %v, want %d", n, i+1, p.Foot[0].Values, page)
			}
		}
		last := parts[len(parts)-1].Foot
		if total := last[len(last)-1].Values; next != n || total[1].Text != "合计" || total[2].N != sum {
			t.Errorf("%d rows: %d placed, total %v, want %d", n, next, total, sum)
		}
	}
}

// TestPageSumsShareRowsOut: pages have about as many rows, rather than a full
// one and a rest.
func TestPageSumsShareRowsOut(t *testing.T) {
	for n, want := range map[int]string{14: "[14]", 15: "[8 7]", 20: "[10 10]", 28: "[14 14]", 30: "[15 15]", 50: "[13 12 13 12]"} {
		table := amounts(n, 2)
		for i := range table.Rows {
			table.Rows[i].Values[1] = doc.TextValue("党员")
		}
		var got []int
		for _, p := range pageSums(table, "本页合计", 16) {
			got = append(got, len(p.Rows))
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%d rows in %v, want %s", n, got, want)
		}
	}
}

func TestQuarterSums(t *testing.T) {
	table := amounts(12, 0)
	quarterSums(table)
	if len(table.Rows) != 16 {
		t.Fatalf("%d rows", len(table.Rows))
	}
	for q, want := range []int64{600, 1500, 2400, 3300} {
		r := table.Rows[4*q+3]
		if !r.Strong || r.Values[1].Text != "第"+chineseNumber(q+1)+"季度" || r.Values[2].N != want {
			t.Errorf("quarter %d: %+v, want %d", q+1, r, want)
		}
	}
	if table.Foot[0].Values[2].N != 7800 {
		t.Errorf("total %v counts quarters twice", table.Foot[0].Values)
	}
}

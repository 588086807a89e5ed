package book

import (
	"testing"

	"dangce/generator/calc"
	"dangce/generator/doc"
)

func TestQuarterSums(t *testing.T) {
	table := &doc.Table{Cols: []doc.Column{{ID: "no", Kind: doc.KindInt}, {ID: "name"}, {ID: "due", Kind: doc.KindMoney, Total: calc.MustParse("sum")}}}
	for i := range 12 {
		table.Rows = append(table.Rows, doc.Record{Values: []doc.Value{doc.IntValue(i + 1), doc.TextValue("月"), doc.MoneyValue(int64(100 * (i + 1)))}})
	}
	table.Foot = []doc.Record{table.Sums(table.Rows, "合计")}
	quarterSums(table, &embedded(t).Sentences.Dues)
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

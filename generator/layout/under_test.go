package layout_test

import (
	"strings"
	"testing"

	"dangce/generator/doc"
)

// TestSmallValuesOfAColumn: what stands in the corners of a column is of one
// size, small enough for the longest on one line; a sum has its own.
func TestSmallValuesOfAColumn(t *testing.T) {
	small := func(amounts ...int64) map[string]float64 {
		st := doc.Style{Size: 12, Leading: 1.3}
		table := &doc.Table{
			Head: st, Body: st, RowHeight: 12,
			Cols: []doc.Column{
				{ID: "name", Title: "姓名", Weight: 1},
				{ID: "due", Title: "应交", Under: "paid"},
				{ID: "paid", Title: "实交", MM: 13.6},
			},
		}
		for i, a := range amounts {
			r := doc.Record{Values: []doc.Value{doc.TextValue("张三"), doc.MoneyValue(a), {}}}
			if i < len(amounts)-1 {
				table.Rows = append(table.Rows, r)
				continue
			}
			r.Strong = true
			table.Foot = append(table.Foot, r)
		}
		sizes := map[string]float64{}
		for _, m := range pages(t, table)[0].Body {
			if g, ok := m.(*doc.Glyphs); ok && strings.Contains(g.S, ".") {
				sizes[g.S] = g.Size
			}
		}
		return sizes
	}
	for _, tc := range []struct {
		amounts []int64
		want    map[string]float64
	}{
		{[]int64{4900, 3050, 7950}, map[string]float64{"49.00": 9, "30.50": 9, "79.50": 9}},
		{[]int64{4900, 9999999, 9999900}, map[string]float64{"49.00": 7, "99999.99": 7, "99999.00": 7}},
		{[]int64{4900, 3050, 99999999}, map[string]float64{"49.00": 9, "30.50": 9, "999999.99": 6.5}},
	} {
		got := small(tc.amounts...)
		for s, size := range tc.want {
			if got[s] != size {
				t.Errorf("%v: %s is set in %g pt, want %g", tc.amounts, s, got[s], size)
			}
		}
	}
}

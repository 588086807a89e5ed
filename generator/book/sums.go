package book

import (
	"math"
	"strings"
	"unicode/utf8"

	"dangce/generator/doc"
)

// totals adds up the columns of rows that have a total and something to add.
func totals(t *doc.Table, rows []doc.Record, label string) doc.Record {
	rec := doc.Record{Values: labelled(t, label), Strong: true, Shade: true}
	for i := range t.Cols {
		c := &t.Cols[i]
		if _, ok := c.Total.(doc.SumRows); !ok {
			continue
		}
		v := doc.Value{Kind: c.Kind}
		for _, r := range rows {
			if x := r.Values[i]; x.Set {
				v.N += x.N
				v.Set = true
			}
		}
		rec.Values[i] = v
	}
	return rec
}

// labelled are the values of a row that holds a label only, in the first
// column of texts that is printed.
func labelled(t *doc.Table, label string) []doc.Value {
	values := make([]doc.Value, len(t.Cols))
	for i := range t.Cols {
		if c := &t.Cols[i]; c.Kind == doc.KindText && !c.Hidden {
			values[i] = doc.TextValue(label)
			break
		}
	}
	return values
}

// quarterSums puts the sums of each quarter below the rows of its months.
func quarterSums(t *doc.Table) {
	months := t.Rows
	t.Rows = nil
	for i := range months {
		t.Rows = append(t.Rows, months[i])
		if i%3 == 2 {
			t.Rows = append(t.Rows, totals(t, months[i-2:i+1], "第"+chineseNumber(i/3+1)+"季度"))
		}
	}
}

// pageSums cuts a table of more than most rows, the blank ones included, into
// tables of a page each. Their rows are shared out evenly; each ends with its
// sums under the label, the last with those of the whole.
func pageSums(t *doc.Table, label string, most int) []*doc.Table {
	all := tall(t.Rows)
	n := all + float64(t.Blank)
	if most <= 0 || n <= float64(most)+0.5 || len(t.Rows) < 2 {
		return []*doc.Table{t}
	}
	pages := math.Ceil(n / float64(most))
	var parts []*doc.Table
	for from := 0; from < len(t.Rows); {
		// Each page goes on to its share of what all pages up to it hold.
		share := all * float64(len(parts)+1) / pages
		to := from + 1
		for to < len(t.Rows) && tall(t.Rows[:to+1]) <= share+0.5 {
			to++
		}
		part := *t
		part.Rows, part.Foot, part.Blank = t.Rows[from:to], nil, 0
		if label != "" {
			part.Foot = []doc.Record{totals(t, part.Rows, label)}
		}
		parts = append(parts, &part)
		from = to
	}
	last := parts[len(parts)-1]
	last.Foot = append(last.Foot, t.Foot...)
	return parts
}

// longText is about how many characters fit into a row of common height.
const longText = 40

// tall is about how high rows are, in rows of common height: each line of a
// text beyond the first, and a long text, take half of one.
func tall(rows []doc.Record) float64 {
	n := 0.0
	for i := range rows {
		more := 0
		for _, v := range rows[i].Values {
			more = max(more, strings.Count(v.Text, "\n"))
			if more == 0 && utf8.RuneCountInString(v.Text) > longText {
				more = 1
			}
		}
		n += 1 + float64(more)/2
	}
	return n
}

package doc

// Sums is a row with the sums of rows, in the columns that have a total and
// something to add, and a label.
func (t *Table) Sums(rows []Record, label string) Record {
	sum := t.Labelled(label)
	sum.Strong, sum.Shade = true, true
	for i := range t.Cols {
		c := &t.Cols[i]
		if c.Total == nil || c.Total.Name != SumOfRows {
			continue
		}
		v := Value{Kind: c.Kind}
		for k := range rows {
			if x := rows[k].At(i); x.Set {
				v.N += x.N
				v.Set = true
			}
		}
		sum.Values[i] = v
	}
	return sum
}

// Labelled is a row that holds a label only, in the first column of texts
// that is printed.
func (t *Table) Labelled(label string) Record {
	r := Record{Values: make([]Value, len(t.Cols))}
	for i := range t.Cols {
		if c := &t.Cols[i]; c.Kind == KindText && !c.Hidden {
			r.Values[i] = TextValue(label)
			break
		}
	}
	return r
}

package book

import "dangce/generator/doc"

// quarterSums puts the sums of each quarter below the rows of its months.
func quarterSums(t *doc.Table) {
	months := t.Rows
	t.Rows = nil
	for i := range months {
		t.Rows = append(t.Rows, months[i])
		if i%3 == 2 {
			t.Rows = append(t.Rows, t.Sums(months[i-2:i+1], "第"+chineseNumber(i/3+1)+"季度"))
		}
	}
}

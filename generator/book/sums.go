package book

import (
	"dangce/generator/doc"
	"dangce/templates"
)

// quarterSums puts the sums of each quarter below the rows of its months.
func quarterSums(t *doc.Table, w *templates.DuesSentences) {
	months := t.Rows
	t.Rows = nil
	for i := range months {
		t.Rows = append(t.Rows, months[i])
		if i%3 == 2 {
			t.Rows = append(t.Rows, t.Sums(months[i-2:i+1], w.Quarter.Say("n", chineseNumber(i/3+1))))
		}
	}
}

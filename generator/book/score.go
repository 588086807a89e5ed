package book

import (
	"slices"

	"dangce/generator/audit"
	"dangce/generator/calc"
	"dangce/generator/doc"
	"dangce/templates"
)

// score fills in the sheets of scores of a summary, where the county wants
// them: from what the sheet of branches says, its formulas computed.
func (s *Set) score(w *doc.Workbook) {
	if !s.Scoring.Enabled {
		return
	}
	facts := slices.IndexFunc(w.Sheets, func(sh doc.Sheet) bool { return sh.Table != nil && sh.Table.ID == templates.FactsTable })
	if facts < 0 {
		return
	}
	formulas, err := calc.New(w)
	if err != nil {
		return // templates with such a fault are refused; what writes the workbook says it again
	}
	t := w.Sheets[facts].Table
	scores := new(audit.Scores)
	for r := range t.Rows {
		scores.ScoreOf(s.Scoring, func(id string) doc.Value {
			col := t.Column(id)
			if col < 0 {
				return doc.Value{}
			}
			if t.Cols[col].Formula == nil {
				return t.Rows[r].At(col)
			}
			v, err := formulas.Value(facts, r, col)
			if err != nil {
				return doc.Value{}
			}
			return v
		}, func(id string) string {
			c := &t.Cols[t.Column(id)]
			if c.Group == "" {
				return c.Title
			}
			return c.Group + "·" + c.Title
		})
	}
	for i := range w.Sheets {
		if sh := &w.Sheets[i]; sh.Table != nil {
			if rows, ok := scores.Rows(sh.Table.ID); ok {
				rows.Fill(sh.Table)
			}
		}
	}
}

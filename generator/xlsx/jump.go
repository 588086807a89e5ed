package xlsx

import (
	"fmt"

	"dangce/generator/doc"
)

// jumps links cells to rows of other sheets. Of neighbouring rows that lead
// to one place only the first is linked: a sheet holds 65,530 links.
func (s *sheet) jumps() error {
	if s.data == 0 || s.doc.Example {
		return nil
	}
	t := s.doc.Table
	for k, i := range s.shown {
		j := t.Cols[i].Jump
		if j == nil {
			continue
		}
		to, rows, err := s.targets(j)
		if err != nil {
			return fmt.Errorf("links of column %q: %w", t.Cols[i].ID, err)
		}
		by := i
		if j.By != "" {
			if by = t.Column(j.By); by < 0 {
				return fmt.Errorf("links of column %q: no column %q", t.Cols[i].ID, j.By)
			}
		}
		land := -1
		if j.At != "" {
			land = t.Column(j.At)
		}
		last := 0
		for r := range t.Rows {
			row := 0
			if by < len(t.Rows[r].Values) {
				row = rows[t.Rows[r].Values[by].String()]
			}
			if row == 0 || row == last && land < 0 {
				continue
			}
			last = row
			col := 1
			if land >= 0 {
				col = to.column(t.Rows[r].At(land).Text)
			}
			if err := s.file.SetCellHyperLink(s.doc.Name, cell(k+1, s.data+r), quoted(to.doc.Name)+"!"+cell(col, row), "Location"); err != nil {
				return err
			}
		}
	}
	return nil
}

// targets finds the sheet that a link leads to, and its first row for each
// text of the column.
func (s *sheet) targets(j *doc.Jump) (*sheet, map[string]int, error) {
	for i := range s.sheets {
		to := &s.sheets[i]
		t := to.doc.Table
		if t == nil || to.doc.Example || t.ID != j.Table {
			continue
		}
		col := t.Column(j.Column)
		if col < 0 {
			return nil, nil, fmt.Errorf("table %q: no column %q", j.Table, j.Column)
		}
		rows := make(map[string]int)
		for r := range t.Rows {
			if col >= len(t.Rows[r].Values) {
				continue
			}
			text := t.Rows[r].Values[col].String()
			if _, ok := rows[text]; !ok && text != "" {
				rows[text] = to.data + r
			}
		}
		return to, rows, nil
	}
	return nil, nil, fmt.Errorf("no table %q", j.Table)
}

// column is where a column of the table stands, the first of the sheet for
// one that it does not show.
func (s *sheet) column(id string) int {
	if i := s.doc.Table.Column(id); i >= 0 && s.at[i] > 0 {
		return s.at[i]
	}
	return 1
}

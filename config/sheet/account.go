package sheet

// Use marks cells as read, of columns counted from 1; without columns all of
// the row. A reader that marks what it takes can name the rest with Unused.
func (r Row) Use(cols ...int) {
	if len(cols) == 0 {
		for i := range r.Cells {
			r.Cells[i].used = true
		}
	}
	for _, col := range cols {
		if i, ok := r.find(col); ok {
			r.Cells[i].used = true
		}
	}
}

// UseRow marks row n; see Row.Use.
func (s *Sheet) UseRow(n int, cols ...int) {
	if i, ok := s.find(n); ok {
		s.Rows[i].Use(cols...)
	}
}

// Unused lists the cells that no reader marked, in order, and the values that
// merged areas hide. A merged area counts as one cell: it is used when any of
// its cells is, and is listed by its first.
func (s *Sheet) Unused() []Cell {
	used := make([]bool, len(s.merges))
	s.eachMerged(func(i int, c Cell) { used[i] = used[i] || c.used })
	first := map[[2]int]bool{} // first cells of areas that nobody used
	for i, m := range s.merges {
		if !used[i] {
			first[[2]int{m.row1, m.col1}] = true
		}
	}
	var out []Cell
	for _, r := range s.Rows {
		for _, c := range r.Cells {
			if c.Merged && first[[2]int{c.Row, c.Col}] || !c.Merged && !c.used {
				out = append(out, c)
			}
		}
	}
	return append(out, s.Covered...)
}

// eachMerged calls f for every cell of every merged area.
func (s *Sheet) eachMerged(f func(i int, c Cell)) {
	for i, m := range s.merges {
		from, _ := s.find(m.row1)
		for _, r := range s.Rows[from:] {
			if r.N > m.row2 {
				break
			}
			at, _ := r.find(m.col1)
			for _, c := range r.Cells[at:] {
				if c.Col > m.col2 {
					break
				}
				f(i, c)
			}
		}
	}
}

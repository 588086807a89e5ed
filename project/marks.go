package project

import (
	"errors"
	"strings"
	"time"

	"dangce/config/sheet"
	"dangce/generator/doc"
)

// Marks are what people filled in under 改好了 in an earlier list of problems,
// so that the next list has it too.
type Marks struct {
	Edited bool                 // an office program has saved the list since
	by     map[[2]string]string // by place and problem
	once   map[string][]string  // by problem alone: places move when rows are put in
}

// of returns what was filled in for a problem.
func (m *Marks) of(place, problem string) string {
	if m == nil {
		return ""
	}
	if text, ok := m.by[[2]string{place, problem}]; ok {
		return text
	}
	if all := m.once[problem]; len(all) == 1 {
		return all[0]
	}
	return ""
}

// ErrNotProblems is returned for a workbook that is no list of problems.
var ErrNotProblems = errors.New("不是问题清单")

// ReadMarks reads an earlier list of problems.
func ReadMarks(name string, data []byte) (*Marks, error) {
	b, err := sheet.Open(name, data, sheet.Limits{})
	if err != nil || b.Properties[doc.PropTemplate] != problemTemplate {
		return nil, ErrNotProblems
	}
	m := &Marks{by: map[[2]string]string{}, once: map[string][]string{}}
	m.Edited = !b.Modified.Equal(b.Modified.Truncate(24 * time.Hour)) // ours bear a day alone
	for _, s := range b.Sheets {
		m.read(s)
	}
	return m, nil
}

// read reads a sheet of the list.
func (m *Marks) read(s *sheet.Sheet) {
	var place, problem, done int
	for _, r := range s.Rows {
		if place*problem*done == 0 {
			place, problem, done = 0, 0, 0
			for _, c := range r.Cells {
				switch strings.TrimSuffix(sheet.Key(c.Text), "(填)") {
				case "位置":
					place = c.Col
				case "问题":
					problem = c.Col
				case "改好了":
					done = c.Col
				}
			}
			continue
		}
		if text := strings.TrimSpace(r.At(done).Text); text != "" {
			what := r.At(problem).Text
			m.by[[2]string{r.At(place).Text, what}] = text
			m.once[what] = append(m.once[what], text)
		}
	}
}

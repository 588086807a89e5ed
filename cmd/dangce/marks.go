package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"dangce/config/sheet"
	"dangce/generator/doc"
)

// marks are what people filled in under 改好了 in an earlier list of problems,
// so that the next list has it too.
type marks struct {
	edited bool                 // an office program has saved the list since
	by     map[[2]string]string // by place and problem
	once   map[string][]string  // by problem alone: places move when rows are put in
}

// of returns what was filled in for a problem.
func (m *marks) of(place, problem string) string {
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

// earlierMarks reads the list of problems that is about to be written again;
// nil where there is none. A file that is no such list is not overwritten.
func earlierMarks(name string) (*marks, error) {
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	notOurs := &usageError{name + " 已经有了，不是问题清单，不覆盖", "用 -o 换一个名字，例：dangce check --format xlsx -o 问题.xlsx"}
	if err != nil {
		return nil, nil // whoever writes it says why not
	}
	b, err := sheet.Open(name, data, sheet.Limits{})
	if err != nil || b.Properties[doc.PropTemplate] != problemTemplate {
		return nil, notOurs
	}
	m := &marks{by: map[[2]string]string{}, once: map[string][]string{}}
	m.edited = !b.Modified.Equal(b.Modified.Truncate(24 * time.Hour)) // ours bear a day alone
	for _, s := range b.Sheets {
		m.read(s)
	}
	return m, nil
}

// read reads a sheet of the list.
func (m *marks) read(s *sheet.Sheet) {
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

// setAside renames a file that people changed, so that nothing typed is lost.
// It returns the new name.
func setAside(name string) (string, error) {
	stem := strings.TrimSuffix(name, filepath.Ext(name))
	for i := 1; ; i++ {
		aside := stem + ".人工改动" + filepath.Ext(name)
		if i > 1 {
			aside = fmt.Sprintf("%s.人工改动%d%s", stem, i, filepath.Ext(name))
		}
		if exists(aside) {
			continue
		}
		if err := os.Rename(name, aside); err != nil {
			return "", cannotWrite(name, err)
		}
		return aside, nil
	}
}

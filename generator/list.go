package generator

import (
	"fmt"

	"dangce/config"
	"dangce/generator/book"
	"dangce/templates"
)

// Line is one book of one branch, committee or the county, as it is printed.
type Line struct {
	Committee string // code, "" for books of the county
	Branch    string // code, "" for books of a committee or the county
	Name      string // short name of whose book it is
	Path      string // of the file in the pack
	Book      string // handbook
	Title     string // 党支部工作手册
	Pages     int    // of the file
	Copies    int    // of the file
	Booklets  int    // that the file is cut up into, a card for each member; 1 for other books
	Sheets    int    // of paper for all copies, without covers
}

// List tells what Build would print, without writing anything.
func List(c *config.County, o Options) ([]Line, error) {
	pr, err := newPress(c, o.Set)
	if err != nil {
		return nil, err
	}
	var lines []Line
	for _, t := range tasks(c, o.Set, &o) {
		sub := pr.subject(&t)
		for i := range t.books {
			j := &t.books[i]
			if j.book == nil || j.part != block {
				continue
			}
			f, err := pr.pages(j, sub)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", &t, err)
			}
			l := Line{Path: j.path, Book: j.book.Name, Title: pr.set.FileName(j.book.Title, sub), Pages: len(f.Pages), Copies: 1 + c.Print.Spare[j.book.Name], Booklets: 1}
			if j.book.Repeat != "" {
				l.Copies = 1 // spare ones are in the file
				if l.Booklets, err = pr.booklets(j.book, sub); err != nil {
					return nil, fmt.Errorf("%s: %w", &t, err)
				}
			}
			l.Name = c.Name
			if t.committee != nil {
				l.Committee, l.Name = t.committee.Code, t.committee.Short
			}
			if t.branch != nil {
				l.Branch, l.Name = t.branch.Code, t.branch.Short
			}
			l.Sheets = (l.Pages + 1) / 2 * l.Copies
			lines = append(lines, l)
		}
	}
	return lines, nil
}

// booklets is how many copies of a bound book, each another, stand in one
// file: as many as the press order counts.
func (pr *press) booklets(t *templates.Book, sub *book.Subject) (int, error) {
	if !book.Pressed(t, pr.county) {
		return 1, nil
	}
	l, err := pr.lay(t, sub)
	if err != nil {
		return 0, err
	}
	return max(len(l.Blocks), 1), nil
}

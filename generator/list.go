package generator

import (
	"context"

	"dangce/config"
	"dangce/generator/book"
)

// Line is one book of one branch, committee or the county, as it is printed.
type Line struct {
	Committee string `json:"committee"`      // code, "" for books of the county
	Branch    string `json:"branch"`         // code, "" for books of a committee or the county
	Name      string `json:"name"`           // short name of whose book it is
	Path      string `json:"path,omitempty"` // of the file in the pack
	Book      string `json:"book"`           // handbook
	Title     string `json:"title"`          // 党支部工作手册
	Pages     int    `json:"pages"`          // of the file
	Copies    int    `json:"copies"`         // of the file
	Booklets  int    `json:"booklets"`       // that the file is cut up into, a card for each member; 1 for other books
	Sheets    int    `json:"sheets"`         // of paper for all copies, without covers
}

// List returns what Build would print, without writing anything.
func List(ctx context.Context, c *config.County, o Options) ([]Line, error) {
	e, err := newEngine(c, o.Set)
	if err != nil {
		return nil, err
	}
	all := tasks(c, o.Set, &o)
	l := &list{at: make(map[*job]int)}
	for i := range all {
		for k := range all[i].jobs {
			if j := &all[i].jobs[k]; j.shown() {
				l.at[j] = len(l.at)
			}
		}
	}
	l.lines = make([]Line, len(l.at))
	return l.lines, e.run(ctx, o.Jobs, all, l)
}

// list is the sink of lines: one for each book of each owner, in the order of
// the pack.
type list struct {
	at    map[*job]int
	lines []Line
}

func (l *list) wants(_ *task, j *job) bool { return j.shown() }

func (l *list) take(_ context.Context, w *worker, d *done) error {
	c, t := w.county, d.book
	line := Line{Path: d.path, Book: t.Name, Title: d.laid.title(w.set), Name: c.Name,
		Pages: len(d.laid.Pages), Copies: book.CopiesOf(t, c), Booklets: 1}
	if t.Repeat != "" {
		line.Copies = 1 // spare ones are in the file
		if book.Pressed(t, c) {
			line.Booklets = max(len(d.laid.Blocks), 1) // as many as the press order counts
		}
	}
	if d.committee != nil {
		line.Committee, line.Name = d.committee.Code, d.committee.Short
	}
	if d.branch != nil {
		line.Branch, line.Name = d.branch.Code, d.branch.Short
	}
	line.Sheets = (line.Pages + 1) / 2 * line.Copies
	l.lines[l.at[d.job]] = line
	return nil
}

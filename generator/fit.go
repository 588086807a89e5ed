package generator

import (
	"errors"
	"fmt"
	"slices"

	"dangce/config"
	"dangce/config/diag"
	"dangce/generator/book"
	"dangce/generator/layout"
	"dangce/templates"
)

// CheckFit lays out the given books for owners of each sort that the county
// has, and reports the pages on which something does not fit, before anything
// is built. What the program brings along fits.
func CheckFit(c *config.County, set *book.Set, books []*templates.Book, out *diag.List) error {
	if len(books) == 0 {
		return nil
	}
	var o Options
	for _, b := range books {
		o.Books = append(o.Books, b.Name)
	}
	e, err := newEngine(c, set)
	if err != nil {
		return err
	}
	type fault struct {
		book *templates.Book
		page string
	}
	reported := map[fault]bool{}
	for _, t := range samples(tasks(c, set, &o)) {
		sub := e.subject(t)
		for i := range t.jobs {
			j := &t.jobs[i]
			if !j.shown() || !slices.Contains(books, j.book) {
				continue
			}
			_, err := e.lay(j.book, sub)
			if !errors.Is(err, layout.ErrTooHigh) {
				continue // nothing else is known to go wrong; if it does, building says so
			}
			f := fault{book: j.book}
			if at, ok := errors.AsType[*layout.PageError](err); ok {
				f.page = at.Page
			}
			if !reported[f] {
				reported[f] = true
				j.book.Source.Add(out, diag.Error, "too-high", pathOf(f.book, f.page), fmt.Sprintf("%v（如%s）", err, t), FitHint)
			}
		}
	}
	return nil
}

// FitHint says what to do about a block that fits on no page.
const FitHint = "一页放不下这一块：在这本书的模板里减小行高、少写几行，或分到两页"

func pathOf(b *templates.Book, page string) string {
	for i := range b.Pages {
		if b.Pages[i].ID == page {
			return fmt.Sprintf("page[%d]", i)
		}
	}
	return ""
}

// samples chooses the largest owner of each sort: what a page holds grows with
// the members, and differs by the kind of the owner and whether it has groups.
func samples(all []task) []*task {
	type sort struct {
		kind, committee string
		groups          bool
	}
	size := func(t *task) int {
		switch {
		case t.branch != nil:
			return len(t.branch.Members)
		case t.committee != nil:
			return len(t.committee.Branches)
		}
		return 0
	}
	var order []sort
	largest := map[sort]*task{}
	for i := range all {
		t := &all[i]
		var s sort
		if t.committee != nil {
			s.committee = string(t.committee.Kind)
		}
		if t.branch != nil {
			s.kind, s.groups = string(t.branch.Kind), len(t.branch.Groups) > 0
		}
		if largest[s] == nil {
			order = append(order, s)
		}
		if largest[s] == nil || size(t) > size(largest[s]) {
			largest[s] = t
		}
	}
	var out []*task
	for _, s := range order {
		out = append(out, largest[s])
	}
	return out
}

package generator

import (
	"cmp"
	"context"
	"path"
	"slices"
	"sync"

	"dangce/config"
	"dangce/config/date"
	"dangce/generator/book"
	"dangce/generator/pack"
)

// SupplementOptions say what a supplement prints.
type SupplementOptions struct {
	Set      *book.Set
	No       int // of the county's, from 1
	Day      date.Date
	Printed  map[string]int // pages of each code that there are, in books and supplements
	Changed  []Changed
	Progress func(Progress)

	Was    *config.County // as it was printed
	WasSet *book.Set
}

// Changed is a branch with what changed since its books or its last supplement
// were printed.
type Changed struct {
	Branch *config.Branch // as it is
	Was    *config.Branch // as it was printed
	Events []*config.Event
}

// supplement is the book of the pages that are pasted.
const supplement = "supplement"

// WriteSupplement writes the pages of a supplement into p, a folder for each
// branch, and returns the codes of all pages.
func WriteSupplement(ctx context.Context, c *config.County, p *pack.Pack, o SupplementOptions) ([]string, error) {
	e, err := newEngine(c, o.Set)
	if err != nil {
		return nil, err
	}
	was, err := newEngine(o.Was, o.WasSet)
	if err != nil {
		return nil, err
	}
	var all []task
	var names pack.Names
	folders := map[*config.Committee]string{}
	for _, x := range o.Changed {
		com := x.Branch.Committee
		if folders[com] == "" {
			folders[com] = names.Name("", com.Code+"-"+com.Short, "")
		}
		t := task{committee: com, branch: x.Branch, folder: folders[com]}
		t.folder = path.Join(t.folder, names.Name(t.folder, x.Branch.Code+"-"+x.Branch.Short, ""))
		t.sub = e.subject(&t)
		if t.sub.Supplement, err = was.changes(x, &o); err != nil {
			return nil, err
		}
		if t.jobs, err = e.supplementJobs(&t); err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	files, codes := &files{pack: p, report: &reporter{progress: o.Progress}}, &codeList{}
	files.expect(all)
	if err := e.run(ctx, 0, all, files, codes); err != nil {
		return nil, err
	}
	slices.Sort(codes.codes)
	return codes.codes, nil
}

// supplementJobs are the pages to paste and the cards of those who came.
func (e *engine) supplementJobs(t *task) ([]job, error) {
	pages, err := e.printed(supplement, t.folder, t.sub)
	if err != nil {
		return nil, err
	}
	jobs := []job{pages}
	need := func(m *config.Member) bool { return book.NeedsCard(m, e.county) }
	if !slices.Contains(t.branch.Books, config.Card) || !slices.ContainsFunc(t.sub.Supplement.New, need) {
		return jobs, nil
	}
	cards, err := e.printed(config.Card, t.folder, t.sub)
	if err != nil {
		return nil, err
	}
	if !cards.book.Imposed.Empty() {
		cards.part, cards.path = imposed, path.Join(t.folder, e.set.FileName(cards.book.Imposed, t.sub))
	}
	return append(jobs, cards), nil
}

// changes works out what a branch's events change in what was printed. The
// engine is that of the county as it was.
func (e *engine) changes(x Changed, o *SupplementOptions) (*book.Supplement, error) {
	s := &book.Supplement{No: o.No, Day: o.Day, Events: x.Events, Printed: o.Printed}
	for _, ev := range x.Events {
		m, day := ev.Of, ev.Date
		if m == nil {
			continue
		}
		before := day.AddDays(-1)
		if ev.Kind.Comes() {
			s.New = append(s.New, m)
			before = day
		}
		if (ev.Kind.Comes() || ev.Kind.Leaves() || ev.Kind == config.DuesChange) && !slices.Contains(s.Dues, m) {
			s.Dues = append(s.Dues, m)
		}
		s.Officers = s.Officers || ev.Kind == config.Appointed || ev.Kind == config.Dismissed || (ev.Kind.Comes() || ev.Kind.Leaves()) && len(m.PostsOn(before)) > 0
		s.Groups = s.Groups || ev.Kind == config.GroupChange || slices.Contains(m.PostsOn(before), config.GroupLeader)
	}
	if n := len(x.Events); n > 0 {
		if last := x.Events[n-1].Date; last.After(s.Day) {
			s.Day = last // known beforehand
		}
		s.Secretary = x.Branch.HolderOn(config.Secretary, x.Events[0].Date.AddDays(-1)) != x.Branch.HolderOn(config.Secretary, s.Day)
	}
	return s, e.places(s, x.Was)
}

// places finds the pages of what was printed.
func (e *engine) places(s *book.Supplement, b *config.Branch) error {
	t := task{committee: b.Committee, branch: b}
	sub := e.subject(&t)
	s.Pages = map[string]map[string]int{}
	for _, bk := range e.set.Books {
		if bk.Name != config.Handbook && bk.Name != "ledger" || !e.set.Applies(bk, sub) {
			continue
		}
		l, err := e.lay(bk, sub)
		if err != nil {
			return err
		}
		first := map[string]int{}
		for i := range l.doc.Units {
			u := &l.doc.Units[i]
			first[u.Page] = cmp.Or(first[u.Page], l.First[i])
		}
		s.Pages[bk.Name] = first
		if bk.Name == config.Handbook {
			s.Records = l.records()
		}
	}
	return nil
}

// codeList is the sink that collects the codes of pages.
type codeList struct {
	mu    sync.Mutex
	codes []string
}

func (c *codeList) wants(*task, *job) bool { return true }

func (c *codeList) take(_ context.Context, _ *worker, d *done) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range d.laid.Pages {
		if code := d.laid.Pages[i].Code; code != "" {
			c.codes = append(c.codes, code)
		}
	}
	return nil
}

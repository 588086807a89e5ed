package generator

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"dangce/config"
	"dangce/generator/book"
	"dangce/generator/doc"
	"dangce/generator/pack"
	"dangce/templates"
)

// ReprintOptions say what is printed again of a branch, from the state in
// which it was printed first. Codes and page numbers are the same; each page
// and the cover bear which copy they are.
type ReprintOptions struct {
	Set    *book.Set
	Branch *config.Branch
	Book   string         // handbook
	Member *config.Member // of a card; nil for the whole book
	Pages  []string       // page numbers or codes; none for the whole book
	Copy   string         // which copy, as it is printed
	Folder string         // in the pack
}

// ReprintError is a choice that there is nothing of.
type ReprintError struct{ Message, Hint string }

func (e *ReprintError) Error() string { return e.Message }

// WriteReprint writes the book, or pages of it, into p and returns the codes
// of the pages.
func WriteReprint(ctx context.Context, c *config.County, p *pack.Pack, o ReprintOptions) ([]string, error) {
	e, err := newEngine(c, o.Set)
	if err != nil {
		return nil, err
	}
	t, err := e.reprinted(&o)
	if err != nil {
		return nil, err
	}
	files, codes := &files{pack: p, report: &reporter{}}, &codeList{}
	sinks := []sink{files, codes}
	if o.Member != nil || len(o.Pages) > 0 {
		t.jobs = t.single(o.Member != nil)
		sinks = []sink{&chosenPages{files, codes, &o}}
	}
	if err := e.run(ctx, 1, []task{t}, sinks...); err != nil {
		return nil, err
	}
	slices.Sort(codes.codes)
	return slices.Compact(codes.codes), nil
}

// reprinted lists the files of the book.
func (e *engine) reprinted(o *ReprintOptions) (task, error) {
	var books []string
	for _, t := range tasks(e.county, o.Set, &Options{Set: o.Set, Branches: []string{o.Branch.Code}}) {
		if t.branch != o.Branch {
			continue
		}
		t.jobs = slices.DeleteFunc(t.jobs, func(j job) bool {
			if !coded(&j) {
				return true // loose sheets, ballots: printed again from their files
			}
			if !slices.Contains(books, j.name()) {
				books = append(books, j.name())
			}
			return j.name() != o.Book
		})
		for i := range t.jobs {
			t.jobs[i].path = path.Join(o.Folder, path.Base(t.jobs[i].path))
		}
		if len(t.jobs) > 0 {
			t.sub = e.subject(&t)
			t.sub.Copy = o.Copy
			return t, nil
		}
	}
	return task{}, &ReprintError{"付印时 " + o.Branch.Short + " 没有这种书，或是不编码的散页：" + o.Book, "可以补印的有：" + strings.Join(books, "、")}
}

// coded reports whether the pages of a book say which ones they are.
func coded(j *job) bool {
	return j.book != nil && slices.ContainsFunc(j.book.Pages, func(p templates.Page) bool { return p.Identity })
}

// single is the one file that chosen pages are in: on sheets to cut and fold
// where the book is made so.
func (t *task) single(folded bool) []job {
	for i := range t.jobs {
		if folded && t.jobs[i].part == imposed {
			return t.jobs[i : i+1]
		}
	}
	return t.jobs[:1]
}

// chosenPages is the sink that writes some pages of a book.
type chosenPages struct {
	*files
	codes *codeList
	o     *ReprintOptions
}

func (s *chosenPages) wants(*task, *job) bool { return true }

func (s *chosenPages) take(ctx context.Context, w *worker, d *done) error {
	part := *d.laid
	r := *d.laid.Result
	part.Result = &r
	var err error
	if s.o.Member != nil {
		r.Pages, err = cardOf(d.laid, s.o.Member)
	} else {
		r.Pages, err = pick(d.laid.Pages, s.o.Pages)
	}
	if err != nil {
		return err
	}
	r.Bookmarks, r.Blocks = nil, []int{1}
	for i := range r.Pages {
		r.Pages[i].Links = nil // their pages are not in the file
	}
	chosen := *d
	chosen.laid = &part
	if err := s.codes.take(ctx, w, &chosen); err != nil {
		return err
	}
	return s.files.take(ctx, w, &chosen)
}

// cardOf are the pages of a member's card.
func cardOf(l *laid, m *config.Member) ([]doc.Page, error) {
	i := 0
	for _, o := range l.sub.Branch.Members {
		if !book.NeedsCard(o, l.sub.County) {
			continue
		}
		if o == m {
			return slices.Clone(l.blocks()[i]), nil
		}
		i++
	}
	return nil, &ReprintError{"付印时没有给" + m.Label + "印党费证", "他用的是以前的证；换发新证的，在名册里删去党费证号，明年印"}
}

// pick are the pages of these numbers or codes, in the order of the book.
func pick(pages []doc.Page, wanted []string) ([]doc.Page, error) {
	var out []doc.Page
	met := map[string]bool{}
	for _, p := range pages {
		for _, w := range wanted {
			key := strings.ToUpper(strings.ReplaceAll(w, "·", "-"))
			if key == fmt.Sprint(p.Number) || p.Code != "" && (key == p.Code || strings.Contains(key, "-") && strings.Contains(p.Code, "-"+key+"-")) {
				met[w] = true
				if len(out) == 0 || out[len(out)-1].Number != p.Number {
					out = append(out, p)
				}
			}
		}
	}
	for _, w := range wanted {
		if !met[w] {
			return nil, &ReprintError{"这本书里没有页 " + w, fmt.Sprintf("写页码（1 到 %d）或页面右上角的编码，几个用逗号隔开", len(pages))}
		}
	}
	return out, nil
}

package generator

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"dangce/config"
	"dangce/generator/book"
	"dangce/generator/doc"
	"dangce/generator/plan"
	"dangce/generator/svg"
)

// ErrNoVolume is returned for a path at which the county has no book.
var ErrNoVolume = errors.New("没有这本书")

// Reader makes single books of a county, to be looked at: what Build would
// write, and nothing is written. It may be used by several goroutines.
type Reader struct {
	engine *engine
	tasks  []task
	at     map[string][2]int // path -> task, job
}

// Volume is a book of a county, a committee or a branch, before it is made.
type Volume struct {
	Path, Book, Title string
	Committee, Branch string // codes, "" as the owner is
	Drawing           bool   // a chart, as SVG
}

// NewReader returns a reader of a county's books.
func NewReader(c *config.County, set *book.Set) (*Reader, error) {
	e, err := newEngine(c, set)
	if err != nil {
		return nil, err
	}
	r := &Reader{engine: e, tasks: tasks(c, set, &Options{SVG: true}), at: map[string][2]int{}}
	for i := range r.tasks {
		for k := range r.tasks[i].jobs {
			if j := &r.tasks[i].jobs[k]; j.shown() || j.part == drawn {
				r.at[j.path] = [2]int{i, k}
			}
		}
	}
	return r, nil
}

// Volumes lists the books of a branch, a committee, or with neither the
// county's.
func (r *Reader) Volumes(committee, branch string) []Volume {
	var out []Volume
	for i := range r.tasks {
		t := &r.tasks[i]
		v := Volume{}
		if t.committee != nil {
			v.Committee = t.committee.Code
		}
		if t.branch != nil {
			v.Branch = t.branch.Code
		}
		if v.Branch != branch || v.Committee != committee && branch == "" {
			continue
		}
		for k := range t.jobs {
			j := &t.jobs[k]
			if _, ok := r.at[j.path]; !ok {
				continue
			}
			v.Path, v.Book, v.Drawing, v.Title = j.path, j.book.Name, j.part == drawn, j.title
			if !v.Drawing {
				v.Title = r.engine.set.FileName(j.book.Title, r.engine.subject(t))
			}
			out = append(out, v)
		}
	}
	return out
}

// lay lays out the book at a path.
func (r *Reader) lay(path string) (d *done, w *worker, err error) {
	at, ok := r.at[path]
	if !ok {
		return nil, nil, fmt.Errorf("%w：%s", ErrNoVolume, path)
	}
	t := &r.tasks[at[0]]
	j := &t.jobs[at[1]]
	defer guard(t, &err)
	sub := r.engine.subject(t)
	l, err := r.engine.lay(j.book, sub)
	if err != nil {
		return nil, nil, err
	}
	return &done{task: t, job: j, sub: sub, laid: l}, r.engine.worker(), nil
}

// Open returns the book at a path as PDF, its cover first, and what each page
// is called.
func (r *Reader) Open(ctx context.Context, path string) (data []byte, labels []string, err error) {
	d, w, err := r.lay(path)
	if err != nil {
		return nil, nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	pages := d.laid.Pages
	if !d.book.Cover.Empty() {
		covers, err := w.covers(d.laid, d.laid.copyPages())
		if err != nil {
			return nil, nil, err
		}
		pages = append(append([]doc.Page{}, covers[:1]...), pages...)
	}
	for i := range pages {
		labels = append(labels, pageLabel(&pages[i]))
	}
	data, err = w.write(pages)
	return data, labels, err
}

// Draw writes the chart at a path as SVG.
func (r *Reader) Draw(out io.Writer, path string) error {
	d, w, err := r.lay(path)
	if err != nil {
		return err
	}
	drawing, err := w.drawing(d.job, d.laid)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := svg.Write(&b, drawing); err != nil {
		return err
	}
	_, err = b.WriteTo(out)
	return err
}

// Plan is the year of a branch.
func (r *Reader) Plan(b *config.Branch) *plan.Plan { return plan.ForBranch(r.engine.calendar, b) }

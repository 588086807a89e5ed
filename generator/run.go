package generator

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"dangce/config"
	"dangce/generator/book"
	"dangce/generator/pdf"
	"dangce/templates"

	"golang.org/x/sync/errgroup"
)

// sink is where finished work goes: files of a pack, volumes for the print
// shop, pictures, lines of a list.
type sink interface {
	// wants reports whether the sink needs the job done.
	wants(t *task, j *job) bool
	// take is called by the worker that did the job, by several at a time.
	take(ctx context.Context, w *worker, d *done) error
}

// done is a job with what its files are made from. Sinks share it.
type done struct {
	*task
	*job
	sub  *book.Subject
	laid *laid // nil for workbooks and agendas
}

// worker does one task after another.
type worker struct {
	*engine
	pdf *pdf.Writer
}

// worker returns a worker of its own buffers.
func (e *engine) worker() *worker {
	w := &worker{engine: e, pdf: pdf.NewWriter(e.fonts)}
	w.pdf.Palette = e.set.Palette()
	return w
}

// run does the tasks and hands what comes of them to the sinks. This is the
// one way through: whatever is made of a book of one owner, it is laid out
// once.
func (e *engine) run(ctx context.Context, jobs int, all []task, sinks ...sink) error {
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	queue := make(chan *task)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(queue)
		for i := range all {
			select {
			case queue <- &all[i]:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	for range min(jobs, max(len(all), 1)) {
		g.Go(func() error {
			w := e.worker()
			for t := range queue {
				if err := w.do(ctx, t, sinks); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return g.Wait()
}

// do does the jobs of a task, as far as a sink wants them.
func (w *worker) do(ctx context.Context, t *task, sinks []sink) (err error) {
	defer guard(t, &err)
	sub := t.sub
	var last *laid // the parts of a book follow each other
	for i := range t.jobs {
		j := &t.jobs[i]
		for _, s := range sinks {
			if err := ctx.Err(); err != nil {
				return err
			}
			if !s.wants(t, j) {
				continue
			}
			if sub == nil {
				sub = w.subject(t)
			}
			if j.book != nil && (last == nil || last.of != j.book) {
				if last, err = w.lay(j.book, sub); err != nil {
					return fmt.Errorf("%s: %w", t, err)
				}
				if j.book.Name == config.Handbook {
					sub = withRecords(sub, last)
				}
			}
			if j.workbook != nil {
				if sub, err = w.findRecords(j.workbook, sub); err != nil {
					return fmt.Errorf("%s: %w", t, err)
				}
			}
			d := &done{task: t, job: j, sub: sub}
			if j.book != nil {
				d.laid = last
			}
			if err := s.take(ctx, w, d); err != nil {
				return fmt.Errorf("%s: %w", t, err)
			}
		}
	}
	return nil
}

// withRecords returns a subject that knows the pages of its handbook.
func withRecords(sub *book.Subject, l *laid) *book.Subject {
	s := *sub
	s.Handbook = l.records()
	return &s
}

// findRecords lays out the handbook of sub, unless that was done before, for
// a workbook that names pages of it. The numbers are the same whether the
// handbook itself is printed in this run or not.
func (e *engine) findRecords(t *templates.Workbook, sub *book.Subject) (*book.Subject, error) {
	if sub.Branch == nil || sub.Handbook != nil || !e.set.UsesHandbook(t) {
		return sub, nil
	}
	for _, b := range e.set.Books {
		if b.Name == config.Handbook && e.set.Applies(b, sub) {
			l, err := e.lay(b, sub)
			if err != nil {
				return nil, err
			}
			return withRecords(sub, l), nil
		}
	}
	return sub, nil
}

// reporter passes progress on, from one worker at a time.
type reporter struct {
	mu       sync.Mutex
	p        Progress
	progress func(Progress)
}

// expect announces n more files.
func (r *reporter) expect(n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.p.Total += n
}

// done reports a file that is done.
func (r *reporter) done(name string, pages int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.p.Done++
	r.p.Name = name
	r.add(pages)
}

// pages reports pages of a file that is not done yet.
func (r *reporter) pages(n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.add(n)
}

func (r *reporter) add(pages int) {
	r.p.Pages += pages
	if r.progress != nil {
		r.progress(r.p)
	}
}

// guard turns a panic into an error that names what was being made.
func guard(what fmt.Stringer, err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("%s: 程序内部错误：%v", what, r)
	}
}

// Package generator is the pipeline: it turns a checked county into the files
// of a pack, book by book and branch by branch.
//
// It is for the commands, which load the county, open the pack and report.
// It promises: the same county and templates give the same files, whatever
// the number of workers; a cancelled context ends it soon and leaves no half
// file; a panic in a worker arrives as an error.
package generator

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"dangce/config"
	"dangce/fonts"
	"dangce/generator/book"
	"dangce/generator/flow"
	"dangce/generator/layout"
	"dangce/generator/pack"
	"dangce/generator/plan"
)

// Options choose what is built and how. Empty lists mean all.
type Options struct {
	Set                  *book.Set      // the templates, checked
	Branches, Committees []string       // codes
	Books                []string       // names as in templates/books
	Jobs                 int            // workers; 0 means one for each processor
	Partial              bool           // the county lacks branches with errors
	SVG                  bool           // flowcharts as SVG too
	ShardI, ShardN       int            // part I, from 1, of N; 0 of 0 is all
	Version              string         // of dangce
	Progress             func(Progress) // called from one goroutine at a time; may be nil
}

// Progress tells how far a run is.
type Progress struct {
	Done, Total int    // files
	Pages       int    // so far
	Name        string // of the file just done
}

// Summary is what a run made or found to be already there.
type Summary struct {
	Files, Pages int
	Bytes        int64
	Warnings     []string
}

// press is what all workers of a run share: nothing in it changes while they
// work.
type press struct {
	county   *config.County
	set      *book.Set
	fonts    *fonts.Set
	layout   *layout.Engine
	calendar *plan.Calendar
	lines    []book.PressLine // what goes to the print shop
}

func newPress(c *config.County, set *book.Set) (*press, error) {
	own := make(map[string]fonts.File)
	for role, f := range c.Fonts {
		own[role] = fonts.File{Name: f.Path, Data: f.Data, Index: f.Index}
	}
	faces, err := fonts.New(own)
	if err != nil {
		return nil, err
	}
	m := newMeasurer(faces)
	deco := layout.Decoration{
		Number: set.Style("page_number"), Head: set.Style("running_head"), Code: set.Style("identity"),
		Note: set.Style("title"), Pitch: max(c.Print.WritingLine, 9), Filler: set.Filler(),
	}
	return &press{
		county: c, set: set, fonts: faces,
		layout:   layout.New(m, deco, flow.New(m)),
		calendar: plan.Year(c, plan.Templates{Norms: set.Norms, Calendar: set.Calendar, Activities: set.Activities}),
	}, nil
}

// Build writes all files that o chooses into p. The caller opens p, and
// commits it when Build has returned no error.
func Build(ctx context.Context, c *config.County, p *pack.Pack, o Options) (Summary, error) {
	pr, err := newPress(c, o.Set)
	if err != nil {
		return Summary{}, err
	}
	crew := &crew{press: pr, pack: p, jobs: o.jobs(), report: &reporter{progress: o.Progress}}
	shop, err := forShop(pr, &o)
	if err != nil {
		return Summary{}, err
	}
	if err := crew.each(ctx, len(shop), func(_ context.Context, _ *worker, i int) error { return shop[i].measure(pr) }); err != nil {
		return Summary{}, err
	}
	pr.lines = lines(shop)
	shop = o.shard(shop)
	all := tasks(c, o.Set, &o)
	crew.report.expect(all, shop)
	err = crew.each(ctx, len(all)+len(shop), func(ctx context.Context, w *worker, i int) error {
		if i < len(all) {
			return w.do(ctx, &all[i])
		}
		return w.volumes(ctx, shop[i-len(all)])
	})
	if err != nil {
		return Summary{}, err
	}
	s := summary(p)
	if len(o.Branches) > 0 {
		s.Warnings = append(s.Warnings, "只出了一部分党支部，“"+pressFolder+"”文件夹没有重做；付印之前请完整生成一次")
	}
	return s, nil
}

// forShop lists what goes to the print shop: of whole committees only, since
// a volume holds all of their branches.
func forShop(pr *press, o *Options) ([]*batch, error) {
	if len(o.Branches) > 0 {
		return nil, nil
	}
	return batches(pr, tasks(pr.county, pr.set, &Options{Committees: o.Committees, Books: o.Books}))
}

// shard returns this run's share of the volumes.
func (o *Options) shard(shop []*batch) []*batch {
	if o.ShardN <= 1 {
		return shop
	}
	var mine []*batch
	for i, b := range shop {
		if i%o.ShardN == o.ShardI-1 {
			mine = append(mine, b)
		}
	}
	return mine
}

// crew is the workers of a run.
type crew struct {
	press  *press
	pack   *pack.Pack
	jobs   int
	report *reporter
}

// each calls do for 0 to n-1, each time in the first worker that is free.
func (c *crew) each(ctx context.Context, n int, do func(context.Context, *worker, int) error) error {
	queue := make(chan int)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(queue)
		for i := range n {
			select {
			case queue <- i:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	for range c.jobs {
		g.Go(func() error {
			w := newWorker(c.press, c.pack, c.report)
			for i := range queue {
				if err := do(ctx, w, i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return g.Wait()
}

func (o *Options) jobs() int {
	if o.Jobs > 0 {
		return o.Jobs
	}
	return runtime.GOMAXPROCS(0)
}

func summary(p *pack.Pack) Summary {
	var s Summary
	for _, f := range p.Files() {
		s.Files++
		s.Pages += f.Pages
		s.Bytes += f.Bytes
	}
	return s
}

// reporter passes progress on, from one worker at a time.
type reporter struct {
	mu       sync.Mutex
	p        Progress
	progress func(Progress)
}

// expect sets the number of files that are to come.
func (r *reporter) expect(all []task, shop []*batch) {
	for i := range all {
		r.p.Total += len(all[i].books)
	}
	for _, b := range shop {
		r.p.Total += b.files()
	}
}

func (r *reporter) done(name string, pages int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.p.Done++
	r.p.Pages += pages
	r.p.Name = name
	if r.progress != nil {
		r.progress(r.p)
	}
}

// pages tells of pages of a file that is not done yet.
func (r *reporter) pages(n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.p.Pages += n
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

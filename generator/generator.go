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

	"dangce/config"
	"dangce/generator/book"
	"dangce/generator/pack"
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

// Progress is how far a run has come.
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

// Build writes all files that o chooses into p. The caller opens p, and
// commits it when Build has returned no error.
func Build(ctx context.Context, c *config.County, p *pack.Pack, o Options) (Summary, error) {
	e, err := newEngine(c, o.Set)
	if err != nil {
		return Summary{}, err
	}
	all := tasks(c, o.Set, &o)
	shop := e.batches(all, &o)
	first, last := e.schedule(all, shop)
	files := &files{pack: p, report: &reporter{progress: o.Progress}}
	files.expect(all)
	volumes := &volumes{files: files, counts: len(last) > 0}
	volumes.expect(shop)
	var index *pageIndex
	if o.indexed(last) {
		index = newPageIndex()
		files.report.expect(1)
	}
	if err := e.run(ctx, o.Jobs, first, volumes, files, index); err != nil {
		return Summary{}, err
	}
	printed := lines(shop)
	for i := range last {
		last[i].sub = e.subject(&last[i])
		last[i].sub.Press = printed
	}
	if err := e.run(ctx, o.Jobs, last, files, index); err != nil {
		return Summary{}, err
	}
	if index != nil {
		if err := e.run(ctx, o.Jobs, unwritten(all), index); err != nil {
			return Summary{}, err
		}
		if err := index.save(files); err != nil {
			return Summary{}, err
		}
	}
	s := summary(p)
	if len(o.Branches) > 0 {
		s.Warnings = append(s.Warnings, "只出了一部分党支部，“"+pressFolder+"”文件夹没有重做；付印之前请完整生成一次")
	}
	return s, nil
}

// schedule puts the work in the order in which it is done. First come the
// bound books, one kind of a committee after the other, so that few volumes
// are open at a time. What else a branch gets is made with its handbook, whose
// pages some workbooks name. What the county and the committees get, which may
// list all that is printed, comes last.
func (e *engine) schedule(all []task, shop []*batch) (first, last []task) {
	rest := func(j *job) bool { return len(shop) == 0 || j.book == nil || !book.Pressed(j.book, e.county) }
	done := make(map[*task]bool)
	for _, b := range shop {
		for i := range b.orders {
			o := &b.orders[i]
			with := o.task.branch != nil && b.of.Name == config.Handbook
			jobs := o.task.jobsOf(func(j *job) bool { return j.book == b.of || with && rest(j) })
			for k := range jobs {
				if jobs[k].book == b.of && jobs[k].part == block {
					jobs[k].order = o
				}
			}
			first = append(first, o.task.with(jobs))
			if with {
				done[o.task] = true
			}
		}
	}
	for i := range all {
		t := &all[i]
		if done[t] || t.elsewhere {
			continue
		}
		jobs := t.jobsOf(rest)
		switch {
		case len(jobs) == 0:
		case t.branch == nil:
			last = append(last, t.with(jobs))
		default:
			first = append(first, t.with(jobs))
		}
	}
	return first, last
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

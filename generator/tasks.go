package generator

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"dangce/config"
	"dangce/generator/audit"
	"dangce/generator/book"
	"dangce/generator/pack"
	"dangce/templates"
	"dangce/templates/phrase"
)

// countyFolder holds what is printed for the county as a whole.
const countyFolder = "00-县级"

// task is work for one owner, the county, a committee, or a branch, that one
// worker does at a stretch.
type task struct {
	committee *config.Committee // nil for the county
	branch    *config.Branch    // nil for county and committees
	folder    string            // in the pack
	sub       *book.Subject     // what the files are filled from; nil for what is known of the owner before the year
	elsewhere bool              // another shard writes the files
	jobs      []job
}

// part is what of a book a file holds.
type part uint8

const (
	block   part = iota // its pages in order
	imposed             // its pages on sheets to cut and fold
	cover               // its cover around the spine
	drawn               // one of its pages, as SVG
)

// job is one file: a book, a part of it for the press, a workbook, or an
// agenda.
type job struct {
	path     string
	part     part
	title    string              // of the page that is drawn
	book     *templates.Book     // or nil
	workbook *templates.Workbook // or nil
	rows     rows                // what came back, for a workbook of the year; or nil
	agenda   *templates.Agenda   // or nil
	order    *order              // of the block of a book that goes to the print shop; or nil
}

// rows are the rows of a workbook's tables.
type rows func(table string) (audit.Rows, bool)

// name is the book the job belongs to, as users choose it.
func (j *job) name() string {
	switch {
	case j.book != nil:
		return j.book.Name
	case j.workbook != nil:
		return cmp.Or(j.workbook.Book, j.workbook.Name)
	}
	return cmp.Or(j.agenda.Book, j.agenda.Name)
}

// shown reports whether the file is a book as it is read, page by page.
func (j *job) shown() bool { return j.book != nil && j.part == block }

// inputs names what decides the bytes of the file beside what all files of a
// run share, the program and the county, which pack.Options.Input stands for.
// A file of an earlier run is kept when both are the same.
func (j *job) inputs() string { return j.name() }

// tasks lists what is to be made, in the order of the pack. Names of files
// are given out for the whole county first, so that a part of it gets the
// same names.
func tasks(c *config.County, set *book.Set, o *Options) []task {
	var names pack.Names
	all := []task{{folder: countyFolder}}
	for _, com := range c.Committees {
		folder := names.Name("", com.Code+"-"+com.Short, "")
		all = append(all, task{committee: com, folder: folder})
		for _, b := range com.Branches {
			all = append(all, task{committee: com, branch: b,
				folder: folder + "/" + names.Name(folder, b.Code+"-"+b.Short, "")})
		}
	}
	for i := range all {
		all[i].list(c, set, o, &names)
	}
	all = slices.DeleteFunc(all, func(t task) bool { return len(t.jobs) == 0 || !o.chosen(&t) })
	if o.ShardN > 1 {
		for i := range all {
			all[i].elsewhere = i%o.ShardN != o.ShardI-1
		}
	}
	return all
}

// list lists the files of t that o chooses.
func (t *task) list(c *config.County, set *book.Set, o *Options, names *pack.Names) {
	sub := &book.Subject{County: c, Committee: t.committee, Branch: t.branch}
	add := func(folder string, pattern phrase.Text, ext string, j job) {
		file := set.FileName(pattern, sub)
		j.path = folder + "/" + names.Name(folder, strings.TrimSuffix(file, ext), ext)
		if len(o.Books) == 0 || slices.Contains(o.Books, j.name()) {
			t.jobs = append(t.jobs, j)
		}
	}
	for _, b := range set.Books {
		if !set.Applies(b, sub) {
			continue
		}
		add(t.place(b.Folder), b.File, ".pdf", job{book: b})
		if !b.Imposed.Empty() {
			add(t.folder, b.Imposed, ".pdf", job{book: b, part: imposed})
		}
		if !b.Cover.Empty() {
			add(t.folder, b.Cover, ".pdf", job{book: b, part: cover})
		}
		if o.SVG && b.SVG != "" {
			for _, title := range set.Titles(b, sub) {
				add(t.folder+"/"+b.SVG, phrase.New(title+".svg"), ".svg", job{book: b, part: drawn, title: title})
			}
		}
	}
	for _, w := range set.Workbooks {
		if set.WorkbookApplies(w, sub) {
			add(t.place(w.Folder), w.File, ".xlsx", job{workbook: w})
		}
	}
	for _, a := range set.Agendas {
		if set.AgendaApplies(a, sub) {
			add(t.folder, a.File, ".ics", job{agenda: a})
		}
	}
}

// place is where the owner's files of a template's folder lie; "" is the
// owner's own folder.
func (t *task) place(folder string) string {
	switch {
	case folder == "":
		return t.folder
	case t.committee == nil:
		return folder
	}
	return folder + "/" + t.folder
}

// jobsOf returns the jobs for which is holds.
func (t *task) jobsOf(is func(*job) bool) []job {
	var out []job
	for i := range t.jobs {
		if is(&t.jobs[i]) {
			out = append(out, t.jobs[i])
		}
	}
	return out
}

// with returns a task for the same owner.
func (t *task) with(jobs []job) task {
	part := *t
	part.jobs = jobs
	return part
}

// chosen reports whether o asks for the owner of t.
func (o *Options) chosen(t *task) bool {
	if len(o.Branches) == 0 && len(o.Committees) == 0 {
		return true
	}
	if t.branch != nil && slices.Contains(o.Branches, t.branch.Code) {
		return true
	}
	return t.committee != nil && slices.Contains(o.Committees, t.committee.Code)
}

func (t *task) String() string {
	switch {
	case t.branch != nil:
		return fmt.Sprintf("党支部 %s", t.branch.Code)
	case t.committee != nil:
		return fmt.Sprintf("党委 %s", t.committee.Code)
	}
	return "县级"
}

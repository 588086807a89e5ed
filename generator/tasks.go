package generator

import (
	"cmp"
	"fmt"
	"slices"

	"dangce/config"
	"dangce/generator/book"
	"dangce/generator/pack"
	"dangce/templates"
)

// countyFolder holds what is printed for the county as a whole.
const countyFolder = "00-县级"

// task is all files of one owner: the county, a committee, or a branch.
type task struct {
	committee *config.Committee // nil for the county
	branch    *config.Branch    // nil for county and committees
	folder    string            // in the pack
	books     []job
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
	folder   string // of the template; "" for the owner's own
	part     part
	title    string              // of the page that is drawn
	book     *templates.Book     // or nil
	workbook *templates.Workbook // or nil
	agenda   *templates.Agenda   // or nil
}

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

// tasks lists what is to be made, in the order of the pack. Names of files
// are settled for the whole county first, so that a part of it gets the same
// names.
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
		all[i].jobs(c, set, o, &names)
	}
	all = slices.DeleteFunc(all, func(t task) bool { return len(t.books) == 0 || !o.chosen(&t) })
	if o.ShardN > 1 {
		n := -1
		all = slices.DeleteFunc(all, func(task) bool { n++; return n%o.ShardN != o.ShardI-1 })
	}
	return all
}

// jobs lists the files of t that o chooses.
func (t *task) jobs(c *config.County, set *book.Set, o *Options, names *pack.Names) {
	sub := &book.Subject{County: c, Committee: t.committee, Branch: t.branch}
	add := func(pattern, ext string, j job) {
		file := set.FileName(pattern, sub)
		folder := t.folder
		switch {
		case j.part == drawn:
			folder = j.folder
		case j.folder != "":
			folder = t.elsewhere(j.folder)
		}
		j.path = folder + "/" + names.Name(folder, file[:len(file)-len(ext)], ext)
		if len(o.Books) == 0 || slices.Contains(o.Books, j.name()) {
			t.books = append(t.books, j)
		}
	}
	for _, b := range set.Books {
		if !set.Applies(b, sub) {
			continue
		}
		add(b.File, ".pdf", job{book: b, folder: b.Folder})
		if b.Imposed != "" {
			add(b.Imposed, ".pdf", job{book: b, part: imposed})
		}
		if b.Cover != "" {
			add(b.Cover, ".pdf", job{book: b, part: cover})
		}
		if o.SVG && b.SVG != "" {
			for _, title := range set.Titles(b, sub) {
				add(title+".svg", ".svg", job{book: b, folder: t.folder + "/" + b.SVG, part: drawn, title: title})
			}
		}
	}
	for _, w := range set.Workbooks {
		if set.WorkbookApplies(w, sub) {
			add(w.File, ".xlsx", job{workbook: w, folder: w.Folder})
		}
	}
	for _, a := range set.Agendas {
		if set.AgendaApplies(a, sub) {
			add(a.File, ".ics", job{agenda: a})
		}
	}
}

// elsewhere is the owner's place in another folder of the pack.
func (t *task) elsewhere(folder string) string {
	if t.committee == nil {
		return folder
	}
	return folder + "/" + t.folder
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

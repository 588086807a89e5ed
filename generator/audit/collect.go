package audit

import (
	"cmp"
	"context"
	"io/fs"
	"path"
	"slices"
	"time"

	"dangce/config"
	"dangce/config/date"
	"dangce/config/diag"
	"dangce/config/sheet"
	"dangce/generator/doc"
	"dangce/generator/plan"
	"dangce/templates"
)

// Input is what a collection starts from.
type Input struct {
	County   *config.County
	Calendar *plan.Calendar
	Norms    *templates.Norms
	Quorums  *templates.Quorums
	Kinds    map[string]string // words for the kinds of branches
	Forms    []*doc.Workbook   // the workbooks that were handed out, made for anyone

	Folder fs.FS  // what was returned
	Prefix string // of its files in messages
	Skip   string // a folder in it that is not read: that of the output; "" for none
	Today  date.Date

	// Samples are the lists of the county's own inspections, in the folder in
	// which they were drawn; nil for none. They count beside what Folder holds.
	Samples       fs.FS
	SamplesPrefix string

	// Earlier are ledgers of earlier runs: last year's first, then the one
	// that this run will replace. Their rows are kept; those of Folder count
	// more.
	Earlier []EarlierLedger
	// LastYear is last year's summary, or nil.
	LastYear []byte
	// Roster are findings of the county's own files, listed with the rest.
	Roster []diag.Finding

	Progress func(path string) // may be nil; called from several goroutines

	open func(fsys fs.FS, name string) (*sheet.Book, error) // of tests; nil for files as they are
}

// EarlierLedger is a ledger of an earlier run.
type EarlierLedger struct {
	Name   string
	Data   []byte
	Edited time.Time // when people changed it after it was written; zero if they did not
}

// Result is all that was found.
type Result struct {
	AsOf        date.Date // the last day that counts
	Today       date.Date
	Files       []*File
	Missing     []Missing
	Findings    []diag.Finding // sorted by place
	Branches    []*Branch
	Committees  []*Committee
	Totals      Totals // of the county
	Hints       []Hint
	Problems    []Problem
	Blames      []Blame
	Cases       []Case
	Inspections []Inspection
	LastYear    map[string]Rates // by code of the committee, "" the county; nil without
	KindNames   map[string]string

	county   *config.County
	calendar *plan.Calendar
	norms    *templates.Norms
	roster   []diag.Finding
}

// Missing is a register that has not come back.
type Missing struct {
	Committee string `json:"committee"`
	Branch    string `json:"branch,omitempty"`
	Name      string `json:"name"`
	What      string `json:"what"`
	State     string `json:"state"` // 未交, 交了空表, or 读不了，待改正
}

// auditor compares what came back with the plan.
type auditor struct {
	county     *config.County
	calendar   *plan.Calendar
	norms      []templates.Norm // M01–M10
	works      []templates.Norm // C01–C10
	today      date.Date
	asOf       date.Date
	rows       *rows
	heard      map[string]bool     // committees whose register came back
	came       map[string][]string // by code of the branch: its registers that count
	unread     map[string]bool     // branches whose register came and could not be read
	unheard    map[string]bool     // committees of which the same holds
	kept       []*returned
	matterRows map[string][]*matterRow // by code of the branch
	quorums    *templates.Quorums
	leaders    bool           // the rosters say who is a leading cadre
	faults     []diag.Finding // found after reading: numbers that cannot be, ledgers filled in where the last run had put them
}

// Collect reads the folder and compares it with the plan. The error is that
// of ctx, or of a ledger of an earlier run that cannot be read: going on
// without it would lose what it holds.
func Collect(ctx context.Context, in Input) (*Result, error) {
	r := newReader(in.County, in.Forms)
	r.progress = in.Progress
	if in.open != nil {
		r.open = in.open
	}
	files := walk(in.Folder, in.Prefix, in.Skip)
	if in.Samples != nil {
		for _, f := range walk(in.Samples, in.SamplesPrefix, "") {
			if path.Ext(f.name) == ".xlsx" {
				files = append(files, f)
			}
		}
	}
	all, err := r.readAll(ctx, files)
	if err != nil {
		return nil, err
	}
	kept := counting(all)
	a := &auditor{county: in.County, calendar: in.Calendar, norms: in.Norms.Level(templates.LevelMember), works: in.Norms.Level(templates.LevelCommittee),
		came: registers(kept), today: in.Today, asOf: lastDay(in.Today, in.County.Year), rows: join(kept), heard: map[string]bool{}, kept: kept, quorums: in.Quorums, leaders: anyLeader(in.County)}
	a.unread, a.unheard = r.unread(files)
	a.matterRows = map[string][]*matterRow{}
	for _, m := range matterTable.of(a.rows) {
		k, _ := matterTable.about(m)
		a.matterRows[k.owner] = append(a.matterRows[k.owner], m)
	}
	for _, k := range kept {
		if k.form.name == CommitteeRegister {
			a.heard[k.file.Committee] = true
		}
	}
	out := &Result{AsOf: a.asOf, Today: in.Today, Files: files, county: in.County, calendar: in.Calendar, norms: in.Norms, roster: in.Roster, KindNames: in.Kinds}
	for _, com := range in.County.Committees {
		if len(com.Branches) > 0 || com.Kind != config.GeneralBranch {
			out.Committees = append(out.Committees, a.committee(com))
		}
	}
	for _, c := range out.Committees {
		out.Branches = append(out.Branches, c.Branches...)
	}
	if out.Problems, err = a.problems(r, in.Earlier); err != nil {
		return nil, err
	}
	out.count()
	out.Hints = a.hints(out.Branches, out.Problems)
	out.Blames, out.Cases = a.blames(), a.cases()
	out.Inspections = a.inspections(out.Branches)
	out.Missing = a.missing(out)
	if in.LastYear != nil {
		out.LastYear = r.lastYear(in.LastYear)
	}
	list := new(diag.List)
	for _, f := range slices.Concat(collectFaults(kept), a.faults, a.rows.findings, a.rows.unasked()) {
		list.Add(f)
	}
	out.Findings = list.Sorted()
	out.forget()
	return out, nil
}

// forget lets go of the rows that were read, which no one needs any more:
// half of the memory of a collection, while the summary is written.
func (out *Result) forget() {
	for _, b := range out.Branches {
		for i := range b.Activities {
			b.Activities[i].row = nil
		}
		for m := range b.Dues {
			b.Dues[m].row = nil
		}
	}
}

// lastDay is the last day that counts. Before the year begins and after its
// end the whole year counts.
func lastDay(today date.Date, year int) date.Date {
	if today.Year == year {
		return today
	}
	return date.New(year, time.December, 31)
}

// months returns how many months have gone by.
func (a *auditor) months() int {
	m := int(a.asOf.Month)
	if a.asOf.Day < date.DaysIn(a.asOf.Year, a.asOf.Month) {
		m--
	}
	return m
}

// registers lists the files of each branch's own registers, by its code.
func registers(kept []*returned) map[string][]string {
	from := map[string][]string{}
	for _, k := range kept {
		if k.form.name == Register {
			from[k.file.Branch] = append(from[k.file.Branch], k.file.Path)
		}
	}
	return from
}

// missing lists the branches and committees that have returned nothing, or
// nothing filled in.
func (a *auditor) missing(out *Result) []Missing {
	var list []Missing
	for _, c := range out.Committees {
		if c.owes() && !c.Filled {
			list = append(list, Missing{Committee: c.Code, Name: c.Short, What: "党委工作登记表", State: state(a.heard[c.Code], a.unheard[c.Code])})
		}
		for _, b := range c.Branches {
			if !b.Reported {
				list = append(list, Missing{Committee: c.Code, Branch: b.Code, Name: b.Short, What: "组织生活登记表", State: state(len(b.Files) > 0, b.Unread)})
			}
		}
	}
	return list
}

func state(came, unread bool) string {
	switch {
	case came:
		return "交了空表"
	case unread:
		return toCorrect
	}
	return "未交"
}

// count sums branches up to committees and the county, once their problems
// are known.
func (out *Result) count() {
	problems := map[string]*Totals{}
	for i := range out.Problems {
		p := &out.Problems[i]
		t := problems[p.Branch]
		if t == nil {
			t = new(Totals)
			problems[p.Branch] = t
		}
		t.Problems++
		if p.Done() {
			t.Closed++
		}
		if p.Overdue > 0 && !p.Done() {
			t.Overdue++
		}
	}
	for _, c := range out.Committees {
		for _, b := range c.Branches {
			if p := problems[b.Code]; p != nil {
				b.Totals.Problems, b.Totals.Closed, b.Totals.Overdue = p.Problems, p.Closed, p.Overdue
			}
			c.Totals.add(&b.Totals)
		}
		out.Totals.add(&c.Totals)
	}
}

// Ranked returns the committees that have branches, the best first: by
// branches that reach all their theme days, then attendance, then leaders.
func (out *Result) Ranked() []*Committee {
	list := slices.DeleteFunc(slices.Clone(out.Committees), func(c *Committee) bool { return len(c.Branches) == 0 })
	slices.SortStableFunc(list, func(a, b *Committee) int {
		return cmp.Or(b.Totals.Reached.compare(a.Totals.Reached), b.Totals.Attendance.compare(a.Totals.Attendance),
			b.Totals.Leaders.compare(a.Totals.Leaders), cmp.Compare(a.Code, b.Code))
	})
	return list
}

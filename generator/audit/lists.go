package audit

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"dangce/config"
	"dangce/config/date"
	"dangce/config/diag"
	"dangce/generator/doc"
	"dangce/generator/plan"
	"dangce/templates"
)

type progressRow struct {
	Code      string    `col:"code"`
	Committee string    `col:"committee"`
	Branch    string    `col:"branch"`
	Month     int       `col:"month"`
	Team      string    `col:"team"`
	Reviewed  date.Date `col:"reviewed"`
	Done      string    `col:"done"`
	Records   int       `col:"records"`
	Should    int       `col:"should"`
	Seen      int       `col:"seen"`
	Good      int       `col:"good"`
	Match     int       `col:"match"`
	Checked   int       `col:"checked"`
	Complete  int       `col:"complete"`
	Shown     int       `col:"shown"`
	Matters   int       `col:"matters"`
	Opinion   string    `col:"opinion"`
	ReceiptOn date.Date `col:"receipt_on"`
	Receipt   string    `col:"receipt"`
}

func (out *Result) progressRows(add func(*progressRow)) {
	by := out.byCode()
	for _, v := range Schedule(out.county) {
		b := by[v.Branch.Code]
		w := &b.Review
		add(&progressRow{b.Code, b.Committee.Short, b.Short, int(v.Month), v.Team, w.On, yesNo(true, !w.On.IsZero()),
			w.Handbook.Num, w.Handbook.Den, w.Good.Den, w.Good.Num, w.Cards.Num, w.Cards.Den, w.Matters.Num, w.Shown.Num, w.Matters.Den,
			w.Opinion, w.Receipt, yesNo(!w.On.IsZero(), !w.Receipt.IsZero())})
	}
}

func (out *Result) byCode() map[string]*Branch {
	by := make(map[string]*Branch, len(out.Branches))
	for _, b := range out.Branches {
		by[b.Code] = b
	}
	return by
}

type normRow struct {
	Norm      string `col:"norm"`
	Text      string `col:"text"`
	Level     string `col:"level"`
	Committee string `col:"committee"`
	Branch    string `col:"branch"`
	Should    int    `col:"should"`
	Done      int    `col:"done"`
}

// normRows sets the thirty norms beside what was done: those of committees
// for each committee, of branches for each branch, of members for each branch
// as sums.
func (out *Result) normRows(add func(*normRow)) {
	for _, n := range out.norms.All {
		if n.Level == templates.LevelCommittee {
			for _, c := range out.Committees {
				should, done := c.norm(n.ID)
				add(&normRow{n.ID, n.Text.Default.String(), "党委", c.Short, "", should, done})
			}
			continue
		}
		no := normNumber(n.ID)
		for _, b := range out.Branches {
			level, ratio := "党员", Ratio{}
			if n.Level == templates.LevelBranch {
				level, ratio = "支部", b.norm(n.ID)
			} else if no >= 1 && no < len(b.Ten) {
				ratio = b.Ten[no]
			}
			add(&normRow{n.ID, n.Text.Default.String(), level, b.Committee.Short, b.Short, ratio.Den, ratio.Num})
		}
	}
}

// norm counts how often the committee did what a norm asks, of what was due.
func (c *Committee) norm(id string) (should, done int) {
	for i := range c.Works {
		w := &c.Works[i]
		if w.Code != id {
			continue
		}
		if w.Due && !w.Unread {
			should++
		}
		if !w.Held.IsZero() {
			done++
		}
	}
	return should, min(done, should)
}

func (b *Branch) norm(id string) Ratio {
	var r Ratio
	for i := range b.Activities {
		a := &b.Activities[i]
		if a.Code != id || a.Role != plan.Record {
			continue
		}
		if a.Due && !a.Unread {
			r.Den++
			r.Num += one(a.Happened())
		}
	}
	return r
}

type qualityRow struct {
	No        int    `col:"no"`
	Kind      string `col:"kind"`
	Committee string `col:"committee"`
	Branch    string `col:"branch"`
	Place     string `col:"place"`
	Message   string `col:"message"`
	Hint      string `col:"hint"`
}

// qualityRows lists the files with their verdicts, who is missing, and every
// finding.
func (out *Result) qualityRows(write func(*qualityRow)) {
	n, no := newNames(out.county), 0
	add := func(kind, committee, branch, place, message, hint string) {
		no++
		write(&qualityRow{no, kind, n.committee(committee, branch), n.branch(branch), place, message, hint})
	}
	for _, m := range out.Missing {
		todo := "催报"
		if m.State == toCorrect {
			todo = "照下面“读不出”一行的提示改正后重报"
		}
		add(m.State, m.Committee, m.Branch, "", m.What+m.State, todo)
	}
	for _, f := range out.Files {
		if f.Verdict != Accepted {
			add(string(f.Verdict), f.Committee, f.Branch, f.Path, f.Reason, f.Hint)
		}
	}
	for _, f := range out.Findings {
		add("登记表", f.Owner, f.Branch, f.Place.String(), f.Message, f.Hint)
	}
	for _, f := range out.roster {
		add("名册、配置", f.Owner, f.Branch, f.Place.String(), f.Message, f.Hint)
	}
	for _, f := range out.Files {
		if f.Verdict == Accepted {
			add(string(f.Verdict), f.Committee, f.Branch, f.Path, acceptedText(f), f.Hint)
		}
	}
}

func acceptedText(f *File) string {
	if f.Reason != "" {
		return f.Reason
	}
	s := fmt.Sprintf("%s，填了 %d 行", f.Title, f.Filled)
	if f.Faults > 0 {
		s += fmt.Sprintf("，%d 处要改", f.Faults)
	}
	return s
}

type hintRow struct {
	No        int    `col:"no"`
	Committee string `col:"committee"`
	Branch    string `col:"branch"`
	Kind      string `col:"kind"`
	Text      string `col:"text"`
	Place     string `col:"place"`
}

func (out *Result) hintRows(add func(*hintRow)) {
	n := newNames(out.county)
	for i, h := range out.Hints {
		add(&hintRow{i + 1, n.committee(h.Committee, h.Branch), n.branch(h.Branch), h.Kind, h.Text, h.Place.String()})
	}
}

type caseRow struct {
	No        int     `col:"no"`
	Committee string  `col:"committee"`
	Branch    string  `col:"branch"`
	Source    string  `col:"source"`
	On        dayCell `col:"on"`
	Text      string  `col:"text"`
}

func (out *Result) caseRows(add func(*caseRow)) {
	n := newNames(out.county)
	for i, c := range out.Cases {
		add(&caseRow{i + 1, n.committee("", c.Branch), n.branch(c.Branch), c.Source, dayCell{cell{text: c.On, kind: doc.KindDate, set: c.On != ""}}, c.Text})
	}
}

func (out *Result) ledgerRows(add func(*ledgerRow)) {
	n := newNames(out.county)
	for i := range out.Problems {
		p := &out.Problems[i]
		add(&ledgerRow{ID: idCell(word(p.ID)), Committee: word(n.committee(p.Committee, p.Branch)), Code: codeCell(word(p.Branch)), Branch: branchCell(word(n.branch(p.Branch))),
			Source: word(p.Source), Found: dayOf(p.Found), Problem: word(p.Text), Type: word(p.Type), Grade: word(p.Grade), Owner: word(p.Owner),
			Measure: word(p.Measure), Deadline: dayOf(p.Deadline), Done: dayOf(p.DoneOn), Evidence: word(p.Evidence), By: word(p.AcceptedBy),
			State: word(p.State), Overdue: word(p.Late()), Closed: dayOf(p.ClosedOn), Checked: dayOf(p.CheckedOn), Outcome: word(p.Outcome)})
	}
}

// Late words how far beyond its deadline a problem is, or was closed.
func (p *Problem) Late() string {
	switch {
	case p.Overdue == 0:
		return ""
	case p.State == ClosedOut:
		return fmt.Sprintf("迟 %d 天销号", p.Overdue)
	}
	return fmt.Sprintf("超期 %d 天", p.Overdue)
}

// blameRows are the lines entered and the blank ones with their ids.
func (out *Result) blameRows(add func(*blameRow)) {
	entered := map[string]bool{}
	for _, b := range out.Blames {
		entered[b.ID] = true
		b.row.ID = idCell(word(b.ID))
		add(&b.row)
	}
	for i, blanks := 1, 0; blanks < blankBlames; i++ {
		if id := fmt.Sprintf("%d-WZ-00-%03d", out.county.Year, i); !entered[id] {
			add(&blameRow{ID: idCell(word(id))})
			blanks++
		}
	}
}

// blankBlames are lines to fill in.
const blankBlames = 20

// names are the short names of committees and branches by their codes.
type names struct {
	committees map[string]string
	branches   map[string]*config.Branch
}

func newNames(c *config.County) *names {
	n := &names{committees: map[string]string{}, branches: map[string]*config.Branch{}}
	for _, com := range c.Committees {
		n.committees[com.Code] = com.Short
	}
	for _, b := range c.Branches() {
		n.branches[b.Code] = b
	}
	return n
}

// committee names a committee, or that of the branch.
func (n *names) committee(code, branch string) string {
	if code == "" {
		if b := n.branches[branch]; b != nil {
			return b.Committee.Short
		}
	}
	if s := n.committees[code]; s != "" {
		return s
	}
	return code
}

func (n *names) branch(code string) string {
	if b := n.branches[code]; b != nil {
		return b.Short
	}
	return code
}

// Faulty lists the files that have cells to put right, with those findings.
func (out *Result) Faulty() map[*File][]diag.Finding {
	by := map[string]*File{}
	for _, f := range out.Files {
		if f.Verdict == Accepted {
			by[f.Path] = f
		}
	}
	list := map[*File][]diag.Finding{}
	for _, f := range out.Findings {
		if file := by[f.File]; file != nil && f.Severity == diag.Error {
			list[file] = append(list[file], f)
		}
	}
	return list
}

// Name returns where the file is in the folder that was collected.
func (f *File) Name() string { return f.name }

// Data reads the file again.
func (f *File) Data() ([]byte, error) {
	data, err := fs.ReadFile(f.fsys, f.name)
	if err != nil {
		return nil, fmt.Errorf("读 %s：%w", f.Path, err)
	}
	return data, nil
}

// Recognised reports whether any file is a form that this county or another
// handed out. A folder without one was named by mistake.
func (out *Result) Recognised() bool {
	return slices.ContainsFunc(out.Files, func(f *File) bool { return f.Title != "" })
}

// Clean reports whether nothing has to be put right: every file was read and
// no cell is faulty.
func (out *Result) Clean() bool {
	for _, f := range out.Files {
		if f.Verdict == Unread || f.Verdict == Foreign {
			return false
		}
	}
	for _, f := range out.Findings {
		if f.Severity == diag.Error {
			return false
		}
	}
	return true
}

// Summary words the files in one line.
func (out *Result) Summary() string {
	n := map[Verdict]int{}
	for _, f := range out.Files {
		n[f.Verdict]++
	}
	var parts []string
	for _, v := range []Verdict{Accepted, Duplicate, Foreign, Unread} {
		if n[v] > 0 || v == Accepted {
			parts = append(parts, fmt.Sprintf("%s %d", v, n[v]))
		}
	}
	return fmt.Sprintf("文件 %d 个：%s", len(out.Files), strings.Join(parts, "，"))
}

package audit

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"dangce/config"
	"dangce/config/diag"
	"dangce/generator/doc"
	"dangce/generator/plan"
	"dangce/templates"
)

func (out *Result) progressRows() Rows {
	r := Rows{Columns: []string{"code", "committee", "branch", "month", "team", "reviewed", "done", "records", "should", "good",
		"match", "checked", "complete", "shown", "matters", "opinion", "receipt_on", "receipt"}}
	by := out.byCode()
	for _, v := range Schedule(out.county) {
		b := by[v.Branch.Code]
		w := &b.Review
		r.add(text(b.Code), text(b.Committee.Short), text(b.Short), num(int(v.Month)), text(v.Team), iso(w.On), yesNo(true, !w.On.IsZero()),
			num(w.Handbook.Num), num(w.Handbook.Den), num(w.Good.Num), num(w.Cards.Num), num(w.Cards.Den), num(w.Matters.Num), num(w.Shown.Num), num(w.Matters.Den),
			text(w.Opinion), iso(w.Receipt), yesNo(!w.On.IsZero(), !w.Receipt.IsZero()))
	}
	return r
}

func (out *Result) byCode() map[string]*Branch {
	by := make(map[string]*Branch, len(out.Branches))
	for _, b := range out.Branches {
		by[b.Code] = b
	}
	return by
}

// normRows sets the thirty norms beside what was done: those of committees
// for each committee, of branches for each branch, of members for each branch
// as sums.
func (out *Result) normRows() Rows {
	r := Rows{Columns: []string{"norm", "text", "level", "committee", "branch", "should", "done"}}
	for _, n := range out.norms.All {
		id, words := text(n.ID), text(n.Text)
		if n.Level == templates.LevelCommittee {
			for _, c := range out.Committees {
				should, done := c.norm(n.ID)
				r.add(id, words, text("党委"), text(c.Short), doc.Value{}, num(should), num(done))
			}
			continue
		}
		no, _ := strconv.Atoi(n.ID[1:])
		for _, b := range out.Branches {
			level, ratio := "党员", Ratio{}
			if n.Level == templates.LevelBranch {
				level, ratio = "支部", b.norm(n.ID)
			} else if no >= 1 && no < len(b.Ten) {
				ratio = b.Ten[no]
			}
			r.add(id, words, text(level), text(b.Committee.Short), text(b.Short), num(ratio.Den), num(ratio.Num))
		}
	}
	return r
}

// norm counts how often the committee did what a norm asks, of what was due.
func (c *Committee) norm(id string) (should, done int) {
	for i := range c.Works {
		w := &c.Works[i]
		if w.Code != id {
			continue
		}
		if w.Due {
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
		if a.Due {
			r.Den++
		}
		if a.Happened() {
			r.Num++
		}
	}
	r.Num = min(r.Num, r.Den)
	return r
}

// qualityRows lists the files with their verdicts, who is missing, and every
// finding.
func (out *Result) qualityRows() Rows {
	r := Rows{Columns: []string{"no", "kind", "committee", "branch", "place", "message", "hint"}}
	n := newNames(out.county)
	add := func(kind, committee, branch, place, message, hint string) {
		r.add(num(len(r.Values)+1), text(kind), text(n.committee(committee, branch)), text(n.branch(branch)), text(place), text(message), text(hint))
	}
	for _, m := range out.Missing {
		add(m.State, m.Committee, m.Branch, "", m.What+m.State, "催报")
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
	return r
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

func (out *Result) hintRows() Rows {
	r := Rows{Columns: []string{"no", "committee", "branch", "kind", "text", "place"}}
	n := newNames(out.county)
	for i, h := range out.Hints {
		r.add(num(i+1), text(n.committee(h.Committee, h.Branch)), text(n.branch(h.Branch)), text(h.Kind), text(h.Text), text(h.Place.String()))
	}
	return r
}

func (out *Result) caseRows() Rows {
	r := Rows{Columns: []string{"no", "committee", "branch", "source", "on", "text"}}
	n := newNames(out.county)
	for i, c := range out.Cases {
		r.add(num(i+1), text(n.committee("", c.Branch)), text(n.branch(c.Branch)), text(c.Source), doc.DateValue(c.On), text(c.Text))
	}
	return r
}

func (out *Result) ledgerRows() Rows {
	r := Rows{Columns: []string{"id", "committee", "code", "branch", "source", "found", "problem", "type", "grade", "owner", "measure", "deadline",
		"done", "evidence", "by", "state", "overdue", "closed", "checked", "outcome"}}
	n := newNames(out.county)
	for i := range out.Problems {
		p := &out.Problems[i]
		r.add(text(p.ID), text(n.committee(p.Committee, p.Branch)), text(p.Branch), text(n.branch(p.Branch)), text(p.Source), iso(p.Found), text(p.Text),
			text(p.Type), text(p.Grade), text(p.Owner), text(p.Measure), iso(p.Deadline), iso(p.DoneOn), text(p.Evidence), text(p.AcceptedBy),
			text(p.State), text(p.Late()), iso(p.ClosedOn), iso(p.CheckedOn), text(p.Outcome))
	}
	return r
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
func (out *Result) blameRows() Rows {
	r := Rows{Columns: []string{"id", "subject", "class", "ground", "fact", "method", "decided_by", "decided", "served", "effect", "demand", "finished"}}
	row := func(id string, values map[string]doc.Value) {
		v := []doc.Value{text(id)}
		for _, c := range r.Columns[1:] {
			v = append(v, values[c])
		}
		r.add(v...)
	}
	entered := map[string]bool{}
	for _, b := range out.Blames {
		entered[b.ID] = true
		row(b.ID, b.Values)
	}
	for i, blanks := 1, 0; blanks < blankBlames; i++ {
		if id := fmt.Sprintf("%d-WZ-00-%03d", out.county.Year, i); !entered[id] {
			row(id, nil)
			blanks++
		}
	}
	return r
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

// Name returns where the file stands in the folder that was collected.
func (f *File) Name() string { return f.name }

// Data reads the file again.
func (f *File) Data() ([]byte, error) {
	data, err := fs.ReadFile(f.fsys, f.name)
	if err != nil {
		return nil, fmt.Errorf("读 %s：%w", f.Path, err)
	}
	return data, nil
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

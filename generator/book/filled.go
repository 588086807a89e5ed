package book

import (
	"slices"
	"strconv"
	"strings"

	"dangce/config"
	"dangce/generator/audit"

	"dangce/generator/doc"
	"dangce/generator/plan"
	"dangce/templates"
)

// finish sets what a worksheet's columns have beside those of a page:
// drop-downs of branches, links, and nothing to fill in where the sheet only
// shows.
func (sc *scope) finish(t *doc.Table, u *templates.Table, sh *templates.Sheet) {
	if len(t.Rows)+sh.Blank == 0 {
		t.Blank = 1 // formulas of other sheets need a row to name
	}
	var branches []string
	for i := range t.Cols {
		c := &t.Cols[i]
		def := definition(u, c.ID)
		if def == nil {
			continue
		}
		if def.From == branchNames {
			if branches == nil {
				for _, b := range sc.branches() {
					branches = append(branches, b.Short)
				}
			}
			c.Choices = branches
		}
		if table, column, ok := strings.Cut(def.Link, "."); ok {
			column, at, _ := strings.Cut(column, "@")
			column, by, _ := strings.Cut(column, "=")
			c.Jump = &doc.Jump{Table: table, Column: column, By: by, At: at}
		}
		if sh.ReadOnly {
			c.Input, c.New, c.Choices = false, false, nil
		}
	}
}

func definition(u *templates.Table, id string) *templates.TableCol {
	for i := range u.Cols {
		if u.Cols[i].ID == id {
			return &u.Cols[i]
		}
	}
	return nil
}

// Filled makes a workbook for the subject in which the tables that rows knows
// by name have those rows instead of the template's. It asks for a table when
// it comes to it, so that rows need not hold all of them at one time.
func (s *Set) Filled(t *templates.Workbook, sub *Subject, rows func(table string) (audit.Rows, bool)) *doc.Workbook {
	w := s.Workbook(t, sub)
	for i := range w.Sheets {
		sh := &w.Sheets[i]
		if sh.Table == nil || sh.Example {
			continue
		}
		if f, ok := rows(sh.Table.ID); ok {
			f.Fill(sh.Table)
		}
	}
	s.score(w)
	return w
}

// Occasion is what a run is about beside the county: on which day returned
// files were collected, or for which month a sample was drawn.
type Occasion struct {
	Day     string // 2027-07-01
	Version string // of the program and a digest of its input
	Month   int
	Seed    string
	Sample  []audit.Drawn // in the order of the list
}

// occasionFields are about that day or month; in the blank forms of the pack
// there is none yet.
var occasionFields = map[string]field{
	"collect.day":     occasion(func(o *Occasion) string { return o.Day }, func(w *templates.FormSentences) string { return w.Day.String() }),
	"collect.version": occasion(func(o *Occasion) string { return o.Version }, func(w *templates.FormSentences) string { return w.NotYet.String() }),
	"draw.month":      occasion(func(o *Occasion) string { return strconv.Itoa(o.Month) }, nil),
	"draw.seed":       occasion(func(o *Occasion) string { return o.Seed }, nil),
	"sample.group":    fact(aSample, "group"),
}

func occasion(f func(*Occasion) string, without func(*templates.FormSentences) string) field {
	return text(anywhere, func(s *scope) string {
		switch {
		case s.Occasion != nil:
			return f(s.Occasion)
		case without != nil:
			return without(&s.set.Sentences.Form)
		}
		return ""
	})
}

// repeatSample repeats a page for every branch drawn, in the month it was
// drawn for.
func repeatSample(sc *scope, _ string) []scope {
	if sc.Occasion == nil {
		return nil
	}
	var out []scope
	for _, d := range sc.Occasion.Sample {
		c := sc.of(d.Branch.Committee, d.Branch)
		c.Subject.Occasion = sc.Occasion
		c.Subject.Plan = plan.ForBranch(sc.Calendar, d.Branch)
		c.month, c.quarter = sc.Occasion.Month, (sc.Occasion.Month+2)/3
		c.facts = facts{"group": doc.TextValue(d.Group)}
		out = append(out, c)
	}
	return numbered(out)
}

// Template returns the workbook of that name, or nil.
func (s *Set) Template(name string) *templates.Workbook {
	for _, w := range s.Workbooks {
		if w.Name == name {
			return w
		}
	}
	return nil
}

// KindNames are the words for the kinds of branches.
func (s *Set) KindNames() map[string]string { return s.wording.Kinds }

// Forms are the workbooks that are read back, made for anyone: their sheets
// and columns, without rows.
func (s *Set) Forms(c *config.County, cal *plan.Calendar) []*doc.Workbook {
	var forms []*doc.Workbook
	for _, name := range append(slices.Clone(audit.Forms), audit.Summary) {
		t := s.Template(name)
		if t == nil {
			continue
		}
		sub := &Subject{County: c, Calendar: cal}
		switch t.For {
		case "branch":
			sub = nil
			for _, b := range c.Branches() {
				sub = &Subject{County: c, Calendar: cal, Committee: b.Committee, Branch: b}
				break
			}
		case "committee":
			sub.Committee = &config.Committee{Kind: config.Township}
		}
		if sub == nil {
			continue
		}
		forms = append(forms, s.Workbook(t, sub))
	}
	return forms
}

package book

import (
	"strconv"
	"strings"

	"dangce/config"
	"dangce/generator/doc"
	"dangce/templates"
	"dangce/templates/phrase"
)

// organizations fills the chart of the county's organizations: the
// department, its committees by kind, and the general branches below them,
// each with its branches and members counted. A box for each branch would
// fill a wall.
func (s *Set) organizations(c *doc.Chart, w *templates.OrgWords, sc *scope) {
	o := orgChart{Chart: c, words: w, scope: sc}
	var all tally
	byKind := map[config.CommitteeKind][]*config.Committee{}
	for _, com := range sc.County.Committees {
		byKind[com.Kind] = append(byKind[com.Kind], com)
		all.add(com.Branches)
	}
	general := len(byKind[config.GeneralBranch])
	sum := join(o.counted(w.Committees, len(sc.County.Committees)-general), o.some(w.GeneralBranches, general), o.counted(w.Branches, all.branches))
	o.box("county", "", sc.County.Department, sum, o.members(&all))
	for _, kind := range []config.CommitteeKind{config.Township, config.Street, config.Department, config.Enterprise} {
		list := byKind[kind]
		if len(list) == 0 {
			continue
		}
		var t tally
		for _, com := range list {
			t.add(com.Branches)
		}
		o.box(string(kind), "county", o.counted(w.Kinds[string(kind)], len(list)), o.counted(w.Branches, t.branches), "")
		for _, com := range list {
			o.committee(com, string(kind), byKind[config.GeneralBranch])
		}
	}
}

// orgChart makes the boxes of a chart.
type orgChart struct {
	*doc.Chart
	words *templates.OrgWords
	scope *scope
}

func (o *orgChart) box(id, parent, text, note, who string) {
	o.Rows = append(o.Rows, doc.ChartRow{ID: id, Text: text, Procedure: note, Who: who})
	if parent != "" {
		o.Edges = append(o.Edges, doc.ChartEdge{From: parent, To: id})
	}
}

// committee makes the box of a committee, and those of the general branches
// below it.
func (o *orgChart) committee(com *config.Committee, parent string, generals []*config.Committee) {
	var t tally
	t.add(com.Branches)
	o.box("c"+com.Code, parent, com.Short, o.branches(&t), o.members(&t))
	for _, g := range generals {
		if g.Parent != com {
			continue
		}
		var under tally
		for _, b := range com.Branches {
			if b.Under == g {
				under.add([]*config.Branch{b})
			}
		}
		o.box("c"+g.Code, "c"+com.Code, g.Short, o.branches(&under), o.members(&under))
	}
}

// branches is 党支部 23 个：村 15 · 社区 8 · 党小组 40 个.
func (o *orgChart) branches(t *tally) string {
	var parts []string
	for _, k := range branchKinds {
		if n := t.kinds[k]; n > 0 {
			parts = append(parts, o.scope.set.wording.Kinds[string(k)]+" "+strconv.Itoa(n))
		}
	}
	text := o.counted(o.words.Branches, t.branches)
	if len(parts) > 0 {
		text += "：" + strings.Join(parts, " · ")
	}
	return join(text, o.some(o.words.Groups, t.groups))
}

func (o *orgChart) members(t *tally) string {
	return join(o.counted(o.words.FullMembers, t.full), o.some(o.words.Probationary, t.probation))
}

// branchKinds is the order in which kinds of branches are listed.
var branchKinds = []config.BranchKind{config.Village, config.Community, config.Agency, config.Institution, config.SOE,
	config.Private, config.SocialOrg, config.School, config.Retired}

// tally counts branches and what they hold.
type tally struct {
	branches, groups, full, probation int
	kinds                             map[config.BranchKind]int
}

func (t *tally) add(list []*config.Branch) {
	if t.kinds == nil {
		t.kinds = map[config.BranchKind]int{}
	}
	for _, b := range list {
		t.branches++
		t.groups += len(b.Groups)
		t.kinds[b.Kind]++
		for _, m := range b.Members {
			if m.Probation {
				t.probation++
			} else {
				t.full++
			}
		}
	}
}

// counted says a number in its words.
func (o *orgChart) counted(words phrase.Text, n int) string {
	c := *o.scope
	c.no = n
	return c.expand(words)
}

// some is counted, and nothing of none.
func (o *orgChart) some(words phrase.Text, n int) string {
	if n == 0 {
		return ""
	}
	return o.counted(words, n)
}

// join joins what is not empty.
func join(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " · ")
}

package generator

import (
	"fmt"
	"slices"
	"testing"

	"dangce/config"
	"dangce/generator/book"
	"dangce/generator/doc"
	"dangce/generator/plan"
	"dangce/generator/synth"
)

// TestRoomForAYear counts what branches of 3 to 120 members can write down in
// a year: pages for each meeting the norms ask for, rows for each member as
// often as the systems ask, and cells to sign in for everybody.
func TestRoomForAYear(t *testing.T) {
	sizes, groups := []int{3, 6, 7, 17, 20, 40, 41, 52, 80, 120}, []int{0, 0, 1, 2, 2, 2, 4, 3, 6, 8}
	if testing.Short() {
		sizes, groups = []int{3, 20, 40, 120}, []int{0, 2, 2, 8}
	}
	c, set := newCounty(t, synth.Options{Branches: len(sizes), Seed: 11, Year: 2027, Sizes: sizes, Groups: groups})
	e := engineOf(t, c, set)
	for _, b := range c.Branches() {
		t.Run(fmt.Sprintf("%d members in %d groups", len(b.Members), len(b.Groups)), func(t *testing.T) {
			sub := e.subject(&task{committee: b.Committee, branch: b})
			y := yearOf{t: t, n: len(b.Members), have: make(map[string]map[string]int), pages: make(map[string]int), signed: make(map[string]int)}
			for _, tmpl := range set.Books {
				if set.Applies(tmpl, sub) && (tmpl.Name == config.Handbook || tmpl.Name == "group-minutes" || tmpl.Name == "deliberation") {
					y.read(lay(t, e, tmpl, sub))
				}
			}
			y.meetings(b, sub)
			y.members(b)
		})
	}
}

// yearOf is what can be written down in the books of a branch.
type yearOf struct {
	t      *testing.T
	n      int                       // members
	have   map[string]map[string]int // places by kind of page and name
	pages  map[string]int            // by kind
	signed map[string]int            // most cells to sign in on the pages of one unit, by kind
}

func (y *yearOf) read(l *laid) {
	for i := range l.doc.Units {
		u, cells := &l.doc.Units[i], 0
		for _, p := range unitPages(l, i) {
			y.pages[u.Page]++
			if y.have[u.Page] == nil {
				y.have[u.Page] = make(map[string]int)
			}
			for _, f := range p.Places {
				y.have[u.Page][f.Name]++
				if f.Name == "sign" && f.Kind == doc.PlaceSignature {
					cells++
				}
			}
		}
		if least, known := y.signed[u.Page]; !known || cells < least {
			y.signed[u.Page] = cells
		}
	}
}

func (y *yearOf) want(what string, have, least int) {
	y.t.Helper()
	if have < least {
		y.t.Errorf("%s: %d, want %d", what, have, least)
	}
}

// delegates is how many representatives of villagers a large village has.
const delegates = 100

// meetings: a form for each planned meeting, and cells for all to sign in.
func (y *yearOf) meetings(b *config.Branch, sub *book.Subject) {
	due := func(k plan.Kind) int { return len(sub.Plan.Of(k)) }
	for _, m := range []struct {
		page  string
		each  int
		kind  plan.Kind
		spare int
	}{{"P13", 2, plan.CommitteeMeeting, 1}, {"P14", 2, plan.GeneralMeeting, 1}, {"P15", 1, plan.GroupMeeting, 0}, {"P16", 1, plan.Lesson, 0}, {"P17", 2, plan.ThemeDay, 0}, {"P19", 2, plan.OrgLifeMeeting, 0}} {
		if m.kind == plan.CommitteeMeeting && !b.HasCommittee || due(m.kind) == 0 {
			continue
		}
		if n, want := y.pages[m.page], m.each*(due(m.kind)+m.spare); n != want {
			y.t.Errorf("%d pages %s, want %d for each meeting: facing pages must stay so", n, m.page, m.each)
		}
	}
	for _, page := range []string{"P14", "P16", "P17", "P19"} {
		if len(b.Members) > 40 {
			page = map[string]string{"P17": "P17S", "P19": "P19S"}[page]
		}
		if page != "" {
			y.want("cells to sign in on "+page, y.signed[page], y.n)
		}
	}
	if y.pages["D3B"] > 0 {
		officers := 0
		for _, m := range b.Members {
			if slices.ContainsFunc(m.Posts, config.InCommittee) {
				officers++
			}
		}
		if !b.HasCommittee {
			officers = y.n // all members meet
		}
		for page, people := range map[string]int{"D1": officers, "D2": 15, "D3B": y.n, "D4B": 2 * delegates / 3} {
			y.want("cells to sign in on "+page, y.signed[page], people)
		}
	}
}

// members: a row for each member as often as the systems ask.
func (y *yearOf) members(b *config.Branch) {
	for _, r := range []struct {
		page, place string
		times       int
	}{{"P20", "points", 1}, {"P22", "自评摘要", 1}, {"P24", "查出的问题", 1}, {"P27", "points", 4}, {"P26", "主题活动一", 1}} {
		y.want(r.page+" rows", y.have[r.page][r.place], r.times*y.n)
	}
	y.want("rows of absences", y.have["P29"]["姓名"], 20)
	y.want("months of dues", y.have["P33"]["paid.yuan"], 12)
	y.want("months reviewed", y.have["P34"]["审阅意见"], 12)
	y.want("open questions", y.have["P36"]["问题"], 13)
}

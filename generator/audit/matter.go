package audit

import (
	"fmt"
	"strings"

	"dangce/config/date"
	"dangce/generator/plan"
	"dangce/templates"
)

// A matter of 四议两公开 is proposed, discussed, examined and resolved, in that
// order, and made public twice. What the register says of it is set beside the
// rules of quorum.toml: what does not fit is a hint at its cell, and is in
// the summary by matter.

// Matter is a matter as the branch registered it.
type Matter struct {
	Branch, ID, Name, Cause string
	Days                    [stepsOfMatter]date.Date
	Shown, Result           Ratio // days made public, of those asked for
	Flaws                   []string
	Closed                  bool // the last step is there
}

// The steps of a matter, in their order.
const (
	proposed = iota
	consulted
	reviewed
	resolved
	shownFrom
	shownTo
	resultFrom
	resultTo
	stepsOfMatter
)

var stepNames = [stepsOfMatter]string{"提议", "商议", "审议", "决议", "决议公开起", "决议公开止", "实施结果公开起", "实施结果公开止"}

func (r *matterRow) steps() [stepsOfMatter]*dayCell {
	return [...]*dayCell{&r.Proposed, &r.Consulted, &r.Reviewed, &r.Resolved, &r.ShownFrom, &r.ShownTo, &r.ResultFrom, &r.ResultTo}
}

// mattersOf reads the matters of a branch and what does not fit in them.
func (a *auditor) mattersOf(b *Branch) {
	for _, r := range a.matterRows[b.Code] {
		if r.Name.text == "" && r.Proposed.text == "" {
			continue
		}
		b.Reported = true
		m := &matterReader{hinter: hinter{auditor: a, branch: b}, row: r, matter: Matter{Branch: b.Code, ID: r.ID.text, Name: r.Name.text, Cause: r.Cause.text}}
		m.order()
		m.public()
		m.cause()
		m.meetings()
		b.Matters = append(b.Matters, m.matter)
		b.flaws = append(b.flaws, m.out...)
	}
}

// matterReader reads one matter.
type matterReader struct {
	hinter
	row    *matterRow
	matter Matter
}

func (m *matterReader) flaw(c *cell, format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	m.matter.Flaws = append(m.matter.Flaws, text)
	m.add("四议两公开", m.row.place(c), "%s：%s", m.matter.ID, text)
}

// order looks for steps left out, and for days that run backwards.
func (m *matterReader) order() {
	steps := m.row.steps()
	last := -1
	for i, c := range steps {
		if c.says() {
			last = i
		}
		m.matter.Days[i] = c.date()
	}
	m.matter.Closed = last == resultTo
	before := -1
	for i, c := range steps[:last+1] {
		switch {
		case c.bad: // reported
		case !c.set:
			m.flaw(c.at(), "缺“%s”的日期，后面的步骤已经有了", stepNames[i])
		default:
			if before >= 0 && m.matter.Days[i].Before(m.matter.Days[before]) {
				m.flaw(c.at(), "%s %s 早于%s %s", stepNames[i], m.matter.Days[i], stepNames[before], m.matter.Days[before])
			}
			before = i
		}
	}
}

// public counts the days of both publications.
func (m *matterReader) public() {
	if m.quorums == nil {
		return
	}
	least := m.quorums.PublicationDays
	days := func(name string, from, to int, at *dayCell) Ratio {
		a, b := m.matter.Days[from], m.matter.Days[to]
		if a.IsZero() || b.IsZero() || b.Before(a) {
			return Ratio{}
		}
		n := b.DaysSince(a) + 1
		if n < least {
			m.flaw(at.at(), "%s公开 %d 日，不少于 %d 日", name, n, least)
		}
		return Ratio{n, least}
	}
	m.matter.Shown = days("决议", shownFrom, shownTo, &m.row.ShownTo)
	m.matter.Result = days("实施结果", resultFrom, resultTo, &m.row.ResultTo)
}

func (m *matterReader) cause() {
	switch {
	case m.row.SameCause.text == no:
		m.flaw(m.row.SameCause.at(), "各步的动议事由不一致")
	case !m.row.Cause.says():
		m.flaw(m.row.Cause.at(), "没有动议事由")
	}
}

// meetings sets attendance and votes beside the rules.
func (m *matterReader) meetings() {
	r := m.row
	propose := "q_committee"
	if !m.branch.HasCommittee {
		propose = "q_general"
	}
	members, whom := rosterOf(m.branch.Branch, nil, m.matter.Days[reviewed])
	m.meeting("提议", propose, false, &r.ProposedExpected, &r.ProposedPresent, nil)
	if n := r.ReviewedExpected.number(); n.Given && n.N > members {
		m.fault(&r.line, r.ReviewedExpected.at(), "more-than-roster", fmt.Sprintf("%s：审议应到 %d，%s %d 人", m.matter.ID, n.N, whom, members), "对照名册改正；列席的不算应到")
	} else {
		m.meeting("审议", "q_village_party", false, &r.ReviewedExpected, &r.ReviewedPresent, &r.ReviewedAgreed)
	}
	id, households := m.assembly()
	m.meeting("决议", id, households, &r.ResolvedExpected, &r.ResolvedPresent, &r.ResolvedAgreed)
}

// assembly is the rule of the meeting that resolved the matter, and whether
// households are counted.
func (m *matterReader) assembly() (rule string, households bool) {
	switch m.row.Assembly.text {
	case "村民代表会议":
		return "q_village_rep", false
	case "村民会议":
		return "q_village_all", false
	case "村民会议（户代表）":
		return "q_village_all", true
	case "居民代表会议":
		return "q_resident_rep", false
	case "居民会议":
		return "q_resident_all", false
	}
	if m.branch.Kind == "community" {
		return "q_resident_rep", false
	}
	return "q_village_rep", false
}

// meeting checks one meeting: numbers that cannot be are faults, too few
// present or in favour are flaws.
func (m *matterReader) meeting(name, rule string, or bool, expected, present, agreed *countCell) {
	e, p := expected.number(), present.number()
	what := m.matter.ID + "：" + name
	if e.Given && p.Given && p.N > e.N {
		m.fault(&m.row.line, present.at(), "more-than-expected", fmt.Sprintf("%s实到 %d，多于应到 %d", what, p.N, e.N), "对照签到改正")
		return
	}
	q := m.rule(rule)
	if q == nil || !e.Given {
		return
	}
	part := q.PresentPart
	if or && q.PresentOr != nil {
		part = *q.PresentOr
	}
	if p.Given && !part.Met(p.N, e.N) {
		m.flaw(present.at(), "%s应到 %d，实到 %d；要求%s", name, e.N, p.N, q.Present)
	}
	if agreed == nil || !agreed.set || !p.Given || q.PassPart == nil {
		return
	}
	n := agreed.number().N
	if n > p.N {
		m.fault(&m.row.line, agreed.at(), "more-than-present", fmt.Sprintf("%s赞成 %d，多于实到 %d", what, n, p.N), "对照计票结果改正")
		return
	}
	if !passed(q, n, p.N, e.N) {
		m.flaw(agreed.at(), "%s赞成 %d（应到 %d，实到 %d），没有通过；要求%s", name, n, e.N, p.N, q.Pass)
	}
}

// passed reports whether so many votes in favour are enough.
func passed(q *templates.Quorum, agreed, present, expected int) bool {
	of := expected
	if q.PassPart.Of == templates.OfPresent {
		of = present
	}
	return q.PassPart.Met(agreed, of)
}

// rule returns a rule of quorum.toml, or nil.
func (a *auditor) rule(id string) *templates.Quorum {
	if a.quorums == nil {
		return nil
	}
	return a.quorums.Rule(id)
}

// votes are what can be voted on in the meetings of a branch, and the rules
// for it.
var votes = map[string]string{"发展党员": "q_admit", "选举": "q_election"}

// ruleOf is the rule for an activity: that of its kind, or of what was voted
// on.
func (a *auditor) ruleOf(act *Activity) *templates.Quorum {
	id := quorums[act.Kind]
	if act.Kind == plan.GeneralMeeting && votes[act.Voted] != "" {
		id = votes[act.Voted]
	}
	return a.rule(id)
}

// vote looks at what was voted on in a meeting. Only full members vote, so
// that many of those expected.
func (h *hinter) vote(act *Activity, what string) {
	q := h.ruleOf(act)
	if q == nil || q.PassPart == nil || !act.Agreed.Given || !act.Expected.Given || !act.Present.Given {
		return
	}
	expected := act.Expected.N
	if act.Kind == plan.GeneralMeeting {
		expected = min(expected, fullOn(h.branch.Branch, act.Held))
	}
	if !passed(q, act.Agreed.N, act.Present.N, expected) {
		h.add("赞成不够", act.row.place(act.row.Agreed.at()), "%s：赞成 %d，有表决权的应到 %d、实到 %d；要求%s。写了通过的要更正", what, act.Agreed.N, expected, act.Present.N, q.Pass)
	}
}

type matterLine struct {
	Code      string    `col:"code"`
	Committee string    `col:"committee"`
	Branch    string    `col:"branch"`
	ID        string    `col:"id"`
	Name      string    `col:"matter"`
	Cause     string    `col:"cause"`
	Proposed  date.Date `col:"proposed"`
	Consulted date.Date `col:"consulted"`
	Reviewed  date.Date `col:"reviewed"`
	Resolved  date.Date `col:"resolved"`
	Shown     Number    `col:"shown"`
	Result    Number    `col:"result"`
	State     string    `col:"state"`
	Flaws     string    `col:"flaws"`
}

func (out *Result) matterRows(add func(*matterLine)) {
	days := func(r Ratio) Number { return Number{r.Num, r.Den > 0} }
	for _, b := range out.Branches {
		for i := range b.Matters {
			m := &b.Matters[i]
			add(&matterLine{b.Code, b.Committee.Short, b.Short, m.ID, m.Name, m.Cause, m.Days[proposed], m.Days[consulted], m.Days[reviewed], m.Days[resolved],
				days(m.Shown), days(m.Result), m.state(), strings.Join(m.Flaws, "；")})
		}
	}
}

// state words how a matter stands.
func (m *Matter) state() string {
	switch {
	case len(m.Flaws) > 0:
		return "程序有疑点"
	case m.Closed:
		return "程序完整"
	}
	return "进行中"
}

package templates

import (
	"cmp"
	"slices"
	"strings"

	"dangce/config/decode"
	"dangce/templates/phrase"
)

// A flowchart is one file in flows, one key a line:
//
//	id        = "general-meeting"          # unique; also the name other charts use
//	title     = "支部党员大会工作流程图"      # {county} is the county's name
//	system    = "会议制度"                  # which of the seven systems, or the county's own heading
//	style     = "table"                    # table (default) | free | org
//	order     = 1                          # place in 流程图集
//	subtitle  = "…"
//	basis     = "…"                        # 依据
//	applies   = "…"                        # 适用
//	liability = "…"                        # 责任追究, the line at the foot
//	needs     = "committee"                # committee | groups: not for branches without
//	records   = ["P14"]                    # record pages that name this chart
//	name      = "支部党员大会"               # short, for overviews; default the title
//	norm      = "B04"                      # the norm that says how often; or
//	often     = "每半年1次"                 # how often, where no norm says so
//	days      = "季末前"                    # when, where it is not the day that the county plans for the norm
//	beside    = true                       # goes with the seven systems, is not one of them
//	[phases]                               # optional; 会前 会中 会后 by default
//	before = "会前"
//	[community]                            # for communities, which read the village's words of wording.toml as their own
//	basis   = "…"                          # any of title, subtitle, basis, applies; then the words are changed too
//
//	[[step]]                               # a numbered box and a row of the table
//	id        = "gm1"
//	phase     = "before"                   # before | during | after
//	box       = "支委会研究确定议题"          # at most 14 characters
//	when      = "会前7天"                   # 时间安排, at most 10 characters
//	form      = "支部委员会"                 # 组织形式, 10
//	procedure = "…"                        # 具体程序, 40
//	standard  = "…"                        # 操作标准, 36
//	who       = "书记"                      # 责任人, 10
//	pages     = ["P13"]                    # record pages, or a book's name; may be left out
//	source    = "§12；时限 D"               # D: a default of ours, not a rule
//	defaults  = ["form", "procedure"]      # the columns whose wording is ours
//	next      = "gm2"                      # only where it is not the next step of the file; "end" ends
//	[step.no_committee]                    # wording for branches without a 支委会
//	box       = "书记组织党员商议议题"         # any of box, text, when … who, pages, quorum
//	[step.community]                       # wording for communities, likewise, where other words do not do
//
//	[[decision]]                           # a diamond and a row of the table
//	id     = "gm-d1"
//	phase  = "during"
//	after  = "gm4"                         # the step or decision it follows
//	text   = "到会人数够法定数吗"
//	yes    = "gm5"                         # step, decision, outcome, "end", or chart/step of another chart
//	no     = "gm-x1"
//	quorum = ["q_general"]                 # ids of quorum.toml that decide it
//	# columns as in a step
//
//	[[outcome]]                            # a small dashed side box
//	id   = "gm-x1"
//	text = "宣布改期 另行通知"
//	next = "gm3"                           # as yes and no; "end" or left out: nothing follows
//
// Texts may hold {county}, and of the theme day {day} (15日), {by-5} (10日前)
// and {by+5} (20日前); see Fill. Steps and decisions stand in the order of the
// table. An org chart has [org] instead of steps: its boxes come from the
// county.

// Flow is one flowchart.
type Flow struct {
	ID        string      `toml:"id,required" example:"general-meeting"`
	Title     string      `toml:"title,required" example:"支部党员大会工作流程图"`
	System    string      `toml:"system"`
	Style     FlowStyle   `toml:"style"`
	Order     int         `toml:"order"`
	Subtitle  string      `toml:"subtitle"`
	Basis     string      `toml:"basis"`
	Applies   string      `toml:"applies"`
	Liability string      `toml:"liability"`
	Needs     string      `toml:"needs"` // NeedsCommittee, NeedsGroups or ""
	Records   []string    `toml:"records"`
	Name      string      `toml:"name"`
	Norm      string      `toml:"norm"`
	Often     string      `toml:"often"`
	Days      string      `toml:"days"`
	Beside    bool        `toml:"beside"`
	Phases    PhaseLabels `toml:"phases"`
	Community *FlowHead   `toml:"community"` // nil: communities read what all read
	Steps     []Step      `toml:"step"`
	Decisions []Decision  `toml:"decision"`
	Outcomes  []Outcome   `toml:"outcome"`
	Org       *OrgWords   `toml:"org"` // of FlowOrg only

	Source *decode.File `toml:"-"` // for places of findings
}

// Short returns the name of the chart in overviews.
func (f *Flow) Short() string { return cmp.Or(f.Name, f.Title) }

// FlowStyle says how a chart is laid out.
type FlowStyle string

// The styles.
const (
	FlowTable FlowStyle = "table" // one spine beside the five columns
	FlowFree  FlowStyle = "free"  // boxes where Graphviz puts them
	FlowOrg   FlowStyle = "org"   // the county's organizations, from the rosters
)

// What a branch must have for a chart to apply.
const (
	NeedsCommittee = "committee"
	NeedsGroups    = "groups"
)

// Phase is a band of the chart.
type Phase string

// The phases in their order.
const (
	Before Phase = "before"
	During Phase = "during"
	After  Phase = "after"
)

// PhaseLabels are the words on the bands.
type PhaseLabels struct {
	Before string `toml:"before"`
	During string `toml:"during"`
	After  string `toml:"after"`
}

// Of returns the label of a phase.
func (l PhaseLabels) Of(p Phase) string {
	switch p {
	case Before:
		return l.Before
	case During:
		return l.During
	}
	return l.After
}

// FlowCells are the cells of one row of the table.
type FlowCells struct {
	When      string   `toml:"when"`
	Form      string   `toml:"form"`
	Procedure string   `toml:"procedure"`
	Standard  string   `toml:"standard"`
	Who       string   `toml:"who"`
	Pages     []string `toml:"pages"`
	Source    string   `toml:"source"`
	Defaults  []string `toml:"defaults"` // keys of the columns whose wording is ours
}

// Ours lists the keys of the columns whose wording is a default of ours: all
// of them where the whole row is.
func (c *FlowCells) Ours() []string {
	if strings.TrimSpace(c.Source) == "D" {
		return []string{"when", "form", "procedure", "standard", "who"}
	}
	return slices.Clone(c.Defaults)
}

// Step is a numbered box.
type Step struct {
	ID    string `toml:"id,required" example:"gm1"`
	Phase Phase  `toml:"phase,required" example:"before"`
	Box   string `toml:"box"`
	Next  string `toml:"next"`
	FlowCells
	NoCommittee *FlowWording `toml:"no_committee"`
	Community   *FlowWording `toml:"community"`
}

// Decision is a diamond.
type Decision struct {
	ID     string   `toml:"id,required" example:"gm-d1"`
	Phase  Phase    `toml:"phase,required" example:"during"`
	Text   string   `toml:"text"`
	After  string   `toml:"after,required" example:"gm4"`
	Yes    string   `toml:"yes"`
	No     string   `toml:"no"`
	Quorum []string `toml:"quorum"`
	FlowCells
	NoCommittee *FlowWording `toml:"no_committee"`
	Community   *FlowWording `toml:"community"`
}

// Outcome is a dashed side box.
type Outcome struct {
	ID   string `toml:"id,required" example:"gm-x1"`
	Text string `toml:"text"`
	Next string `toml:"next"`
}

// FlowHead replaces what it names of the words around a chart, for communities.
type FlowHead struct {
	Title    string `toml:"title"`
	Subtitle string `toml:"subtitle"`
	Basis    string `toml:"basis"`
	Applies  string `toml:"applies"`
}

// FlowWording replaces what it names, for branches without a branch committee
// or for those of communities.
type FlowWording struct {
	Box       string   `toml:"box"`
	Text      string   `toml:"text"`
	When      string   `toml:"when"`
	Form      string   `toml:"form"`
	Procedure string   `toml:"procedure"`
	Standard  string   `toml:"standard"`
	Who       string   `toml:"who"`
	Pages     []string `toml:"pages"`
	Quorum    []string `toml:"quorum"`
}

// OrgWords are the words in the boxes of the organization chart. {n} is a
// number.
type OrgWords struct {
	Committees      phrase.Text            `toml:"committees,required" example:"党（工）委 {n} 个"`
	GeneralBranches phrase.Text            `toml:"general_branches,required" example:"党总支 {n} 个"`
	Branches        phrase.Text            `toml:"branches,required" example:"党支部 {n} 个"`
	Groups          phrase.Text            `toml:"groups,required" example:"党小组 {n} 个"`
	FullMembers     phrase.Text            `toml:"full_members,required" example:"正式党员 {n} 名"`
	Probationary    phrase.Text            `toml:"probationary,required" example:"预备党员 {n} 名"`
	Kinds           map[string]phrase.Text `toml:"kinds,required"` // township = "乡镇 {n} 个"
}

// End as a target says that nothing follows.
const End = "end"

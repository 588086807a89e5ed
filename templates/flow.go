package templates

import (
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
//	source    = "支部工作条例§12；时限为县定标准" # names of sources.toml; may differ between kinds of branches
//	defaults  = ["form", "procedure"]      # the columns whose wording is ours
//	next      = "gm2"                      # only where it is not the next step of the file; "end" ends
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
// What differs between branches is a table by condition, as everywhere:
//
//	who = { default = "支委会", no_committee = "书记", community = "…" }
//
// What is not said for a condition reads the words of roles.toml and of
// [local] in wording.toml. The head of a chart is printed as it is: it names
// laws.
//
// Texts may hold {county}, and of the theme day {day} (15日), {by-5} (10日前)
// and {by+5} (20日前). Steps and decisions are in the order of the table. An
// org chart has [org] instead of steps: its boxes come from the county.

// Flow is one flowchart, as its file has it.
type Flow struct {
	ID        string         `toml:"id,required" example:"general-meeting"`
	Title     phrase.Wording `toml:"title,required" example:"支部党员大会工作流程图"`
	System    string         `toml:"system"`
	Style     FlowStyle      `toml:"style"`
	Order     int            `toml:"order"`
	Subtitle  phrase.Wording `toml:"subtitle"`
	Basis     phrase.Wording `toml:"basis"`
	Applies   phrase.Wording `toml:"applies"`
	Liability phrase.Wording `toml:"liability"`
	Needs     string         `toml:"needs"` // NeedsCommittee, NeedsGroups or ""
	Records   []string       `toml:"records"`
	Name      phrase.Wording `toml:"name"`
	Norm      string         `toml:"norm"`
	Often     phrase.Wording `toml:"often"`
	Days      phrase.Wording `toml:"days"`
	Beside    bool           `toml:"beside"`
	Phases    PhaseLabels    `toml:"phases"`
	Steps     []Step         `toml:"step"`
	Decisions []Decision     `toml:"decision"`
	Outcomes  []Outcome      `toml:"outcome"`
	Org       *OrgWords      `toml:"org"` // of FlowOrg only

	Source *decode.File `toml:"-"` // for places of findings
}

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

// FlowCells are the cells of one row of the table. The tag most is how many
// characters fit.
type FlowCells struct {
	When      phrase.Wording          `toml:"when" most:"10"`
	Form      phrase.Wording          `toml:"form" most:"10"`
	Procedure phrase.Wording          `toml:"procedure" most:"40"`
	Standard  phrase.Wording          `toml:"standard" most:"36"`
	Who       phrase.Wording          `toml:"who" most:"10"`
	Pages     phrase.Choice[[]string] `toml:"pages"`
	Source    phrase.Choice[Cited]    `toml:"source"`
}

// column is a column of the table with its text in one row.
type column struct {
	key  string
	text *phrase.Wording
}

// columns lists the columns in their order.
func (c *FlowCells) columns() []column {
	return []column{{"when", &c.When}, {"form", &c.Form}, {"procedure", &c.Procedure}, {"standard", &c.Standard}, {"who", &c.Who}}
}

var columnTitles = map[string]string{
	"box": "框内文字", "text": "框内文字", "when": "时间安排", "form": "组织形式",
	"procedure": "具体程序", "standard": "操作标准", "who": "责任人",
}

// ColumnTitle is what the column with a key of FlowCells is called: 时间安排.
func ColumnTitle(key string) string { return columnTitles[key] }

// Step is a numbered box.
type Step struct {
	ID    string         `toml:"id,required" example:"gm1"`
	Phase Phase          `toml:"phase,required" example:"before"`
	Box   phrase.Wording `toml:"box" most:"14"`
	Next  string         `toml:"next"`
	FlowCells
	Defaults []string `toml:"defaults"` // keys of the columns whose wording is ours
}

// Decision is a diamond.
type Decision struct {
	ID     string                  `toml:"id,required" example:"gm-d1"`
	Phase  Phase                   `toml:"phase,required" example:"during"`
	Text   phrase.Wording          `toml:"text" most:"14"`
	After  string                  `toml:"after,required" example:"gm4"`
	Yes    string                  `toml:"yes"`
	No     string                  `toml:"no"`
	Quorum phrase.Choice[[]string] `toml:"quorum"`
	FlowCells
	Defaults []string `toml:"defaults"`
}

// Outcome is a dashed side box.
type Outcome struct {
	ID   string         `toml:"id,required" example:"gm-x1"`
	Text phrase.Wording `toml:"text" most:"14"`
	Next string         `toml:"next"`
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

package config

import (
	"crypto/sha256"
	"io/fs"
	"slices"
	"time"

	"dangce/config/date"
	"dangce/config/money"
	"dangce/templates"
)

// County is one county's input after every check: what it holds is complete
// and consistent, so no later stage checks it again. It is not changed after
// Load returns it.
type County struct {
	Year int
	Identity

	ThemeDay  ThemeDay
	Plan      PlanRules
	Dues      DuesRules
	CardYears int
	Print     Print
	Review    Review
	Appraisal Appraisal
	Holidays  Holidays
	Grounds   []Ground // 5–21, the county's own
	Fonts     map[string]FontFile

	Committees []*Committee // in the order of their codes
	Templates  fs.FS        // the embedded templates under the county's own
	Overlay    string       // the county's template folder as it wrote it, or ""
	Digest     string       // hex SHA-256 of everything read
	Inputs     []Input      // everything read, sorted by name
	LeftOut    []LeftOut    // branches that Options.Partial left out, by code
}

// Input is a file that was read, as county.toml names it.
type Input struct {
	Name   string
	SHA256 [sha256.Size]byte
}

// Identity is what a county says of itself.
type Identity struct {
	Name       string    `toml:"name,required" example:"示例县" what:"县名" max:"20" filled:"yes"`
	Code       string    `toml:"code,required" example:"419900" filled:"yes"` // GB/T 2260, six digits
	Department string    `toml:"department,required" example:"中共示例县委组织部" what:"部门名称" max:"30" filled:"yes"`
	Issued     date.Date `toml:"issued,required" example:"2026-12-10" day:"yes"`
	Contact    string    `toml:"contact" example:"0000-0000000" what:"联系电话" max:"60"` // "" when not given
}

// LeftOut is a branch that has errors and is not in the County.
type LeftOut struct {
	Code, Short string // as far as given
	Committee   string // code, as far as given
	Errors      int
}

// Branches returns all branches, committee by committee, in the order of
// their codes.
func (c *County) Branches() []*Branch {
	var all []*Branch
	for _, com := range c.Committees {
		all = append(all, com.Branches...)
	}
	return all
}

// Shift says how a day moves off a weekend or a holiday.
type Shift string

// The shifts of [theme_day].
const (
	Keep        Shift = "keep"
	PrevWorkday Shift = "prev_workday"
	NextWorkday Shift = "next_workday"
)

// ThemeDay is the county's rule for 主题党日.
type ThemeDay struct {
	Day       int      `toml:"day" example:"15" range:"1,28"`
	OnWeekend Shift    `toml:"on_weekend" example:"keep" choice:"on_weekend"`
	OnHoliday Shift    `toml:"on_holiday" example:"next_workday" choice:"on_holiday"`
	Menu      []string `toml:"menu" example:"志愿服务" what:"自选动作" max:"100"` // items for X beside the built-in ones
	Written   []Theme  `toml:"theme"`

	Themes [13]Theme // Written by month; index 0 unused
}

// Theme is the county's unified theme of one month; Title "" until set.
type Theme struct {
	Month     time.Month `toml:"month,required" example:"1"`
	Title     string     `toml:"title,required" example:"学习贯彻党的创新理论" what:"主题" max:"100"`
	Materials []string   `toml:"materials" what:"学习资料" max:"100"`
	Notes     string     `toml:"notes" what:"主题说明" max:"500"`
}

// PlanRules are the frequencies and default days of [plan].
type PlanRules struct {
	Spread           int   `toml:"spread" example:"1" range:"1,10"` // days over which one committee's branches are spread
	CommitteeMeeting Times `toml:"committee_meeting" norm:"12" example:"times = 12, day = 5"`
	GroupMeeting     Times `toml:"group_meeting" norm:"12" example:"times = 12, day = 22"`
	GeneralMeeting   Times `toml:"general_meeting" norm:"4" example:"months = [3, 6, 9, 12], day = 15"`
	Lesson           Times `toml:"lesson" norm:"4" example:"months = [2, 5, 8, 11], day = 15"`
	OrgLifeMeeting   Times `toml:"org_life_meeting" norm:"2" example:"months = [6, 12], day = 20"`
	Appraisal        Times `toml:"appraisal" norm:"1" example:"months = [12], day = 20"`
	SpiritCheck      Times `toml:"spirit_check" norm:"1" example:"months = [6]"`
	Commendation     Times `toml:"commendation" norm:"1" example:"months = [6]"`
	PlanFiling       Times `toml:"plan_filing" norm:"1" example:"months = [1]"`
}

// Times says in which months an activity falls and on which day by default.
// Day 0 means that the activity is planned for the month alone.
type Times struct {
	Times  int          `toml:"times" example:"4"`
	Months []time.Month `toml:"months" example:"3"` // ascending
	Day    int          `toml:"day" example:"15" range:"1,28"`
}

// DuesRules are the county's choices and the rules in force.
type DuesRules struct {
	Round      Round
	Cap        money.Fen
	CapSource  string
	Regulation string // the rules in force, and their version
	Version    string
	Categories []DuesRule // in the order of print; at last the one of members not assessed yet, with ID ""
}

// DuesRule is the rule of one category of dues in force: Brackets of a base, a
// fixed Amount, or what was decided for the member, which must give Needs.
type DuesRule struct {
	ID          Category
	Name        string // 在职
	Brackets    []Bracket
	Quarterly   bool      // three terms of a base are the months of the last quarter
	Amount      money.Fen // a month
	Least, Most money.Fen // what the rule leaves open for the amount; 0 where nothing
	Needs       []string  // as templates.Rate
	Source      string    // printed with the dues
}

// Of returns the rule of a category; that of members not assessed yet for a
// category without one.
func (d *DuesRules) Of(c Category) *DuesRule {
	for i := range d.Categories {
		if d.Categories[i].ID == c {
			return &d.Categories[i]
		}
	}
	return &unassessed
}

var unassessed = DuesRule{Name: "待核定"}

// Fixed reports whether the category owes the same amount for everyone.
func (r *DuesRule) Fixed() bool { return r.ID != "" && len(r.Brackets) == 0 && len(r.Needs) == 0 }

// Round is the unit that percentages are rounded to, half up.
type Round string

// The units of [dues] round.
const (
	RoundFen  Round = "fen"
	RoundJiao Round = "jiao"
	RoundYuan Round = "yuan"
)

// Bracket is one step of a rate table: its percentage is that of the whole base.
type Bracket = templates.Bracket

// Print holds the choices of [print].
type Print struct {
	Binding     map[string]Binding `toml:"binding" example:"handbook = \"pur\"" choice:"binding"` // by book: handbook, deliberation, card
	Spare       map[string]int     `toml:"spare" example:"card = 2" range:"0,1000"`               // extra copies per branch, by book
	Paper       `toml:"paper" example:"inner = 0.10, cover = 0.30"`
	Bleed       float64  `toml:"bleed" example:"3" range:"0,10"`         // mm
	WritingLine float64  `toml:"writing_line" example:"10" range:"9,12"` // mm, pitch of ruled lines
	Hide        []string `toml:"hide" example:"phone" choice:"hide"`     // columns of rosters left out of the handbook
	Emblem      string   `toml:"emblem" example:"图案.png"`                // path of a picture as the county wrote it, or ""

	EmblemData   []byte  // of the picture as an opaque PNG; nil without
	EmblemAspect float64 // its width over its height
}

// Hides reports whether a column of rosters, phone or birth, is left out of the
// handbook.
func (p *Print) Hides(column string) bool { return slices.Contains(p.Hide, column) }

// Paper is how thick sheets are, mm.
type Paper struct {
	InnerMM float64 `toml:"inner" example:"0.10" range:"0.03,1"`
	CoverMM float64 `toml:"cover" example:"0.30" range:"0.05,3"`
}

// Binding is how a book is bound.
type Binding string

// The bindings, by inner margin: perfect and pur 25 mm, sewn and wire 20,
// saddle 15.
const (
	Perfect Binding = "perfect"
	PUR     Binding = "pur"
	Sewn    Binding = "sewn"
	Saddle  Binding = "saddle"
	Wire    Binding = "wire"
)

// Review holds the months and teams of the county's yearly review, the last
// day for what belongs to the year (its appraisal and work report, and the
// books and registers that are handed in), and what a notice asks for.
type Review struct {
	Months []time.Month `toml:"months" example:"3"`
	Teams  []string     `toml:"teams" example:"第一组" what:"督查组名称" max:"40" filled:"yes"`
	Closes date.Date    `toml:"closes" example:"2028-02-10" day:"yes"` // in the next year

	Complete string        `toml:"complete" example:"95%"`
	Enough   money.Percent // Complete, read: of the registers due, before a notice is drafted
}

// Appraisal says how members are appraised in the county.
type Appraisal struct {
	ExcellentOf ExcellentOf `toml:"excellent_of" example:"members" choice:"excellent_of"`
}

// ExcellentOf is of whom at most a third may be 优秀.
type ExcellentOf string

// Of all members, or of full members alone.
const (
	OfMembers ExcellentOf = "members"
	OfFull    ExcellentOf = "full"
)

// Ground is a ground of accountability that the county entered.
type Ground struct {
	No     int    `toml:"no,required" example:"5" range:"5,21"`
	Text   string `toml:"text,required" max:"500" what:"问责内容" filled:"yes"`
	Source string `toml:"source,required" max:"100" what:"出处"`
}

// FontFile is a font of the county's own for one role.
type FontFile struct {
	Path  string `toml:"file,required" example:"fonts/simfang.ttf"` // as the county wrote it
	Index int    `toml:"index" example:"0"`                         // face in a .ttc
	Data  []byte
}

// Holidays is the official schedule that the county supplied for the year.
// Given is false when there was no file.
type Holidays struct {
	Given    bool
	Workdays []date.Date `toml:"workdays" example:"2027-02-20"`
	Off      []Holiday   `toml:"holiday"`
}

// Holiday is one run of days off, both ends included.
type Holiday struct {
	Name string    `toml:"name,required" example:"国庆节"`
	From date.Date `toml:"from,required" example:"2027-10-01"`
	To   date.Date `toml:"to,required" example:"2027-10-07"`
}

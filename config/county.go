package config

import (
	"io/fs"
	"time"

	"dangce/config/date"
	"dangce/config/money"
	"dangce/templates"
)

// County is one county's input after every check: what it holds is complete
// and consistent, so no later stage checks it again. It is not changed after
// Load returns it.
type County struct {
	Year       int
	Name       string // 示例县
	Code       string // GB/T 2260, six digits
	Department string // 中共示例县委组织部
	Issued     date.Date
	Contact    string // "" when not given

	ThemeDay  ThemeDay
	Plan      PlanRules
	Dues      DuesRules
	CardYears int
	Print     Print
	Review    Review
	Holidays  Holidays
	Grounds   []Ground // 5–21, the county's own
	Fonts     map[string]FontFile

	Committees []*Committee // in the order of their codes
	Templates  fs.FS        // the embedded templates under the county's own
	Overlay    string       // the county's template folder as it wrote it, or ""
	Digest     string       // hex SHA-256 of everything read
	LeftOut    []LeftOut    // branches that Options.Partial left out, by code
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
	Day       int
	OnWeekend Shift
	OnHoliday Shift
	Menu      []string  // items for X beside the built-in ones
	Themes    [13]Theme // by month; index 0 unused
}

// Theme is the county's unified theme of one month; Title "" until set.
type Theme struct {
	Title     string
	Materials []string
	Notes     string
}

// PlanRules are the frequencies and default days of [plan].
type PlanRules struct {
	Spread           int // days over which one committee's branches are spread
	CommitteeMeeting Times
	GroupMeeting     Times
	GeneralMeeting   Times
	Lesson           Times
	OrgLifeMeeting   Times
	Appraisal        Times
	SpiritCheck      Times
	Commendation     Times
	PlanFiling       Times
}

// Times says in which months an activity falls and on which day by default.
// Day 0 means that the activity is planned for the month alone.
type Times struct {
	Months []time.Month // ascending
	Day    int
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
	Binding      map[string]Binding // by book: handbook, deliberation, card
	Spare        map[string]int     // extra copies per branch, by book
	InnerMM      float64            // thickness of an inner sheet
	CoverMM      float64
	Bleed        float64 // mm
	WritingLine  float64 // mm, pitch of ruled lines
	HidePhone    bool
	HideBirth    bool
	Emblem       string  // path of a picture as the county wrote it, or ""
	EmblemData   []byte  // of the picture as an opaque PNG; nil without
	EmblemAspect float64 // its width over its height
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

// Review holds the months and teams of the county's yearly review.
type Review struct {
	Months []time.Month
	Teams  []string
}

// Ground is a ground of accountability that the county entered.
type Ground struct {
	No           int
	Text, Source string
}

// FontFile is a font of the county's own for one role.
type FontFile struct {
	Path  string // as the county wrote it
	Index int    // face in a .ttc
	Data  []byte
}

// Holidays is the official schedule that the county supplied for the year.
// Given is false when there was no file.
type Holidays struct {
	Given    bool
	Workdays []date.Date
	Off      []Holiday
}

// Holiday is one run of days off, both ends included.
type Holiday struct {
	Name     string
	From, To date.Date
}

package config

import (
	"io/fs"
	"time"

	"dangce/config/date"
	"dangce/config/money"
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

// DuesRules are the county's choices and the rate tables in force.
type DuesRules struct {
	Round  Round
	Cap    money.Fen
	Rates  map[Category][]Bracket // salaried, retired, self_employed
	Fixed  map[Category]money.Fen // farmer, student, unemployed, relief, dibao
	Bound  map[Category]Bounds    // what the rule leaves open for a fixed amount: farmer
	Source map[Category]string    // the rule a due comes from, printed with it

	CapSource  string
	Regulation string // the rules in force, and their version
	Version    string
}

// Bounds are the least and the most that a rule allows, fen a month.
type Bounds struct{ Least, Most money.Fen }

// Round is the unit that percentages are rounded to, half up.
type Round string

// The units of [dues] round.
const (
	RoundFen  Round = "fen"
	RoundJiao Round = "jiao"
	RoundYuan Round = "yuan"
)

// Bracket is one step of a rate table: the rate applies to the whole base.
type Bracket struct {
	UpTo    money.Fen // inclusive; 0 in the last bracket means no limit
	Percent money.Percent
}

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

// CommitteeKind tells what a 党委 is.
type CommitteeKind string

// The kinds of committees.
const (
	Township      CommitteeKind = "township"
	Street        CommitteeKind = "street"
	Department    CommitteeKind = "department"
	Enterprise    CommitteeKind = "enterprise"
	GeneralBranch CommitteeKind = "general_branch"
)

// Committee is a 基层党（工）委 or a 党总支 under one. The branches of a 党总支
// stand with its parent, so that each branch is met once.
type Committee struct {
	Code, Name, Short string
	Kind              CommitteeKind
	Parent            *Committee // of a general branch, else nil
	Branches          []*Branch  // in the order of their codes; none for a general branch
	Books             []string   // of a general branch: books printed once for its branches
}

// BranchKind tells what a 党支部 is.
type BranchKind string

// The kinds of branches.
const (
	Village     BranchKind = "village"
	Community   BranchKind = "community"
	Agency      BranchKind = "agency"
	Institution BranchKind = "institution"
	SOE         BranchKind = "soe"
	Private     BranchKind = "private"
	SocialOrg   BranchKind = "social_org"
	School      BranchKind = "school"
	Retired     BranchKind = "retired"
)

// Branch is one 党支部: one set of books.
type Branch struct {
	Code, Name, Short string
	Committee         *Committee
	Kind              BranchKind
	Founded, TermEnds date.Date // zero when not given
	Place             string
	Groups            []*Group
	HasCommittee      bool             // 设支部委员会
	Books             []string         // book names to print, as in templates/books
	Choose            [13][]string     // the branch's own X by month; index 0 unused
	Changes           []ThemeDayChange // in order of month
	Members           []*Member        // in roster order
	Under             *Committee       // the 党总支 in between, or nil
}

// Group is a 党小组.
type Group struct {
	Name    string
	Members []*Member // in roster order
}

// ThemeDayChange is a theme day moved by the branch. Approved is zero while
// the committee has not agreed: then the fixed day stands.
type ThemeDayChange struct {
	Month      time.Month
	To         date.Date
	Reason     string
	Approved   date.Date
	ApprovalNo string
}

// Member is one 党员.
type Member struct {
	ID        string // 党员编号, "" when not given
	Name      string
	Label     string // Name, or 王伟(1980-05) where another member of the branch has the same name
	Gender    string // 男, 女 or ""
	Ethnicity string
	Birth     date.Date
	Education string
	Joined    date.Date
	Confirmed date.Date // 转正; zero for a probationary member
	Probation bool      // 预备党员
	Group     *Group    // nil without
	Posts     []string  // 党内职务: 书记, 组织委员, …
	Duty      string    // 分工
	Leader    bool      // 领导干部
	Job       string
	Phone     string
	CardNo    string
	CardYear  int // 0 when not given
	Note      string
	Dues      MemberDues
}

// Has reports whether the member holds the post.
func (m *Member) Has(post string) bool {
	for _, p := range m.Posts {
		if p == post {
			return true
		}
	}
	return false
}

// Category is the kind of a member's dues.
type Category string

// The categories of dues.
const (
	Salaried     Category = "salaried"
	RetiredPay   Category = "retired"
	SelfEmployed Category = "self_employed"
	Farmer       Category = "farmer"
	Student      Category = "student"
	Unemployed   Category = "unemployed"
	Relief       Category = "relief"
	Dibao        Category = "dibao"
	Reduced      Category = "reduced"
	Exempt       Category = "exempt"
	FixedDue     Category = "fixed"
)

// MemberDues is what a member's dues are assessed from.
type MemberDues struct {
	Category Category // "" when nothing was given: assessed by hand
	Base     money.Fen
	Items    []BaseItem // what Base was computed from (see ItemsBase), or none
	Amount   money.Fen  // reduced, exempt, fixed: the monthly amount approved
	Reason   string
	Approval string
}

// BaseItem is one term of a base: 职务工资 +1640.00.
type BaseItem struct {
	Name   string
	Amount money.Fen
}

package config

import (
	"slices"
	"time"

	"dangce/config/date"
	"dangce/config/money"
)

// The records of a county: committees, branches, members. A record is one
// struct from the file to the printed page. What a county may write is a field
// with tags; fields without tags are worked out when all records are read.
//
//	toml:"birth"         the key, as for package decode
//	example:"…"          shown where the value is missing or of the wrong type
//	sheet:"birth"        the column of a roster, as for package roster
//	what:"出生日期"       the value in messages
//	needed:"yes"         an error where it is missing
//	max:"40"             a text that is printed: so many characters, all of them in some font
//
// A new column of rosters is a field here, a title in templates/titles.toml,
// and the place where it is printed.

// CommitteeKind says what a 党委 is.
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
// are listed with its parent, so that each branch is met once.
type Committee struct {
	Code  string        `toml:"code" sheet:"code:code" example:"01" what:"党委代码" needed:"yes"`
	Name  string        `toml:"name" sheet:"name" example:"中共示例县城关镇委员会" what:"党委名称" needed:"yes" max:"60"`
	Short string        `toml:"short" sheet:"short" example:"城关镇党委" what:"党委简称" max:"40"`
	Kind  CommitteeKind `toml:"kind" sheet:"kind" example:"township" what:"党委类型" needed:"yes"`
	In    string        `toml:"parent" sheet:"parent" example:"01"` // 所属党委 of a 党总支: code, name or short, as written

	Parent   *Committee // of a general branch, else nil
	Branches []*Branch  // in the order of their codes; none for a general branch
	Books    []string   // of a general branch: books printed once for its branches
}

// BranchKind says what a 党支部 is.
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
	Code         string           `toml:"code" sheet:"code:code" example:"01-003" what:"党支部代码" needed:"yes"`
	Name         string           `toml:"name" sheet:"name" example:"中共示例县城关镇东街社区支部委员会" what:"党支部名称" needed:"yes" max:"60"`
	Short        string           `toml:"short" sheet:"short" example:"东街社区党支部" what:"党支部简称" max:"40"`
	In           string           `toml:"committee" sheet:"committee_code:code,committee" example:"01" what:"所属党委" needed:"yes"` // code, name or short, as written
	Kind         BranchKind       `toml:"kind" sheet:"kind" example:"village" what:"支部类型" needed:"yes"`
	Founded      date.Date        `toml:"founded" sheet:"founded" example:"2001-07-01" what:"成立日期"`
	Elected      date.Date        `toml:"elected" sheet:"elected" example:"2026-06-30" what:"换届时间"` // of the committee in office
	TermEnds     date.Date        `toml:"term_ends" sheet:"term_ends" example:"2029-06-30" what:"届满日期"`
	Place        string           `toml:"place" sheet:"place" example:"东街社区党群服务中心" what:"活动场所" max:"100"`
	Groups       []*Group         `toml:"groups" sheet:"groups" split:"、，,；;" example:"第一党小组" what:"党小组"`
	HasCommittee bool             `toml:"branch_committee" sheet:"branch_committee" what:"设支委会"`
	Books        []string         `toml:"books" example:"handbook"` // names of the books to print, as in templates/books
	Chosen       []MonthChoice    `toml:"theme_day"`                // the branch's own X
	Changes      []ThemeDayChange `toml:"change"`                   // in order of month
	Members      []*Member        `toml:"member"`                   // in roster order, of the day from which the books are
	Events       []*Event         `toml:"event"`                    // what changed in the year, by day

	Committee *Committee
	Under     *Committee   // the 党总支 in between, or nil
	Choose    [13][]string // Chosen by month; index 0 unused
	Closed    date.Date    // from when on there is the branch no longer; zero where it stays
	everyone  []*Member
}

// Group is a 党小组.
type Group struct {
	Name    string
	Members []*Member // in roster order
}

// UnmarshalText reads the name of a group.
func (g *Group) UnmarshalText(text []byte) error {
	g.Name = string(text)
	return nil
}

// String returns the name; "" for nil.
func (g *Group) String() string {
	if g == nil {
		return ""
	}
	return g.Name
}

// MonthChoice is what a branch does on the theme day of a month.
type MonthChoice struct {
	Month  time.Month `toml:"month,required" example:"3"`
	Choose []string   `toml:"choose,required" example:"志愿服务"`
}

// ThemeDayChange is a theme day moved by the branch. Approved is zero while
// the committee has not agreed: until then the theme day is not moved.
type ThemeDayChange struct {
	Month      time.Month `toml:"month,required" example:"10"`
	To         date.Date  `toml:"to,required" example:"2027-10-20"`
	Reason     string     `toml:"reason,required"`
	Approved   date.Date  `toml:"approved" example:"2027-10-13"`
	ApprovalNo string     `toml:"approval_no"`
}

// Member is one 党员.
type Member struct {
	ID        string     `toml:"id" sheet:"id:identity" what:"编号" max:"40"` // 党员编号, "" when not given
	Name      string     `toml:"name" sheet:"name:name" example:"张三" what:"姓名" needed:"yes" max:"40"`
	Gender    Gender     `toml:"gender" sheet:"gender" example:"男" what:"性别"`
	Ethnicity string     `toml:"ethnicity" sheet:"ethnicity" example:"汉族" what:"民族" max:"40"`
	Birth     date.Date  `toml:"birth" sheet:"birth" example:"1980-05-12" what:"出生日期"`
	Education string     `toml:"education" sheet:"education" example:"大专" what:"学历" max:"40"`
	Joined    date.Date  `toml:"joined" sheet:"joined" example:"2005-07-01" what:"入党日期"`
	Confirmed date.Date  `toml:"confirmed" sheet:"confirmed" example:"2006-07-01" what:"转正日期"` // zero for a probationary member
	Status    Status     `toml:"status" sheet:"status" example:"正式" what:"人员类别"`
	Group     *Group     `toml:"group" sheet:"group" example:"第一党小组" what:"党小组"` // nil without
	Posts     Posts      `toml:"post" sheet:"post" example:"书记" what:"党内职务" max:"100"`
	Duty      string     `toml:"duty" sheet:"duty" what:"分工" max:"100"`
	Leader    bool       `toml:"is_leader" sheet:"is_leader" what:"是否领导"` // 领导干部
	Job       string     `toml:"job" sheet:"job" what:"工作岗位" max:"100"`
	Phone     string     `toml:"phone" sheet:"phone:identity" example:"13900000000" what:"联系电话" max:"40"`
	CardNo    string     `toml:"card_no" sheet:"card_no:code" example:"示城0001" what:"党费证号" max:"40"`
	CardYear  int        `toml:"card_year" sheet:"card_year" example:"2025" what:"发证年份"` // 0 when not given
	Note      string     `toml:"note" sheet:"note" what:"备注" max:"500"`
	Dues      MemberDues `toml:"dues" example:"category = \"salaried\", base = \"4900.00\""`

	Label     string // Name, or 王伟(1980-05) where another member of the branch has the same name
	Probation bool   // 预备党员

	// What the events of the year made of him; zero without any.
	Came, Left     date.Date // the first day in the branch, and the first day no longer in it
	CameBy, LeftBy EventKind
	Turned         date.Date  // when he became a full member
	Later          []Standing // in order of day
}

// Has reports whether the member holds the post.
func (m *Member) Has(post string) bool { return slices.Contains(m.Posts, post) }

// Holder returns the first member with a post, or nil.
func (b *Branch) Holder(post string) *Member {
	for _, m := range b.Members {
		if m.Has(post) {
			return m
		}
	}
	return nil
}

// Category is the kind of a member's dues: one of templates/rates.toml.
type Category string

// MemberDues is what a member's dues are assessed from: the terms of January,
// and those of later months.
type MemberDues struct {
	DuesTerms
	Later []DuesTerms `toml:"later" example:"{ base = \"4900.00\" }, { from = 7, category = \"retired\", base = \"3900.00\" }"` // in order of month
}

// Shorthand is for dues = [{ base = "4900.00" }, { from = 7, … }].
func (*MemberDues) Shorthand() string { return "later" }

// Terms are all terms, each from its month to that of the next.
func (d *MemberDues) Terms() []DuesTerms { return append([]DuesTerms{d.DuesTerms}, d.Later...) }

// DuesTerms are what dues are assessed from for some months.
type DuesTerms struct {
	From     time.Month `toml:"from" example:"7"`                                              // 0 in the terms of January
	Category Category   `toml:"category" sheet:"dues_category" example:"salaried" what:"缴费类别"` // "" when nothing was given: assessed by hand
	Base     money.Fen  `toml:"base" sheet:"dues_base" example:"4900.00" what:"计费基数"`
	Items    []BaseItem `toml:"base_items" example:"name = \"职务工资\", amount = \"+1640.00\""` // what Base was computed from (see DuesRule.ItemsBase), or none
	Amount   money.Fen  `toml:"amount" sheet:"dues_amount" example:"5.00" what:"月党费"`        // reduced, exempt, fixed: the monthly amount approved
	Reason   string     `toml:"reason" sheet:"dues_reason" what:"减免原因" max:"100"`
	Approval string     `toml:"approval" what:"批准文号" max:"40"`
}

// BaseItem is one term of a base: 职务工资 +1640.00.
type BaseItem struct {
	Name   string    `toml:"name,required" example:"职务工资"`
	Amount money.Fen `toml:"amount,required" example:"+1640.00"`
}

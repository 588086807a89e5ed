package config

import (
	"strings"

	"dangce/config/diag"
	"dangce/config/roster"
)

// rowOrigin is a row of a roster. cols leads from TOML keys to the cells.
type rowOrigin struct {
	row   roster.Field
	field func(key string) (roster.Field, string) // the cell and its title
}

func (o *rowOrigin) Place(key string) diag.Place {
	if f, _ := o.field(key); f.Place() != (diag.Place{}) {
		return f.Place()
	}
	return o.row.Place()
}

func (o *rowOrigin) Given(key string) bool {
	f, _ := o.field(key)
	return !f.Empty()
}

func (o *rowOrigin) Sheet() bool { return true }

func (o *rowOrigin) Ask(key, sample string) string {
	_, title := o.field(key)
	if title == "" {
		return "名册里没有这一栏，改在支部文件里写"
	}
	fill := "”一栏填写，如 "
	if key == "status" {
		fill = "”一栏填 " // the word itself is meant
	}
	return "在“" + title + fill + chinese(strings.Trim(sample, `"`))
}

func committeeOf(r *roster.Committee) committeeRec {
	return committeeRec{
		Code: r.Code.Value, Name: r.Name.Value, Short: r.Short.Value, Kind: r.Kind.Value, Parent: r.Parent.Value,
		at: &rowOrigin{r.Row, func(key string) (roster.Field, string) {
			switch key {
			case "code":
				return r.Code, "党委代码"
			case "name":
				return r.Name, "党委名称"
			case "short":
				return r.Short, "简称"
			case "kind":
				return r.Kind, "类型"
			case "parent":
				return r.Parent, "所属党委"
			}
			return roster.Field{}, ""
		}},
	}
}

func branchOf(r *roster.Branch) *branchRec {
	b := &branchRec{
		Code: r.Code.Value, Name: r.Name.Value, Short: r.Short.Value, Committee: r.Committee.Value, Kind: r.Kind.Value,
		Founded: r.Founded.Date, TermEnds: r.TermEnds.Date, Place: r.Place.Value, Groups: r.Groups.Items,
		at: &rowOrigin{r.Row, func(key string) (roster.Field, string) { return branchField(r, key) }},
	}
	if r.Committed.OK && !r.Committed.Empty() {
		yes := r.Committed.Yes
		b.HasCommittee = &yes
	}
	return b
}

func branchField(r *roster.Branch, key string) (roster.Field, string) {
	switch key {
	case "code":
		return r.Code, "党支部代码"
	case "name":
		return r.Name, "党支部名称"
	case "short":
		return r.Short, "简称"
	case "committee":
		return r.Committee, "所属党委"
	case "kind":
		return r.Kind, "类型"
	case "founded":
		return r.Founded.Field, "成立日期"
	case "term_ends":
		return r.TermEnds.Field, "届满日期"
	case "place":
		return r.Place, "活动场所"
	case "groups":
		return r.Groups.Field, "党小组"
	case "branch_committee":
		return r.Committed.Field, "设支委会"
	}
	return roster.Field{}, ""
}

func memberOf(r *roster.Member) memberRec {
	return memberRec{
		ID: r.ID.Value, Name: r.Name.Value, Gender: r.Gender.Value, Ethnicity: r.Ethnicity.Value,
		Birth: r.Birth.Date, Education: r.Education.Value, Joined: r.Joined.Date, Confirmed: r.Confirmed.Date,
		Status: r.Status.Value, Group: r.Group.Value, Posts: r.Posts.Items, Duty: r.Duty.Value,
		Leader: r.Leader.Yes, Job: r.Job.Value, Phone: r.Phone.Value,
		CardNo: r.CardNo.Value, CardYear: r.CardYear.Year, Note: r.Note.Value,
		Dues: duesOf(r),
		at:   &rowOrigin{r.Row, func(key string) (roster.Field, string) { return memberField(r, key) }},
	}
}

// duesOf leaves out amounts that could not be read: they had their finding.
func duesOf(r *roster.Member) *duesRec {
	if r.DuesCategory.Empty() && r.DuesBase.Empty() && r.DuesAmount.Empty() && r.DuesReason.Empty() {
		return nil
	}
	d := &duesRec{Category: r.DuesCategory.Value, Reason: r.DuesReason.Value}
	if r.DuesBase.OK && !r.DuesBase.Empty() {
		d.Base = &r.DuesBase.Fen
	}
	if r.DuesAmount.OK && !r.DuesAmount.Empty() {
		d.Amount = &r.DuesAmount.Fen
	}
	return d
}

func memberField(r *roster.Member, key string) (roster.Field, string) {
	switch key {
	case "id":
		return r.ID, "党员编号"
	case "name":
		return r.Name, "姓名"
	case "gender":
		return r.Gender, "性别"
	case "ethnicity":
		return r.Ethnicity, "民族"
	case "birth":
		return r.Birth.Field, "出生日期"
	case "education":
		return r.Education, "学历"
	case "joined":
		return r.Joined.Field, "入党日期"
	case "confirmed":
		return r.Confirmed.Field, "转正日期"
	case "status":
		return r.Status, "人员类别"
	case "group":
		return r.Group, "党小组"
	case "post":
		return r.Posts.Field, "党内职务"
	case "duty":
		return r.Duty, "分工"
	case "is_leader":
		return r.Leader.Field, "是否领导"
	case "job":
		return r.Job, "工作岗位"
	case "phone":
		return r.Phone, "联系电话"
	case "dues", "dues.category":
		return r.DuesCategory, "缴费类别"
	case "dues.base":
		return r.DuesBase.Field, "月计费基数"
	case "dues.amount":
		return r.DuesAmount.Field, "核定月党费"
	case "dues.reason":
		return r.DuesReason, "减免原因"
	case "card_no":
		return r.CardNo, "党费证号"
	case "card_year":
		return r.CardYear.Field, "发证年份"
	case "note":
		return r.Note, "备注"
	}
	return roster.Field{}, ""
}

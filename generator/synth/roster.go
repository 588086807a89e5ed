package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode/utf8"

	"dangce/config"
	"dangce/config/date"
	"dangce/generator/doc"
)

// roster is the workbook or the csv files of one committee, kept with the
// habits of one office.
type roster struct {
	*county
	com        *config.Committee
	committees []*config.Committee // for a 党委 sheet, or none
	r          *rand.Rand
	kept       form
	titles     map[[2]string]string // how the office writes a title of a sheet
	date       func(date.Date) doc.Value
	birthMonth bool   // the month of birth alone
	spaced     bool   // 张　三
	named      string // column that names the branch
}

// synonyms are other titles of columns that offices use, sheet by sheet.
var synonyms = map[string]map[string][]string{
	"党委": {"类型": {"党委类型"}, "所属党委": {"上级党委"}},
	"党支部": {
		"所属党委": {"上级党组织"}, "类型": {"支部类型"}, "成立日期": {"成立时间"}, "届满日期": {"任期届满时间", "应换届时间"},
		"活动场所": {"活动地点"}, "党小组": {"党小组（、分隔）", "党小组名称"}, "设支委会": {"是否设支委会"},
	},
	"党员": {
		"姓名": {"党员姓名"}, "党员编号": {"党员号"}, "民族": {"族别"}, "学历": {"文化程度"}, "入党日期": {"入党时间", "加入党组织时间"},
		"转正日期": {"转正时间", "转为正式党员时间"}, "人员类别": {"党员类别"}, "党小组": {"所在党小组"}, "党内职务": {"支部职务"},
		"分工": {"支委分工"}, "是否领导": {"是否领导干部"}, "工作岗位": {"单位及职务", "职业"}, "联系电话": {"手机号", "联系方式"},
		"缴费类别": {"党费类别"}, "月计费基数": {"党费基数", "缴费基数"}, "核定月党费": {"月应交党费"}, "减免原因": {"减免事由"},
		"发证年份": {"党费证发证年份"},
	},
}

// dateForms are the ways offices write dates. The first is a date cell.
var dateForms = []func(date.Date) doc.Value{
	func(d date.Date) doc.Value { return doc.DateValue(d.String()) },
	func(d date.Date) doc.Value { return doc.TextValue(d.String()) },
	func(d date.Date) doc.Value {
		if d.IsZero() {
			return doc.Value{}
		}
		return doc.TextValue(fmt.Sprintf("%d.%d.%d", d.Year, d.Month, d.Day))
	},
	func(d date.Date) doc.Value { return doc.TextValue(strings.ReplaceAll(d.String(), "-", "")) },
	func(d date.Date) doc.Value { return doc.TextValue(d.Chinese()) },
}

// habits draws how the office keeps its roster.
func (o *roster) habits(kept form) {
	o.kept = kept
	o.titles = map[[2]string]string{}
	forms := dateForms
	if kept == inCSV {
		forms = forms[1:] // a csv file has no date cells
	}
	o.date = pick(o.r, forms)
	o.birthMonth = chance(o.r, 300)
	o.spaced = chance(o.r, 400)
	o.named = pick(o.r, []string{"党支部代码", "所在党支部", "所在支部"})
}

// title returns how the office writes a title, once drawn always the same.
func (o *roster) title(sheet, id string) string {
	key := [2]string{sheet, id}
	if t, ok := o.titles[key]; ok {
		return t
	}
	t := id
	if also := synonyms[sheet][id]; also != nil && chance(o.r, 400) {
		t = pick(o.r, also)
	}
	o.titles[key] = t
	return t
}

// write adds the files of the roster.
func (o *roster) write(files map[string][]byte) error {
	base := fmt.Sprintf("名册/%s-%s", o.com.Code, o.com.Short)
	sheets := o.sheets()
	if o.kept == inCSV {
		gb := o.r.IntN(2)
		for i, s := range sheets {
			data, err := csvBytes(s.Table, i%2 == gb)
			if err != nil {
				return err
			}
			files[base+"-"+s.Name+".csv"] = data
		}
		return nil
	}
	data, err := workbookBytes(o.com.Short+"党员名册", sheets)
	if err != nil {
		return err
	}
	files[base+".xlsx"] = data
	return nil
}

// sheets returns the sheets of the roster.
func (o *roster) sheets() []doc.Sheet {
	var sheets []doc.Sheet
	if o.committees != nil {
		sheets = append(sheets, doc.Sheet{Name: "党委", Title: "党委名册", Table: o.committeeTable()})
	}
	seats := o.seatsOf(o.com)
	sheets = append(sheets, doc.Sheet{Name: "党支部", Title: o.com.Short + "党支部名册", Table: o.branchTable(seats)})
	if o.kept != inSheets {
		return append(sheets, doc.Sheet{Name: "党员", Title: o.com.Short + "党员名册", Table: o.memberTable(seats, o.named)})
	}
	for _, s := range seats {
		sheets = append(sheets, doc.Sheet{
			Name:  sheetName(s.Short),
			Title: fmt.Sprintf("%s党员花名册（%d人）", s.Short, len(s.Members)),
			Table: o.memberTable([]seat{s}, ""),
		})
	}
	return sheets
}

// sheetName cuts a name to the 31 characters a worksheet may have.
func sheetName(name string) string {
	if utf8.RuneCountInString(name) <= 31 {
		return name
	}
	return string([]rune(name)[:31])
}

func (o *roster) committeeTable() *doc.Table {
	t := o.table("党委", "党委代码", "党委名称", "简称", "类型", "所属党委")
	for _, com := range o.committees {
		parent := ""
		if com.Parent != nil {
			parent = com.Parent.Code
		}
		t.row(text(com.Code), text(com.Name), text(com.Short), text(com.Kind.Word()), text(parent))
	}
	return t.Table
}

func (o *roster) branchTable(seats []seat) *doc.Table {
	t := o.table("党支部", "党支部代码", "党支部名称", "简称", "所属党委", "类型", "成立日期", "届满日期", "活动场所", "党小组", "设支委会")
	for _, s := range seats {
		t.row(text(s.Code), text(s.Name), text(s.Short), text(superior(s.Branch).Short), text(s.Kind.Word()),
			o.date(s.Founded), o.date(s.TermEnds), text(s.Place), text(strings.Join(groupNames(s.Branch), "、")), yes(s.HasCommittee))
	}
	return t.Table
}

// memberTable lists the members of branches. Column named holds the branch by
// its code or name; without it the sheet itself does.
func (o *roster) memberTable(seats []seat, named string) *doc.Table {
	birth := "出生日期"
	if o.birthMonth {
		birth = "出生年月"
	}
	t := o.table("党员", "序号", named, "姓名", "党员编号", "性别", "民族", birth, "学历", "入党日期", "转正日期", "人员类别", "党小组", "党内职务", "分工",
		"是否领导", "工作岗位", "联系电话", "缴费类别", "月计费基数", "核定月党费", "减免原因", "党费证号", "发证年份", "备注")
	n := 0
	for _, s := range seats {
		for _, m := range s.Members {
			n++
			branch := s.Short
			if named == "党支部代码" {
				branch = s.Code
			}
			t.row(doc.IntValue(n), text(branch), text(o.name(m)), text(m.ID), text(string(m.Gender)), text(m.Ethnicity), o.birth(m), text(m.Education),
				o.date(m.Joined), o.date(m.Confirmed), text(status(m)), text(groupName(m)), text(strings.Join(m.Posts, "、")), text(m.Duty),
				yes(m.Leader), text(m.Job), text(m.Phone), text(categoryWord(m.Dues.Category)), amount(m.Dues.Base), amount(m.Dues.Amount),
				text(m.Dues.Reason), text(m.CardNo), year(m.CardYear), text(m.Note))
		}
	}
	return t.Table
}

// name writes a name of two characters as 张　三 where the office does.
func (o *roster) name(m *config.Member) string {
	if c := []rune(m.Name); o.spaced && len(c) == 2 {
		return string(c[0]) + "　" + string(c[1])
	}
	return m.Name
}

func (o *roster) birth(m *config.Member) doc.Value {
	if o.birthMonth {
		return doc.TextValue(m.Birth.DottedMonth())
	}
	return o.date(m.Birth)
}

// table is a table whose columns are named by their titles. A column with an
// empty title is left out.
type table struct {
	*doc.Table
	skip []bool
}

func (o *roster) table(sheet string, titles ...string) table {
	t := table{Table: &doc.Table{}}
	for _, id := range titles {
		t.skip = append(t.skip, id == "")
		if id != "" {
			t.Cols = append(t.Cols, column(o.title(sheet, id)))
		}
	}
	return t
}

// row adds a row. The first value of a kind other than text decides the kind
// of its column.
func (t table) row(values ...doc.Value) {
	kept := make([]doc.Value, 0, len(values))
	for i, v := range values {
		if t.skip[i] {
			continue
		}
		if v.Set && v.Kind != doc.KindText {
			t.Cols[len(kept)].Kind = v.Kind
		}
		kept = append(kept, v)
	}
	t.Rows = append(t.Rows, doc.Record{Values: kept})
}

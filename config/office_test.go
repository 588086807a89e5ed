package config

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"
)

// officeCounty is a county whose rosters are one workbook.
func officeCounty(t *testing.T, file string, data []byte) (*County, []string) {
	t.Helper()
	fsys := fstest.MapFS{
		"county.toml": {Data: []byte("year = 2027\nrosters = [\"名册/*\"]\nholidays = \"holidays.toml\"\n[county]\nname = \"示例县\"\ncode = \"419900\"\n" +
			"department = \"中共示例县委组织部\"\nissued = 2026-12-10\n[[committee]]\ncode = \"01\"\nname = \"中共示例县城关镇委员会\"\nshort = \"城关镇党委\"\nkind = \"乡镇\"\n")},
		"holidays.toml": {Data: []byte(goodHolidays)},
		file:            {Data: data},
	}
	c, found := load(fsys, Options{Partial: true})
	var got []string
	for _, f := range found {
		got = append(got, brief(f))
	}
	return c, got
}

// officeBook writes sheets of cells; change may dress them.
func officeBook(t *testing.T, sheets map[string][][]string, change func(*excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for name, rows := range sheets {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, text := range row {
				cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if text != "" {
					if err := f.SetCellStr(name, cell, text); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(f)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var officeBranches = [][]string{
	{"党支部代码", "党支部名称", "简称", "所属党委", "类型"},
	{"01-001", "中共示例县城关镇东村支部委员会", "东村党支部", "城关镇党委", "村"},
}

// officeMembers are five members; edit changes the table.
func officeMembers(edit func(rows [][]string) [][]string) [][]string {
	rows := [][]string{{"所在党支部", "姓名", "性别", "出生日期", "入党日期", "转正日期", "人员类别", "党内职务", "缴费类别", "备注"}}
	for i, name := range []string{"陈建国", "李秀英", "王国强", "赵桂兰", "刘志远"} {
		post := ""
		if i == 0 {
			post = "书记"
		}
		rows = append(rows, []string{"东村党支部", name, "男", fmt.Sprintf("1978-03-%02d", i+1), "2003-06-20", "2004-06-20", "正式", post, "农民", ""})
	}
	if edit != nil {
		rows = edit(rows)
	}
	return rows
}

func without(rows [][]string, col int) [][]string {
	var out [][]string
	for _, r := range rows {
		out = append(out, slices.Delete(slices.Clone(r), col, col+1))
	}
	return out
}

func set(row, col int, text string) func([][]string) [][]string {
	return func(rows [][]string) [][]string { rows[row][col] = text; return rows }
}

// Lists as offices keep them: what is left out, doubled or put together is
// said, once and with the remedy.
func TestOfficeRosters(t *testing.T) {
	const at = "名册/名册.xlsx[党员!"
	tests := []struct {
		name   string
		edit   func([][]string) [][]string
		change func(*excelize.File)
		want   []string
	}{
		{"clean", nil, nil, nil},
		{"a column that is missing is one finding", func(r [][]string) [][]string { return without(r, 5) }, nil,
			[]string{at + "A1] no-confirmed 没有“转正日期”一列，陈建国等 5 行是正式党员，没有转正日期 / 加“转正日期”一列，如 2006-07-01；还没有转正的，在“人员类别”一栏填 预备"}},
		{"a note that says who has left", set(2, 9, "2025年已转出"), nil,
			[]string{at + "J3] 警告 gone 李秀英的备注写着“已转出”，名册里还有这个人 / 已经不在的，删去这一行；还在的不用改"}},
		{"a note that says where from", set(2, 9, "2019年由外县转入"), nil, nil},
		{"two names in a cell", set(2, 1, "李秀英\n王小明"), nil,
			[]string{at + "B3] 警告 roster-name-several “姓名”是“李秀英王小明”，原来中间有换行或空格，像是两个人 / 一行只写一个人；是一个人的，去掉中间的换行和空格"}},
		{"one name with a space", set(2, 1, "李 英"), nil, nil},
		{"no member", set(2, 6, "入党积极分子"), nil,
			[]string{at + "G3] unknown-choice 不认识的人员类别 “入党积极分子” / 名册只写党员：不是党员的，删去这一行"}},
		{"formulas without results", func(r [][]string) [][]string { r[1][1], r[2][1], r[3][1] = "", "", ""; return r }, func(f *excelize.File) {
			for _, cell := range []string{"B2", "B3", "B4"} {
				if err := f.SetCellFormula("党员", cell, "=A1&1"); err != nil {
					t.Fatal(err)
				}
			}
		}, []string{at + "B2] roster-cell “姓名”的单元格是公式，文件里没有算好的结果；这一列共有 3 格是这样 / 用 Excel 或 WPS 打开文件，保存一次；或把公式改成数值 also " + at + "B3] also " + at + "B4]"}},
		{"a row that is crossed out", nil, func(f *excelize.File) {
			style, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Strike: true}})
			if err != nil {
				t.Fatal(err)
			}
			if err := f.SetCellStyle("党员", "A4", "J4", style); err != nil {
				t.Fatal(err)
			}
		}, []string{at + "B4] 警告 roster-struck 有 1 行划了删除线，也读了 / 不该有的行删去；还要的，去掉删除线"}},
		{"titles below pages of explanation", func(r [][]string) [][]string {
			var head [][]string
			for i := range 30 {
				head = append(head, []string{fmt.Sprintf("填表说明第%d条", i+1)})
			}
			return append(head, r...)
		}, nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, got := officeCounty(t, "名册/名册.xlsx", officeBook(t, map[string][][]string{"党支部": officeBranches, "党员": officeMembers(tt.edit)}, tt.change))
			if !slices.Equal(got, tt.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
			if tt.want == nil && (c == nil || len(c.Branches()[0].Members) != 5) {
				t.Error("not five members")
			}
		})
	}
}

// A sheet that holds a table is read, or a finding says why it is not.
func TestTablesThatAreNoLists(t *testing.T) {
	members := officeMembers(nil)
	var sideways [][]string
	for c := range members[0] {
		var row []string
		for _, r := range members {
			row = append(row, r[c])
		}
		sideways = append(sideways, row)
	}
	form := [][]string{{"党员信息登记表"}, {"姓名", "丁一山", "性别", "男"}, {"民族", "汉族", "出生日期", "1978-03-01"}, {"入党日期", "2003-06-20", "转正日期", "2004-06-20"}}
	odd := [][]string{{"甲", "乙", "丙"}, {"1", "2", "3"}, {"4", "5", "6"}, {"7", "8", "9"}}
	prose := [][]string{{"本表由各支部填写"}, {"每季度交一次"}, {"有问题打电话"}, {"不要改列"}}
	for name, tt := range map[string]struct {
		rows [][]string
		want string
	}{
		"sideways": {sideways, "名册/名册.xlsx[其他] 警告 roster-untitled 工作表“其他”的标题竖着排成一列，整张表没有读 / 标题要横着排成一行，一人一行：全选复制，另起一张表“选择性粘贴”，勾上“转置”"},
		"form":     {form, "名册/名册.xlsx[其他!A2] 警告 roster-form 工作表“其他”像一个人的登记表，没有读 / 名册一人一行；表里的人要写进名册，写好了就把这张表移出去"},
		"untitled": {odd, "名册/名册.xlsx[其他] 警告 roster-untitled 工作表“其他”有内容，没有认得的标题，整张表没有读 / 是名册的，开头要有一行标题，如“姓名”“性别”“出生日期”“入党日期”；不是的移出去"},
		"prose":    {prose, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, got := officeCounty(t, "名册/名册.xlsx", officeBook(t, map[string][][]string{"党支部": officeBranches, "党员": members, "其他": tt.rows}, nil))
			if strings.Join(got, "\n") != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// Groups are those that the sheet of branches lists; where it lists none,
// those that the members name, however they are written.
func TestGroupsOfMembers(t *testing.T) {
	for _, tt := range []struct {
		listed, members, want string
	}{
		{"", "第二党小组,第一党小组,一组,2组,第1小组", "第一党小组:3 第二党小组:2"},
		{"", ",,,,", ""},
		{"第一党小组、第二党小组", "1组,二组,第一小组,第2党小组,", "第一党小组:2 第二党小组:2"},
		{"东头组、西头组", "东头党小组,西头,,,", "东头组:1 西头组:1"},
		{"第十一党小组、第十二党小组", "11组,十二组,,,", "第十一党小组:1 第十二党小组:1"},
	} {
		branches := [][]string{append(slices.Clone(officeBranches[0]), "党小组"), append(slices.Clone(officeBranches[1]), tt.listed)}
		names := strings.Split(tt.members, ",")
		members := officeMembers(func(rows [][]string) [][]string {
			for i := range rows {
				name := "党小组"
				if i > 0 {
					name = names[i-1]
				}
				rows[i] = append(rows[i], name)
			}
			return rows
		})
		c, found := officeCounty(t, "名册/名册.xlsx", officeBook(t, map[string][][]string{"党支部": branches, "党员": members}, nil))
		var got []string
		if c != nil {
			for _, g := range c.Branches()[0].Groups {
				got = append(got, fmt.Sprintf("%s:%d", g.Name, len(g.Members)))
			}
		}
		if strings.Join(got, " ") != tt.want || len(found) > 0 {
			t.Errorf("%s / %s: %q %q, want %q", tt.listed, tt.members, got, found, tt.want)
		}
	}
}

// 职务 beside 工作单位及职务 holds the posts of the Party, and what is none goes
// to the job.
func TestPostsBesideJobs(t *testing.T) {
	c, found := officeCounty(t, "名册/名册.xlsx", officeBook(t, map[string][][]string{"党支部": officeBranches, "党员": officeMembers(func(rows [][]string) [][]string {
		rows[0][7] = "职务"
		rows[2][7] = "副书记、村委会主任"
		for i := range rows {
			job := "东村村民"
			if i == 0 {
				job = "工作单位及职务"
			}
			rows[i] = append(rows[i], job)
		}
		return rows
	})}, nil))
	if c == nil || len(found) > 0 {
		t.Fatal(found)
	}
	m := c.Branches()[0].Members
	if !m[0].Has(Secretary) || m[0].Job != "东村村民" || !slices.Equal(m[1].Posts, Posts{Deputy}) || m[1].Job != "东村村民、村委会主任" {
		t.Errorf("%v %q, %v %q", m[0].Posts, m[0].Job, m[1].Posts, m[1].Job)
	}
}

// A committee without its name does not hide that another branch names one
// that is not there.
func TestUnknownCommitteesBesideANamelessOne(t *testing.T) {
	for _, tt := range []struct {
		second string
		want   int
	}{{"城东镇党委", 0}, {"城北镇党委", 2}} {
		_, found := load(county(t, withRosters(t, cty, "", "[[committee]]\ncode = \"02\"\nkind = \"township\"\n",
			"名册/二.csv", "", "党支部代码,党支部名称,简称,所属党委,类型\n02-001,中共示例县城东镇西村支部委员会,西村党支部,城东镇党委,村\n"+
				"02-002,中共示例县城东镇南村支部委员会,南村党支部,"+tt.second+",村\n")...), Options{})
		unknown := 0
		for _, f := range found {
			if f.Code == "unknown-committee" {
				unknown++
			}
		}
		if unknown != tt.want {
			t.Errorf("%s: %d findings of unknown committees in %v", tt.second, unknown, found)
		}
	}
}

package config

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dangce/config/diag"
)

// surveyed are rosters of two townships with a village of the same name, of a
// bureau, and of a committee that has its own list of branches.
var surveyed = fstest.MapFS{
	"城关镇党员名册.csv":    {Data: []byte("姓名,性别,入党时间,党小组,所在支部\n张三,男,2001-07-01,一组,东街村支部\n李四,女,2002-07-01,二组,中共示例县城关镇东街村支部委员会\n王五,男,2003-07-01,,镇机关党支部\n")},
	"青山镇/青山镇.csv":    {Data: []byte("中共示例县青山镇委员会党员花名册,,\n姓名,性别,入党时间,所在支部\n赵六,男,2001-07-01,东街村党支部\n")},
	"教育局.csv":        {Data: []byte("姓名,性别,入党时间\n钱七,男,2001-07-01\n")},
	"桥头乡/党支部.csv":    {Data: []byte("党支部代码,党支部名称,简称,所属党委,类型\nQT-1,中共示例县桥头乡柳树村支部委员会,柳树村党支部,桥头乡党委,村\n")},
	"桥头乡/柳树村党员.csv":  {Data: []byte("姓名,性别,入党时间\n孙八,男,2001-07-01\n")},
	"石桥镇.csv":        {Data: []byte("石桥镇河东村党支部党员花名册,,\n填报单位：石桥镇党委,,填报日期：2026年11月\n姓名,性别,入党时间\n周九,男,2001-07-01\n填表人：某,,\n")},
	"县直机关工委党员名册.csv": {Data: []byte("姓名,性别,入党时间,所在党支部\n吴十,男,2001-07-01,县财政局机关党支部\n")},
	"桥头乡/~$柳树村.csv":  {Data: []byte("x")},
	"桥头乡/党费收缴说明.txt": {Data: []byte("不是名册")},
}

func TestSurveyRosters(t *testing.T) {
	var out diag.List
	s := SurveyRosters(surveyed, "示例县", &out)
	var got []string
	for _, c := range s.Committees {
		got = append(got, strings.Join([]string{c.Code, c.Name, c.Short, c.Kind}, " "))
	}
	for _, b := range s.Branches {
		got = append(got, fmt.Sprint(b.Code, " ", b.Name, " ", b.Short, " ", b.Committee, " ", b.Kind, " ", b.Groups, " ", b.Members))
	}
	want := []string{
		"01 中共示例县直属机关工作委员会 县直机关工委 部门",
		"02 中共示例县城关镇委员会 城关镇党委 乡镇",
		"03 中共示例县教育局委员会 教育局党委 部门",
		"04 中共示例县桥头乡委员会 桥头乡党委 乡镇",
		"05 中共示例县石桥镇委员会 石桥镇党委 乡镇",
		"06 中共示例县青山镇委员会 青山镇党委 乡镇",
		"01-001 中共示例县财政局机关支部委员会 县财政局机关党支部 县直机关工委 机关 [] 1",
		"02-001 中共示例县城关镇东街村支部委员会 东街村党支部 城关镇党委 村 [一组 二组] 2",
		"02-002 中共示例县城关镇机关支部委员会 镇机关党支部 城关镇党委 机关 [] 1",
		"03-001 中共示例县教育局支部委员会 教育局党支部 教育局党委 机关 [] 1",
		"QT-1 中共示例县桥头乡柳树村支部委员会 柳树村党支部 桥头乡党委 村 [] 1",
		"05-001 中共示例县石桥镇河东村支部委员会 河东村党支部 石桥镇党委 村 [] 1",
		"06-001 中共示例县青山镇东街村支部委员会 东街村党支部 青山镇党委 村 [] 1",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if s.Members != 8 || s.Unplaced != 0 || len(s.Files) != 7 || out.Len() != 0 {
		t.Errorf("%d members, %d unplaced, files %q, %v", s.Members, s.Unplaced, s.Files, out.Sorted())
	}
}

// A branch whose name two committees have is told by the file's committee.
func TestBranchOfTheFilesCommittee(t *testing.T) {
	const branches = "党支部代码,党支部名称,简称,所属党委,类型\n01-1,中共示例县城关镇东街村支部委员会,东街村党支部,城关镇党委,村\n02-1,中共示例县青山镇东街村支部委员会,东街村党支部,青山镇党委,村\n"
	for file, want := range map[string]string{"名册/青山镇.csv": "02-1", "名册/城关镇.csv": "01-1", "名册/其他.csv": ""} {
		fsys := county(t, cty, "branches = [\"branches/*.toml\"]", "rosters = [\"名册/*.csv\"]",
			cty, "", "[[committee]]\ncode = \"02\"\nname = \"中共示例县青山镇委员会\"\nshort = \"青山镇党委\"\nkind = \"乡镇\"\n",
			"名册/支部.csv", "", branches, file, "", "姓名,性别,出生日期,入党日期,转正日期,所在支部\n张三,男,1970-01-01,2001-07-01,2002-07-01,东街村支部\n")
		c, found := load(fsys, Options{})
		got := ""
		for _, b := range c.orEmpty() {
			if len(b.Members) > 0 {
				got += b.Code
			}
		}
		if got != want || want == "" && !slices.ContainsFunc(found, func(f diag.Finding) bool { return f.Code == "ambiguous-branch" }) {
			t.Errorf("%s: member of %q, want %q: %v", file, got, want, found)
		}
	}
}

func (c *County) orEmpty() []*Branch {
	if c == nil {
		return nil
	}
	return c.Branches()
}

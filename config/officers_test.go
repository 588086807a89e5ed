package config

import (
	"strings"
	"testing"
)

func TestPostsAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]string{
		"书　记": "书记", "书 记": "书记", "党支部书记": "书记", "东街社区党支部书记": "书记", "东街村书记": "书记", "村支书": "书记",
		"书记兼组织委员": "书记|组织委员", "书记（兼纪检委员）": "书记|纪检委员", "副书记(兼任纪检委员)": "副书记|纪检委员",
		"党支部书记兼村委会主任": "书记|村委会主任", "书记、主任": "书记|主任", "书记 组织委员": "书记|组织委员", "副书记（主持工作）": "副书记|主持工作",
		"第一书记": "第一书记", "驻村第一书记": "驻村第一书记", "团支部书记": "团支部书记", "原党支部书记": "原党支部书记", "党委书记": "党委书记", "村委员": "村委员",
		"支部委员（组织）": "组织委员", "委员（纪检）": "纪检委员", "支委（宣传）": "宣传委员", "支部委员": "委员", "支委": "委员", "支部纪律检查委员": "纪检委员",
		"组织宣传委员": "组织委员|宣传委员", "组宣委员": "组织委员|宣传委员", "组织、宣传委员": "组织委员|宣传委员", "组织委员和纪检委员": "组织委员|纪检委员",
		"书记（组织、宣传委员）": "书记|组织委员|宣传委员", "组　织　委　员": "组织委员", "副书记,兼组织委员": "副书记|组织委员", "青年委员": "青年委员",
		"专兼职": "专兼职", "无": "", "书记、书记": "书记", "党小组长": "党小组组长", "": "", "、": "", "书记\n宣传委员": "书记|宣传委员", "（书记）": "（书记）",
	} {
		if got := strings.Join(readPosts(text), "|"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Posts are under 职务 where a roster has no other column for them.
func TestPostsUnderJob(t *testing.T) {
	const p = "名册/党员.csv"
	for head, want := range map[string]string{"职务": "书记|村委会主任", "行政职务": "|书记兼村委会主任"} {
		c, found := load(county(t, withRosters(t, p, memberSheet, "党支部代码,姓名,"+head+"\n01-010,赵一,书记兼村委会主任\n01-010,钱二,会计\n01-010,孙三,\n")...), Options{})
		if c == nil {
			t.Fatal(found)
		}
		m := c.Branches()[1].Members
		if got := strings.Join(m[0].Posts, "、") + "|" + m[0].Job; got != want || m[1].Job != "会计" || m[1].Posts != nil {
			t.Errorf("%s: %q, want %q", head, got, want)
		}
	}
}

func TestOfficers(t *testing.T) {
	const p, s = "名册/党员.csv", "名册/支部.csv"
	branch := func(head, value string) []string {
		return []string{s, branchSheet, "党支部代码,党支部名称,简称,所属党委,类型,党小组," + head + "\n01-010,中共示例县城关镇西关村支部委员会,西关村党支部,城关镇党委,村,一组、二组," + value + "\n"}
	}
	plain := "党支部代码,姓名,入党日期,转正日期\n01-010,赵一,2005-07-01,2006-07-01\n01-010,钱二,2005-07-01,2006-07-01\n01-010,孙三,2005-07-01,2006-07-01\n"
	tests := []struct {
		edits []string
		want  string
	}{
		{[]string{p, "书记、组织委员", "组织委员"}, `名册/支部.csv:2:8+16 警告 no-secretary 名册里没有书记 / 在书记的“党内职务”里写“书记”`},
		{[]string{p, "书记、组织委员", "第一书记"}, `名册/支部.csv:2:8+16 警告 no-secretary 名册里没有书记`},
		{[]string{p, memberSheet, plain}, `名册/党员.csv:1:1+1 警告 no-posts 没有“党内职务”一列，西关村党支部没有书记`},
		{append(branch("支部书记", "赵 一"), p, memberSheet, plain), ``},
		{append(branch("书记", "周八"), p, memberSheet, plain), `名册/支部.csv:2:46+2 警告 no-secretary 党支部表里写的书记是“周八”，支部的党员里没有这个人`},
		{[]string{p, "书记、组织委员", "书记、?委员"}, `名册/党员.csv:2:52+6 警告 post-lost 赵一的党内职务是“?委员”，像是丢了字 /`},
		{branch("书记姓名", "赵一"), ``},
		{branch("书记", "钱二"), `名册/支部.csv:2:46+2 警告 other-secretary 党支部表里写的书记是“钱二”，党员名册里是“赵一”`},
		{branch("书记", "#N/A"), ``},
		{branch("党员数", "4"), ``}, {branch("党员人数", "3人"), ``}, {branch("党员总数", "=COUNTA(B2:B9)"), ``}, {branch("党员数", "若干"), ``},
		{branch("党员数", "23"), `名册/支部.csv:2:46+2 警告 headcount 党支部表里写着 23 名党员，名册里读到 4 名`},
		{[]string{p, "预备党员,,", "预备党员,,宣传委员"}, `名册/党员.csv:4:40+4 警告 probation-post 孙三的党内职务是“宣传委员”，却是预备党员`},
		{append(branch("设支委会", "否"), p, "二组,,在职", "二组,副书记,在职", p, "01-010,李四,1983-05-12,,,,,", "01-010,李四,1983-05-12,,,,,宣传委员"), `名册/支部.csv:2:8+16 警告 committee-size 不设支部委员会，名册里的书记、副书记、委员却有 3 人`},
		{branch("换届时间", "2024-06-30"), ``},
		{branch("换届时间", "2029-06-30"), `名册/支部.csv:2:46+10 警告 elected-later 上次换届时间 2029-06-30 在 2027 年之后，像是届满日期`},
		{branch("换届时间,届满日期", "2027-06-30,2027-06-30"), `名册/支部.csv:2:46+10 date-order 上次换届时间 2027-06-30 不早于届满日期 2027-06-30`},
		{branch("换届时间,成立日期", "2026-06,2026-07-01"), `名册/支部.csv:2:46+7 date-order 上次换届时间 2026-06 早于成立日期 2026-07-01`},
	}
	for _, tt := range tests {
		_, found := load(county(t, withRosters(t, tt.edits...)...), Options{})
		if tt.want == "" && len(found) == 0 || len(found) == 1 && tt.want != "" && strings.HasPrefix(brief(found[0]), tt.want) {
			continue
		}
		t.Errorf("%q: want %s", tt.edits, tt.want)
		for _, f := range found {
			t.Errorf("     %s", brief(f))
		}
	}
}

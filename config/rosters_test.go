package config

import (
	"slices"
	"strings"
	"testing"

	"dangce/config/date"
)

const (
	branchSheet = "党支部代码,党支部名称,简称,所属党委,类型,党小组,设支委会\n" +
		"01-010,中共示例县城关镇西关村支部委员会,西关村党支部,城关镇党委,村,一组、二组,\n"
	memberSheet = "党支部代码,姓名,出生日期,入党日期,转正日期,人员类别,党小组,党内职务,缴费类别,月计费基数,核定月党费,减免原因\n" +
		"01-010,赵一,1980-05-12,2005-07-01,2006-07-01,正式党员,一组,书记、组织委员,农民,,,\n" +
		"01-010,钱二,1981.5.12,2005.07,2006.07,正式党员,二组,,在职,4900,,\n" +
		"01-010,孙三,1982年5月12日,2026-07-01,,预备党员,,,减交,,2,重病\n" +
		"01-010,李四,1983-05-12,,,,,,,,,\n"
)

func withRosters(t testing.TB, edits ...string) []string {
	t.Helper()
	return append([]string{cty, "branches =", "rosters = [\"名册/*.csv\"]\nbranches =",
		"名册/支部.csv", "", branchSheet, "名册/党员.csv", "", memberSheet}, edits...)
}

func TestRosterRowsBecomeMembers(t *testing.T) {
	c, found := load(county(t, withRosters(t)...), Options{})
	if c == nil || len(found) != 0 {
		for _, f := range found {
			t.Error(brief(f))
		}
		t.FailNow()
	}
	b := c.Branches()[1]
	if b.Code != "01-010" || b.Kind != Village || len(b.Groups) != 2 || b.HasCommittee || !slices.Contains(b.Books, "deliberation") {
		t.Errorf("branch %+v", b)
	}
	m := b.Members
	if len(m) != 4 || !m[0].Has("书记") || !m[0].Has("组织委员") || m[0].Group != b.Groups[0] || m[0].Dues.Category != "farmer" {
		t.Errorf("member %+v", m[0])
	}
	if m[1].Birth != date.New(1981, 5, 12) || m[1].Joined != date.New(2005, 7, 0) || m[1].Dues.Base != 490000 {
		t.Errorf("member %+v", m[1])
	}
	if !m[2].Probation || m[2].Dues.Amount != 200 || m[2].Dues.Reason != "重病" {
		t.Errorf("member %+v", m[2])
	}
}

func TestRosterMessages(t *testing.T) {
	const p, s = "名册/党员.csv", "名册/支部.csv"
	tests := []struct {
		edits []string
		want  string
	}{
		{[]string{p, "", "01-003,张三,1980-05-12,,,,,,,,,\n"}, `名册/党员.csv:6:8+2 double-identity 张三（1980-05-12 出生）已经写过：branches/a.toml:8:8 /`},
		{[]string{p, "", "01-003,张三,,,,预备,,,,,,\n"}, `名册/党员.csv:6:8+2 double-identity 支部里有两个张三：branches/a.toml:8:8 /`},
		{[]string{p, "", "01-999,张三,,,,,,,,,,\n01-999,张四,,,,,,,,,,\n"}, `名册/党员.csv:6:1+6 unknown-branch 没有代码是 “01-999” 的党支部；共 2 行是这样 /`},
		{[]string{p, "1980-05-12", "1905-05-12"}, `名册/党员.csv:2:11+10 警告 too-old 赵一的出生日期 1905-05-12，到 2027 年 122 岁 /`},
		{[]string{p, "1980-05-12", "1917-05-12"}, ``},
		{[]string{p, "2026-07-01,,预备", "2024-07-01,,预备"}, `名册/党员.csv:4:22+10 警告 long-probation 孙三是预备党员，2024-07-01 入党，预备期早已满了 /`},
		{[]string{p, "2026-07-01,,预备", "2025-07-01,,预备"}, ``},
		{[]string{p, "正式党员,二组", "正式党员,三组"}, `名册/党员.csv:3:42+2 unknown-group 支部没有叫 “三组” 的党小组 /`},
		{[]string{p, "2006.07", ""}, `名册/党员.csv:3:30+4 no-confirmed 钱二是正式党员，没有转正日期 / 在“转正日期”一栏填写，如 2006-07-01；还没有转正的，在“人员类别”一栏填 预备`},
		{[]string{p, "2005.07,2006.07", "2005.07,2006.99"}, `名册/党员.csv:3:29+7 roster-date`},
		{[]string{p, "在职,4900", "在岗,4900"}, `名册/党员.csv:3:46+2 unknown-choice 不认识的缴费类别 “在岗” /`},
		{[]string{p, "在职,4900", ",4900"}, `名册/党员.csv:3:46+1 missing-key 钱二的计费基数有了，缺少缴费类别 / 在“缴费类别”一栏填写，如 在职`},
		{[]string{p, "减交,,2,重病", "减交,,,"}, `名册/党员.csv:4:41+2 dues-approval 孙三的减交缺少核定月党费、原因 / 在“核定月党费”“减免原因”两栏填写`},
		{[]string{s, "城关镇党委", "城东镇党委"}, `名册/支部.csv:2:32+5 unknown-committee 没有代码或名称是 “城东镇党委” 的党委 /`},
		{[]string{s, "", "01-003,中共示例县城关镇东关村支部委员会,东关村党支部,01,村,,\n", "名册/东关村党员名册.csv", "", "姓名,性别,职务,入党日期,转正日期\n甲,男,书记,2001.07,2002.07\n乙,男,会计,2001.07,2002.07\n丙,女,,2001.07,2002.07\n"}, `名册/支部.csv:3:1+6 double-code 党支部代码 01-003 已经用过：branches/a.toml:2:8 /`},
		{[]string{s, ",村,", ",乡村,"}, `名册/支部.csv:2:38+2 unknown-choice 不认识的支部类型 “乡村” /`},
		{[]string{"名册/西关村.csv", "", "姓名,性别,人员类别\n甲,男,预备\n乙,男,预备\n"}, ``},
		{[]string{"名册/西关村.csv", "", "姓名,性别\n甲,男\n乙,男\n"}, `名册/西关村.csv:1:1+1 警告 no-party-dates 整张表没有一个人有入党日期、转正日期或人员类别 /`},
		{[]string{"名册/西关村.csv", "", "姓名,性别,人员类别\n甲,男,预备\n乙,,\n丙,,\n"}, `名册/西关村.csv:3:1+1 警告 name-only 乙这一行只有姓名，别的都空着；这张表共有 2 行是这样 /`},
		{[]string{"名册/西关村小学.csv", "", "姓名,性别\n甲,男\n乙,男\n"}, `名册/西关村小学.csv unknown-branch 看不出这些党员属于哪个支部 /`},
		{[]string{"名册/x.csv", "", "所在党支部,姓名,人员类别\n西关村党支部,甲,预备\n西 关村党支部,乙,预备\n中共示例县城关镇西关村支部委员会,丙,预备\n01-010,丁,预备\n"}, ``},
		{[]string{"名册/x.csv", "", "所在党支部,姓名,人员类别\n西关村,甲,预备\n西关村支部,乙,预备\n城关镇西关村党支部,丙,预备\n中共西关村支部委员会,丁,预备\n"}, ``},
		{[]string{"名册/x.csv", "", "所在党支部,姓名\n关村党支部,甲\n"}, `名册/x.csv:2:1+5 unknown-branch 没有叫 “关村党支部” 的党支部 / 是不是`},
		{[]string{"名册/x.csv", "", "所在党支部,姓名\n示例县城关镇西关,甲\n"}, `名册/x.csv:2:1+8 unknown-branch 没有叫 “示例县城关镇西关” 的党支部 / 是不是 中共示例县城关镇西关村支部委员会（01-010）？写支部的全称、简称或代码`},
		{[]string{s, "西关村党支部", "西关村党支部．"}, `名册/支部.csv:2:25+7 警告 stop-in-name 党支部简称 “西关村党支部．” 末尾多了标点 / 改为 西关村党支部`},
		{[]string{s, "西关村党支部", ".."}, `名册/支部.csv:2:25+2 stop-in-name 党支部简称 “..” 只有标点 / 写上名称`},
		{[]string{s, "城关镇党委", "城关镇"}, ``},
		{[]string{s, "城关镇党委", "中共城关镇委员会"}, ``},
		{[]string{s, "城关镇党委", "1"}, ``},
		{[]string{"名册/旧.XLS", "", "x"}, `名册/旧.XLS 警告 unread-roster 这个文件放在名册文件夹里，但没有读 / 要读就在 rosters 里加上 "名册/*.XLS"，不是名册就移出这个文件夹`},
		{[]string{"名册/退回/城东/新.xlsx", "", "x"}, `名册/退回/城东/新.xlsx 警告 unread-roster 这个文件放在名册文件夹里，但没有读 / 要读就在 rosters 里加上 "名册/退回/城东/*.xlsx"`},
		{[]string{"名册/新.xlsx", "", "x"}, `名册/新.xlsx 警告 unread-roster 这个文件放在名册文件夹里，但没有读 / 要读就在 rosters 里加上 "名册/*.xlsx"，不是名册就移出这个文件夹`},
		{[]string{"名册/支部 - 副本.csv", "", branchSheet}, `名册/支部 - 副本.csv copied-roster 和 名册/支部.csv 内容一样`},
		{[]string{"名册/x.csv", "", "所在党支部,姓名,人员类别\n西关村党支部,甲,预备\n,乙,预备\n,丙,预备\n"}, `名册/x.csv:3:1+1 blank-branch “所在党支部”这一格空着`},
		{[]string{"名册/.~新.xlsx", "", "x", "名册/说明.txt", "", "x"}, ``},
		{[]string{"名册/x.csv", "", "所在党支部,姓名\n西关党支部,甲\n"}, `名册/x.csv:2:1+5 unknown-branch 没有叫 “西关党支部” 的党支部 / 是不是 西关村党支部？写支部的全称、简称或代码`},
		{[]string{"名册/x.csv", "", "所在党支部,姓名\n南关村党支部,甲\n南关村党支部,乙\n"}, `名册/x.csv:2:1+6 unknown-branch 没有叫 “南关村党支部” 的党支部；共 2 行是这样 / 写支部的全称、简称或代码`},
	}
	for _, tt := range tests {
		_, found := load(county(t, withRosters(t, tt.edits...)...), Options{})
		if tt.want == "" {
			for _, f := range found {
				t.Errorf("%q: %s", tt.edits, brief(f))
			}
			continue
		}
		if len(found) != 1 || !strings.HasPrefix(brief(found[0]), tt.want) {
			t.Errorf("%q: want %s", tt.edits, tt.want)
			for _, f := range found {
				t.Errorf("     %s", brief(f))
			}
		}
	}
}

// What reading a row found belongs to the branch of the row.
func TestPartialRosters(t *testing.T) {
	c, found := load(county(t, withRosters(t, "名册/党员.csv", "2005.07,2006.07", "2005.07,2006.99")...), Options{Partial: true})
	if c == nil || len(c.Branches()) != 1 || len(c.LeftOut) != 1 || c.LeftOut[0].Code != "01-010" {
		t.Errorf("left out %v, findings %v", c, found)
	}
}

// Two committees may each have a 东街村; a roster must then say which.
func TestAmbiguousBranch(t *testing.T) {
	second := strings.NewReplacer("01-003", "02-003", "城关镇东街", "城东镇东街", "committee = \"01\"", "committee = \"02\"", "1980", "1981").Replace(goodBranch)
	edits := withRosters(t, cty, "", "[[committee]]\ncode = \"02\"\nname = \"城东镇党委\"\nkind = \"乡镇\"\n",
		"branches/b.toml", "", second,
		"名册/x.csv", "", "所在党支部,姓名,人员类别\n东街社区党支部,甲,预备\n中共示例县城东镇东街社区支部委员会,乙,预备\n")
	_, found := load(county(t, edits...), Options{})
	want := "名册/x.csv:2:1+7 ambiguous-branch 有几个支部都叫 “东街社区党支部” / 改写党支部代码：01-003、02-003"
	if len(found) != 1 || brief(found[0]) != want {
		for _, f := range found {
			t.Error(brief(f))
		}
	}
}

// Every roster has its account, and every table beside them is named, whether
// or not the county is good.
func TestAccount(t *testing.T) {
	var account Account
	load(county(t, withRosters(t, "名册/旧.xls", "", "x", cty, "2027", "20")...), Options{Account: &account})
	if len(account.Rosters) != 2 || account.Rosters[1].Sheets[0].Kind != "党支部" || account.Rosters[0].Sheets[0].Records() != 4 || !slices.Equal(account.Unread, []string{"名册/旧.xls"}) {
		t.Errorf("%+v", account)
	}
}

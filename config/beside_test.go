package config

import (
	"strings"
	"testing"
)

// A county with one broken record of each kind, in TOML and in rosters, and in
// each record a second mistake: all are named in one run, and nothing else is.
func TestAMistakeBesideAMistake(t *testing.T) {
	const (
		committees = `[[committee]]
name = "中共示例县城东镇委员会"
short = "城东镇党委"
kind = "乡真"
[[committee]]
code = "03"
name = "城北党总支"
kind = "党总支"
parent = "九号党委"
`
		branch = `[[branch]]
code = "02 001"
name = "中共示例县城东镇一村支部委员会"
short = "一村党支部"
committee = "02"
kind = "乡村"
founded = 2001-13-01
groups = ["一组", 2]
books = ["handbook", "crad"]
[[branch.theme_day]]
month = 13
choose = ["志愿服务"]
[[branch.change]]
month = 4
to = 2027-04-31
reason = 5
[[branch.member]]
name = 7
gender = "男士"
birth = 1980-02-30
post = 1
group = "三组"
dues = { category = "在岗", base = 4900, base_items = [{ name = "工资", amount = "多" }] }
[[branch.member]]
phone = "1"
card_year = 1900
[[branch]]
code = "01-009"
name = "中共示例县城关镇二村支部委员会"
committee = "99"
branch_committee = "是"
`
		sheet   = "党支部代码,党支部名称,简称,所属党委,类型,成立日期,设支委会,党小组\n01-010,中共示例县城西镇三村支部委员会,三村党支部,城西镇党委,村落,去年,也许,一组\n"
		members = "党支部代码,姓名,性别,出生日期,入党日期,人员类别,党小组,是否领导,缴费类别,月计费基数,发证年份,党内职务\n" +
			"01-010,张四,男士,1980-02-30,2005-07-01,在册,五组,正科级,在岗,约4900,去年,书记\n01-888,李五,男士,,,,,,,,,\n"
		sheetOfCommittees = "党委代码,党委名称,类型\n04/1,城南镇党委,镇子\n"
	)
	_, found := load(county(t, cty, "branches =", "rosters = [\"名册/*.csv\"]\nbranches =", cty, "", committees,
		"branches/b.toml", "", branch, "名册/党委.csv", "", sheetOfCommittees, "名册/支部.csv", "", sheet, "名册/党员.csv", "", members), Options{})
	var got []string
	for _, f := range found {
		s := f.Place.String() + " " + f.Code
		if f.Branch != "" {
			s += " @" + f.Branch
		}
		got = append(got, s)
	}
	want := `branches/b.toml:2:8 unsafe-code @02 001
branches/b.toml:3:8 few-members @02 001
branches/b.toml:6:8 unknown-choice @02 001
branches/b.toml:7:11 bad-date @02 001
branches/b.toml:8:17 wrong-type @02 001
branches/b.toml:9:22 unknown-choice @02 001
branches/b.toml:11:9 bad-month @02 001
branches/b.toml:13:10 change-unapproved @02 001
branches/b.toml:15:6 bad-date @02 001
branches/b.toml:16:10 wrong-type @02 001
branches/b.toml:18:8 wrong-type @02 001
branches/b.toml:19:10 unknown-choice @02 001
branches/b.toml:20:9 bad-date @02 001
branches/b.toml:21:8 bad-value @02 001
branches/b.toml:22:9 unknown-group @02 001
branches/b.toml:23:21 unknown-choice @02 001
branches/b.toml:23:34 wrong-type @02 001
branches/b.toml:23:78 bad-money @02 001
branches/b.toml:24:10 missing-key @02 001
branches/b.toml:26:13 out-of-range @02 001
branches/b.toml:27:3 missing-key @01-009
branches/b.toml:29:8 few-members @01-009
branches/b.toml:30:13 unknown-committee @01-009
branches/b.toml:31:20 wrong-type @01-009
county.toml:15:3 missing-key
county.toml:18:8 unknown-choice
county.toml:23:10 unknown-committee
名册/党员.csv:2:11 unknown-choice @01-010
名册/党员.csv:2:14 roster-date @01-010
名册/党员.csv:2:36 unknown-choice @01-010
名册/党员.csv:2:39 unknown-group @01-010
名册/党员.csv:2:42 roster-flag @01-010
名册/党员.csv:2:46 unknown-choice @01-010
名册/党员.csv:2:49 roster-money @01-010
名册/党员.csv:2:55 roster-year @01-010
名册/党员.csv:3:1 unknown-branch
名册/党员.csv:3:11 unknown-choice
名册/党委.csv:2:1 unsafe-code
名册/党委.csv:2:12 unknown-choice
名册/支部.csv:2:8 few-members @01-010
名册/支部.csv:2:30 unknown-committee @01-010
名册/支部.csv:2:36 unknown-choice @01-010
名册/支部.csv:2:39 roster-date @01-010
名册/支部.csv:2:42 roster-flag @01-010
`
	if text := strings.Join(got, "\n") + "\n"; text != want {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
}

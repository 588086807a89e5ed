package roster

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"dangce/config/date"
	"dangce/config/diag"
	"dangce/config/example"
	"dangce/config/money"
	"dangce/config/sheet"
	"dangce/templates"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func titles(tb testing.TB) *templates.Titles {
	tb.Helper()
	var out diag.List
	t := templates.LoadTitles(templates.Embedded(), "", &out)
	for _, f := range out.Sorted() {
		tb.Fatal(f.Place, f.Message)
	}
	return t
}

// read reads a csv text and returns its findings as place, severity and code.
func read(tb testing.TB, csv string) (*Roster, []string) {
	tb.Helper()
	return readBytes(tb, "名册.csv", []byte(csv))
}

func readBytes(tb testing.TB, name string, data []byte) (*Roster, []string) {
	tb.Helper()
	var out diag.List
	r := Read(name, data, titles(tb), &out)
	var list []string
	for _, f := range out.Sorted() {
		if f.Message == "" || f.Hint == "" {
			tb.Errorf("%v: no words", f)
		}
		list = append(list, fmt.Sprint(f.Place, " ", f.Severity, " ", f.Code))
	}
	return r, list
}

func clean(tb testing.TB, findings []string) {
	tb.Helper()
	if len(findings) > 0 {
		tb.Errorf("findings: %q", findings)
	}
}

// sheets writes a workbook of sheets, in pairs of a name and csv lines, with
// all cells as texts.
func sheets(tb testing.TB, pairs ...string) *excelize.File {
	tb.Helper()
	f := excelize.NewFile()
	for i := 0; i < len(pairs); i += 2 {
		if _, err := f.NewSheet(pairs[i]); err != nil {
			tb.Fatal(err)
		}
		for r, line := range strings.Split(strings.TrimSpace(pairs[i+1]), "\n") {
			for c, v := range strings.Split(line, ",") {
				cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if v != "" {
					_ = f.SetCellStr(pairs[i], cell, v)
				}
			}
		}
	}
	if len(pairs) > 0 {
		_ = f.DeleteSheet("Sheet1")
	}
	return f
}

func workbookBytes(tb testing.TB, f *excelize.File) []byte {
	tb.Helper()
	buf, err := f.WriteToBuffer()
	if err != nil {
		tb.Fatal(err)
	}
	return buf.Bytes()
}

func TestMemberOfEveryColumn(t *testing.T) {
	r, findings := read(t, `党支部代码,所在党支部,姓名,党员编号,性别,民族,出生年月,文化程度,入党时间,转正时间,人员类别,所在党小组,党内职务,分工,是否领导干部,工作单位及职务,手机号,缴费类别,计费基数,月党费,减免原因,党费证编号,发证年度,备注
01－003,东街社区党支部,张　三,A1,男,汉族,1980.05,大专,2001年7月1日,20020701,正式党员,第一党小组,书记、组织委员,主持工作,√,某单位,１３８００００００００,在职,"4,900.00",49元,困难,DC-1,2024年,无
`)
	clean(t, findings)
	if len(r.Members) != 1 {
		t.Fatalf("%d members", len(r.Members))
	}
	m := r.Members[0]
	for name, c := range map[string]struct {
		got  Field
		want string
	}{
		"branch code": {m.BranchCode, "01-003"}, "branch": {m.Branch, "东街社区党支部"}, "name": {m.Name, "张三"}, "id": {m.ID, "A1"},
		"gender": {m.Gender, "男"}, "ethnicity": {m.Ethnicity, "汉族"}, "education": {m.Education, "大专"}, "status": {m.Status, "正式党员"},
		"group": {m.Group, "第一党小组"}, "duty": {m.Duty, "主持工作"}, "job": {m.Job, "某单位"}, "phone": {m.Phone, "13800000000"},
		"category": {m.DuesCategory, "在职"}, "reason": {m.DuesReason, "困难"}, "card": {m.CardNo, "DC-1"}, "note": {m.Note, ""},
	} {
		if c.got.Value != c.want {
			t.Errorf("%s = %q, want %q", name, c.got.Value, c.want)
		}
		if c.got.Place().Line != 2 {
			t.Errorf("%s stands at %v", name, c.got.Place())
		}
	}
	if m.Birth.Date != date.New(1980, 5, 0) || m.Joined.Date != date.New(2001, 7, 1) || m.Confirmed.Date != date.New(2002, 7, 1) || !m.Birth.OK {
		t.Errorf("dates %v %v %v", m.Birth, m.Joined, m.Confirmed)
	}
	if !slices.Equal(m.Posts.Items, []string{"书记", "组织委员"}) || !m.Leader.Yes || !m.Leader.OK || m.CardYear.Year != 2024 {
		t.Errorf("posts %v, leader %v, year %v", m.Posts.Items, m.Leader, m.CardYear)
	}
	if m.DuesBase.Fen != money.Fen(490000) || m.DuesAmount.Fen != 4900 || !m.DuesAmount.OK {
		t.Errorf("dues %v %v", m.DuesBase, m.DuesAmount)
	}
	if m.Captions != nil {
		t.Error("a branch column makes captions idle")
	}
	if p := m.Name.Place(); p.String() != "名册.csv:2:16" || p.Width != 3 {
		t.Errorf("place %v width %d", p, p.Width)
	}
}

func TestWorkbookOfAllKinds(t *testing.T) {
	f := sheets(t,
		"说明", "姓名,性别,出生日期\n示例人,男,1980-01-01",
		"党员", "党员名册\n序号,姓名,党支部代码,身份证号,出生日期,籍贯\n1,张三,01-001,110101198001011234,1980-01-01,某地\n\n合计,2人\n2,李四,01-001,110101198001011235,,某地\n,共2人\n,共有党员2名,,,,",
		"支部", "支部代码,支部名称,简称,党委代码,所属党委,类型,成立时间,届满日期,活动地点,党小组（、分隔）,是否设支委会\n01-001,中共示例县某村支部委员会,某村党支部,01,某镇党委,村,1956-07-01,2029-06,村部,第一党小组、第二党小组,否",
		"党委", "简称,党委代码,党委名称,类型\n某镇党委,01,中共示例县某镇委员会,乡镇",
		"其他", "日期,事项\n1,开会")
	defer f.Close()
	data := workbookBytes(t, f)
	r, findings := readBytes(t, "a.xlsx", data)
	clean(t, findings)
	if len(r.Members) != 2 || len(r.Branches) != 1 || len(r.Committees) != 1 {
		t.Fatalf("%d members, %d branches, %d committees", len(r.Members), len(r.Branches), len(r.Committees))
	}
	if m := r.Members[0]; m.Name.Value != "张三" || m.Name.Place().String() != "a.xlsx[党员!B3]" || m.ID.Place() != (diag.Place{}) {
		t.Errorf("member %+v at %v", m.Name, m.Name.Place())
	}
	if m := r.Members[1]; m.Name.Value != "李四" || !m.Birth.Empty() || m.Birth.OK || m.Birth.Place().Cell != "E6" {
		t.Errorf("an empty field has a place: %v", m.Birth.Place())
	}
	b := r.Branches[0]
	if b.Code.Value != "01-001" || b.Committee.Value != "01" || b.Short.Value != "某村党支部" || b.Founded.Date != date.New(1956, 7, 1) ||
		b.TermEnds.Date != date.New(2029, 6, 0) || len(b.Groups.Items) != 2 || b.Committed.Yes || !b.Committed.OK || b.Kind.Value != "村" {
		t.Errorf("branch %+v", b)
	}
	if c := r.Committees[0]; c.Code.Value != "01" || c.Name.Value != "中共示例县某镇委员会" || c.Short.Value != "某镇党委" || c.Kind.Value != "乡镇" {
		t.Errorf("committee %+v", c)
	}
	if dump := fmt.Sprintf("%+v", r); strings.Contains(dump, "19800101123") {
		t.Error("an identity number was kept")
	}
}

func TestIdentityNumbersAreNeverKept(t *testing.T) {
	r, findings := read(t, "姓名,公民身份号码,出生日期,党员编号\n张三,110101198001011234,1980-02-30,110101198001011234\n")
	if want := []string{"名册.csv:2:23 错误 roster-date", "名册.csv:2:34 警告 roster-identity"}; !slices.Equal(findings, want) {
		t.Errorf("findings %q", findings)
	}
	var out diag.List
	Read("名册.csv", []byte("姓名,身份证号,出生日期\n张三,110101198001011234,1980-02-30\n"), titles(t), &out)
	if dump := fmt.Sprintf("%+v %+v", out.Sorted(), r.Members[0].Name.Place()); strings.Contains(dump, "110101") {
		t.Error("shown in", dump)
	}
	if r.Members[0].ID.Value != "" {
		t.Error("kept as the member's number")
	}
}

func TestFindings(t *testing.T) {
	for name, c := range map[string]struct {
		csv     string
		want    []string
		members int
	}{
		"date":         {"姓名,出生日期\n张三,不详\n", []string{"名册.csv:2:4 错误 roster-date"}, 1},
		"no such day":  {"姓名,出生日期\n张三,2001-02-30\n", []string{"名册.csv:2:4 错误 roster-date"}, 1},
		"short year":   {"姓名,出生日期\n张三,80.5.1\n", []string{"名册.csv:2:4 错误 roster-date"}, 1},
		"ambiguous":    {"姓名,出生日期\n张三,2001.1\n", []string{"名册.csv:2:4 警告 roster-ambiguous"}, 1},
		"money":        {"姓名,月计费基数\n张三,约4900\n", []string{"名册.csv:2:4 错误 roster-money"}, 1},
		"decimals":     {"姓名,月计费基数\n张三,4900.123\n", []string{"名册.csv:2:4 错误 roster-money"}, 1},
		"flag":         {"姓名,是否领导\n张三,正科级\n", []string{"名册.csv:2:4 错误 roster-flag"}, 1},
		"year":         {"姓名,发证年份\n张三,去年\n", []string{"名册.csv:2:4 错误 roster-year"}, 1},
		"digits":       {"姓名,联系电话\n张三,1.38E+10\n", []string{"名册.csv:2:4 错误 roster-digits"}, 1},
		"nameless":     {"姓名,性别,民族\n,男,汉族\n", []string{"名册.csv:2:1 错误 roster-nameless"}, 0},
		"double":       {"姓名,手机号,电话\n张三,1,2\n", []string{"名册.csv:1:4 警告 roster-double"}, 1},
		"without key":  {"性别,民族,出生日期,学历\n男,汉族,1980-01-01,大专\n", []string{"名册.csv 警告 roster-unknown", "名册.csv:1:1 错误 roster-key"}, 0},
		"unknown":      {"日期,事项\n1,开会\n", []string{"名册.csv 警告 roster-unknown"}, 0},
		"empty":        {"", []string{"名册.csv 错误 roster-file"}, 0},
		"order":        {"姓名,性别,民族\n张三,男,汉族\n姓名,民族,性别\n李四,汉族,男\n", []string{"名册.csv:3:4 错误 roster-order"}, 2},
		"nothing":      {"姓名,性别,出生日期,转正日期,月计费基数,党内职务\n张三,男,,/,—,无\n", nil, 1},
		"titles again": {"姓名,性别\n张三,男\n姓名,性别\n李四,男\n", nil, 2},
	} {
		r, findings := read(t, c.csv)
		if !slices.Equal(findings, c.want) {
			t.Errorf("%s: %q, want %q", name, findings, c.want)
		}
		if len(r.Members) != c.members {
			t.Errorf("%s: %d members, want %d", name, len(r.Members), c.members)
		}
	}
}

func TestUnreadableValuesAreNotGuessed(t *testing.T) {
	r, _ := read(t, "姓名,出生日期,月计费基数,是否领导\n张三,2001.1,约4900,也许\n")
	m := r.Members[0]
	if m.Birth.OK || !m.Birth.Date.IsZero() || m.Birth.Empty() || m.DuesBase.OK || m.DuesBase.Fen != 0 || m.Leader.OK {
		t.Errorf("%+v", m)
	}
}

func TestRowsThatAreNoRecords(t *testing.T) {
	r, findings := read(t, `党员名册
序号,姓名,性别,民族
1,张三,男,汉族
,,,
2,李四,女,汉族
3,,,
合　计：,2人,,
填表人：王五,,,
,填表日期：2026年12月,,
`)
	clean(t, findings)
	if len(r.Members) != 2 {
		t.Errorf("%d members: %+v", len(r.Members), r.Members)
	}
}

func TestBranchFromCaptionsAndSheetNames(t *testing.T) {
	f := sheets(t, "东街", "东街社区党支部党员花名册（2人）\n填报单位：东街,2026年\n序号,姓名,性别\n1,张三,男\n西街社区党支部\n2,李四,女\n3,王五,男")
	defer f.Close()
	if err := f.MergeCell("东街", "A1", "C1"); err != nil {
		t.Fatal(err)
	}
	if err := f.MergeCell("东街", "A5", "C5"); err != nil {
		t.Fatal(err)
	}
	r, findings := readBytes(t, "a.xlsx", workbookBytes(t, f))
	clean(t, findings)
	if len(r.Members) != 3 {
		t.Fatalf("%d members", len(r.Members))
	}
	captions := func(i int) string {
		var list []string
		for _, c := range r.Members[i].Captions {
			list = append(list, c.Value+"@"+c.Place().String())
		}
		return strings.Join(list, " ")
	}
	above := "填报单位:东街@a.xlsx[东街!A2] 2026年@a.xlsx[东街!B2] 东街社区党支部党员花名册（2人）@a.xlsx[东街!A1] 东街@a.xlsx[东街]"
	above = strings.Replace(above, ":", "：", 1)
	if got := captions(0); got != above {
		t.Errorf("captions %s\nwant %s", got, above)
	}
	if got := captions(1); got != "西街社区党支部@a.xlsx[东街!A5] "+above || captions(2) != got {
		t.Errorf("captions %s", got)
	}

	r, findings = readBytes(t, "名册/北街社区党支部.csv", []byte("姓名,性别\n张三,男\n"))
	clean(t, findings)
	if c := r.Members[0].Captions; len(c) != 1 || c[0].Value != "北街社区党支部" || c[0].Place().String() != "名册/北街社区党支部.csv" {
		t.Errorf("a csv file's name: %+v", c)
	}
}

func TestMergedBranchColumnAndTwoRowHeader(t *testing.T) {
	f := sheets(t, "党员", "名册\n党支部,姓名,党费,,配偶\n,,类别,基数,姓名\n东街社区党支部,张三,在职,4900,李梅\n,李四,农民,,\n,王五,,,")
	defer f.Close()
	for _, m := range [][2]string{{"A1", "E1"}, {"A2", "A3"}, {"B2", "B3"}, {"C2", "D2"}, {"A4", "A9"}} {
		if err := f.MergeCell("党员", m[0], m[1]); err != nil {
			t.Fatal(err)
		}
	}
	_ = f.SetCellStr("党员", "F8", "x")
	r, findings := readBytes(t, "a.xlsx", workbookBytes(t, f))
	clean(t, findings)
	if len(r.Members) != 3 {
		t.Fatalf("%d members: %+v", len(r.Members), r.Members)
	}
	m := r.Members[0]
	if m.Name.Value != "张三" || m.DuesCategory.Value != "在职" || m.DuesBase.Fen != 490000 {
		t.Errorf("%+v", m)
	}
	if b := r.Members[2].Branch; b.Value != "东街社区党支部" || b.Place().Cell != "A6" {
		t.Errorf("merged branch %q at %v", b.Value, b.Place())
	}
}

func TestBranchSheetWithSecretary(t *testing.T) {
	r, findings := read(t, "党支部代码,党支部名称,所属党委,书记姓名,联系电话,备注\n01-001,某村支部,某镇党委,张三,138,x\n")
	clean(t, findings)
	if len(r.Branches) != 1 || len(r.Members) != 0 {
		t.Errorf("%d branches, %d members", len(r.Branches), len(r.Members))
	}
}

func TestNumberCells(t *testing.T) {
	f := sheets(t, "党员", "姓名,联系电话,出生日期,入党日期,转正日期,月计费基数,党支部代码,备注")
	defer f.Close()
	month := `yyyy"年"m"月"`
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &month})
	if err != nil {
		t.Fatal(err)
	}
	for cell, v := range map[string]any{"A2": "张三", "B2": 13800000000, "C2": 37073, "D2": 2001.1, "E2": 37073, "F2": 4743.6999999999998, "G2": 7} {
		if err := f.SetCellValue("党员", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	_ = f.SetCellStyle("党员", "C2", "C2", style)
	_ = f.SetCellFormula("党员", "H2", "A2")
	r, findings := readBytes(t, "a.xlsx", workbookBytes(t, f))
	if want := []string{"a.xlsx[党员!D2] 警告 roster-ambiguous", "a.xlsx[党员!E2] 错误 roster-date", "a.xlsx[党员!H2] 错误 roster-cell"}; !slices.Equal(findings, want) {
		t.Errorf("findings %q", findings)
	}
	m := r.Members[0]
	if m.Phone.Value != "13800000000" || m.Birth.Date != date.New(2001, 7, 0) || m.DuesBase.Fen != 474370 || m.BranchCode.Value != "7" {
		t.Errorf("%+v", m)
	}
}

func TestGB18030(t *testing.T) {
	data, err := simplifiedchinese.GB18030.NewEncoder().String("姓名,性别\n㛃𠮷,男\n")
	if err != nil {
		t.Fatal(err)
	}
	r, findings := readBytes(t, "a.csv", []byte(data))
	clean(t, findings)
	if len(r.Members) != 1 || r.Members[0].Name.Value != "㛃𠮷" {
		t.Errorf("%+v", r.Members)
	}
}

// The rosters of the example county are read without a finding.
func TestExampleRosters(t *testing.T) {
	paths, err := fs.Glob(example.FS(), "*/*.xlsx")
	if err != nil || len(paths) == 0 {
		t.Fatal("no rosters in the example", err)
	}
	for _, p := range paths {
		data, err := fs.ReadFile(example.FS(), p)
		if err != nil {
			t.Fatal(err)
		}
		r, findings := readBytes(t, p, data)
		clean(t, findings)
		if len(r.Members) == 0 || len(r.Branches) == 0 {
			t.Errorf("%s: %d members, %d branches", p, len(r.Members), len(r.Branches))
		}
	}
}

func FuzzRoster(f *testing.F) {
	f.Add("姓名,出生日期\n张三,2001.1\n", true)
	f.Add("名册\n党支部,姓名,党费,,\n,,类别,基数\n东街,张三,在职,4900\n合计,1\n", false)
	f.Add("党支部代码,党支部名称,身份证号\n1,x,110101198001011234\n", true)
	all := titles(f)
	f.Fuzz(func(t *testing.T, text string, csv bool) {
		var out diag.List
		data := []byte(text)
		if !csv {
			if strings.Count(text, ",")+strings.Count(text, "\n") > 500 {
				return
			}
			book := sheets(t, "名册", text)
			defer book.Close()
			_ = book.MergeCell("名册", "A1", "C2")
			data = workbookBytes(t, book)
		}
		r := Read("a", data, all, &out)
		for _, m := range r.Members {
			if m.Name.Value == "" && out.Len() == 0 || m.Name.Place().File != "a" {
				t.Fatalf("a member without a name or place: %+v", m)
			}
		}
		for _, x := range out.Sorted() {
			if x.Message == "" || x.Hint == "" || x.File != "a" {
				t.Fatalf("finding %+v", x)
			}
		}
	})
}

// A title that stood in two columns of one kind would be read as the first.
func TestTitlesAreUnambiguous(t *testing.T) {
	all := titles(t)
	for kind, list := range map[string][]templates.Title{"党委": all.Committee, "党支部": all.Branch, "党员": all.Member} {
		owner := map[string]string{}
		for _, x := range list {
			for _, title := range append([]string{x.Title}, x.Also...) {
				key := sheet.Key(title)
				if o := owner[key]; o != "" && o != x.ID {
					t.Errorf("%s: “%s” is %s and %s", kind, title, o, x.ID)
				}
				owner[key] = x.ID
			}
		}
	}
}

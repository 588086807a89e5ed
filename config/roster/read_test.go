package roster

import (
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"

	"dangce/config/date"
	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/config/example"
	"dangce/config/money"
	"dangce/config/sheet"
	"dangce/templates"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// Records with one field of each kind of cell.
type committee struct {
	Code string `toml:"code" sheet:"code:code"`
	Name string `toml:"name" sheet:"name"`
	Kind string `toml:"kind" sheet:"kind"`
}

type branch struct {
	Code      string    `toml:"code" sheet:"code:code"`
	Short     string    `toml:"short" sheet:"short"`
	In        string    `toml:"committee" sheet:"committee_code:code,committee"`
	Kind      string    `toml:"kind" sheet:"kind"`
	Founded   date.Date `toml:"founded" sheet:"founded"`
	TermEnds  date.Date `toml:"term_ends" sheet:"term_ends"`
	Groups    []*word   `toml:"groups" sheet:"groups" split:"、"`
	Committed bool      `toml:"branch_committee" sheet:"branch_committee"`
	Name      string    `toml:"name" sheet:"name"`
}

type member struct {
	BranchCode string    `sheet:"branch_code:code"`
	Branch     string    `sheet:"branch"`
	Name       string    `toml:"name" sheet:"name:name"`
	ID         string    `toml:"id" sheet:"id:identity"`
	Gender     word      `toml:"gender" sheet:"gender"`
	Ethnicity  string    `toml:"ethnicity" sheet:"ethnicity"`
	Birth      date.Date `toml:"birth" sheet:"birth"`
	Education  string    `toml:"education" sheet:"education"`
	Joined     date.Date `toml:"joined" sheet:"joined"`
	Confirmed  date.Date `toml:"confirmed" sheet:"confirmed"`
	Status     string    `toml:"status" sheet:"status"`
	Group      *word     `toml:"group" sheet:"group"`
	Posts      []string  `toml:"post" sheet:"post" split:"、，/"`
	Duty       string    `toml:"duty" sheet:"duty"`
	Leader     bool      `toml:"is_leader" sheet:"is_leader"`
	Job        string    `toml:"job" sheet:"job"`
	Phone      string    `toml:"phone" sheet:"phone:code"`
	CardNo     string    `toml:"card_no" sheet:"card_no:code"`
	CardYear   int       `toml:"card_year" sheet:"card_year"`
	Note       string    `toml:"note" sheet:"note"`
	Dues       struct {
		Category string    `toml:"category" sheet:"dues_category"`
		Base     money.Fen `toml:"base" sheet:"dues_base"`
		Amount   money.Fen `toml:"amount" sheet:"dues_amount"`
		Reason   string    `toml:"reason" sheet:"dues_reason"`
	} `toml:"dues"`
}

// word is a text that reads itself.
type word struct{ text string }

func (w *word) UnmarshalText(text []byte) error {
	if w.text = string(text); w.text == "错" {
		return wrongWord{}
	}
	return nil
}

type wrongWord struct{}

func (wrongWord) Error() string     { return "不认识的词" }
func (wrongWord) Code() string      { return "unknown-word" }
func (wrongWord) SheetHint() string { return "写对" }

var kinds = []*Kind{KindOf[member]("党员", "member"), KindOf[branch]("党支部", "branch"), KindOf[committee]("党委", "committee")}

// rows are the records of a roster by kind.
type rows struct {
	*Roster
	Members    []memberRow
	Branches   []branchRow
	Committees []*committee
}

type memberRow struct {
	*member
	*Row
}

type branchRow struct {
	*branch
	*Row
}

func rowsOf(r *Roster) *rows {
	all := &rows{Roster: r}
	for _, x := range r.Records {
		switch of := x.Of.(type) {
		case *member:
			all.Members = append(all.Members, memberRow{of, x.Row})
		case *branch:
			all.Branches = append(all.Branches, branchRow{of, x.Row})
		case *committee:
			all.Committees = append(all.Committees, of)
		}
	}
	return all
}

func titles(tb testing.TB) *templates.Titles {
	tb.Helper()
	var out diag.List
	t := templates.LoadTitles(templates.Embedded(), "", nil, &out)
	for _, f := range out.Sorted() {
		tb.Fatal(f.Place, f.Message)
	}
	return t
}

// read reads a csv text and returns its findings as place, severity and code.
func read(tb testing.TB, csv string) (*rows, []string) {
	tb.Helper()
	return readBytes(tb, "名册.csv", []byte(csv))
}

func readBytes(tb testing.TB, name string, data []byte) (*rows, []string) {
	tb.Helper()
	var out diag.List
	r := rowsOf(NewReader(titles(tb), kinds...).Read(name, data, Ask{}, &out))
	for _, s := range r.Account.Sheets {
		accounted(tb, name, data, s)
	}
	var list []string
	for _, f := range out.Sorted() {
		if f.Message == "" || f.Hint == "" {
			tb.Errorf("%v: no words", f)
		}
		list = append(list, fmt.Sprint(f.Place, " ", f.Severity, " ", f.Code))
	}
	return r, list
}

// value returns a value of a member as text.
func (m memberRow) value(id string) string {
	v := reflect.ValueOf(m.member).Elem()
	for _, c := range kinds[0].cols {
		if c.id != id {
			continue
		}
		switch x := v.FieldByIndex(kinds[0].fields[c.field].Index).Interface().(type) {
		case word:
			return x.text
		case *word:
			return x.text
		default:
			return fmt.Sprint(x)
		}
	}
	return "no such column"
}

// accounted fails unless the account of a sheet says of every cell what became
// of it, and of none that was not used anything but why.
func accounted(tb testing.TB, name string, data []byte, account *SheetAccount) {
	tb.Helper()
	book, err := sheet.Open(name, data, sheet.Limits{})
	if err != nil {
		tb.Fatal(err)
	}
	for _, s := range book.Sheets {
		if s.Name != account.Name {
			continue
		}
		for _, row := range s.Rows {
			for _, c := range row.Cells {
				if words, _ := account.Cell(row.N, c.Col); words == "" {
					tb.Errorf("%s row %d column %d (%q) is not accounted for", s.Name, row.N, c.Col, c.Text)
				}
			}
		}
	}
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
	for id, want := range map[string]string{
		"branch_code": "01-003", "branch": "东街社区党支部", "name": "张三", "id": "A1", "gender": "男", "ethnicity": "汉族", "birth": "1980-05",
		"education": "大专", "joined": "2001-07-01", "confirmed": "2002-07-01", "status": "正式党员", "group": "第一党小组", "post": "[书记 组织委员]",
		"duty": "主持工作", "is_leader": "true", "job": "某单位", "phone": "13800000000", "dues_category": "在职", "dues_base": "4900.00",
		"dues_amount": "49.00", "dues_reason": "困难", "card_no": "DC-1", "card_year": "2024", "note": "",
	} {
		state := decode.Given
		if want == "" {
			state = decode.Missing
		}
		if got := m.value(id); got != want || m.State(id) != state || m.Place(id).Line != 2 {
			t.Errorf("%s = %q (%d) at %v, want %q", id, got, m.State(id), m.Place(id), want)
		}
	}
	if m.State("dues.base") != decode.Given || m.Place("dues.base") != m.Place("dues_base") || m.Title("dues.base") != "月计费基数" || m.Text("dues.base") != "4,900.00" {
		t.Errorf("a value by its path: %v %v %q %q", m.State("dues.base"), m.Place("dues.base"), m.Title("dues.base"), m.Text("dues.base"))
	}
	if m.Captions() != nil {
		t.Error("a branch column makes captions idle")
	}
	if p := m.Place("name"); p.String() != "名册.csv:2:16" || p.Width != 3 {
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
	if m := r.Members[0]; m.Name != "张三" || m.Place("name").String() != "a.xlsx[党员!B3]" || m.HasColumn("id") {
		t.Errorf("member %+v at %v", m.Name, m.Place("name"))
	}
	if m := r.Members[1]; m.Name != "李四" || m.State("birth") != decode.Missing || m.Place("birth").Cell != "E6" {
		t.Errorf("an empty field has a place: %v", m.Place("birth"))
	}
	b := r.Branches[0]
	if b.Code != "01-001" || b.In != "01" || b.Short != "某村党支部" || b.Founded != date.New(1956, 7, 1) ||
		b.TermEnds != date.New(2029, 6, 0) || len(b.Groups) != 2 || b.Committed || b.State("branch_committee") != decode.Given || b.Kind != "村" {
		t.Errorf("branch %+v", b)
	}
	if c := r.Committees[0]; c.Code != "01" || c.Name != "中共示例县某镇委员会" || c.Kind != "乡镇" {
		t.Errorf("committee %+v", c)
	}
	if dump := fmt.Sprintf("%+v", r.Members[0].member); strings.Contains(dump, "19800101123") {
		t.Error("an identity number was kept")
	}
}

func TestIdentityNumbersAreNeverKept(t *testing.T) {
	r, findings := read(t, "姓名,公民身份号码,出生日期,党员编号\n张三,110101198001011234,1980-02-30,110101198001011234\n")
	if want := []string{"名册.csv:2:23 错误 roster-date", "名册.csv:2:34 警告 roster-identity"}; !slices.Equal(findings, want) {
		t.Errorf("findings %q", findings)
	}
	var out diag.List
	NewReader(titles(t), kinds...).Read("名册.csv", []byte("姓名,身份证号,出生日期\n张三,110101198001011234,1980-02-30\n"), Ask{}, &out)
	if dump := fmt.Sprintf("%+v %+v", out.Sorted(), r.Members[0].Place("name")); strings.Contains(dump, "110101") {
		t.Error("shown in", dump)
	}
	if r.Members[0].ID != "" {
		t.Error("kept as the member's number")
	}
}

func TestFindings(t *testing.T) {
	for name, c := range map[string]struct {
		csv     string
		want    []string
		members int
	}{
		"date":         {"姓名,出生日期\n张三,六月\n", []string{"名册.csv:2:4 错误 roster-date"}, 1},
		"no such day":  {"姓名,出生日期\n张三,2001-02-30\n", []string{"名册.csv:2:4 错误 roster-date"}, 1},
		"short year":   {"姓名,出生日期\n张三,80.5.1\n", []string{"名册.csv:2:4 错误 roster-date"}, 1},
		"ambiguous":    {"姓名,出生日期\n张三,2001.1\n", []string{"名册.csv:2:4 警告 roster-ambiguous"}, 1},
		"money":        {"姓名,月计费基数\n张三,约4900\n", []string{"名册.csv:2:4 错误 roster-money"}, 1},
		"decimals":     {"姓名,月计费基数\n张三,4900.123\n", []string{"名册.csv:2:4 错误 roster-money"}, 1},
		"flag":         {"姓名,是否领导\n张三,正科级\n", []string{"名册.csv:2:4 错误 roster-flag"}, 1},
		"year":         {"姓名,发证年份\n张三,去年\n", []string{"名册.csv:2:4 错误 roster-year"}, 1},
		"digits":       {"姓名,联系电话\n张三,1.38E+10\n", []string{"名册.csv:2:4 错误 roster-code-digits"}, 1},
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
	if !m.Birth.IsZero() || m.State("birth") != decode.Bad || m.State("dues.base") != decode.Bad || m.Dues.Base != 0 || m.State("is_leader") != decode.Bad {
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
		for _, c := range r.Members[i].Captions() {
			list = append(list, c.Text+"@"+c.Place.String())
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
	if c := r.Members[0].Captions(); len(c) != 1 || c[0].Text != "北街社区党支部" || c[0].Place.String() != "名册/北街社区党支部.csv" {
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
	if m.Name != "张三" || m.Dues.Category != "在职" || m.Dues.Base != 490000 {
		t.Errorf("%+v", m)
	}
	if b := r.Members[2]; b.Branch != "东街社区党支部" || b.Place("branch").Cell != "A6" {
		t.Errorf("merged branch %q at %v", b.Branch, b.Place("branch"))
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
	if m.Phone != "13800000000" || m.Birth != date.New(2001, 7, 0) || m.Dues.Base != 474370 || m.BranchCode != "7" {
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
	if len(r.Members) != 1 || r.Members[0].Name != "㛃𠮷" {
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
		r := NewReader(all, kinds...).Read("a", data, Ask{}, &out)
		for _, s := range r.Account.Sheets {
			accounted(t, "a", data, s)
		}
		for _, m := range rowsOf(r).Members {
			if m.Name == "" && out.Len() == 0 || m.Place("name").File != "a" {
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

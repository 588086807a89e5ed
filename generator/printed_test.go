package generator

import (
	"bytes"
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/xuri/excelize/v2"

	"dangce/config"
	"dangce/config/date"
	"dangce/generator/audit"
	"dangce/generator/book"
	"dangce/generator/doc"
	"dangce/generator/internal/exampletest"
	"dangce/generator/internal/inspect"
	"dangce/generator/plan"
	"dangce/generator/xlsx"
)

// reviewed is a committee's 调阅登记表 with cells filled in, by sheet and cell.
func reviewed(t *testing.T, c *config.County, set *book.Set, com *config.Committee, cells map[string]map[string]any) []byte {
	t.Helper()
	cal := plan.Year(c, plan.Templates{Norms: set.Norms, Calendar: set.Calendar, Activities: set.Activities, Sentences: set.Sentences})
	var out bytes.Buffer
	sub := &book.Subject{County: c, Calendar: cal, Committee: com, Plan: plan.ForCommittee(cal, com)}
	if err := xlsx.Write(&out, set.Workbook(set.Template(audit.Review), sub)); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for sheet, values := range cells {
		for cell, v := range values {
			if err := f.SetCellValue(sheet, cell, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	buf, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// printedPiece opens a printed piece of a collection.
func printedPiece(t *testing.T, dir, name string) *inspect.File {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	f, err := inspect.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	for i := range f.Pages {
		for _, x := range f.Pages[i].Texts {
			if len(x.Bare) > 0 {
				t.Errorf("%s: page %d: no glyph for %q", name, i+1, string(x.Bare))
			}
		}
	}
	return f
}

func allSaid(f *inspect.File) string {
	var s strings.Builder
	for i := range f.Pages {
		s.WriteString(exampletest.Squeeze(exampletest.Said(&f.Pages[i])))
	}
	return s.String()
}

func wants(t *testing.T, what, text string, list ...string) {
	t.Helper()
	for _, w := range list {
		if !strings.Contains(text, exampletest.Squeeze(w)) {
			t.Errorf("%s: %q is missing in %q", what, w, text)
		}
	}
}

// collectedOnce is a county with what came back to it, collected.
type collectedOnce struct {
	county *config.County
	result *audit.Result
	dir    string // of the output
}

// collection returns a register and a review of the first branch, collected
// once. Tests only read it.
func collection(t *testing.T) (*config.County, *audit.Result, string) {
	t.Helper()
	if first == nil {
		c, set := load(t)
		c.Review.Enough = 0 // one register is enough to draft a notice
		c.Grounds = []config.Ground{{No: 7, Text: "县里填的第七项", Source: "县办法第七条"}}
		folder := fstest.MapFS{}
		for name, data := range returned(t, c, set) {
			folder[name] = &fstest.MapFile{Data: data, ModTime: time.Date(2027, 7, 1, 0, 0, 0, 0, time.UTC)}
		}
		dir := exampletest.Folder(t)
		r := collectInto(t, c, dir, CollectOptions{Set: set, Folder: folder, Prefix: "交回", Today: date.New(2027, 7, 1), Version: "test"})
		first = &collectedOnce{c, r, dir}
	}
	if r := first.result; len(r.Findings) > 0 || len(r.Problems) != 2 {
		t.Fatalf("%d problems, findings %v", len(r.Problems), r.Findings)
	}
	return first.county, first.result, first.dir
}

var first *collectedOnce // nil until a test asks for it

// returned are the files that came back.
func returned(t *testing.T, c *config.County, set *book.Set) map[string][]byte {
	t.Helper()
	b := c.Branches()[0]
	return map[string][]byte{
		"登记.xlsx": register(t, c, set, b, map[string]any{"E4": "2027-01-05", "G4": 20, "H4": 18}),
		"调阅.xlsx": reviewed(t, c, set, b.Committee, map[string]map[string]any{
			"进度":    {"F4": "2027-03-10", "G4": 55, "H4": "调阅甲", "I4": "次数够，签字要补齐", "J4": "已签"},
			"调阅":    {"E4": 9, "F4": 7, "G4": "两次没有签字"},
			"党费证抽查": {"C4": 6, "D4": 5, "E4": "一本少盖章"},
			"四议两公开": {"B4": 3, "C4": 2, "D4": 1},
			"问题": {"B4": b.Short, "C4": "2027-03-10", "D4": b.Members[2].Name + "没有签字", "E4": "缺签字", "F4": "37", "G4": b.Members[1].Name, "H4": "一般",
				"B5": b.Short, "C5": "2027-03-10", "D5": "会议内容写得空", "H5": "复杂"},
		}),
	}
}

// TestBulletin: numbers by committee under the three headings; nobody's name,
// no word of a problem.
func TestBulletin(t *testing.T) {
	c, r, dir := collection(t)
	text := allSaid(printedPiece(t, dir, "通报.pdf"))
	wants(t, "bulletin", text, "一、总体情况", "二、主要问题", "三、工作要求", c.Department, "2027年7月1日", "登记问题2个", "县调阅2个", "缺签字1个", "缺签字1个、没有写类型的1个",
		"未整改2个", "超过时限未销号的2个", "领导带头参与率没有数据", "已报组织生活登记表的党支部1个", "没有登记“回头看”结论", "登记已调阅1个", "支委会应48次、已1次", "关于2027年7月组织生活督查情况的通报", "2027年1月1日至7月1日", "督查没有登记走过场的", "没有登记问责")
	for _, com := range r.Committees {
		if len(com.Branches) > 0 {
			wants(t, "bulletin", text, com.Short)
		}
	}
	for _, b := range c.Branches() {
		for _, m := range b.Members {
			if strings.Contains(text, m.Name) {
				t.Errorf("the bulletin names %s", m.Name)
			}
		}
	}
	for _, p := range r.Problems {
		if strings.Contains(text, p.Text) || strings.Contains(text, "会议内容写得空") {
			t.Error("the bulletin quotes a problem")
		}
	}
}

// TestBulletinWithoutData says that there is none: nothing returned is not
// nothing wrong.
func TestBulletinWithoutData(t *testing.T) {
	c, set := load(t)
	dir := t.TempDir()
	o := CollectOptions{Set: set, Folder: fstest.MapFS{}, Today: date.New(2027, 7, 1), Version: "test"}
	enough := c.Review.Enough
	c.Review.Enough = 0
	collectInto(t, c, dir, o)
	text := allSaid(printedPiece(t, dir, "通报.pdf"))
	wants(t, "bulletin", text, "党员活动出勤率没有数据", "都没有登记问题", "已报组织生活登记表的党支部0个")
	if strings.Contains(text, "没有问题") || strings.Contains(text, "按来源分") {
		t.Errorf("the bulletin concludes: %q", text)
	}
	c.Review.Enough = enough
	collectInto(t, c, dir, o)
	if _, err := os.Stat(filepath.Join(dir, "通报.pdf")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a notice stands in the folder although no register was read: %v", err)
	}
}

// TestBulletinLook: the type area, lines and characters of an official
// document, mirrored on left pages.
func TestBulletinLook(t *testing.T) {
	_, _, dir := collection(t)
	f := printedPiece(t, dir, "通报.pdf")
	const size, lead = 16, 225.0 / 22
	longest := 0
	for i := range f.Pages {
		p := &f.Pages[i]
		if math.Abs(p.Trim.W-210) > 0.01 || math.Abs(p.Trim.H-297) > 0.01 {
			t.Errorf("page %d is %g×%g", i+1, p.Trim.W, p.Trim.H)
		}
		left := 28.0
		if i%2 == 1 {
			left = 26
		}
		var last inspect.Text
		for _, x := range p.Texts {
			if strings.HasPrefix(x.S, "—") && x.Y > 262 {
				if dash := x.Y - 0.3*x.Size*25.4/72; math.Abs(dash-262-7) > 1 {
					t.Errorf("page %d: the page number is %.1f mm below the type area", i+1, dash-262)
				}
				continue
			}
			half := x.Size * 25.4 / 72 / 2 // brackets and stops at the ends have their blank halves outside
			if x.X < left-0.1-half || x.X+x.W > left+157+half || x.Y < 37 || x.Y > 262 {
				t.Errorf("page %d: %q at %.1f,%.1f is outside the type area", i+1, x.S, x.X, x.Y)
			}
			if x.Size != size {
				continue
			}
			if !strings.ContainsFunc(x.S, func(r rune) bool { return r < 0x2000 }) {
				longest = max(longest, len([]rune(x.S)))
			}
			if d := x.Y - last.Y; last.Size == size && d > 0.01 && d < 1.5*lead && math.Abs(d-lead) > 0.05 && x.Y < 200 {
				t.Errorf("page %d: %q is %.2f mm below the line before", i+1, x.S, d)
			}
			last = x
		}
	}
	if longest > 28 || longest < 25 {
		t.Errorf("the longest line of hanzi has %d", longest)
	}
	if title := f.Pages[0].Texts[0]; title.Size != 22 || math.Abs(title.X+title.W/2-(28+78)) > 0.5 {
		t.Errorf("the title %q is set in %g pt from %.1f", title.S, title.Size, title.X)
	}
}

// TestFeedback: a sheet for every branch, each with a receipt to cut off; the
// one that was reviewed says what was found.
func TestFeedback(t *testing.T) {
	c, _, dir := collection(t)
	for i, b := range c.Branches() {
		f := printedPiece(t, dir, "调阅反馈表/"+b.Code+"-"+b.Short+".pdf")
		if len(f.Pages) != 1 {
			t.Errorf("%s: %d pages", b.Short, len(f.Pages))
		}
		p := &f.Pages[0]
		text := exampletest.Squeeze(exampletest.Said(p))
		wants(t, b.Short, text, "批次号", "2027-DY-", "调阅日期", "组别", "党支部", b.Name, "书记", "本册数", "应有", "实有", "合格", "条号", "页", "问题", "类型", "反馈意见", "整改期限", "调阅人", "支部签收", "签收日期")
		cut := slices.IndexFunc(p.Texts, func(x inspect.Text) bool { return strings.Contains(x.S, "沿此线裁开") })
		sign := slices.IndexFunc(p.Texts, func(x inspect.Text) bool { return strings.Contains(x.S, "支部签收") })
		if cut < 0 || sign < 0 || p.Texts[sign].Y < p.Texts[cut].Y || p.Texts[cut].Y < 200 {
			t.Errorf("%s: the receipt cannot be cut off", b.Short)
		}
		found := []string{"2027年3月10日", "55本", "调阅甲", "次数够，签字要补齐", "抽查6本，与台账相符5本", "事项3件，程序完整2件，公开1件", "两次没有签字", "一本少盖章",
			"2027-DY-01-001", c.Branches()[0].Members[2].Name + "没有签字", "缺签字", "37", "3月25日", "4月9日", "所列问题2个"}
		if i == 0 {
			wants(t, b.Short, text, found...)
			continue
		}
		for _, s := range found[2:8] {
			if strings.Contains(text, s) {
				t.Errorf("%s: %q was found elsewhere", b.Short, s)
			}
		}
	}
}

// TestGrounds: twenty-one rows, of which those that nobody entered are blank;
// no way to be held to account is beside a ground.
func TestGrounds(t *testing.T) {
	_, _, dir := collection(t)
	f := printedPiece(t, dir, "问责办法对照表.pdf")
	wants(t, "grounds", allSaid(f), "①党（工）委（党组）书记", "②副书记", "③委员（成员）", "④党支部书记", "⑤党员", "领导班子（4种）", "①通报批评", "④纪律处分", "其他党员（7种）", "⑦党纪处理", "不提处理建议")
	want := map[string]string{"1": "党支部长期不健全", "2": "不严格执行“三会一课”等制度", "3": "不认真履行发展党员职责", "4": "不能严守党的政治纪律和政治规矩", "7": "县里填的第七项"}
	var order []string
	for i := range f.Pages {
		p := &f.Pages[i]
		for _, no := range p.Texts {
			if no.X > 32 || strings.Trim(no.S, "0123456789") != "" {
				continue
			}
			order = append(order, no.S)
			var row string
			for _, x := range p.Texts {
				if math.Abs(x.Y-no.Y) < 5 && x.X > 32 {
					row += x.S + "|"
				}
			}
			if w := want[no.S]; (w == "") != (row == "") || !strings.HasPrefix(row, w) {
				t.Errorf("row %s says %q, want %q", no.S, row, w)
			}
		}
	}
	if strings.Join(order, " ") != "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21" {
		t.Errorf("rows %v", order)
	}
}

// TestReviewSheets: a page for each branch in the order of the schedule, with
// what the year asks for and boxes to tick.
func TestReviewSheets(t *testing.T) {
	c, r, dir := collection(t)
	f := printedPiece(t, dir, "调阅工作底稿.pdf")
	visits := audit.Schedule(c)
	if len(f.Pages) != len(visits) {
		t.Fatalf("%d pages for %d branches", len(f.Pages), len(visits))
	}
	for i, v := range visits {
		text := exampletest.Squeeze(exampletest.Said(&f.Pages[i]))
		wants(t, v.Branch.Short, text, v.Branch.Name, v.Team, "□按时", "□签字齐全", "□要素完整", "□问题：")
		for _, b := range r.Branches {
			if b.Branch == v.Branch && strings.Count(text, "□按时") != len(audit.Records(b.Plan)) {
				t.Errorf("%s: %d rows to tick", b.Short, strings.Count(text, "□按时"))
			}
		}
	}
}

// TestPrintedOfEveryCounty: the longest names, no groups, no review: every
// piece can be laid out, and a form for feedback is one page.
func TestPrintedOfEveryCounty(t *testing.T) {
	for name := range counties {
		if testing.Short() && name != "names" {
			continue
		}
		c, set := sharedCounty(t, name)
		o := CollectOptions{Set: set, Folder: fstest.MapFS{}, Today: date.New(c.Year, 7, 1), Version: "test"}
		dir := t.TempDir()
		collectInto(t, c, dir, o)
		found := 0
		for path := range filesOf(t, dir) {
			if !strings.HasPrefix(path, "调阅反馈表/") {
				continue
			}
			if found++; found%5 == 1 {
				if f := printedPiece(t, dir, path); len(f.Pages) != 1 {
					t.Errorf("%s: %s has %d pages", name, path, len(f.Pages))
				}
			}
		}
		if found != len(c.Branches()) {
			t.Errorf("%s: %d sheets for %d branches", name, found, len(c.Branches()))
		}
	}
}

// TestFeedbackOfManyProblems goes over pages; the receipt stays in one piece.
func TestFeedbackOfManyProblems(t *testing.T) {
	c, result, _ := collection(t)
	own := *result
	r := &own
	_, set := shared(t)
	pr := engineOf(t, c, set)
	b := c.Branches()[0]
	long := r.Problems[0]
	long.Text = strings.Repeat("签到表与记录对不上，", 8) + "（第101页）"
	for n := range 20 {
		sub := &book.Subject{County: c, Calendar: pr.calendar, Committee: b.Committee, Branch: b, Collected: r}
		j, err := pr.printed(printedBranches, "", sub)
		if err != nil {
			t.Fatal(err)
		}
		l := lay(t, pr, j.book, sub)
		last := printedText(&l.Pages[len(l.Pages)-1])
		if !strings.Contains(last, "沿此线裁开") || !strings.Contains(last, "支部签收") || !strings.Contains(last, "反馈表由党支部留存") {
			t.Errorf("%d problems: the receipt is torn: %q", n+2, last)
		}
		r.Problems = append(slices.Clip(r.Problems), long)
	}
}

// printedText joins what a page says.
func printedText(p *doc.Page) string {
	var s strings.Builder
	for _, m := range append(slices.Clone(p.Body), p.Marks...) {
		if g, ok := m.(*doc.Glyphs); ok {
			s.WriteString(g.S)
		}
	}
	return s.String()
}

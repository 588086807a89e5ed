package serve

import (
	"archive/zip"
	"bufio"
	"encoding/base64"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"dangce/generator/pack"
)

var update = flag.Bool("update", false, "write the pictures of the pages into docs/pictures")

// browser is a Chromium that testdata/browser.cjs drives.
type browser struct {
	*testing.T
	in     *json.Encoder
	out    *bufio.Reader
	folder string // of the county, as a person sees it
}

// chromium starts a browser; without one the test is skipped, and fails where
// all tools must be there.
func chromium(t *testing.T, folder string) *browser {
	t.Helper()
	need := func(format string, args ...any) {
		t.Helper()
		if os.Getenv("CI") == "true" {
			t.Fatalf(format, args...)
		}
		t.Skipf("pages were not tried in a browser: "+format, args...)
	}
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil && program == "" {
			program = found
		}
	}
	if program == "" {
		need("Chromium is not installed")
	}
	if out, err := exec.Command("node", "-e", "require.resolve('playwright-core'); require.resolve('axe-core')").CombinedOutput(); err != nil {
		need("node with playwright-core and axe-core is needed; NODE_PATH is %q: %v\n%.300s", os.Getenv("NODE_PATH"), err, out)
	}
	c := exec.Command("node", "testdata/browser.cjs", program)
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := in.Close(); err != nil {
			t.Error(err)
		}
		if err := c.Wait(); err != nil {
			t.Errorf("the browser ended: %v", err)
		}
	})
	return &browser{t, json.NewEncoder(in), bufio.NewReader(out), folder}
}

// do runs a piece of script in the browser. Whatever a page complains about is
// an error of the test.
func (b *browser) do(code string, arg any) any {
	b.Helper()
	if err := b.in.Encode(map[string]any{"code": code, "arg": arg}); err != nil {
		b.Fatal(err)
	}
	line, err := b.out.ReadBytes('\n')
	if err != nil {
		b.Fatalf("the browser answers no more: %v", err)
	}
	var answer struct {
		Value any
		Error string
		Wrong []string
	}
	if err := json.Unmarshal(line, &answer); err != nil {
		b.Fatalf("%s: %v", line, err)
	}
	for _, w := range answer.Wrong {
		b.Error(w)
	}
	if answer.Error != "" {
		text, _ := json.Marshal(arg)
		b.Fatalf("%s\nin %s\nwith %.200s", answer.Error, code, text)
	}
	return answer.Value
}

// sees waits until a text is on the page.
func (b *browser) sees(text string) {
	b.Helper()
	b.do(`await until(page, (t) => document.querySelector("main").innerText.includes(t), arg)`, text)
}

// gone waits until a text is not on the page.
func (b *browser) gone(text string) {
	b.Helper()
	b.do(`await until(page, (t) => !document.querySelector("main").innerText.includes(t), arg)`, text)
}

// press presses the button, or follows the link, of that name.
func (b *browser) press(name string) {
	b.Helper()
	b.do(`const is = { name: arg, exact: true };
		const main = page.locator("main");
		await main.getByRole("button", is).or(main.getByRole("link", is)).first().click();
		await page.waitForLoadState("load");`, name)
}

// unfolds shows what a heading keeps folded up.
func (b *browser) unfolds(text string) {
	b.Helper()
	b.do(`await page.locator("main summary").filter({ hasText: arg }).locator("visible=true").first().click()`, text)
}

// visits goes to a page by the list at the top.
func (b *browser) visits(name string) {
	b.Helper()
	b.do(`await page.locator("header nav").getByRole("link", { name: arg, exact: true }).click(); await page.waitForLoadState("load")`, name)
}

// drops lets files go over a form, as one drags them from a folder.
func (b *browser) drops(label string, names ...string) {
	b.Helper()
	type file struct{ Name, Data string }
	var files []file
	for _, n := range names {
		data, err := os.ReadFile(n)
		if err != nil {
			b.Fatal(err)
		}
		files = append(files, file{filepath.Base(n), base64.StdEncoding.EncodeToString(data)})
	}
	b.do(`const over = await page.evaluateHandle((files) => {
			const t = new DataTransfer();
			for (const f of files) t.items.add(new File([Uint8Array.from(atob(f.Data), (c) => c.charCodeAt(0))], f.Name));
			return t;
		}, arg.files);
		await page.getByLabel(arg.label).dispatchEvent("drop", { dataTransfer: over });`, map[string]any{"label": label, "files": files})
}

// downloads presses a link and returns the file that it gives.
func (b *browser) downloads(link string) string {
	b.Helper()
	to := filepath.Join(b.TempDir(), "download")
	b.do(`const [d] = await Promise.all([page.waitForEvent("download"), page.locator("main").getByRole("link", { name: arg.link, exact: true }).locator("visible=true").first().click()]);
		await d.saveAs(arg.to);`, map[string]string{"link": link, "to": to})
	return to
}

// looks examines the page that is shown: nothing for a screen reader to stumble
// over, and nothing that leaves its width, on a desk and on a phone. With
// -update its pictures go into the documentation.
func (b *browser) looks(name string) {
	b.Helper()
	for _, at := range []struct {
		end           string
		width, height int
	}{{"", 1366, 768}, {"-phone", 390, 844}} {
		wide := b.do(`await page.setViewportSize({ width: arg.width, height: arg.height });
			return await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);`, map[string]int{"width": at.width, "height": at.height})
		if wide != 0.0 {
			b.Errorf("%s is %v points wider than %d", name, wide, at.width)
		}
		if *update {
			b.do(`await until(page, () => [...document.images].every((i) => i.complete || i.getBoundingClientRect().top > innerHeight));
				await page.screenshot({ path: arg });`, filepath.Join("..", "docs", "pictures", "page-"+name+at.end+".png"))
		}
	}
	b.do(`await page.setViewportSize({ width: 1366, height: 768 })`, nil)
	for _, f := range b.do(`return await faults(page)`, nil).([]any) {
		b.Errorf("%s: %v", name, f)
	}
}

// A step of the guide is made of these sentences.
var actions = []struct {
	pattern *regexp.Regexp
	do      func(b *browser, of []string)
}{
	{regexp.MustCompile(`^看到“([^”]+)”`), func(b *browser, of []string) { b.sees(of[1]) }},
	{regexp.MustCompile(`^把练习名册里的三个文件拖到“([^”]+)”`), func(b *browser, of []string) { b.drops(of[1], practice(b.T)...) }},
	{regexp.MustCompile(`^在“([^”]+)”里填“([^”]+)”`), func(b *browser, of []string) {
		b.do(`await page.getByLabel(arg[0]).fill(arg[1])`, of[1:])
	}},
	{regexp.MustCompile(`^在“([^”]+)”里选“([^”]+)”`), func(b *browser, of []string) {
		b.do(`const list = page.getByLabel(arg[0]);
			const label = (await list.locator("option").allTextContents()).find((t) => t.trim() === arg[1]);
			await list.selectOption({ label }); await page.waitForLoadState("load")`, of[1:])
	}},
	{regexp.MustCompile(`^点上面的“([^”]+)”`), func(b *browser, of []string) { b.visits(of[1]) }},
	{regexp.MustCompile(`^点“([^”]+)”`), func(b *browser, of []string) { b.press(of[1]) }},
	{regexp.MustCompile(`^展开“([^”]+)”`), func(b *browser, of []string) { b.unfolds(of[1]) }},
	{regexp.MustCompile(`^下载“([^”]+)”`), func(b *browser, of []string) {
		if data, err := os.ReadFile(b.downloads(of[1])); err != nil || !strings.HasPrefix(string(data), "%PDF-") {
			b.Errorf("%s: %.20q, %v", of[1], data, err)
		}
	}},
	{regexp.MustCompile(`^打开“([^”]+)”，把 ([A-Z])(\d+) 改成“([^”]+)”，存盘`), func(b *browser, of []string) {
		row, _ := strconv.Atoi(of[3])
		edit(b.T, filepath.Join(b.folder, filepath.FromSlash(of[1])), of[2][0], row, of[4])
	}},
}

// practice are the rosters that the guide begins with.
func practice(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("../docs/练习名册/*")
	if err != nil || len(names) != 3 {
		t.Fatalf("%q, %v", names, err)
	}
	return names
}

// edit changes a cell as a person does.
func edit(t *testing.T, name string, column byte, row int, value string) {
	t.Helper()
	if filepath.Ext(name) == ".csv" {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(data), "\n")
		cells := strings.Split(lines[row-1], ",")
		cells[column-'A'] = value
		lines[row-1] = strings.Join(cells, ",")
		put(t, name, strings.Join(lines, "\n"))
		return
	}
	f, err := excelize.OpenFile(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.SetCellStr(f.GetSheetName(0), string(column)+strconv.Itoa(row), value); err != nil {
		t.Fatal(err)
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
}

var (
	guideStep = regexp.MustCompile(`(?m)^\d+\. (.+)（(\d+) 分钟）$`)
	guideSum  = regexp.MustCompile(`合计 (\d+) 分钟`)
)

// guide returns the steps of the guide to the first book, and the minutes that
// it says a person needs for each.
func guide(t *testing.T) (steps []string, minutes []int) {
	t.Helper()
	text, err := os.ReadFile("../docs/手册.md")
	if err != nil {
		t.Fatal(err)
	}
	_, part, _ := strings.Cut(string(text), "## 十分钟做出第一本")
	part, _, _ = strings.Cut(part, "\n## ")
	for _, m := range guideStep.FindAllStringSubmatch(part, -1) {
		n, _ := strconv.Atoi(m[2])
		steps, minutes = append(steps, m[1]), append(minutes, n)
	}
	if items := strings.Count(part, "\n1. ") + strings.Count(part, "分钟）\n"); items != len(steps)+1 {
		t.Fatalf("%d steps were understood, there are %d", len(steps), items-1)
	}
	sum := 0
	for _, n := range minutes {
		sum += n
	}
	if m := guideSum.FindStringSubmatch(part); m == nil || m[1] != strconv.Itoa(sum) || sum > 10 {
		t.Errorf("the steps take %d minutes, the guide says %q", sum, m)
	}
	return steps, minutes
}

// follow does what a step says, word by word: there is nothing in quotation
// marks that it does not understand.
func (b *browser) follow(step string) {
	b.Helper()
	for at := 0; at < len(step); {
		rest, done := step[at:], false
		for _, a := range actions {
			if m := a.pattern.FindStringSubmatch(rest); m != nil {
				a.do(b, m)
				at += len(m[0])
				done = true
				break
			}
		}
		if !done {
			if strings.HasPrefix(rest, "“") {
				b.Fatalf("the test does not understand %s", rest)
			}
			_, n := utf8.DecodeRuneInString(rest)
			at += n
		}
	}
}

// The guide's steps to the first book take ten minutes at most, and each is
// made of sentences that the test below can follow.
func TestGuideAddsUp(t *testing.T) {
	if steps, _ := guide(t); len(steps) < 5 {
		t.Errorf("%d steps", len(steps))
	}
}

// From an empty folder, as the guide says, to the first book, and on to a rate
// of what came back: in a real browser.
func TestPageInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	folder := t.TempDir()
	b := chromium(t, folder)
	yearEnd := time.Until(time.Date(2027, 12, 31, 12, 0, 0, 0, time.Local))
	v := serving(t, folder, func(o *Options) { o.Now = func() time.Time { return time.Now().Add(yearEnd) } })
	b.do(`await page.goto(arg); await page.waitForLoadState("load")`, v.s.Address())
	b.looks("start")
	steps, _ := guide(t)
	for i, step := range steps {
		t.Logf("%d. %s", i+1, step)
		if strings.Contains(step, "改成“1958-04-30”") {
			b.looks("faults")
		}
		b.follow(step)
		switch {
		case strings.Contains(step, "党员!D5"):
			b.marked("1958-04-31")
		case strings.Contains(step, "没有错误"):
			b.gone("1958-04-31")
			b.gone("1961-13-15")
			b.looks("check")
		case strings.Contains(step, "人员"):
			b.looks("people")
		case strings.Contains(step, "下一页"):
			b.pictured()
			b.looks("book")
		}
	}
	b.triesFurther()
}

// marked expects a value in the cell that a finding is about.
func (b *browser) marked(value string) {
	b.Helper()
	cells := b.do(`return await page.locator("table.near td.here").allInnerTexts()`, nil).([]any)
	if !slices.Contains(cells, any(value)) {
		b.Errorf("the marked cells are %q, not %s", cells, value)
	}
}

// pictured waits for a page of a book as a picture.
func (b *browser) pictured() {
	b.Helper()
	b.do(`await until(page, () => { const i = document.querySelector(".sheet img"); return i && i.complete && i.naturalWidth > 500; })`, nil)
}

// triesFurther tries what the guide's first steps do not need.
func (b *browser) triesFurther() {
	out := filepath.Join(b.folder, "output", "2027-示例县")
	b.looks("build")
	whole := b.downloads("全部下载（zip）")
	unpacked := filepath.Join(b.TempDir(), "unpacked")
	unzip(b.T, whole, unpacked)
	b.verifies(unpacked)
	b.visits("设置")
	b.looks("settings")
	b.visits("检查")
	b.unfolds("各党支部读到的")
	b.press("东街社区党支部")
	b.looks("branch")

	// A second build that differs is stopped under way, and leaves the first.
	edit(b.T, filepath.Join(b.folder, "示例县", "名册", "党支部表.xlsx"), 'C', 3, "北关村支部")
	b.visits("生成")
	b.sees("名册或配置后来改过")
	b.press("生成")
	b.press("停下")
	b.sees("已停下")
	b.verifies(out)
	present, expected := fillRegisters(b.T, out, filepath.Join(b.folder, "交来"))
	names, err := filepath.Glob(filepath.Join(b.folder, "交来", "*"))
	if err != nil || len(names) != 6 {
		b.Fatalf("%q, %v", names, err)
	}
	b.visits("登记表")
	b.drops("登记表（可以一次选几个）", names...)
	b.sees("党员活动出勤率")
	if got, want := b.do(`return await page.locator("#attendance").innerText()`, nil), fmt.Sprintf("%.1f%%", 100*float64(present)/float64(expected)); got != want {
		b.Errorf("attendance of %d/%d: %v, want %s", present, expected, got, want)
	}
	b.looks("registers")
}

// verifies compares a pack with its list.
func (b *browser) verifies(dir string) {
	b.Helper()
	r, err := pack.Verify(b.Context(), dir)
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range r.Findings.Sorted() {
		b.Errorf("%s: %s", f.File, f.Message)
	}
}

// unzip writes the files of an archive.
func unzip(t *testing.T, name, to string) {
	t.Helper()
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	if err := os.CopyFS(to, z); err != nil {
		t.Fatal(err)
	}
}

// fillRegisters copies the registers of a pack, filled in: each theme day was
// held when planned, with one absent. It counts who was there.
func fillRegisters(t *testing.T, out, to string) (present, expected int) {
	t.Helper()
	if err := os.Mkdir(to, 0o700); err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(out, "*", "*", "组织生活登记表*.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		f, err := excelize.OpenFile(name)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := f.GetRows("组织生活", excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		at := map[string]int{}
		for r, cells := range rows {
			if len(at) == 0 {
				if slices.Contains(cells, "编号") {
					for c, title := range cells {
						title, _, _ = strings.Cut(title, "（填") // in the heads of cells to fill in
						at[strings.TrimSpace(title)] = c
					}
				}
				continue
			}
			if at["应到"] >= len(cells) || cells[at["类别"]] != "主题党日" {
				continue
			}
			n, err := strconv.Atoi(cells[at["应到"]])
			if err != nil {
				t.Fatalf("%s, row %d: %v", name, r+1, err)
			}
			set := func(title string, v any) {
				cell, _ := excelize.CoordinatesToCellName(at[title]+1, r+1)
				if err := f.SetCellValue("组织生活", cell, v); err != nil {
					t.Fatal(err)
				}
			}
			planned, _ := strconv.ParseFloat(cells[at["计划日期"]], 64)
			set("实际日期", planned)
			set("实到", n-1)
			set("请假", 1)
			present, expected = present+n-1, expected+n
		}
		if err := f.SaveAs(filepath.Join(to, filepath.Base(name))); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
	return present, expected
}

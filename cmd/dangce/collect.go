package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"dangce/config/date"
	"dangce/config/diag"
	"dangce/config/sheet"
	"dangce/generator"
	"dangce/generator/audit"
	"dangce/generator/pack"

	"github.com/spf13/cobra"
)

const collectHelp = `汇总交回来的登记表：逐个文件说收没收，逐格列出要改的地方，算出三项指标，
写成 调阅督查汇总.xlsx、整改台账.xlsx、问责登记表.xlsx，印好 通报.pdf、问责办法对照表.pdf、
调阅工作底稿.pdf 和每个支部一张的 调阅反馈表。交来的文件一个也不改。

用法：
  dangce collect 文件夹 [county.toml] [参数]

参数：
  -o, --output 文件夹     写到这里；默认当前文件夹下的 output/年度-县名-汇总
      --mark              给有错的登记表各写一份副本，错的格子标红、加批注，放在 退回修改 里
      --previous 文件夹   去年的汇总文件夹：没办完的整改接着办，算同比
      --date 日期         按这一天汇总；默认今天
      --example           用内置的示例县试一试

例：
  dangce collect 交回的登记表 --mark
`

// collectFlags are the flags of collect as given.
type collectFlags struct {
	output, previous, date string
	mark                   bool
}

func (a *app) collectCommand() *cobra.Command {
	var f collectFlags
	c := &cobra.Command{
		Use:   "collect 文件夹",
		Short: "汇总交回来的登记表",
		Long:  collectHelp,
		RunE:  func(c *cobra.Command, args []string) error { return a.collect(c.Context(), args, &f) },
	}
	a.countyFlags(c)
	c.Flags().StringVarP(&f.output, "output", "o", "", "写到这个文件夹")
	c.Flags().StringVar(&f.previous, "previous", "", "去年的汇总文件夹")
	c.Flags().StringVar(&f.date, "date", "", "按这一天汇总")
	c.Flags().BoolVar(&f.mark, "mark", false, "写标注副本")
	must(c.MarkFlagDirname("output"))
	must(c.MarkFlagDirname("previous"))
	return c
}

// day reads --date; without it, it is today.
func (a *app) day(given string) (date.Date, error) {
	if given == "" {
		return date.Of(a.now()), nil
	}
	d, err := sheet.ParseDate(given)
	if err != nil || d.MonthOnly() {
		return d, &usageError{"--date 的值 " + given + " 不是日期", "写成 2027-07-01 的样子"}
	}
	return d, nil
}

// folder opens a folder that the user named.
func folder(dir string) (fs.FS, error) {
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		return nil, &usageError{"没有文件夹 " + dir, "看看名字写得对不对"}
	case !info.IsDir():
		return nil, &usageError{dir + " 不是文件夹", "把登记表放进一个文件夹，写文件夹的名字"}
	}
	return os.DirFS(dir), nil
}

func (a *app) collect(ctx context.Context, args []string, f *collectFlags) error {
	if len(args) == 0 || len(args) > 2 {
		return &usageError{"要写一个文件夹的名字", "例：dangce collect 交回的登记表"}
	}
	dir := filepath.Clean(args[0])
	o := generator.CollectOptions{Version: version, Mark: f.mark, Prefix: filepath.ToSlash(dir)}
	var err error
	if o.Today, err = a.day(f.date); err != nil {
		return err
	}
	if o.Folder, err = folder(dir); err != nil {
		return err
	}
	if f.previous != "" {
		if o.Previous, err = folder(f.previous); err != nil {
			return err
		}
	}
	in, err := a.load(args[1:], false)
	if err != nil {
		return err
	}
	if errs, _ := diag.Count(in.findings); in.county == nil || errs > 0 {
		return a.stopped(in.findings)
	}
	o.Set, o.Roster = in.set, in.findings
	out := collectDir(f.output, in)
	if samePlace(dir, out) {
		return &usageError{"汇总不能写在交来的文件夹 " + dir + " 里面", "另写一个文件夹，例：-o 汇总"}
	}
	o.Before = before(out)
	o.Skip = inside(dir, out)
	if samples := filepath.Join(out, inspections); exists(samples) {
		o.Samples, o.SamplesPrefix = os.DirFS(samples), filepath.ToSlash(samples)
	}
	return a.collected(ctx, in, out, o)
}

// tidyMemory has garbage collected early enough that an office PC with little
// memory is not burdened: a county of a thousand branches stays at about 270
// MB, fonts included. The bound leaves room above what is in use at one time,
// which grows by some 130 KB a branch; below it, the program would do nothing
// but collect. Where GOMEMLIMIT is set, that counts. The function returned
// takes the bound away.
func tidyMemory(branches int) func() {
	if debug.SetMemoryLimit(-1) != math.MaxInt64 {
		return func() {}
	}
	debug.SetMemoryLimit(max(100<<20, 60<<20+int64(branches)*140<<10))
	return func() { debug.SetMemoryLimit(math.MaxInt64) }
}

// collected reads what was returned and writes the summary into out.
func (a *app) collected(ctx context.Context, in *input, out string, o generator.CollectOptions) error {
	defer tidyMemory(len(in.county.Branches()))()
	start := a.now()
	var done atomic.Int64
	if a.verbose && !a.quiet {
		o.Progress = func(path string) { a.say("%d  %s", done.Add(1), path) }
	}
	r, err := generator.Collect(ctx, in.county, o)
	if errors.Is(err, generator.ErrNoPrevious) {
		return &usageError{"--previous " + err.Error(), "写去年汇总出来的文件夹，例：--previous output/" + strconv.Itoa(in.county.Year-1) + "-" + in.county.Name + "-汇总"}
	}
	if err != nil {
		return err
	}
	if err := a.writeCollected(ctx, in, out, r, o); err != nil {
		return err
	}
	if err := a.answer(collectReply(r, out), func(w io.Writer) error { return a.printCollected(w, r) }); err != nil {
		return err
	}
	a.say("已写入 %s，用时 %s", out, chineseTime(a.now().Sub(start)))
	if !r.Clean() {
		return errFound
	}
	return nil
}

func (a *app) writeCollected(ctx context.Context, in *input, out string, r *audit.Result, o generator.CollectOptions) (err error) {
	p, err := pack.Open(out, pack.Options{Version: version, Config: in.county.Digest})
	if err != nil {
		return err
	}
	defer func() {
		if e := p.Close(); err == nil {
			err = e
		}
	}()
	if err := generator.WriteCollected(ctx, in.county, p, r, o); err != nil {
		return err
	}
	if err := p.Commit(); err != nil {
		return err
	}
	for _, n := range p.Notes() {
		a.say("注意：%s；里面填的已经汇总进去了", n)
	}
	return nil
}

// before looks at what an earlier run left in the output folder. A file whose
// bytes are not those that were written was filled in there.
func before(out string) *generator.Before {
	fsys := os.DirFS(out)
	sums := map[string]string{}
	if m, err := pack.ReadManifest(out); err == nil {
		for _, f := range m.Files {
			sums[f.Path] = f.SHA256
		}
	}
	return &generator.Before{Folder: fsys, Prefix: filepath.ToSlash(out), Edited: func(name string) time.Time {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return time.Time{}
		}
		if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) == sums[name] {
			return time.Time{}
		}
		info, err := fs.Stat(fsys, name)
		if err != nil {
			return time.Time{}
		}
		return info.ModTime()
	}}
}

// samePlace reports whether two names lead to one folder.
func samePlace(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// inside returns the path of out below dir, as fs.FS writes it; "" if it lies
// elsewhere.
func inside(dir, out string) string {
	from, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	to, err := filepath.Abs(out)
	if err != nil {
		return ""
	}
	rel, err := filepath.Rel(from, to)
	if err != nil || rel == "." || !filepath.IsLocal(rel) {
		return ""
	}
	return filepath.ToSlash(rel)
}

// manyMissing is how many missing registers are named one by one.
const manyMissing = 30

// printCollected prints the verdicts that need attention, the findings, who
// is missing, and the indicators.
func (a *app) printCollected(w io.Writer, r *audit.Result) error {
	var b strings.Builder
	for _, f := range r.Files {
		if f.Verdict == audit.Accepted && !a.verbose {
			continue
		}
		fmt.Fprintf(&b, "%s: %s", f.Path, f.Verdict)
		if f.Reason != "" {
			fmt.Fprintf(&b, "：%s", f.Reason)
		}
		b.WriteByte('\n')
		if f.Hint != "" {
			fmt.Fprintf(&b, "  提示：%s\n", f.Hint)
		}
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return err
	}
	if err := diag.Print(w, r.Findings, a.width); err != nil {
		return err
	}
	b.Reset()
	fmt.Fprintf(&b, "\n%s；%s\n", r.Summary(), diag.Summary(r.Findings))
	printMissing(&b, r.Missing)
	t := &r.Totals
	until := r.AsOf.String()
	if r.AsOf.After(r.Today) { // ahead of the year its whole plan counts
		until += "（按全年计划）"
	}
	fmt.Fprintf(&b, "截至 %s：领导带头参与率 %s（%d/%d），开展次数达标率 %s（%d/%d），党员活动出勤率 %s（%d/%d）\n", until,
		t.Leaders, t.Leaders.Num, t.Leaders.Den, t.Reached, t.Reached.Num, t.Reached.Den, t.Attendance, t.Attendance.Num, t.Attendance.Den)
	fmt.Fprintf(&b, "问题 %d 个，整改到位 %d 个，超期 %d 个；疑点提示 %d 条\n", t.Problems, t.Closed, t.Overdue, len(r.Hints))
	_, err := io.WriteString(w, b.String())
	return err
}

// printMissing names who has not returned what, by what and how.
func printMissing(b *strings.Builder, all []audit.Missing) {
	type group struct{ what, state string }
	var order []group
	names := map[group][]string{}
	for _, m := range all {
		g := group{m.What, m.State}
		if names[g] == nil {
			order = append(order, g)
		}
		names[g] = append(names[g], m.Name)
	}
	for _, g := range order {
		list := names[g]
		fmt.Fprintf(b, "%s，%s的 %d 个：%s", g.what, g.state, len(list), strings.Join(list[:min(len(list), manyMissing)], "、"))
		if len(list) > manyMissing {
			b.WriteString("……全部名单见汇总的“11 数据质量”")
		}
		b.WriteByte('\n')
	}
}

// shareReply is a share in JSON: its parts, and what they come to in percent,
// one decimal; null for nothing to divide by.
type shareReply struct {
	Num     int      `json:"num"`
	Den     int      `json:"den"`
	Percent *float64 `json:"percent"`
}

func shareOf(r audit.Ratio) shareReply {
	s := shareReply{Num: r.Num, Den: r.Den}
	if r.Den > 0 {
		if p, err := strconv.ParseFloat(strings.TrimSuffix(r.String(), "%"), 64); err == nil {
			s.Percent = &p
		}
	}
	return s
}

// ratesReply are the sums of a branch, a committee or the county in JSON.
type ratesReply struct {
	Code       string     `json:"code,omitempty"`
	Name       string     `json:"name,omitempty"`
	Branches   int        `json:"branches"`
	Members    int        `json:"members"`
	Reported   int        `json:"reported"`
	Leaders    shareReply `json:"leader_rate"`
	Counted    shareReply `json:"theme_days"`
	Reached    shareReply `json:"count_rate"`
	Attendance shareReply `json:"attendance_rate"`
	Leave      int        `json:"leave"`
	DuesDue    string     `json:"dues_due"`
	DuesPaid   string     `json:"dues_paid"`
	Problems   int        `json:"problems"`
	Closed     int        `json:"closed"`
	Overdue    int        `json:"overdue"`
}

func ratesOf(code, name string, t *audit.Totals) ratesReply {
	return ratesReply{code, name, t.Branches, t.Members, t.Reported, shareOf(t.Leaders), shareOf(t.Counted), shareOf(t.Reached),
		shareOf(t.Attendance), t.Leave, t.DuesDue.String(), t.DuesPaid.String(), t.Problems, t.Closed, t.Overdue}
}

// problemReply is a line of the ledger in JSON.
type problemReply struct {
	ID       string `json:"id"`
	Branch   string `json:"branch"`
	Source   string `json:"source"`
	Found    string `json:"found,omitempty"`
	Text     string `json:"text"`
	Type     string `json:"type,omitempty"`
	Owner    string `json:"owner,omitempty"`
	Deadline string `json:"deadline,omitempty"`
	State    string `json:"state"`
	Overdue  int    `json:"overdue"`
}

type hintReply struct {
	Branch string `json:"branch"`
	Kind   string `json:"kind"`
	Text   string `json:"text"`
	Place  string `json:"place"`
}

// collectReply is the answer of collect in JSON.
func collectReply(r *audit.Result, dir string) any {
	v := struct {
		reply
		Dir        string          `json:"dir"`
		AsOf       string          `json:"as_of"`
		Files      []*audit.File   `json:"files"`
		Missing    []audit.Missing `json:"missing"`
		County     ratesReply      `json:"county"`
		Committees []ratesReply    `json:"committees"`
		Branches   []ratesReply    `json:"branches"`
		Problems   []problemReply  `json:"problems"`
		Hints      []hintReply     `json:"hints"`
	}{reply: replyOf(r.Findings), Dir: dir, AsOf: r.AsOf.String(), Files: append([]*audit.File{}, r.Files...), Missing: append([]audit.Missing{}, r.Missing...),
		County: ratesOf("", "", &r.Totals), Committees: []ratesReply{}, Branches: []ratesReply{}, Problems: []problemReply{}, Hints: []hintReply{}}
	for _, c := range r.Committees {
		v.Committees = append(v.Committees, ratesOf(c.Code, c.Short, &c.Totals))
	}
	for _, b := range r.Branches {
		v.Branches = append(v.Branches, ratesOf(b.Code, b.Short, &b.Totals))
	}
	for i := range r.Problems {
		p := &r.Problems[i]
		v.Problems = append(v.Problems, problemReply{p.ID, p.Branch, p.Source, p.Found.String(), p.Text, p.Type, p.Owner, p.Deadline.String(), p.State, p.Overdue})
	}
	for _, h := range r.Hints {
		v.Hints = append(v.Hints, hintReply{h.Branch, h.Kind, h.Text, h.Place.String()})
	}
	return v
}

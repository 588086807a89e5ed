package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"sync/atomic"

	"dangce/config/date"
	"dangce/config/regular"
	"dangce/config/sheet"
	"dangce/generator"
	"dangce/generator/audit"
	"dangce/project"

	"github.com/spf13/cobra"
)

const collectHelp = `汇总交回来的登记表：逐个文件说收没收，逐格列出要改的地方，算出三项指标，
写成 调阅督查汇总.xlsx、整改台账.xlsx、问责登记表.xlsx，印好 通报.pdf、问责办法对照表.pdf、
调阅工作底稿.pdf 和每个支部一张的 调阅反馈表。交来的文件一个也不改。
读到的登记表不到应交的 95%（county.toml 的 [review] complete）时，通报不出，退出码 1。

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
		Short: "汇总交回来的登记表：收没收、哪格要改、三项指标、整改台账",
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
		return nil, &usageError{dir + " 是文件（" + kindOf(dir) + "），不是文件夹", "把登记表放进一个文件夹，写文件夹的名字"}
	}
	return regular.Dir(dir), nil
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
	if err = notReturned(dir); err != nil {
		return err
	}
	if f.previous != "" {
		if o.Previous, err = folder(f.previous); err != nil {
			return err
		}
	}
	in, err := a.sound(ctx, args[1:])
	if err != nil {
		return err
	}
	o.Set, o.Roster = in.Set, in.Findings
	out := collectDir(f.output, in)
	if sameFile(dir, out) {
		return &usageError{"汇总不能写在交来的文件夹 " + dir + " 里面", "另写一个文件夹，例：-o 汇总"}
	}
	if o.Before, err = project.Before(out, filepath.ToSlash(out)); err != nil {
		return err
	}
	o.Skip = inside(dir, out)
	samples := filepath.Join(out, inspections)
	switch _, err := os.Stat(samples); {
	case err == nil:
		o.Samples, o.SamplesPrefix = regular.Dir(samples), filepath.ToSlash(samples)
	case !errors.Is(err, fs.ErrNotExist):
		return err
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
func (a *app) collected(ctx context.Context, in *project.Project, out string, o generator.CollectOptions) error {
	defer tidyMemory(len(in.County.Branches()))()
	start := a.now()
	var done atomic.Int64
	if a.verbose && !a.quiet {
		o.Progress = func(path string) { a.say("%d  %s", done.Add(1), path) }
	}
	r, err := generator.Collect(ctx, in.County, o)
	if errors.Is(err, generator.ErrNoPrevious) {
		return &usageError{"--previous " + err.Error(), "写去年汇总出来的文件夹，例：--previous output/" + strconv.Itoa(in.County.Year-1) + "-" + in.County.Name + "-汇总"}
	}
	if err != nil {
		return err
	}
	if !r.Recognised() {
		return &usageError{"文件夹 " + o.Prefix + " 里没有一份认得出的登记表，什么也没有写", "看看文件夹的名字写得对不对；登记表放进去再汇总"}
	}
	if err := a.writeCollected(ctx, in, out, r, o); err != nil {
		return err
	}
	if err := a.answer(collectReply(r, out), func(w io.Writer) error { return a.printCollected(w, r) }); err != nil {
		return err
	}
	a.say("已写入 %s，用时 %s", out, chineseTime(a.now().Sub(start)))
	switch {
	case r.Early():
		a.say("通报没有出：%d 年还没有开始（今天 %s）", in.County.Year, r.Today)
	case !r.Complete():
		n := r.Registers()
		a.say("通报没有出：应交的登记表 %d 份，读到填好的 %d 份（%s），不到 %s%%，还差 %d 份；收齐、改好再汇总，口径在 county.toml 的 [review] complete", n.Den, n.Num, n, in.County.Review.Enough, n.Den-n.Num)
	}
	if !r.Clean() || !r.Notice() {
		return errFound
	}
	return nil
}

func (a *app) writeCollected(ctx context.Context, in *project.Project, out string, r *audit.Result, o generator.CollectOptions) error {
	po := in.Pack("collect", version)
	po.Sync = a.lasting
	notes, err := in.WriteCollected(ctx, out, r, o, po)
	for _, n := range notes {
		a.say("注意：%s", n)
	}
	return err
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

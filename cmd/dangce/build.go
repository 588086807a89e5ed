package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"dangce/config/diag"
	"dangce/generator"
	"dangce/project"

	"github.com/spf13/cobra"
)

const buildHelp = `生成一个县的全部资料：书册、工作簿、付印文件和清单。
先检查；有错误就列出来，什么也不写。中途断了，再运行同样的命令会接着做。

用法：
  dangce build [county.toml] [参数]

参数：
  -o, --output 文件夹     写到这里；默认当前文件夹下的 output/年度-县名
      --branch 代码,…     只出这些党支部的，别的文件不动
      --committee 代码,…  只出这些党委的，别的文件不动
      --book 书名,…       只出这些书，如 handbook,card，别的文件不动
      --partial           有错误的党支部先不出，记入 未出清单.xlsx，退出码 1
      --dry-run           只说要出什么，不写文件
      --force             不接着上次的做，全部重做
      --jobs 个数         同时做几册；默认等于处理器个数
      --svg               流程图另存一份 SVG
      --shard I/N         分成 N 份，只做第 I 份，可在几台电脑上分头做
      --example           用内置的示例县试一试

例：
  dangce build --branch 01-003,01-004 --book handbook
`

// buildFlags are the flags of build as given.
type buildFlags struct {
	selection
	output, shard               string
	jobs                        int
	force, dryRun, svg, partial bool
}

func (a *app) buildCommand() *cobra.Command {
	var f buildFlags
	c := &cobra.Command{
		Use:   "build",
		Short: "生成全部资料：书册、工作簿、付印文件、清单",
		Long:  buildHelp,
		Args:  atMost(1, "配置文件"),
		RunE:  func(c *cobra.Command, args []string) error { return a.build(c.Context(), args, &f) },
	}
	a.countyFlags(c)
	f.flags(c)
	c.Flags().StringVarP(&f.output, "output", "o", "", "写到这个文件夹")
	c.Flags().StringVar(&f.shard, "shard", "", "只做第 I 份，共 N 份")
	c.Flags().IntVar(&f.jobs, "jobs", 0, "同时做几册")
	c.Flags().BoolVar(&f.force, "force", false, "全部重做")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "只说要出什么")
	c.Flags().BoolVar(&f.svg, "svg", false, "流程图另存 SVG")
	c.Flags().BoolVar(&f.partial, "partial", false, "有错误的党支部先不出")
	must(c.MarkFlagDirname("output"))
	return c
}

// options checks the flags that can be checked without a county.
func (f *buildFlags) options() (generator.Options, error) {
	o := generator.Options{Jobs: f.jobs, Partial: f.partial, SVG: f.svg, Version: version}
	if f.jobs < 0 {
		return o, &usageError{"--jobs 不能小于 0", "写同时做几册，0 为自动"}
	}
	if f.shard != "" {
		var rest string
		n, _ := fmt.Sscanf(f.shard+" .", "%d/%d%s", &o.ShardI, &o.ShardN, &rest)
		if n != 3 || rest != "." || o.ShardI < 1 || o.ShardI > o.ShardN {
			return o, &usageError{"--shard 的值 " + f.shard + " 不对", "写成 第几份/共几份，如 --shard 1/4"}
		}
	}
	return o, nil
}

func (a *app) build(ctx context.Context, args []string, f *buildFlags) error {
	o, err := f.options()
	if err != nil {
		return err
	}
	in, err := a.load(ctx, args, f.partial)
	if err != nil {
		return err
	}
	errs, _ := diag.Count(in.Findings)
	if in.County == nil || errs > 0 && !f.partial {
		return a.stopped(in.Findings)
	}
	if err := a.remarks(in.Findings, args); err != nil {
		return err
	}
	if a.format != formatJSON {
		a.readText(a.stderr, in)
	}
	if err := f.choose(in, &o); err != nil {
		return err
	}
	o.Set = in.Set
	dir := f.output
	if dir == "" {
		dir = project.Output(in.County)
	}
	if err := a.notPrinted(in, args, dir); err != nil {
		return err
	}
	if f.dryRun {
		return a.dryRun(ctx, in, dir, o)
	}
	if err := a.write(ctx, in, dir, o, f); err != nil {
		return err
	}
	if errs > 0 {
		return errFound
	}
	return nil
}

// buildGC has garbage collected a little earlier than Go would: a tenth less
// memory for no time that could be measured, since most of what is in use
// stays for the whole run.
const buildGC = 70

// tidyBuild sets buildGC, unless GOGC is set, and returns what undoes it.
func tidyBuild() func() {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	old := debug.SetGCPercent(buildGC)
	return func() { debug.SetGCPercent(old) }
}

// write builds into dir.
func (a *app) write(ctx context.Context, in *project.Project, dir string, o generator.Options, f *buildFlags) error {
	digest, err := in.Digest(program(), o)
	if err != nil {
		return err
	}
	defer tidyBuild()()
	start := a.now()
	po := in.Pack("build", version)
	po.Input, po.Partial, po.Force, po.Sync = digest, f.some() || o.ShardN > 1, f.force, a.lasting
	a.resumes = true
	progress := a.newProgress()
	o.Progress = progress.step
	sum, p, err := in.Build(ctx, dir, o, po)
	progress.done()
	if err != nil {
		return err
	}

	kept := ""
	switch p.Kept() {
	case 0:
	case sum.Files:
		kept = "，都和上次一样，没有重写"
	default:
		kept = fmt.Sprintf("，其中 %d 个和上次一样，没有重写", p.Kept())
	}
	notes := append(sum.Warnings, p.Notes()...)
	v := struct {
		reply
		Dir   string   `json:"dir"`
		Files int      `json:"files"`
		Pages int      `json:"pages"`
		Bytes int64    `json:"bytes"`
		Kept  int      `json:"kept"` // files as an earlier run left them
		Notes []string `json:"notes"`
	}{replyOf(in.Findings), dir, sum.Files, sum.Pages, sum.Bytes, p.Kept(), append([]string{}, notes...)}
	return a.answer(v, func(io.Writer) error {
		for _, n := range notes {
			a.say("注意：%s", n)
		}
		a.say("已写入 %s：%d 个文件，%d 页，%s%s，用时 %s", dir, sum.Files, sum.Pages, size(sum.Bytes), kept, chineseTime(a.now().Sub(start)))
		if a.chosen {
			a.say("“付印”文件夹整个交给印刷厂，“00-县级”留在县里，其余按党委、党支部发")
		}
		return nil
	})
}

// manyRemarks is how many findings a build still prints in full.
const manyRemarks = 10

// remarks prints the findings that do not stop a build.
func (a *app) remarks(findings []diag.Finding, args []string) error {
	if a.quiet || a.format == formatJSON || len(findings) == 0 {
		return nil
	}
	if len(findings) > manyRemarks && !a.verbose {
		check := strings.Join(append([]string{"dangce check"}, args...), " ")
		if a.example {
			check += " --example"
		}
		a.say("%s；细看请运行 %s\n", diag.Summary(findings), check)
		return nil
	}
	if err := diag.Print(a.stderr, findings, a.width); err != nil {
		return err
	}
	a.say("\n%s\n", diag.Summary(findings))
	return nil
}

func (a *app) dryRun(ctx context.Context, in *project.Project, dir string, o generator.Options) error {
	lines, err := generator.List(ctx, in.County, o)
	if err != nil {
		return err
	}
	v := struct {
		reply
		Dir   string           `json:"dir"`
		Lines []generator.Line `json:"lines"`
	}{replyOf(in.Findings), dir, lines}
	return a.answer(v, func(w io.Writer) error {
		fmt.Fprintf(w, "将写入 %s\n\n", dir)
		return printLines(w, lines)
	})
}

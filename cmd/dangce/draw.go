package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"dangce/config/regular"
	"dangce/generator"
	"dangce/generator/audit"
	"dangce/generator/pack"
	"dangce/project"

	"github.com/spf13/cobra"
)

const drawHelp = `抽一个月的督查名单：农村（社区）、机关（事业单位）、国有企业、其他四类分别随机抽，
本年没有抽到过的先抽；种子印在名单上，谁都能重抽一遍核对。另出 暗访记录表.pdf，一个支部一页。

用法：
  dangce draw --month 月 [county.toml] [参数]

参数：
      --month 月          抽哪个月的，1 至 12
      --seed 种子         用这个种子抽；抽过的月份再用名单上的种子，只核对，不改名单
      --percent 百分数    每类抽百分之几，至少一个；默认 10
      --force             这个月抽过了也重抽
  -o, --output 文件夹     写到这里的 督查/月 里；默认 output/年度-县名-汇总
      --example           用内置的示例县试一试

例：
  dangce draw --month 7
`

// drawFlags are the flags of draw as given.
type drawFlags struct {
	month, percent int
	seed, output   string
	force          bool
}

func (a *app) drawCommand() *cobra.Command {
	var f drawFlags
	c := &cobra.Command{
		Use:   "draw",
		Short: "抽一个月的督查名单，出暗访记录表",
		Long:  drawHelp,
		Args:  atMost(1, "配置文件"),
		RunE:  func(c *cobra.Command, args []string) error { return a.draw(c.Context(), args, &f) },
	}
	a.countyFlags(c)
	c.Flags().IntVar(&f.month, "month", 0, "抽哪个月的")
	c.Flags().StringVar(&f.seed, "seed", "", "种子")
	c.Flags().IntVar(&f.percent, "percent", 10, "每类抽百分之几")
	c.Flags().BoolVar(&f.force, "force", false, "重抽")
	c.Flags().StringVarP(&f.output, "output", "o", "", "写到这个文件夹")
	must(c.MarkFlagDirname("output"))
	return c
}

func (f *drawFlags) check() error {
	switch {
	case f.month < 1 || f.month > 12:
		return &usageError{"要写抽哪个月的", "例：dangce draw --month 7"}
	case f.percent < 1 || f.percent > 100:
		return &usageError{"--percent 应在 1 到 100 之间", "例：--percent 10"}
	}
	return nil
}

// inspections is the folder of the samples below the output of collect. It
// is a pack of its own, so that neither removes the other's files.
const inspections = project.Inspections

func (a *app) draw(ctx context.Context, args []string, f *drawFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	in, err := a.sound(ctx, args)
	if err != nil {
		return err
	}
	today, err := a.day("")
	if err != nil {
		return err
	}
	dir := filepath.Join(collectDir(f.output, in), inspections)
	o := generator.DrawOptions{Set: in.Set, Month: time.Month(f.month), Seed: strings.TrimSpace(f.seed), Percent: f.percent, Today: today, Before: regular.Dir(dir)}
	if o.Seed == "" {
		o.Seed = strconv.FormatInt(a.now().UnixNano()%1e9, 10)
	}
	sample, listed, err := generator.Draw(in.County, o)
	if err != nil {
		return err
	}
	list := filepath.Join(dir, generator.SampleFile(in.Set, in.County, o.Month))
	if listed != nil && !f.force {
		if f.seed == "" {
			return &usageError{fmt.Sprintf("%d 月已经抽过：%s", f.month, list), "核对用 --seed 加名单上的种子；确实要重抽，加 --force"}
		}
		return a.checkSample(in, dir, o, sample, listed)
	}
	if err := a.writeSample(ctx, in, dir, o, sample); err != nil {
		return err
	}
	if err := a.answerSample(in, dir, o, sample); err != nil {
		return err
	}
	a.say("已写入 %s", filepath.Dir(list))
	return nil
}

// writeSample writes a sample as a pack of its own, beside those of other
// months.
func (a *app) writeSample(ctx context.Context, in *project.Project, dir string, o generator.DrawOptions, sample []audit.Drawn) error {
	po := in.Pack("draw", version)
	po.Partial, po.Sync = true, a.lasting
	p, err := project.Into(dir, po, func(p *pack.Pack) error {
		return generator.WriteSample(ctx, in.County, p, o, sample)
	})
	if err != nil {
		return err
	}
	for _, n := range p.Notes() {
		a.say("注意：%s", n)
	}
	return nil
}

// checkSample says whether drawing again gives the list in the
// folder. It writes nothing.
func (a *app) checkSample(in *project.Project, dir string, o generator.DrawOptions, sample []audit.Drawn, listed []string) error {
	var again []string
	for _, d := range sample {
		again = append(again, d.Branch.Code)
	}
	if err := a.answerSample(in, dir, o, sample); err != nil {
		return err
	}
	if !slices.Equal(again, listed) {
		a.say("重抽的结果和名单不一样：名册、种子、百分数、以往的名单都要和当时相同")
		return errFound
	}
	a.say("重抽的结果和名单一样，名单没有改动")
	return nil
}

// sampleReply is a branch of the sample in JSON.
type sampleReply struct {
	Group     string `json:"group"`
	Committee string `json:"committee"`
	Branch    string `json:"branch"`
	Name      string `json:"name"`
	Before    int    `json:"drawn_before"`
}

func (a *app) answerSample(in *project.Project, dir string, o generator.DrawOptions, sample []audit.Drawn) error {
	v := struct {
		reply
		Dir    string        `json:"dir"`
		Month  int           `json:"month"`
		Seed   string        `json:"seed"`
		Sample []sampleReply `json:"sample"`
	}{replyOf(in.Findings), dir, int(o.Month), o.Seed, []sampleReply{}}
	rows := [][]string{}
	for _, d := range sample {
		b := d.Branch
		v.Sample = append(v.Sample, sampleReply{d.Group, b.Committee.Code, b.Code, b.Short, d.Before})
		rows = append(rows, []string{d.Group, b.Committee.Short, b.Code, b.Short, strconv.Itoa(d.Before)})
	}
	return a.answer(v, func(w io.Writer) error {
		if err := table(w, []column{{title: "类别"}, {title: "党委"}, {title: "代码"}, {title: "党支部"}, {"本年已抽", true}}, rows); err != nil {
			return err
		}
		_, err := fmt.Fprintf(w, "\n种子 %s\n", o.Seed)
		return err
	})
}

// collectDir is where collect and draw write: the folder given, or the usual.
func collectDir(given string, in *project.Project) string {
	if given != "" {
		return given
	}
	return project.Collected(in.County)
}

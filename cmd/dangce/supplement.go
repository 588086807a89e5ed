package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

	"dangce/config/date"
	"dangce/config/diag"
	"dangce/generator/archive"
	"dangce/project"

	"github.com/spf13/cobra"
)

const supplementHelp = `付印存档以后，只印变了的：名册条、签到条、党费行、书记和委员、党小组，新来党员的党费证。
变动记在名册的“党员变动”表里。每次只印上次以后的；页面编码接着往下编，不重用。

用法：
  dangce supplement [county.toml] [参数]

参数：
  -o, --output 文件夹     写到这里；默认当前文件夹下的 output/年度-县名-增补-次数
      --dry-run           只说要印什么，不写文件

例：
  dangce supplement 我的县/county.toml
`

func (a *app) supplementCommand() *cobra.Command {
	var output string
	var dryRun bool
	c := &cobra.Command{
		Use:   "supplement",
		Short: "年内有变动，只印变了的增补页",
		Long:  supplementHelp,
		Args:  atMost(1, "配置文件"),
		RunE:  func(c *cobra.Command, args []string) error { return a.supplement(c.Context(), args, output, dryRun) },
	}
	c.ValidArgsFunction = tomlFiles
	c.Flags().StringVarP(&output, "output", "o", "", "写到这个文件夹")
	c.Flags().BoolVar(&dryRun, "dry-run", false, "只说要印什么")
	must(c.MarkFlagDirname("output"))
	return c
}

// year reads the county of the arguments as it is and as it was printed.
func (a *app) year(ctx context.Context, args []string) (*project.Year, error) {
	in, err := a.sound(ctx, args)
	if err != nil {
		return nil, err
	}
	dir, _, err := locate(args)
	if err != nil {
		return nil, err
	}
	y, err := in.Year(dir, os.DirFS(dir))
	switch {
	case errors.Is(err, archive.ErrNone):
		return nil, &hintError{fmt.Errorf("%w：%d 年的还没有存档", err, in.County.Year), "付印以后先运行 " + a.again("freeze", args)}
	case errors.Is(err, project.ErrFrozenUnreadable):
		return nil, errors.Join(a.stopped(y.Was.Findings), nil)
	case err != nil:
		return nil, a.notFrozen(err, args)
	}
	return y, nil
}

func (a *app) supplement(ctx context.Context, args []string, output string, dryRun bool) error {
	y, err := a.year(ctx, args)
	if err != nil {
		return err
	}
	list, findings := y.Changes()
	if errs, _ := diag.Count(findings); errs > 0 {
		return a.stopped(findings)
	}
	if err := diag.Print(a.stderr, findings, a.width); err != nil {
		return err
	}
	if output == "" {
		output = y.Updates()
	}
	v := struct {
		reply
		Dir   string         `json:"dir"`
		Lines []project.Line `json:"lines"`
	}{reply: replyOf(findings), Dir: output, Lines: []project.Line{}}
	if len(list) == 0 {
		return a.answer(v, func(io.Writer) error {
			a.say("上次以后没有新的变动，不用印；变动记在名册的“党员变动”表里")
			return nil
		})
	}
	if dryRun {
		return a.answer(v, func(w io.Writer) error {
			for _, c := range list {
				for _, e := range c.Events {
					fmt.Fprintf(w, "%s %s %s%s\n", c.Branch.Short, e.Date, e.Name, e.Kind)
				}
			}
			return nil
		})
	}
	progress := a.newProgress()
	v.Lines, err = y.Supplement(ctx, output, version, date.Of(a.now()), list, progress.step)
	progress.done()
	if err != nil {
		return err
	}
	return a.answer(v, func(w io.Writer) error {
		rows, sheets := [][]string{}, 0
		for _, l := range v.Lines {
			rows = append(rows, []string{l.Name, l.Whom, l.What, strconv.Itoa(l.Sheets)})
			sheets += l.Sheets
		}
		if err := table(w, []column{{title: "党支部"}, {title: "为谁"}, {title: "印什么"}, {"张", true}}, rows); err != nil {
			return err
		}
		a.say("已写入 %s，共 %d 张；照 增补清单.xlsx 印好交给支部，各页写着贴在哪里", output, sheets)
		return nil
	})
}

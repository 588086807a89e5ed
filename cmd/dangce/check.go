package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"dangce/config/diag"
	"dangce/project"

	"github.com/spf13/cobra"
)

const checkHelp = `检查配置和名册，一次列出全部问题：在哪个文件哪一行（哪张表哪一格），怎么改。
最后说读了什么：有内容而没有读的列、表；-v 列出全部。平时不读的表（转出、通讯录……）要读，
在 county.toml 的 rosters 里写 文件#表名。

用法：
  dangce check [county.toml] [参数]

参数：
      --format xlsx       写成 名册问题清单.xlsx，一个党委一张表，可以发回去改；
                          再写时，填在“改好了”里的照样填上
  -o, --output 文件       清单写到这里；默认当前文件夹
      --example           用内置的示例县试一试

例：
  dangce check --format xlsx
`

const problemFile = "名册问题清单.xlsx"

func (a *app) checkCommand() *cobra.Command {
	var output string
	c := &cobra.Command{
		Use:   "check",
		Short: "检查配置和名册，列出全部问题",
		Long:  checkHelp,
		Args:  atMost(1, "配置文件"),
		RunE: func(c *cobra.Command, args []string) error {
			if a.format != formatXLSX && c.Flags().Changed("output") {
				return &usageError{"-o 要与 --format xlsx 一起用", "例：dangce check --format xlsx -o 清单.xlsx"}
			}
			return a.check(c.Context(), args, output)
		},
	}
	a.countyFlags(c)
	c.Flags().StringVarP(&output, "output", "o", problemFile, "清单写到这里")
	must(c.MarkFlagFilename("output", "xlsx"))
	return c
}

func (a *app) check(ctx context.Context, args []string, output string) error {
	in, err := a.load(ctx, args, true)
	if err != nil {
		return err
	}
	v := struct {
		reply
		Read     []project.Sheet  `json:"read"`
		Branches []project.Branch `json:"branches"`
	}{replyOf(in.Findings), in.Sheets(), in.Branches()}
	if a.format == formatXLSX {
		if err := a.writeProblems(ctx, output, in); err != nil {
			return err
		}
		a.say("已写 %s：%s", output, diag.Summary(in.Findings))
	} else if err := a.answer(v, func(w io.Writer) error {
		defer a.readText(w, in)
		return a.problems(w, in)
	}); err != nil {
		return err
	}
	if errs, _ := diag.Count(in.Findings); errs > 0 || in.County == nil {
		return errFound
	}
	return nil
}

// problems prints the findings and their sum; without any, what was checked.
func (a *app) problems(w io.Writer, in *project.Project) error {
	if len(in.Findings) > 0 {
		err := diag.Print(w, in.Findings, a.width)
		_, sumErr := fmt.Fprintf(w, "\n%s\n", diag.Summary(in.Findings))
		if errs, _ := diag.Count(in.Findings); errs == 0 && in.County != nil && !a.quiet {
			_, nextErr := fmt.Fprintln(w, "没有错误，可以生成；警告看一看，不用改的不用管")
			sumErr = errors.Join(sumErr, nextErr)
		}
		return errors.Join(err, sumErr)
	}
	if a.quiet {
		return nil
	}
	members := 0
	branches := in.County.Branches()
	for _, b := range branches {
		members += len(b.Members)
	}
	_, err := fmt.Fprintf(w, "没有发现问题：%s %d 年，%d 个党委，%d 个党支部，%d 名党员\n",
		in.County.Name, in.County.Year, len(in.County.Committees), len(branches), members)
	return err
}

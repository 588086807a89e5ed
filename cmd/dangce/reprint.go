package main

import (
	"context"
	"errors"
	"io"

	"dangce/config/date"
	"dangce/generator"
	"dangce/generator/archive"
	"dangce/project"

	"github.com/spf13/cobra"
)

const reprintHelp = `书丢了、页坏了，照付印存档再印：页码和编码同原来一样，封面和每一页印上“补发第几次”，
记入 补发登记.xlsx。存档以后名册怎样改都不影响。

用法：
  dangce reprint [county.toml] --branch 代码 [参数]

参数：
      --branch 代码       哪个党支部
      --book 书名         哪一种书，如 handbook、ledger、card；默认 handbook
      --member 姓名       只印这名党员的党费证（--book card）
      --page 页,…         只印这几页：页码，或页面右上角的编码
      --who 姓名          谁申请的，记入登记
      --reason 原因       为什么补发，记入登记
  -o, --output 文件夹     写到这里；默认当前文件夹下的 output/年度-县名-补发

例：
  dangce reprint 我的县/county.toml --branch 01-003 --reason 遗失
  dangce reprint --branch 01-003 --book card --member 张三
`

func (a *app) reprintCommand() *cobra.Command {
	var r project.Reprint
	var output string
	c := &cobra.Command{
		Use:   "reprint",
		Short: "书丢了、页坏了，照付印存档补印",
		Long:  reprintHelp,
		Args:  atMost(1, "配置文件"),
		RunE:  func(c *cobra.Command, args []string) error { return a.reprint(c.Context(), args, output, r) },
	}
	c.ValidArgsFunction = tomlFiles
	c.Flags().StringVar(&r.Branch, "branch", "", "党支部代码")
	c.Flags().StringVar(&r.Book, "book", "handbook", "书名")
	c.Flags().StringVar(&r.Member, "member", "", "只印这名党员的党费证")
	c.Flags().StringSliceVar(&r.Pages, "page", nil, "只印这几页")
	c.Flags().StringVar(&r.Who, "who", "", "谁申请的")
	c.Flags().StringVar(&r.Reason, "reason", "", "为什么补发")
	c.Flags().StringVarP(&output, "output", "o", "", "写到这个文件夹")
	must(c.MarkFlagDirname("output"))
	return c
}

func (a *app) reprint(ctx context.Context, args []string, output string, r project.Reprint) error {
	if r.Branch == "" {
		return &usageError{"没有写哪个党支部", "例：dangce reprint --branch 01-003 --reason 遗失"}
	}
	y, err := a.year(ctx, args)
	if err != nil {
		return err
	}
	if output == "" {
		output = y.Reprints()
	}
	dir, made, err := y.Reprint(ctx, output, version, date.Of(a.now()), r)
	if e, ok := errors.AsType[*generator.ReprintError](err); ok {
		return &usageError{e.Message, e.Hint}
	}
	if err != nil {
		return err
	}
	v := struct {
		reply
		Dir string `json:"dir"`
		archive.Copy
	}{replyOf(nil), dir, made}
	return a.answer(v, func(io.Writer) error {
		a.say("已写入 %s：补发第 %d 次，已记入 补发登记.xlsx", dir, made.No)
		return nil
	})
}

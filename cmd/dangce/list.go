package main

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"dangce/generator"

	"github.com/spf13/cobra"
)

const listHelp = `付印前看一眼：每个党支部有哪些书，多少页，印几本，用多少张纸。

用法：
  dangce list [county.toml] [参数]

参数：
      --branch 代码,…     只列这些党支部的
      --committee 代码,…  只列这些党委的
      --book 书名,…       只列这些书
      --example           用内置的示例县试一试

例：
  dangce list --committee 01
`

func (a *app) listCommand() *cobra.Command {
	var s selection
	c := &cobra.Command{
		Use:   "list",
		Short: "付印前看一眼：支部、书、页数、印数、用纸",
		Long:  listHelp,
		Args:  atMost(1, "配置文件"),
		RunE:  func(c *cobra.Command, args []string) error { return a.list(c.Context(), args, &s) },
	}
	a.countyFlags(c)
	s.flags(c)
	return c
}

func (a *app) list(ctx context.Context, args []string, s *selection) error {
	in, err := a.sound(ctx, args)
	if err != nil {
		return err
	}
	o := generator.Options{Set: in.Set, Version: version}
	if err := s.choose(in, &o); err != nil {
		return err
	}
	lines, err := generator.List(ctx, in.County, o)
	if err != nil {
		return err
	}
	v := struct {
		reply
		Year  int              `json:"year"`
		Name  string           `json:"county"`
		Lines []generator.Line `json:"lines"`
	}{replyOf(in.Findings), in.County.Year, in.County.Name, lines}
	return a.answer(v, func(w io.Writer) error { return printLines(w, lines) })
}

var lineColumns = []column{{title: "代码"}, {title: "名称"}, {title: "书"}, {"页数", true}, {"印数", true}, {"用纸（张）", true}}

// printLines prints the table of list and of a dry run, with totals.
func printLines(w io.Writer, lines []generator.Line) error {
	var rows [][]string
	var pages, copies, sheets int
	for _, l := range lines {
		code := l.Branch
		if code == "" {
			code = l.Committee
		}
		title := l.Title
		if l.Booklets > 1 {
			title += fmt.Sprintf("（%d 本，各 %d 页）", l.Booklets, l.Pages/l.Booklets)
		}
		rows = append(rows, []string{code, l.Name, title, strconv.Itoa(l.Pages), strconv.Itoa(l.Copies), strconv.Itoa(l.Sheets)})
		pages += l.Pages * l.Copies
		copies += l.Copies * l.Booklets
		sheets += l.Sheets
	}
	if err := table(w, lineColumns, rows); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n共 %d 种，印 %d 本，%d 页，用纸 %d 张（不含封面）\n", len(lines), copies, pages, sheets)
	return err
}

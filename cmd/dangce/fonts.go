package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"

	"dangce/config/diag"
	"dangce/fonts"
	"dangce/project"

	"github.com/spf13/cobra"
)

const fontsHelp = `列出各处用的字体、能印多少字，以及名册里哪些人的名字有字印不出。
在没有 county.toml 的文件夹里，只列内置字体。

用法：
  dangce fonts [county.toml] [参数]

参数：
      --example           用内置的示例县试一试

例：
  dangce fonts
`

func (a *app) fontsCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "fonts",
		Short: "用哪些字体，名册里有没有印不出的字",
		Long:  fontsHelp,
		Args:  atMost(1, "配置文件"),
		RunE:  func(c *cobra.Command, args []string) error { return a.fonts(c.Context(), args) },
	}
	a.countyFlags(c)
	return c
}

var fontColumns = []column{{title: "用途"}, {title: "字体"}, {"字数", true}, {title: "文件"}}

var roleNames = map[string]string{"title": "标题", "heading": "小标题", "subheading": "副标题", "body": "正文"}

func fontRows(faces []fontReply) [][]string {
	var rows [][]string
	for _, f := range faces {
		file := f.File
		if file == "" {
			file = "内置"
		}
		rows = append(rows, []string{roleNames[f.Role] + " " + f.Role, f.Name, strconv.Itoa(f.Chars), file})
	}
	return rows
}

func (a *app) fonts(ctx context.Context, args []string) error {
	var in *project.Project
	if len(args) > 0 || a.example || exists(defaultCounty) {
		var err error
		if in, err = a.load(ctx, args, true); err != nil {
			return err
		}
	}
	own, glyphs := fontsOf(in)
	set, err := fonts.New(own)
	if err != nil {
		return err
	}
	faces := fontsReply(set)
	v := struct {
		reply
		Fonts []fontReply `json:"fonts"`
	}{replyOf(glyphs), faces}
	err = a.answer(v, func(w io.Writer) error {
		if err := table(w, fontColumns, fontRows(faces)); err != nil || in == nil {
			return err
		}
		if len(glyphs) == 0 {
			_, err := fmt.Fprintln(w, "\n名册里的字都印得出")
			return err
		}
		fmt.Fprintln(w)
		return diag.Print(w, glyphs, a.width)
	})
	if err == nil && v.Errors > 0 {
		return errFound
	}
	return err
}

// glyphCodes are the findings of config that concern fonts.
var glyphCodes = []string{"no-glyph", "private-use", "control-character", "bad-font"}

// fontsOf returns a county's own fonts and the findings about characters that
// cannot be printed.
func fontsOf(in *project.Project) (map[string]fonts.File, []diag.Finding) {
	if in == nil {
		return nil, nil
	}
	return in.Fonts(), slices.DeleteFunc(slices.Clone(in.Findings), func(f diag.Finding) bool { return !slices.Contains(glyphCodes, f.Code) })
}

package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"dangce/project"
)

// choices are what a double click offers: the commands of a year, with what
// they need answered.
var choices = []struct {
	title  string
	args   []string
	ask    string // one more argument is asked for, the value of the last if that ends with =
	value  string // unless answered otherwise
	first  bool   // needs no county.toml
	within bool   // value is a folder in that of the county
}{
	{title: "新建一个县的文件夹：配置、支部文件、名册模板", args: []string{"init"}, ask: "文件夹的名字", value: "我的县", first: true},
	{title: "检查配置和名册，列出全部问题", args: []string{"check"}},
	{title: "检查，问题写成 Excel 表，好发回去改", args: []string{"check", "--format", "xlsx"}},
	{title: "看有哪些书、多少页、多少张纸", args: []string{"list"}},
	{title: "生成全部资料", args: []string{"build"}},
	{title: "汇总交回来的登记表", args: []string{"collect", "--mark"}, ask: "登记表放在哪个文件夹", value: project.RegisterFolder, within: true},
	{title: "从现有的名册新建：找出党支部，拟好代码，写成一张表", args: []string{"init", "我的县", "--from="}, ask: "名册放在哪个文件夹", value: "名册", first: true},
	{title: "用内置的示例县试一试", args: []string{"build", "--example"}, first: true},
}

// menu is for somebody who double-clicked the program: it opens the page in
// the browser, and beside it offers the commands by number until asked to
// close. Both work in the folder of the program.
func (a *app) menu(ctx context.Context) error {
	w := a.world
	w.in, w.clicked, w.asks, w.chosen = oneByOne{bufio.NewReader(a.in)}, false, true, true
	next := answers(ctx, w.in)
	closePage := a.pageBeside(ctx)
	defer closePage()
	for {
		fmt.Fprint(a.stdout, "\n党册 dangce\n\n")
		for i, c := range choices {
			fmt.Fprintf(a.stdout, "  %d  %s\n", i+1, c.title)
		}
		fmt.Fprint(a.stdout, "  0  关闭\n\n输入数字，按回车：")
		answer, ok := next()
		switch {
		case !ok && ctx.Err() != nil:
			return errInterrupted
		case !ok || answer == "0":
			return nil
		case answer == "":
			continue
		case len(answer) != 1 || answer[0] < '1' || int(answer[0]-'0') > len(choices):
			fmt.Fprintf(a.stdout, "\n没有 %s 这一项，请输入 0 到 %d。\n", answer, len(choices))
			continue
		}
		c := &choices[answer[0]-'1']
		counties := countiesHere()
		if !c.first && len(counties) != 1 {
			fmt.Fprint(a.stdout, whichCounty(counties))
			continue
		}
		w.args = slices.Clone(c.args)
		if c.ask != "" {
			value := c.value
			if c.within {
				value = filepath.Join(filepath.Dir(counties[0]), value)
			}
			fmt.Fprintf(a.stdout, "%s [%s]：", c.ask, value)
			folder, ok := next()
			if !ok {
				return errInterrupted
			}
			if folder == "" {
				folder = value
			}
			folder = strings.Trim(folder, `"`) // one dragged into the window comes in quotes
			if last := &w.args[len(w.args)-1]; strings.HasSuffix(*last, "=") {
				*last += folder
			} else {
				w.args = append(w.args, "--", folder)
			}
		}
		if !c.first && counties[0] != defaultCounty {
			w.args = append(w.args, counties[0])
		}
		fmt.Fprintln(a.stdout)
		run(ctx, w) // has said what went wrong
		if ctx.Err() != nil {
			return errInterrupted
		}
	}
}

// oneByOne gives one line at a time, so that a reader leaves to the next what
// it does not need.
type oneByOne struct{ r *bufio.Reader }

func (o oneByOne) Read(p []byte) (int, error) {
	for n := range p {
		b, err := o.r.ReadByte()
		if err != nil {
			if n > 0 && err == io.EOF {
				return n, nil
			}
			return n, err
		}
		if p[n] = b; b == '\n' {
			return n + 1, nil
		}
	}
	return len(p), nil
}

// countiesHere returns the configurations that a double click may mean: the
// one in the folder of the program, or those in the folders beside it.
func countiesHere() []string {
	if exists(defaultCounty) {
		return []string{defaultCounty}
	}
	found, _ := filepath.Glob(filepath.Join("*", defaultCounty)) // the pattern is well-formed
	return found
}

func whichCounty(counties []string) string {
	if len(counties) == 0 {
		return fmt.Sprintf("\n这里没有 %s：先输入 1 新建；已经有了的，把县的文件夹和本程序放在一起再双击。\n", defaultCounty)
	}
	return fmt.Sprintf("\n这里有 %d 个县（%s），不知道是哪一个：把本程序拷到那个县的文件夹里再双击。\n", len(counties), strings.Join(counties, "、"))
}

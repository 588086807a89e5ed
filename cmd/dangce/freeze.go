package main

import (
	"context"
	"errors"
	"io"
	"path/filepath"

	"dangce/config/date"
	"dangce/config/diag"
	"dangce/generator/archive"
	"dangce/project"

	"github.com/spf13/cobra"
)

const freezeHelp = `付印以后存档：把配置、名册、模板、页面索引和清单收进 付印存档/日期，放在 county.toml 旁边。
存了档，这一年的页面编码和页码就不再变；年内的变动记在名册的“党员变动”表里，另出增补页。
成品改动过，或不是用现在的名册完整生成的，不存。

用法：
  dangce freeze [county.toml] [参数]

参数：
  -o, --output 文件夹     付印的成品文件夹；默认当前文件夹下的 output/年度-县名

例：
  dangce freeze 我的县/county.toml
`

func (a *app) freezeCommand() *cobra.Command {
	var output string
	c := &cobra.Command{
		Use:   "freeze",
		Short: "付印以后存档，页码和编码从此不变",
		Long:  freezeHelp,
		Args:  atMost(1, "配置文件"),
		RunE:  func(c *cobra.Command, args []string) error { return a.freeze(c.Context(), args, output) },
	}
	c.ValidArgsFunction = tomlFiles
	c.Flags().StringVarP(&output, "output", "o", "", "付印的成品文件夹")
	must(c.MarkFlagDirname("output"))
	return c
}

func (a *app) freeze(ctx context.Context, args []string, output string) error {
	in, err := a.sound(ctx, args)
	if err != nil {
		return err
	}
	dir, file, err := locate(args)
	if err != nil {
		return err
	}
	if output == "" {
		output = project.Output(in.County)
	}
	if !exists(output) {
		return &usageError{"没有成品文件夹 " + output, "先完整生成一次：" + a.again("build", args) + "；成品在别处的，用 -o 写出来"}
	}
	if err := notPack(output); err != nil {
		return err
	}
	frozen, found, err := in.Freeze(ctx, dir, file, output, program(), version, date.Of(a.now()))
	if err != nil {
		return a.notFrozen(err, args)
	}
	if frozen == nil {
		return a.stopped(found)
	}
	v := struct {
		reply
		Dir    string `json:"dir"`
		Digest string `json:"digest"`
		archive.Record
	}{replyOf(found), frozen.Dir, frozen.Digest(), frozen.Record}
	return a.answer(v, func(io.Writer) error {
		if err := diag.Print(a.stderr, found, a.width); err != nil {
			return err
		}
		a.say("已存档 %s：%d 个党支部，%d 名党员，%d 个文件，%d 页", frozen.Dir, frozen.Branches, frozen.Members, frozen.Files, frozen.Pages)
		a.say("存档校验值 %s", frozen.Digest()[:12])
		a.say("这一年的页码和编码从此不变。年内有变动，记在名册的“党员变动”表里；“%s”文件夹和配置一起备份", archive.Folder)
		return nil
	})
}

// notPrinted refuses to write over what was printed.
func (a *app) notPrinted(in *project.Project, args []string, output string) error {
	dir, _, err := locate(args)
	if err != nil || a.example {
		return err
	}
	err = in.NotPrinted(dir, output, version)
	if errors.Is(err, project.ErrPrinted) {
		return &hintError{err, "只是想看看的，用 -o 写到别的文件夹；" + project.PrintedHint}
	}
	return a.notFrozen(err, args)
}

// notFrozen words why nothing was kept.
func (a *app) notFrozen(err error, args []string) error {
	switch {
	case errors.Is(err, project.ErrOtherInput):
		return &hintError{err, "再完整生成一次：" + a.again("build", args) + "；没有改动的文件不会重写。已经付印的和现在的不同，请先找回付印时的名册"}
	case errors.Is(err, archive.ErrThere):
		return &hintError{err, "一年存一次档。付印作废、要重新印的，先把那个文件夹改名（如加上“作废”），再存"}
	case errors.Is(err, archive.ErrDamaged):
		return &hintError{err, "从备份里找回这个文件夹，再运行一次"}
	}
	return err
}

// archived reports whether an error is about what was printed, not about the
// machine.
func archived(err error) bool {
	for _, is := range []error{project.ErrPrinted, project.ErrOtherInput, project.ErrFrozenUnreadable, archive.ErrThere, archive.ErrDamaged, archive.ErrNone} {
		if errors.Is(err, is) {
			return true
		}
	}
	return false
}

// again is the line that runs another command for the same county.
func (a *app) again(command string, args []string) string {
	line := "dangce " + command
	for _, arg := range args {
		line += " " + filepath.ToSlash(arg)
	}
	return line
}

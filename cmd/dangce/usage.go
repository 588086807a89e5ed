package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dangce/config/decode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// rootHelp is the help of the program itself.
func rootHelp(commands []*cobra.Command) string {
	var b strings.Builder
	b.WriteString(`党册 dangce：由一个县的配置和名册，一次出齐各党支部的年度资料。

用法：
  dangce 命令 [参数]

命令：
`)
	for _, c := range commands {
		fmt.Fprintf(&b, "  %-11s %s\n", c.Name(), c.Short)
	}
	b.WriteString(`
从这里开始：
  dangce init 我县 --name 示例县 --code 419900 --year 2027
  cd 我县
  dangce check
  dangce build

看某个命令的用法：dangce build --help
`)
	return b.String()
}

const commonHelp = `
各命令通用：
      --format 格式    text（默认）给人看，json 给程序看
  -q, --quiet          少说话：只留错误和要的结果
  -v, --verbose        多说话
  -h, --help           显示用法

退出码：0 完成；1 配置、名册或文件有问题；2 命令写得不对；3 电脑方面的原因没有做成；130 被中断
`

// helpOf returns the hand-written help of a command.
func helpOf(c *cobra.Command) string { return c.Long + commonHelp }

func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [命令]",
		Short: "显示用法",
		Long:  "显示一个命令的用法。\n\n用法：\n  dangce help [命令]\n\n例：\n  dangce help build\n",
		RunE: func(c *cobra.Command, args []string) error {
			about := root
			if len(args) > 0 {
				if err := knownCommand(root, args[:1]); err != nil {
					return err
				}
				about, _, _ = root.Find(args[:1])
			}
			return about.Help()
		},
	}
}

// rootRun runs for a command line without a command. Started by a double
// click on Windows, the window would close before anyone could read.
func (a *app) rootRun(c *cobra.Command, _ []string) error {
	if v, _ := c.Flags().GetBool("version"); v {
		return a.version()
	}
	if a.clicked {
		return a.menu(c.Context())
	}
	return c.Help()
}

// knownCommand is called by cobra with what it takes for no command.
func knownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() || c.Name() == "help" {
			names = append(names, c.Name())
		}
	}
	if slices.Contains(names, args[0]) {
		return nil
	}
	if err := dashes(args[0]); err != nil {
		return err
	}
	return &usageError{"没有 " + args[0] + " 这个命令", nearest(args[0], "", names, "dangce --help")}
}

// atMost accepts up to n arguments; what names them in the message.
func atMost(n int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		for _, a := range args {
			if err := dashes(a); err != nil {
				return err
			}
		}
		if len(args) <= n {
			return nil
		}
		hint := "用法见 " + c.CommandPath() + " --help"
		if c.Flags().Lookup("branch") != nil {
			hint = "一次写几个代码，用逗号隔开：--branch 01-003,01-004"
		}
		if n == 0 {
			return &usageError{"多写了 " + args[0], hint}
		}
		return &usageError{fmt.Sprintf("%s只能写一个，多写了 %s", what, args[n]), hint}
	}
}

// exactlyOne accepts one argument.
func exactlyOne(what, example string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return &usageError{"没有写" + what, "例：" + example}
		}
		return atMost(1, what)(c, args)
	}
}

// dashes catches options whose dashes a word processor has replaced.
func dashes(arg string) error {
	rest := strings.TrimLeft(arg, "-‐‑‒–—―−－")
	if rest == "" || len(arg) == len(rest) || strings.Trim(arg[:len(arg)-len(rest)], "-") == "" {
		return nil
	}
	return &usageError{arg + " 前面的横线不是英文减号", "改写成 --" + rest}
}

// oneDash catches long options with one dash, such as -help. Taken letter by
// letter, -output would be -o with the value utput.
func oneDash(root *cobra.Command, args []string) error {
	known := map[string]bool{}
	for _, c := range append([]*cobra.Command{root}, root.Commands()...) {
		for _, set := range []*pflag.FlagSet{c.Flags(), c.PersistentFlags()} {
			set.VisitAll(func(f *pflag.Flag) { known[f.Name] = true })
		}
	}
	for _, arg := range args {
		if arg == "--" {
			break
		}
		name, _, _ := strings.Cut(strings.TrimPrefix(arg, "-"), "=")
		if len(name) > 1 && strings.HasPrefix(arg, "-") && known[name] {
			return &usageError{arg + " 前面少一个横线", "写成 -" + arg}
		}
	}
	return nil
}

// wantsJSON reports whether a command line asks for JSON, wherever it goes
// wrong.
func wantsJSON(args []string) bool {
	for i, arg := range args {
		value, ok := strings.CutPrefix(arg, "--format=")
		switch {
		case arg == "--":
			return false
		case arg == "--format" && i+1 < len(args):
			value, ok = args[i+1], true
		}
		if ok && strings.EqualFold(value, string(formatJSON)) {
			return true
		}
	}
	return false
}

// nearest words a hint: the name that was meant, or where to look.
func nearest(name, prefix string, names []string, help string) string {
	if n := decode.Nearest(name, names); n != "" {
		return "是不是 " + prefix + n + "？全部用法见 " + help
	}
	return "用法见 " + help
}

// flagError words the errors of package pflag in Chinese.
func flagError(c *cobra.Command, err error) error {
	help := c.CommandPath() + " --help"
	if e, ok := errors.AsType[*pflag.NotExistError](err); ok {
		if short := e.GetSpecifiedShortnames(); short != "" {
			return &usageError{"没有 -" + e.GetSpecifiedName() + " 这个参数", "用法见 " + help}
		}
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		return &usageError{"没有 --" + e.GetSpecifiedName() + " 这个参数", nearest(e.GetSpecifiedName(), "--", names, help)}
	}
	if e, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		return &usageError{"--" + e.GetFlag().Name + " 后面没有写值", "用法见 " + help}
	}
	if e, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		return &usageError{fmt.Sprintf("--%s 的值 %s 不对：%s", e.GetFlag().Name, strconv.Quote(e.GetValue()), valueOf(e)), "用法见 " + help}
	}
	if e, ok := errors.AsType[*pflag.InvalidSyntaxError](err); ok {
		return &usageError{"看不懂参数 " + e.GetSpecifiedFlag(), "用法见 " + help}
	}
	return &usageError{err.Error(), "用法见 " + help}
}

// valueOf says what value a flag takes.
func valueOf(e *pflag.InvalidValueError) string {
	switch e.GetFlag().Value.Type() {
	case "float64":
		return "应是数，如 0.10"
	case "int", "uint64":
		return "应是整数"
	case "bool":
		return "这个参数后面不写值"
	}
	return e.Unwrap().Error()
}

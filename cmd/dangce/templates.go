package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"

	"dangce/config/decode"
	"dangce/templates"

	"github.com/spf13/cobra"
)

const templatesHelp = `内置的书、表、流程图、用语都是模板，可以取出来改。
不写名字，列出全部模板；写了名字，把那几个写成文件，从它改起。
已有的文件不会被覆盖。

用法：
  dangce templates [名字…] [参数]

参数：
  -o, --output 文件夹   写到这里；默认当前文件夹下的 templates

取出来以后：
  1. county.toml 里要有一行 templates = "templates"
  2. 用记事本改，保存时编码选 UTF-8
  3. dangce check 看写错没有，dangce preview 看样子
同名的文件代替内置的，删去它就回到内置的写法。只取要改的，别的不取：程序升级时，取出来的不会跟着改。

例：
  dangce templates
  dangce templates wording books/handbook
`

func (a *app) templatesCommand() *cobra.Command {
	var output string
	c := &cobra.Command{
		Use:   "templates",
		Short: "列出内置模板，取出来改：书、表、流程图、用语",
		Long:  templatesHelp,
		RunE:  func(c *cobra.Command, args []string) error { return a.templates(c.Context(), args, output) },
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var names []string
			for _, f := range templates.Files() {
				names = append(names, strings.TrimSuffix(f.Path, ".toml"))
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
	c.Flags().StringVarP(&output, "output", "o", "templates", "写到这个文件夹")
	must(c.MarkFlagDirname("output"))
	return c
}

func (a *app) templates(ctx context.Context, args []string, dir string) error {
	all := templates.Files()
	if len(args) == 0 {
		return a.listTemplates(all)
	}
	var chosen []templates.EmbeddedFile
	for _, arg := range args {
		if err := dashes(arg); err != nil {
			return err
		}
		f, err := findTemplate(arg, all)
		if err != nil {
			return err
		}
		chosen = append(chosen, f)
	}
	for _, f := range chosen {
		if there := filepath.Join(dir, filepath.FromSlash(f.Path)); exists(there) {
			return &usageError{there + " 已经有了，不覆盖", "要一份新的，先把它改名，或用 -o 写到别的文件夹"}
		}
	}
	made := &newFiles{dir: dir, stopped: ctx.Err}
	if err := made.all(func() error { return copyTemplates(chosen, made.create) }); err != nil {
		return err
	}
	v := struct {
		reply
		Dir   string   `json:"dir"`
		Files []string `json:"files"`
	}{replyOf(nil), dir, made.names}
	return a.answer(v, func(io.Writer) error {
		for _, n := range made.names {
			a.say("已写 %s", filepath.Join(dir, filepath.FromSlash(n)))
		}
		a.say("下一步：county.toml 里写一行 templates = %q，改好后运行 dangce check", filepath.ToSlash(dir))
		return nil
	})
}

// copyTemplates has create write each of the files once.
func copyTemplates(chosen []templates.EmbeddedFile, create func(name string) (io.WriteCloser, error)) error {
	done := map[string]bool{}
	for _, f := range chosen {
		if done[f.Path] {
			continue
		}
		done[f.Path] = true
		data, err := templates.Copy(f.Path, version)
		if err != nil {
			return err
		}
		w, err := create(f.Path)
		if err != nil {
			return err
		}
		_, err = w.Write(data)
		if err = errors.Join(err, w.Close()); err != nil {
			return err
		}
	}
	return nil
}

// findTemplate finds the one that was meant: by its path, with or without the
// ending, by its name alone where that is unique, or by its title.
func findTemplate(arg string, all []templates.EmbeddedFile) (templates.EmbeddedFile, error) {
	name := strings.TrimSuffix(path.Clean(strings.ReplaceAll(arg, `\`, "/")), ".toml")
	name = strings.TrimPrefix(name, "templates/")
	var found []templates.EmbeddedFile
	var known, paths []string
	for _, f := range all {
		full := strings.TrimSuffix(f.Path, ".toml")
		if strings.EqualFold(full, name) {
			return f, nil
		}
		if strings.EqualFold(path.Base(full), name) || f.Title == arg {
			found = append(found, f)
			paths = append(paths, full)
		}
		known = append(known, full, path.Base(full))
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return templates.EmbeddedFile{}, &usageError{fmt.Sprintf("叫 %s 的模板有 %d 个", arg, len(found)), "写明是哪一个：" + strings.Join(paths, "、")}
	}
	hint := "dangce templates 列出全部名字"
	if near := decode.Nearest(name, known); near != "" {
		hint = "是不是 " + near + "？" + hint
	}
	return templates.EmbeddedFile{}, &usageError{"没有叫 " + arg + " 的模板", hint}
}

func (a *app) listTemplates(all []templates.EmbeddedFile) error {
	type line struct {
		Name  string `json:"name"`
		Title string `json:"title"`
	}
	v := struct {
		reply
		Templates []line `json:"templates"`
	}{reply: replyOf(nil)}
	var rows [][]string
	for _, f := range all {
		name := strings.TrimSuffix(f.Path, ".toml")
		v.Templates = append(v.Templates, line{name, f.Title})
		rows = append(rows, []string{name, f.Title})
	}
	return a.answer(v, func(w io.Writer) error {
		if err := table(w, []column{{title: "名字"}, {title: "是什么"}}, rows); err != nil {
			return err
		}
		a.say("\n取出来改：dangce templates 名字")
		return nil
	})
}

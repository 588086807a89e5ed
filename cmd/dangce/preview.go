package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"dangce/config"
	"dangce/generator"
	"dangce/generator/flow/wasmcache"
	"dangce/generator/view"
	"dangce/project"

	"github.com/spf13/cobra"
)

const previewHelp = `把书的各页缩小，十二页一张，存成图片，付印前翻一翻。
默认看《党支部工作手册》，每种类型的党支部各看一个；不生成成品文件夹。

用法：
  dangce preview [county.toml] [参数]

参数：
      --book 书名,…       看这些书，如 card,deliberation
      --branch 代码,…     看这些党支部的
      --committee 代码,…  看这些党委的
  -o, --output 文件夹     图片存到这里；默认当前文件夹下的 output/年度-县名-预览
      --example           用内置的示例县试一试

例：
  dangce preview --branch 01-003 --book handbook,card
`

// previewBook is looked at when no book is named.
const previewBook = config.Handbook

func (a *app) previewCommand() *cobra.Command {
	var s selection
	var output string
	c := &cobra.Command{
		Use:   "preview",
		Short: "各页缩小成图片，付印前翻一翻",
		Long:  previewHelp,
		Args:  atMost(1, "配置文件"),
		RunE:  func(c *cobra.Command, args []string) error { return a.preview(c.Context(), args, &s, output) },
	}
	a.countyFlags(c)
	s.flags(c)
	c.Flags().StringVarP(&output, "output", "o", "", "图片存到这个文件夹")
	must(c.MarkFlagDirname("output"))
	return c
}

func (a *app) preview(ctx context.Context, args []string, s *selection, dir string) (err error) {
	in, err := a.sound(ctx, args)
	if err != nil {
		return err
	}
	o := generator.Options{Set: in.Set, Version: version}
	if err := s.choose(in, &o); err != nil {
		return err
	}
	if len(o.Books) == 0 {
		o.Books = []string{previewBook}
	}
	if dir == "" {
		dir = project.Previews(in.County)
	}
	v, err := await(ctx, func() (*view.Viewer, error) {
		return view.New(ctx, wasmcache.Folder("pdfium", "/wazero", "/go-pdfium"))
	})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		if a.verbose {
			a.say("%v", err)
		}
		return &hintError{errors.New("看图的部分没有启动"), "临时文件夹可能不能写，或内存不够；书照样可以用 dangce build 生成"}
	}
	defer func() { err = errors.Join(err, v.Close()) }()

	progress := a.newProgress()
	o.Progress = progress.step
	files, pages := []string{}, 0
	err = generator.Preview(ctx, in.County, v, o, func(c *generator.Contact) error {
		name := filepath.Join(dir, c.Name+".png")
		if err := putContact(name, c); err != nil {
			return err
		}
		files, pages = append(files, filepath.ToSlash(name)), pages+c.Pages
		return nil
	})
	progress.done()
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return &usageError{"选中的单位没有选中的书", "看有哪些书：dangce list；四议两公开工作法记录本等只有部分党支部有"}
	}
	r := struct {
		reply
		Dir   string   `json:"dir"`
		Files []string `json:"files"`
		Pages int      `json:"pages"`
	}{replyOf(in.Findings), dir, files, pages}
	return a.answer(r, func(io.Writer) error {
		a.say("已写入 %s：%d 张图片，共 %d 页", dir, len(files), pages)
		return nil
	})
}

// putContact writes a contact sheet. After the last one of a book, those are
// removed that an earlier, longer state of the book has left.
func putContact(name string, c *generator.Contact) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return cannotWrite(name, err)
	}
	if err := writeFile(name, c.PNG); err != nil {
		return err
	}
	if c.No < c.Of {
		return nil
	}
	base := strings.TrimSuffix(filepath.Base(name), fmt.Sprintf("%02d.png", c.No))
	entries, err := os.ReadDir(filepath.Dir(name))
	if err != nil {
		return nil // the pictures are there; what is too much does no harm
	}
	for _, e := range entries {
		rest, ours := strings.CutPrefix(e.Name(), base)
		number, ok := strings.CutSuffix(rest, ".png")
		if n, err := strconv.Atoi(number); ours && ok && err == nil && n > c.Of {
			_ = os.Remove(filepath.Join(filepath.Dir(name), e.Name()))
		}
	}
	return nil
}

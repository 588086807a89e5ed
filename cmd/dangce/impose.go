package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"dangce/config/diag"
	"dangce/config/regular"
	"dangce/generator/press"

	"github.com/spf13/cobra"
)

const imposeHelp = `把一本书的 PDF 拼成骑马钉小册子：两页并排印在一张大纸的一面，
双面印好、套成一叠、对折、在折线上钉两个钉，就是一本按 1、2、3 页排的书。
本程序出的书可以拼，别处来的 PDF 也可以拼。页面只移动，不缩放，文字仍是文字。

用法：
  dangce impose 书.pdf [参数]

参数：
  -o, --output 文件   写到这里；默认在原文件旁边，名字后面加“-骑马钉”
      --sheet 纸      印在什么纸上：A5、A4、A3、SRA3……或 450x320（毫米）；
                      默认用刚好放得下两页的纸：A4 的书用 A3，A5 的书用 A4，A6 的书用 A5
      --paper 毫米    一张纸的厚度，默认 0.10（80 克纸）；用来抵消爬移：
                      里层的页往折线移一点，裁齐以后各页外侧的白边一样宽
      --no-marks      不印折线、裁切线和帖标

例：
  dangce impose 党费收缴台账.pdf --sheet SRA3
`

type imposeFlags struct {
	output, sheet string
	paper         float64
	bare          bool
}

// Paper thinner or thicker than this is a slip of the pen, mm.
const thickest = 1.0

func (a *app) imposeCommand() *cobra.Command {
	var f imposeFlags
	c := &cobra.Command{
		Use:   "impose",
		Short: "把一本书拼成骑马钉小册子",
		Long:  imposeHelp,
		Args:  exactlyOne("要拼版的 PDF 文件", "dangce impose 党费收缴台账.pdf"),
		RunE:  func(c *cobra.Command, args []string) error { return a.impose(c.Context(), args[0], &f) },
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"pdf"}, cobra.ShellCompDirectiveFilterFileExt
		},
	}
	c.Flags().StringVarP(&f.output, "output", "o", "", "写到这个文件")
	c.Flags().StringVar(&f.sheet, "sheet", "", "纸")
	c.Flags().Float64Var(&f.paper, "paper", 0.10, "纸厚，毫米")
	c.Flags().BoolVar(&f.bare, "no-marks", false, "不印记号")
	must(c.MarkFlagFilename("output", "pdf"))
	return c
}

func (a *app) impose(ctx context.Context, name string, f *imposeFlags) error {
	how := press.Imposing{Paper: f.paper, Bare: f.bare}
	if f.paper < 0 || f.paper > thickest {
		return &usageError{fmt.Sprintf("--paper 的值 %g 不对", f.paper), "写一张纸的厚度，毫米：80 克纸写 0.10，不要抵消爬移写 0"}
	}
	if f.sheet != "" {
		var err error
		if how.Sheet, err = press.ParseSheet(f.sheet); err != nil {
			return &usageError{"--sheet：" + err.Error(), "例：--sheet A3"}
		}
	}
	to := f.output
	if to == "" {
		to = strings.TrimSuffix(name, filepath.Ext(name)) + "-骑马钉.pdf"
	}
	if sameFile(name, to) {
		return &usageError{"-o 写的就是原文件", "换一个名字，原文件要留着"}
	}
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return &usageError{name + " 是文件夹，不是 PDF 文件", bookIn(name)}
	}
	if f := notPDF(name); f != nil {
		return a.stopped([]diag.Finding{*f})
	}
	data, err := regular.ReadFile(name)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return &usageError{"没有 " + name + " 这个文件", "看看名字和文件夹对不对；书在 build 出的成品文件夹里"}
	case err != nil:
		return &hintError{fmt.Errorf("读 %s：%s", name, diag.Cause(err)), "写一个 PDF 文件的名字；看看有没有权限读"}
	}
	var out bytes.Buffer
	done, err := await(ctx, func() (*press.Imposed, error) { return press.Impose(&out, bytes.NewReader(data), how) })
	if hint := imposeHint(err); hint != "" {
		return a.stopped([]diag.Finding{{Place: diag.Place{File: name}, Code: "impose", Message: chinesePart(err.Error()), Hint: hint}})
	}
	if err != nil {
		return err
	}
	if err := writeFile(to, out.Bytes()); err != nil {
		return err
	}
	return a.imposed(to, done, &how)
}

// imposeHint says what to do about a file that cannot be imposed; "" for
// other errors.
func imposeHint(err error) string {
	switch {
	case errors.Is(err, press.ErrEncrypted):
		return "向发来文件的人要一份不加密的，或用 WPS 打开后另存为不加密的 PDF"
	case errors.Is(err, press.ErrLarge):
		return "向发来文件的人另要一份；自己出的书，用 build 重新生成"
	case errors.Is(err, press.ErrBroken):
		return "用 WPS 或浏览器打开看看，能打开就“打印为 PDF”另存一份再拼；打不开请重新取一份"
	case errors.Is(err, press.ErrSize):
		return "一本书各页要一样大；纸不够大就用 --sheet 换大的，或不写 --sheet"
	}
	return ""
}

// chinesePart cuts off the words of libraries, which follow the last
// colon and mean nothing to users.
func chinesePart(message string) string {
	i := strings.LastIndex(message, "：")
	if i < 0 || strings.ContainsFunc(message[i:], func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return message
	}
	return message[:i]
}

func (a *app) imposed(to string, done *press.Imposed, how *press.Imposing) error {
	v := struct {
		reply
		File   string  `json:"file"`
		Pages  int     `json:"pages"`
		Blank  int     `json:"blank"`
		Sheets int     `json:"sheets"`
		Sheet  string  `json:"sheet"`
		Creep  float64 `json:"creep"`
		Turned []int   `json:"turned,omitempty"`
		Small  []int   `json:"small,omitempty"`
	}{replyOf(nil), to, done.Pages, done.Blank, done.Sheets, done.Sheet.String(), done.Creep, done.Turned, done.Small}
	return a.answer(v, func(io.Writer) error {
		a.say("已写入 %s：%d 页，每本用 %s 的纸 %d 张", to, done.Pages, done.Sheet, done.Sheets)
		if done.Blank > 0 {
			a.say("末尾补了 %d 个空白页，凑成 4 的倍数", done.Blank)
		}
		if len(done.Turned) > 0 {
			a.say("横着的页转成竖的，页头朝左：%s", pageList(done.Turned))
		}
		if len(done.Small) > 0 {
			a.say("比第 1 页小的页放在正中：%s", pageList(done.Small))
		}
		if done.Creep > 0 {
			a.say("最里层的页往折线移了 %.1f 毫米", done.Creep)
		}
		if !done.Trimmed && !how.Bare {
			a.say("纸没有余边，只印折线记号；要裁切线和帖标，请用 --sheet 换大一号的纸，如 SRA3")
		}
		a.say("打印：实际大小（100%%），双面，短边翻转；先印一本折好看看")
		return nil
	})
}

// pageList words page numbers, the first few of them.
func pageList(pages []int) string {
	const most = 10
	var b strings.Builder
	for i, n := range pages {
		if i == most {
			return fmt.Sprintf("第 %s 等 %d 页", b.String(), len(pages))
		}
		if i > 0 {
			b.WriteString("、")
		}
		b.WriteString(strconv.Itoa(n))
	}
	return "第 " + b.String() + " 页"
}

package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"dangce/config/date"
	"dangce/config/sheet"
	"dangce/generator/synth"
	"dangce/project"

	"github.com/spf13/cobra"
)

const initHelp = `新建一个县的文件夹：配置、示例支部、带下拉选项的名册模板、放假安排、说明。
已有的文件不会被覆盖。

用法：
  dangce init [文件夹] [参数]

参数：
      --from 名册文件夹   从现有的名册新建：找出名册里提到的党支部和党委，拟好代码、名称、类型、
                          所属党委，写进一张 Excel 表（名册/党支部表.xlsx），核对改好就能检查、生成
      --name 县名         不写会问；没有人回答时用 示例县
      --code 代码         行政区划代码，六位数字
      --year 年度         哪一年的资料；默认今年，九月起默认明年
      --branches 个数     造一个有这么多党支部的虚构县，试用、测速用
      --seed 数           虚构县的种子；同一个数造出同样的县

例：
  dangce init 我县 --name 示例县 --code 419900 --year 2027
  dangce init 我县 --from 收来的名册
  dangce init 试验 --branches 300 --seed 7
`

type initFlags struct {
	name, code     string
	from           string
	year, branches int
	seed           uint64
}

func (a *app) initCommand() *cobra.Command {
	var f initFlags
	c := &cobra.Command{
		Use:   "init",
		Short: "新建一个县的文件夹：配置、支部文件、名册模板、说明",
		Long:  initHelp,
		Args:  atMost(1, "文件夹"),
		RunE:  func(c *cobra.Command, args []string) error { return a.init(c, args, &f) },
	}
	c.Flags().StringVar(&f.name, "name", "", "县名")
	c.Flags().StringVar(&f.code, "code", "", "行政区划代码")
	c.Flags().IntVar(&f.year, "year", 0, "年度")
	c.Flags().StringVar(&f.from, "from", "", "从这个文件夹里的名册新建")
	must(c.MarkFlagDirname("from"))
	c.Flags().IntVar(&f.branches, "branches", 0, "虚构多少个党支部")
	c.Flags().Uint64Var(&f.seed, "seed", 1, "种子")
	return c
}

func (a *app) init(c *cobra.Command, args []string, f *initFlags) error {
	dir := "."
	if len(args) > 0 {
		dir = args[0]
	}
	given := c.Flags().Changed
	if given("seed") && !given("branches") {
		return &usageError{"--seed 要与 --branches 一起用", "例：dangce init 试验 --branches 300 --seed 7"}
	}
	if given("branches") && (f.branches < 1 || f.branches > synth.MaxBranches) {
		return &usageError{fmt.Sprintf("--branches 应在 1 到 %d 之间", synth.MaxBranches), "例：--branches 300"}
	}
	if given("from") {
		if given("branches") {
			return &usageError{"--from 和 --branches 只能用一个", "例：dangce init 我县 --from 收来的名册"}
		}
		if _, err := rosterFolder(f.from); err != nil {
			return err
		}
	}
	if there := filepath.Join(dir, defaultCounty); exists(there) {
		return alreadyThere(there) // before anybody answers questions
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return &usageError{dir + " 是文件（" + kindOf(dir) + "），不是文件夹", "写一个新文件夹的名字，例：dangce init 我县"}
	}
	if err := a.ask(c.Context(), given, f); err != nil {
		return err
	}
	made := &newFiles{dir: dir, stopped: c.Context().Err}
	if f.from != "" {
		return a.initFrom(made, f)
	}
	if err := made.all(func() error { return made.write(f) }); err != nil {
		return err
	}
	v := struct {
		reply
		Dir   string   `json:"dir"`
		Files []string `json:"files"`
	}{replyOf(nil), dir, made.names}
	return a.answer(v, func(w io.Writer) error {
		if a.verbose || len(made.names) < 10 {
			for _, n := range made.names {
				a.say("已建 %s", filepath.Join(dir, n))
			}
		} else {
			a.say("已在 %s 建了 %d 个文件", dir, len(made.names))
		}
		if f.branches == 0 {
			a.say("branches/示例.toml 里的人是虚构的，自己的支部填好后删去它")
		}
		if a.chosen {
			a.say("下一步：填“名册”文件夹里的名册模板，存好关上，再回到这里输入 2 检查")
		} else if dir == "." {
			a.say("下一步：运行 dangce check")
		} else {
			a.say("下一步：在 %s 里运行 dangce check", dir)
		}
		return nil
	})
}

// question is something init asks unless a flag says it.
type question struct {
	flag, prompt, value string
	set                 func(string) error
}

// ask fills in what the flags left open: by asking where somebody can answer,
// else with the defaults.
func (a *app) ask(ctx context.Context, given func(string) bool, f *initFlags) error {
	year := project.YearFor(date.Of(a.now()))
	questions := []question{
		{"name", "县（市、区）名", "示例县", f.setName},
		{"code", "行政区划代码（六位）", "419900", f.setCode},
		{"year", "哪一年的资料", strconv.Itoa(year), f.setYear},
	}
	values := map[string]string{"name": f.name, "code": f.code, "year": strconv.Itoa(f.year)}
	next := answers(ctx, a.in)
	for _, q := range questions {
		if given(q.flag) {
			if err := q.set(values[q.flag]); err != nil {
				return &usageError{"--" + q.flag + "：" + err.Error(), "例：dangce init --name 示例县 --code 419900 --year 2027"}
			}
			continue
		}
		for {
			answer := ""
			if a.asks {
				fmt.Fprintf(a.stderr, "%s [%s]：", q.prompt, q.value)
				var ok bool
				if answer, ok = next(); !ok {
					fmt.Fprintln(a.stderr)
					return errInterrupted
				}
			}
			if answer == "" {
				answer = q.value
			}
			err := q.set(answer)
			if err == nil {
				break
			}
			fmt.Fprintf(a.stderr, "  %v\n", err)
		}
	}
	return nil
}

// answers returns a function that returns line after line, trimmed and with
// half-width digits, until the input ends or ctx does. A read from a terminal
// cannot be interrupted, so it is left waiting.
func answers(ctx context.Context, in io.Reader) func() (string, bool) {
	s := bufio.NewScanner(in)
	return func() (string, bool) {
		ok, err := await(ctx, func() (bool, error) { return s.Scan(), nil })
		if err != nil {
			return "", false
		}
		return sheet.Tidy(s.Text()), ok
	}
}

func (f *initFlags) setName(s string) (err error) {
	f.name, err = project.ParseName(s)
	return err
}

func (f *initFlags) setCode(s string) (err error) {
	f.code, err = project.ParseCode(s)
	return err
}

func (f *initFlags) setYear(s string) (err error) {
	f.year, err = project.ParseYear(s)
	return err
}

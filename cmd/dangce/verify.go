package main

import (
	"fmt"
	"io"

	"dangce/config/diag"
	"dangce/generator/pack"

	"github.com/spf13/cobra"
)

const verifyHelp = `按 manifest.json 逐个核对成品文件夹：缺了的、改过的是错误，多出来的只作提醒。
送印刷厂前后、拷到别的电脑以后，都可以核对一次。

用法：
  dangce verify 文件夹

例：
  dangce verify output/2027-示例县
`

func (a *app) verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "按清单逐个核对成品文件夹里的文件",
		Long:  verifyHelp,
		Args:  exactlyOne("成品文件夹", "dangce verify output/2027-示例县"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := notPack(args[0]); err != nil {
				return err
			}
			r, err := pack.Verify(c.Context(), args[0])
			if err != nil {
				return err
			}
			return a.verified(r)
		},
	}
}

func (a *app) verified(r *pack.Report) error {
	findings := r.Findings.Sorted()
	v := struct {
		reply
		Version string `json:"version"`
		Files   int    `json:"files"`
	}{replyOf(findings), r.Manifest.Version, len(r.Manifest.Files)}
	err := a.answer(v, func(w io.Writer) error {
		if err := diag.Print(w, findings, a.width); err != nil {
			return err
		}
		if v.Errors == 0 {
			a.say("已核对 %d 个文件，与清单一致", v.Files)
			return nil
		}
		_, err := fmt.Fprintf(w, "\n已核对 %d 个文件，%s\n", v.Files, diag.Summary(findings))
		return err
	})
	if err == nil && v.Errors > 0 {
		return errFound
	}
	return err
}

package main

import (
	_ "embed"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/spf13/cobra"
)

// packedLicences are the licence texts of all that is in the program, each
// under a line "## title", compressed: a fifth of their size. Package release
// collects them.
//
//go:embed licences.txt.br
var packedLicences string

const licensesHelp = `打印本程序和它所含字体、库的许可全文。

用法：
  dangce licenses [参数]

参数：
      --list              只列名目

例：
  dangce licenses --list
  dangce licenses > 许可全文.txt
`

func (a *app) licensesCommand() *cobra.Command {
	list := false
	c := &cobra.Command{
		Use:   "licenses",
		Short: "许可",
		Long:  licensesHelp,
		Args:  atMost(0, ""),
		RunE:  func(*cobra.Command, []string) error { return a.licenses(list) },
	}
	c.Flags().BoolVar(&list, "list", false, "只列名目")
	return c
}

func (a *app) licenses(list bool) error {
	type licence struct {
		For  string `json:"for"`
		Text string `json:"text,omitempty"`
	}
	text, err := io.ReadAll(brotli.NewReader(strings.NewReader(packedLicences)))
	if err != nil {
		return err
	}
	licences := string(text)
	v := struct {
		reply
		Licences []licence `json:"licenses"`
	}{reply: replyOf(nil)}
	for part := range strings.SplitSeq(strings.TrimPrefix(licences, "## "), "\n## ") {
		title, text, _ := strings.Cut(part, "\n\n")
		if list {
			text = ""
		}
		v.Licences = append(v.Licences, licence{title, text})
	}
	return a.answer(v, func(w io.Writer) error {
		if !list {
			_, err := io.WriteString(w, licences)
			return err
		}
		for _, l := range v.Licences {
			if _, err := fmt.Fprintln(w, l.For); err != nil {
				return err
			}
		}
		return nil
	})
}

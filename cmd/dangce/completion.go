package main

import (
	"io"

	"github.com/spf13/cobra"
)

const completionHelp = `打印命令行自动补全脚本。

用法：
  dangce completion bash|zsh|fish|powershell

例：
  dangce completion bash > /etc/bash_completion.d/dangce
  dangce completion powershell >> $PROFILE
`

func completionCommand() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	write := map[string]func(*cobra.Command, io.Writer) error{
		"bash":       func(c *cobra.Command, w io.Writer) error { return c.GenBashCompletionV2(w, true) },
		"zsh":        (*cobra.Command).GenZshCompletion,
		"fish":       func(c *cobra.Command, w io.Writer) error { return c.GenFishCompletion(w, true) },
		"powershell": (*cobra.Command).GenPowerShellCompletionWithDesc,
	}
	return &cobra.Command{
		Use:       "completion",
		Short:     "命令行自动补全",
		Long:      completionHelp,
		ValidArgs: shells,
		Args:      exactlyOne("命令行的名字", "dangce completion bash"),
		RunE: func(c *cobra.Command, args []string) error {
			gen, ok := write[args[0]]
			if !ok {
				return &usageError{"不认识 " + args[0], nearest(args[0], "", shells, "dangce completion --help")}
			}
			return gen(c.Root(), c.OutOrStdout())
		},
	}
}

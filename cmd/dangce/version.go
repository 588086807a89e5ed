package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"

	"dangce/fonts"

	"github.com/spf13/cobra"
)

// version is the program's version; releases set it with
// -ldflags "-X main.version=…".
var version = "0.1.0"

const versionHelp = `打印版本、运行环境和内置字体。

用法：
  dangce version

例：
  dangce version --format json
`

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "版本",
		Long:  versionHelp,
		Args:  atMost(0, ""),
		RunE:  func(*cobra.Command, []string) error { return a.version() },
	}
}

// fontReply describes a face in JSON.
type fontReply struct {
	Role    string `json:"role"`
	Name    string `json:"name"`
	Version string `json:"version"`
	Chars   int    `json:"chars"`
	File    string `json:"file,omitempty"`
}

func fontsReply(set *fonts.Set) []fontReply {
	var list []fontReply
	for _, f := range set.Faces() {
		list = append(list, fontReply{f.Role.String(), f.Name, f.Version, f.Chars, f.File})
	}
	return list
}

func (a *app) version() error {
	set, err := fonts.New(nil)
	if err != nil {
		return err
	}
	system := runtime.GOOS + "/" + runtime.GOARCH
	faces := fontsReply(set)
	v := struct {
		reply
		Version  string      `json:"version"`
		Revision string      `json:"revision,omitempty"`
		Go       string      `json:"go"`
		System   string      `json:"system"`
		Fonts    []fontReply `json:"fonts"`
	}{replyOf(nil), version, revision(), runtime.Version(), system, faces}
	return a.answer(v, func(w io.Writer) error {
		line := "dangce " + version
		if r := revision(); r != "" {
			line += " (" + r + ")"
		}
		fmt.Fprintf(w, "%s %s %s\n\n内置字体：\n", line, runtime.Version(), system)
		return table(w, fontColumns, fontRows(faces))
	})
}

// revision returns what the binary was built from, "" when it does not know.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	rev, dirty := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			rev = s.Value[:min(len(s.Value), 12)]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "+"
		}
	}
	return rev + dirty
}

// program identifies this very binary, so that files of an unfinished run are
// not taken over by another one. A copy of it counts as another: that costs a
// repetition, never a wrong file.
func program() string {
	id := version + " " + revision() + " " + runtime.Version()
	exe, err := os.Executable()
	if err != nil {
		return id
	}
	info, err := os.Stat(exe)
	if err != nil {
		return id
	}
	return fmt.Sprintf("%s %d %d", id, info.Size(), info.ModTime().UnixNano())
}

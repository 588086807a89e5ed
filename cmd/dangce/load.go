package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"dangce/config/regular"
	"dangce/project"

	"github.com/spf13/cobra"
)

const defaultCounty = "county.toml"

// countyFlags adds what all commands have that take a county.toml.
func (a *app) countyFlags(c *cobra.Command) {
	c.Flags().BoolVar(&a.example, "example", false, "用内置的示例县")
	c.ValidArgsFunction = tomlFiles
}

// tomlFiles completes the name of a county.toml.
func tomlFiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return []string{"toml"}, cobra.ShellCompDirectiveFilterFileExt
}

// load reads the county of the arguments: the file named, county.toml of the
// working folder, or the embedded example. With partial, branches that have
// errors are left out.
func (a *app) load(ctx context.Context, args []string, partial bool) (*project.Project, error) {
	return await(ctx, func() (*project.Project, error) { return a.read(args, partial) })
}

func (a *app) read(args []string, partial bool) (*project.Project, error) {
	if a.format == formatXLSX && !partial {
		return nil, &usageError{"--format xlsx 只用于 check", "改用 --format text 或 json"}
	}
	if a.example {
		if len(args) > 0 {
			return nil, &usageError{"--example 和 " + args[0] + " 只能用一个", "去掉其中一个"}
		}
		return project.Example(partial), nil
	}
	dir, name, err := locate(args)
	if err != nil {
		return nil, err
	}
	if f := notCounty(filepath.Join(dir, name)); f != nil {
		return project.Refused(*f), nil
	}
	prefix := ""
	if dir != "." {
		prefix = strings.TrimSuffix(filepath.ToSlash(dir), "/") + "/"
	}
	return project.Load(regular.Dir(dir), name, project.Options{Partial: partial, Prefix: prefix}), nil
}

// locate splits the argument into a folder and the file in it. A folder
// stands for the county.toml in it.
func locate(args []string) (dir, name string, err error) {
	file := defaultCounty
	if len(args) > 0 {
		file = filepath.Clean(args[0])
	}
	info, err := os.Stat(file)
	switch {
	case err == nil && info.IsDir():
		file = filepath.Join(file, defaultCounty)
	case err != nil && len(args) > 0 && filepath.Ext(file) != ".toml" && !strings.ContainsAny(file, `/\.`):
		// A second code after --branch looks like this.
		return "", "", &usageError{"没有 " + args[0] + " 这个文件", "一次写几个代码，用逗号隔开：--branch 01-003,01-004"}
	}
	return filepath.Dir(file), filepath.Base(file), nil
}

// sameFile reports whether two names lead to one file or folder.
func sameFile(a, b string) bool {
	x, err1 := os.Stat(a)
	y, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(x, y)
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"dangce/config"
	"dangce/config/diag"
	"dangce/config/example"
	"dangce/fonts"
	"dangce/generator"
	"dangce/generator/book"
	"dangce/templates"

	"github.com/spf13/cobra"
)

const defaultCounty = "county.toml"

// input is a county as loaded, with what was found.
type input struct {
	county   *config.County // nil when errors stop everything
	set      *book.Set      // its templates; nil as county
	findings []diag.Finding // sorted
	account  config.Account // what became of the rosters, also with errors
	titles   *templates.Titles
}

// countyFlags adds what all commands have that take a county.toml.
func (a *app) countyFlags(c *cobra.Command) {
	c.Flags().BoolVar(&a.example, "example", false, "用内置的示例县")
	c.ValidArgsFunction = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return []string{"toml"}, cobra.ShellCompDirectiveFilterFileExt
	}
}

// load reads the county of the arguments: the file named, county.toml of the
// working folder, or the embedded example. With partial, branches that have
// errors are left out.
func (a *app) load(ctx context.Context, args []string, partial bool) (*input, error) {
	return await(ctx, func() (*input, error) { return a.read(args, partial) })
}

func (a *app) read(args []string, partial bool) (*input, error) {
	if a.format == formatXLSX && !partial {
		return nil, &usageError{"--format xlsx 只用于 check", "改用 --format text 或 json"}
	}
	var list diag.List
	var county *config.County
	in := &input{}
	prefix := ""
	if a.example {
		if len(args) > 0 {
			return nil, &usageError{"--example 和 " + args[0] + " 只能用一个", "去掉其中一个"}
		}
		county = config.Load(example.FS(), defaultCounty, config.Options{Partial: partial, Prefix: "示例县/", Account: &in.account}, &list)
	} else {
		dir, name, err := locate(args)
		if err != nil {
			return nil, err
		}
		if dir != "." {
			prefix = strings.TrimSuffix(filepath.ToSlash(dir), "/") + "/"
		}
		if f := notCounty(filepath.Join(dir, name)); f != nil {
			in.findings = []diag.Finding{*f}
			in.titles = templates.LoadTitles(templates.Embedded(), "", nil, new(diag.List))
			return in, nil
		}
		county = config.Load(os.DirFS(dir), name, config.Options{Partial: partial, Prefix: prefix, Account: &in.account}, &list)
		if county != nil {
			warnOfSample(os.DirFS(dir), prefix, len(county.Branches())+len(county.LeftOut), &list)
		}
	}
	in.county = county
	a.templatesOf(in, prefix, &list)
	in.findings = list.Sorted()
	return in, nil
}

// templatesOf reads the county's templates, also where the county has errors:
// so that no fault waits for another to be mended.
func (a *app) templatesOf(in *input, prefix string, list *diag.List) {
	own, errs := in.account.Templates, list.Errors()
	if own == nil {
		in.titles = templates.LoadTitles(templates.Embedded(), "", nil, new(diag.List))
		return
	}
	in.titles = templates.LoadTitles(own, "", nil, new(diag.List)) // its faults were reported with the county
	set := book.Load(own, prefix+in.account.Overlay, list)
	covers := func(rune) bool { return true } // until the county's fonts are known
	if in.county != nil {
		set.CheckRules(&in.county.Dues, list)
		files, _ := fontsOf(in)
		if faces, err := fonts.New(files); err == nil { // else reported with the county
			covers = faces.Covers
		}
	}
	templates.CheckOverlay(own, prefix+in.account.Overlay, covers, list)
	if in.county != nil && list.Errors() == errs {
		in.set = set
	} else {
		in.county = nil
	}
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

// digest is a digest of all that decides the bytes of the files. What is
// chosen belongs to it: the lists for the print shop hold no more than that.
func (in *input) digest(o generator.Options) (string, error) {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%v\n%q %q %q\n", program(), in.county.Digest, o.SVG, o.Branches, o.Committees, o.Books)
	err := fs.WalkDir(in.county.Templates, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(in.county.Templates, name)
		if err == nil {
			fmt.Fprintf(h, "%s %x\n", name, sha256.Sum256(data))
		}
		return err
	})
	if err != nil {
		return "", fmt.Errorf("读模板：%w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

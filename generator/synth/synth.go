// Package synth draws synthetic counties of any size, for trials, property
// tests and benchmarks.
//
// A county comes as the files a department would keep: county.toml, branch
// files, and rosters as workbooks and csv files with the habits of many
// offices: other titles, other ways to write a date, 张　三. It promises the
// same files for the same Options, a county that loads without errors, and
// numbers near those of real counties: sizes of branches, kinds, ages, dues,
// and names with rare characters that the program's own fonts hold. Every
// person and place is made up.
package synth

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"unicode"
	"unicode/utf8"
)

// MaxBranches is the largest county drawn: several times the largest real
// ones.
const MaxBranches = 20000

// MaxMembers is the largest size Options.Sizes takes for a branch.
const MaxMembers = 1000

// Options say what county to draw.
type Options struct {
	Branches int
	Seed     uint64
	Year     int    // the year the books are for
	Name     string // of the county; 示例县 when empty
	Code     string // GB/T 2260; 419900 when empty

	// Sizes and Groups, for tests, give the numbers of members and of groups
	// of the first branches in the order of their codes; the others are drawn.
	Sizes, Groups []int
}

// check fills in defaults and reports what cannot be drawn.
func (o Options) check() (Options, error) {
	o.Name, o.Code = cmp.Or(o.Name, "示例县"), cmp.Or(o.Code, "419900")
	switch {
	case o.Branches < 1 || o.Branches > MaxBranches:
		return o, fmt.Errorf("支部数应在 1 到 %d 之间，不能是 %d", MaxBranches, o.Branches)
	case o.Year < 2000 || o.Year > 2100:
		return o, fmt.Errorf("年度应在 2000 到 2100 之间，不能是 %d", o.Year)
	case !utf8.ValidString(o.Name) || slices.ContainsFunc([]rune(o.Name), func(r rune) bool { return !unicode.IsPrint(r) }):
		return o, fmt.Errorf("县名 %q 里有不能印的字符", o.Name)
	case len(o.Code) != 6 || slices.ContainsFunc([]byte(o.Code), func(b byte) bool { return b < '0' || b > '9' }):
		return o, fmt.Errorf("行政区划代码应是六位数字，不能是 %q", o.Code)
	}
	for i, n := range o.Sizes {
		if n < 1 || n > MaxMembers {
			return o, fmt.Errorf("第 %d 个支部的人数应在 1 到 %d 之间，不能是 %d", i+1, MaxMembers, n)
		}
	}
	for i, n := range o.Groups {
		if n < 0 || n > 99 {
			return o, fmt.Errorf("第 %d 个支部的党小组数应在 0 到 99 之间，不能是 %d", i+1, n)
		}
	}
	return o, nil
}

// Files draws a county and returns its files by slash-separated path,
// county.toml among them.
func Files(o Options) (map[string][]byte, error) {
	o, err := o.check()
	if err != nil {
		return nil, fmt.Errorf("synth: %w", err)
	}
	files, err := draw(o).files()
	if err != nil {
		return nil, fmt.Errorf("synth: %w", err)
	}
	return files, nil
}

// Write draws a county and writes each file, in the order of their paths, to
// what create returns for its path.
func Write(o Options, create func(name string) (io.WriteCloser, error)) error {
	files, err := Files(o)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		w, err := create(name)
		if err != nil {
			return fmt.Errorf("synth: %w", err)
		}
		_, err = w.Write(files[name])
		if err = errors.Join(err, w.Close()); err != nil {
			return fmt.Errorf("synth: write %s: %w", name, err)
		}
	}
	return nil
}

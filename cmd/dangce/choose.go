package main

import (
	"slices"
	"strings"

	"dangce/config/decode"
	"dangce/generator"
	"dangce/project"

	"github.com/spf13/cobra"
)

// selection holds --branch, --committee and --book as given: values may
// repeat and may be lists, with Chinese commas too.
type selection struct {
	branches, committees, books []string
}

func (s *selection) flags(c *cobra.Command) {
	c.Flags().StringArrayVar(&s.branches, "branch", nil, "党支部代码")
	c.Flags().StringArrayVar(&s.committees, "committee", nil, "党委代码")
	c.Flags().StringArrayVar(&s.books, "book", nil, "书名")
}

// some reports whether anything is left out.
func (s *selection) some() bool {
	return len(split(s.branches))+len(split(s.committees))+len(split(s.books)) > 0
}

func split(values []string) []string {
	return strings.FieldsFunc(strings.Join(values, ","), func(r rune) bool { return strings.ContainsRune(",，、 　", r) })
}

// choose puts the selection into o, as codes and names that exist.
func (s *selection) choose(in *project.Project, o *generator.Options) error {
	var branches, committees, books [][]string
	for _, c := range in.County.Committees {
		committees = append(committees, []string{c.Code, c.Short, c.Name})
	}
	for _, b := range in.County.Branches() {
		branches = append(branches, []string{b.Code, b.Short, b.Name})
	}
	for _, b := range in.Set.Books {
		books = append(books, []string{b.Name, b.Title.String()})
	}
	for _, w := range in.Set.Workbooks {
		if w.Book == "" {
			books = append(books, []string{w.Name})
		}
	}
	for _, f := range []struct {
		name   string
		values []string
	}{{"branch", s.branches}, {"committee", s.committees}, {"book", s.books}} {
		if len(f.values) > 0 && len(split(f.values)) == 0 {
			return &usageError{"--" + f.name + " 后面没有写值", "全部都要，就不写 --" + f.name}
		}
	}
	var err error
	if o.Branches, err = pick("branch", "党支部", s.branches, branches); err != nil {
		return err
	}
	if o.Committees, err = pick("committee", "党委", s.committees, committees); err != nil {
		return err
	}
	o.Books, err = pick("book", "书", s.books, books)
	return err
}

// pick finds the names that were given among the known ones. Each known one
// is a list of names for the same thing; the first is the one to use.
func pick(flag, what string, given []string, known [][]string) ([]string, error) {
	var found []string
	for _, g := range split(given) {
		i := slices.IndexFunc(known, func(names []string) bool {
			return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, g) })
		})
		if i < 0 {
			return nil, &usageError{"--" + flag + "：没有" + what + " " + g, suggest(g, known)}
		}
		if !slices.Contains(found, known[i][0]) {
			found = append(found, known[i][0])
		}
	}
	return found, nil
}

// suggest names the nearest known one, or the first few.
func suggest(name string, known [][]string) string {
	if n := decode.Nearest(name, slices.Concat(known...)); n != "" {
		return "是不是 " + n + "？"
	}
	var first []string
	for _, names := range known {
		first = append(first, names[0])
	}
	slices.Sort(first)
	if len(first) > 12 {
		return "可以写：" + strings.Join(first[:12], "、") + "……"
	}
	return "可以写：" + strings.Join(first, "、")
}

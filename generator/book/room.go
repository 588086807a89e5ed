package book

import (
	"fmt"
	"slices"
	"strings"

	"dangce/config"
	"dangce/config/diag"
	"dangce/templates"
	"dangce/templates/phrase"
)

// area returns the width and height of the type area of a book, mm, at least;
// 0 where the paper is not known.
func (c *checker) area(b *templates.Book) (w, h float64) {
	if _, known := papers[b.Paper]; !known {
		return 0, 0 // reported where it was read
	}
	f := c.set.format(b, &Subject{County: &config.County{}})
	if inner := inner[config.Binding(b.Binding)]; len(b.Margins) < 4 && (inner > 0 || b.Binding != "") {
		f.Inner = inner // of bindings that counties choose, the least is allowed for
	}
	if w, h = f.TextW(), f.TextH(); w <= 0 || h <= 0 {
		c.add("bad-margins", "margins", fmt.Sprintf("页边把 %g×%g 毫米的纸占满了", f.W, f.H), "例：margins = [27, 16, 20]")
		return 0, 0
	}
	return w, h
}

// checkFiles reports books that would be written into the same file.
func (s *Set) checkFiles(out *diag.List) {
	type use struct {
		book *templates.Book
		key  string
	}
	first := map[string]use{}
	for _, b := range s.Books {
		for _, name := range []struct {
			key  string
			file phrase.Text
		}{{"file", b.File}, {"imposed_file", b.Imposed}, {"cover_file", b.Cover}} {
			if name.file.Empty() {
				continue
			}
			at := strings.ToLower(b.For + "\x00" + b.Folder + "\x00" + name.file.String())
			one, other := use{b, name.key}, first[at]
			if other.book == nil {
				first[at] = one
				continue
			}
			if own(other.book) && !own(b) {
				one, other = other, one // the county's own book is the one to change
			}
			one.book.Source.Add(out, diag.Error, "same-file", one.key, fmt.Sprintf("文件名 %q 和《%s》的相同", name.file.String(), other.book.Title), "换一个文件名")
		}
	}
}

// own reports whether a book is the county's.
func own(b *templates.Book) bool { return !strings.HasPrefix(b.Source.Name(), "内置模板/") }

// bindings are what a book may write as its binding, beside the keys of
// [print] binding.
var bindings = []config.Binding{"", config.Perfect, config.PUR, config.Sewn, config.Saddle, config.Wire}

// checkBinding checks how a book is bound. Counties may bind three books
// differently: their names are bindings too.
func checkBinding(b *templates.Book, out *diag.List) {
	if slices.Contains(bindings, config.Binding(b.Binding)) || slices.Contains(config.BoundBooks(), b.Binding) {
		return
	}
	b.Source.Add(out, diag.Error, "unknown-choice", "binding", fmt.Sprintf("没有 %q 这种装订", b.Binding),
		"可选：saddle 骑马钉、perfect 胶装、pur、sewn 锁线、wire 圈装；散页不写这一行")
}

// checkCodes reports books whose pages would have the same identities.
func (s *Set) checkCodes(out *diag.List) {
	first := map[string]*templates.Book{}
	for _, b := range s.Books {
		if !slices.ContainsFunc(b.Pages, func(p templates.Page) bool { return p.Identity }) {
			continue
		}
		if other := first[b.Code]; other != nil {
			// The county's own book is the one to change.
			if !own(b) {
				b, other = other, b
			}
			b.Source.Add(out, diag.Error, "same-code", "code", fmt.Sprintf("代号 %q 和《%s》的相同，页面识别码会重复", b.Code, other.Title), "换两个别的大写字母")
			continue
		}
		first[b.Code] = b
	}
}

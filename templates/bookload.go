package templates

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
)

// owners are whom books are for.
var owners = []string{"branch", "committee", "county", "collect", "supplement"}

// LoadBooks reads books/*.toml of fsys, in the order of their names.
func LoadBooks(fsys fs.FS, overlayName string, out *diag.List) []*Book {
	names, err := fs.Glob(fsys, "books/*.toml")
	if err != nil || len(names) == 0 {
		out.Add(diag.Finding{Place: diag.Place{File: "books"}, Code: "no-file", Message: "没有书的模板", Hint: "恢复 templates/books 里的文件"})
		return nil
	}
	var books []*Book
	for _, name := range names {
		f := readTOML(fsys, overlayName, name, out)
		if f == nil {
			continue
		}
		if omitted(f) {
			if madeLater(name) {
				f.Add(out, diag.Error, "needed", "omit", "这一种由 dangce collect 或 draw 制作，不能省去", "删去这个文件")
			}
			continue
		}
		b := &Book{Name: strings.TrimSuffix(path.Base(name), ".toml"), Source: f}
		f.Bind(b, out)
		for i := range b.Pages {
			b.Pages[i].No = i
		}
		b.check(out)
		b.checkNames(out)
		books = append(books, b)
	}
	return books
}

// omitted reports whether the county wants to do without a book. Then nothing
// else in its file matters.
func omitted(f *decode.File) bool {
	var b Book
	var ignored diag.List
	if f.Has("omit") {
		f.Bind(&b, &ignored)
	}
	return b.Omit
}

// madeLater reports whether the embedded book of a name is no part of the
// pack: the commands that make it count on it.
func madeLater(name string) bool {
	data, err := fs.ReadFile(embedded, name)
	if err != nil {
		return false
	}
	var b Book
	var ignored diag.List
	if f := decode.Parse(name, data, &ignored); f != nil {
		f.Bind(&b, &ignored)
	}
	return b.Later()
}

// check reports what is wrong in a book whatever the county.
func (b *Book) check(out *diag.List) {
	f := b.Source
	if b.For != "" && !slices.Contains(owners, b.For) {
		f.Add(out, diag.Error, "unknown-choice", "for", fmt.Sprintf("没有 %q 这个选项", b.For), "可选：branch 每个党支部一本、committee 每个党委一本、county 全县一本、collect 汇总时才出、supplement 增补时才出")
	}
	if b.Press && slices.Contains(owners, b.For) && b.For != "branch" && b.For != "county" {
		f.Add(out, diag.Error, "not-pressed", "press", "只有党支部的书（for = \"branch\"）和全县的书（for = \"county\"）才编进付印文件", "删去 press 这一行")
	}
	for i, of := range b.Copies {
		oneOf(f, out, fmt.Sprintf("copies[%d]", i), of, []string{"committees", "branches", "members"})
	}
	for _, of := range slices.Sorted(maps.Keys(b.Stock)) {
		oneOf(f, out, "stock."+of, of, []string{"inner", "cover", "inner_ink", "cover_ink", "finish"})
	}
	oneOf(f, out, "colour", b.Colour, append([]string{""}, BookColours...))
	oneOf(f, out, "paper", b.Paper, []string{"", "A3", "A4", "A5", "A6"})
	if n := len(b.Margins); n != 0 && n != 3 && n != 4 {
		f.Add(out, diag.Error, "bad-margins", "margins", "页边要三个数：上、外侧、下；订口可写在第四个", "例：margins = [27, 16, 20]")
	}
	for i := range b.Pages {
		p := &b.Pages[i]
		path := fmt.Sprintf("page[%d]", i)
		oneOf(f, out, path+".start", p.Start, []string{"", "any", "left", "right"})
		if !p.Tab.Empty() && p.Tab.Constant() {
			oneOf(f, out, path+".tab", p.Tab.String(), b.Tabs)
		}
	}
}

package book

import (
	"cmp"
	"fmt"
	"strings"

	"dangce/config"
	"dangce/config/diag"
	"dangce/templates"
)

// checkRoom reports blocks that fit on no page of the book whatever is filled
// in: those with sizes in mm. What only layout can tell is left to it.
func checkRoom(b *templates.Book, out *diag.List) {
	if _, known := papers[b.Paper]; !known {
		return // reported where it was read
	}
	f := (&Set{}).format(b, &Subject{County: &config.County{}})
	if inner := inner[config.Binding(b.Binding)]; len(b.Margins) < 4 && (inner > 0 || b.Binding != "") {
		f.Inner = inner // of bindings that counties choose, the least is allowed for
	}
	w, h := f.TextW(), f.TextH()
	if w <= 0 || h <= 0 {
		b.Source.Add(out, diag.Error, "bad-margins", "margins", fmt.Sprintf("页边把 %g×%g 毫米的纸占满了", f.W, f.H), "例：margins = [27, 16, 20]")
		return
	}
	for i := range b.Pages {
		for k := range b.Pages[i].Blocks {
			block := &b.Pages[i].Blocks[k]
			at := fmt.Sprintf("page[%d].block[%d]", i, k)
			if high, path := height(block, at); high > h {
				b.Source.Add(out, diag.Error, "too-high", path, fmt.Sprintf("这一块至少高 %g 毫米，一页只有 %g 毫米", high, h), "减小行高、少写几行，或分到两页")
			}
			if wide, path := width(block, at); wide > w {
				b.Source.Add(out, diag.Error, "too-wide", path, fmt.Sprintf("这一块至少宽 %g 毫米，页边之内只有 %g 毫米", wide, w), "改窄，或让一列分余下的宽度："+rest(block.Kind))
			}
		}
	}
}

// height is the least height of what a page break cannot divide, and where it
// is written.
func height(b *templates.Block, at string) (float64, string) {
	switch b.Kind {
	case "space", "emblem":
		return b.MM, at + ".mm"
	case "table", "labels", "ballot":
		return b.Height, at + ".height"
	case "form":
		total := b.Before
		for i := range b.Rows {
			if len(b.Rows[i].When) == 0 {
				total += cmp.Or(b.Rows[i].Height, leastRow)
			}
		}
		return total, at + ".rows"
	case "list":
		total := b.Before
		for i := range b.Rows {
			total += cmp.Or(b.Rows[i].Height, leastRow)
		}
		return total, at + ".rows"
	}
	return 0, at
}

// width is the least width of a block, and where it is written. Columns that
// are repeated, or printed under conditions, are left to layout.
func width(b *templates.Block, at string) (float64, string) {
	switch b.Kind {
	case "form", "list":
		var total float64
		for _, c := range b.Columns {
			total += c.MM
		}
		if b.Width > total {
			return b.Width, at + ".width"
		}
		return total, at + ".columns"
	case "table":
		var total float64
		for i := range b.Cols {
			c := &b.Cols[i]
			if len(c.When) == 0 && c.Repeat == "" && c.Only != "sheet" && c.Under == "" && !b.Spread {
				total += c.Width
			}
		}
		return total, at + ".kind"
	}
	return 0, at
}

// rest words how a column takes what the others leave.
func rest(kind string) string {
	if kind == "table" {
		return "weight = 1"
	}
	return `"*"`
}

// checkFiles reports books that would be written into the same file.
func (s *Set) checkFiles(out *diag.List) {
	type use struct {
		book *templates.Book
		key  string
	}
	first := map[string]use{}
	for _, b := range s.Books {
		for _, name := range []struct{ key, file string }{{"file", b.File}, {"imposed_file", b.Imposed}, {"cover_file", b.Cover}} {
			if name.file == "" {
				continue
			}
			at := strings.ToLower(b.For + "\x00" + b.Folder + "\x00" + name.file)
			one, other := use{b, name.key}, first[at]
			if other.book == nil {
				first[at] = one
				continue
			}
			if own(other.book) && !own(b) {
				one, other = other, one // the county's own book is the one to change
			}
			one.book.Source.Add(out, diag.Error, "same-file", one.key, fmt.Sprintf("文件名 %q 和《%s》的相同", name.file, other.book.Title), "换一个文件名")
		}
	}
}

// own reports whether a book is the county's.
func own(b *templates.Book) bool { return !strings.HasPrefix(b.Source.Name(), "内置模板/") }

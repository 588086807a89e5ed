package templates

import (
	"fmt"
	"regexp"
	"strings"

	"dangce/config/diag"
)

var (
	bookCode = regexp.MustCompile(`^[A-Z]{2}$`)
	pageID   = regexp.MustCompile(`^[0-9A-Z]{1,6}$`)
)

// examples of what a book must say.
var examples = map[string]string{"code": `code = "KN"`, "title": `title = "困难党员帮扶登记册"`, "file": `file = "困难党员帮扶登记册.pdf"`, "for": `for = "branch"`}

// checkNames checks what ends up in the names of files and in the identities
// of pages, which know capitals and digits only.
func (b *Book) checkNames(out *diag.List) {
	f := b.Source
	for key, value := range map[string]string{"code": b.Code, "title": b.Title, "file": b.File, "for": b.For} {
		if value == "" && f.Has(key) {
			f.Add(out, diag.Error, "empty", key, key+" 是空的", "例："+examples[key])
		}
	}
	if b.Code != "" && !bookCode.MatchString(b.Code) {
		f.Add(out, diag.Error, "bad-code", "code", fmt.Sprintf("书的代号 %q 应是两个大写字母", b.Code), "例：code = \"KN\"，不要和别的书相同")
	}
	for key, name := range map[string]string{"file": b.File, "imposed_file": b.Imposed, "cover_file": b.Cover} {
		if name == "" {
			continue
		}
		if base, ok := strings.CutSuffix(name, ".pdf"); !ok || base == "" || strings.ContainsAny(name, `/\`) {
			f.Add(out, diag.Error, "bad-file-name", key, fmt.Sprintf("文件名 %q 应以 .pdf 结尾，不带文件夹", name), "例："+key+" = \""+strings.ReplaceAll(b.Title, `"`, "")+".pdf\"")
		}
	}
	if len(b.Pages) == 0 {
		f.Add(out, diag.Error, "no-pages", "", "这本书一页也没有", "至少写一段 [[page]]")
	}
	for i := range b.Pages {
		at := fmt.Sprintf("page[%d]", i)
		if id := b.Pages[i].ID; f.Has(at+".id") && !pageID.MatchString(id) {
			f.Add(out, diag.Error, "bad-page-id", at+".id", fmt.Sprintf("页的编号 %q 应是大写字母和数字，不超过 6 个", id), "例：id = \"K01\"")
		}
		if len(b.Pages[i].Blocks) == 0 && !f.Has("block") { // a [[block]] of nobody's was reported
			f.Add(out, diag.Error, "empty-page", at, "这一页什么也没写，不会印出来", "在它下面写 [[page.block]]，或删去这一段 [[page]]")
		}
		for k := range b.Pages[i].Blocks {
			b.Pages[i].Blocks[k].check(b, fmt.Sprintf("%s.block[%d]", at, k), out)
		}
	}
}

// check reports what is wrong in a block whatever the county and whatever
// names there are.
func (b *Block) check(book *Book, at string, out *diag.List) {
	f := book.Source
	b.checkKeys(f, at, out)
	oneOf(f, out, at+".align", b.Align, []string{"", "left", "center", "right", "justify"})
	oneOf(f, out, at+".border", b.Border, []string{"", "full", "none", "under", "double"})
	for key, v := range map[string]float64{"mm": b.MM, "fill": b.Fill, "width": b.Width, "before": b.Before, "height": b.Height, "below": b.Below,
		"lines": float64(b.Lines), "per_row": float64(b.PerRow), "box_pt": b.BoxPt, "column_pt": b.ColumnPt, "blank": float64(b.Blank), "max": float64(b.Max), "levels": float64(b.Levels)} {
		if v < 0 || v > 1000 {
			f.Add(out, diag.Error, "bad-number", at+"."+key, fmt.Sprintf("%s = %g 不对", key, v), "写 0 到 1000 之间的数")
		}
	}
	missing := func(key, what, example string) {
		f.Add(out, diag.Error, "missing-key", at+".kind", fmt.Sprintf("%s 块没有写%s", b.Kind, what), "例："+key+" = "+example)
	}
	switch b.Kind {
	case "form":
		if len(b.Columns) == 0 {
			missing("columns", " columns", `[28, "*"]`)
		} else {
			b.checkRows(book, at, out)
		}
	case "table":
		if len(b.Cols) == 0 && b.Use == "" {
			missing("use", "列（[[page.block.column]]），也没有用现成的表", `"dues-ledger"`)
		}
	case "flow":
		if b.Chart == "" {
			missing("chart", " chart", `"general-meeting"`)
		}
	case "list":
		if b.Data == "" {
			missing("data", " data", `"members"`)
		}
		if len(b.Columns) == 0 {
			missing("columns", " columns", `[28, "*"]`)
		} else {
			b.checkRows(book, at, out)
		}
	case "labels":
		if b.Data == "" {
			missing("data", " data", `"owners"`)
		}
	}
}

// checkRows counts the cells of a form. Cells that reach down over several
// rows are counted where the rows are always the same.
func (b *Block) checkRows(book *Book, at string, out *diag.List) {
	f := book.Source
	var wide float64
	for _, c := range b.Columns {
		wide += c.MM
	}
	if paper := paperWidth[book.Paper]; paper > 0 && wide > paper {
		f.Add(out, diag.Error, "too-wide", at+".columns", fmt.Sprintf("各列共宽 %g 毫米，比纸宽 %g 毫米还宽", wide, paper), "改窄，或把一列写成 \"*\"，分余下的宽度")
	}
	always := true
	for i := range b.Rows {
		always = always && len(b.Rows[i].When) == 0
	}
	down := make([]int, len(b.Columns)) // rows that the cell above still takes
	for i := range b.Rows {
		path := fmt.Sprintf("%s.rows[%d]", at, i)
		col := 0
		for k, c := range b.Rows[i].Cells {
			cell := CellPath(f, path, k)
			oneOf(f, out, cell+".align", c.Align, []string{"", "left", "center", "right", "justify", "spread"})
			oneOf(f, out, cell+".valign", c.VAlign, []string{"", "top", "middle", "bottom"})
			for always && col < len(down) && down[col] > 0 {
				col++
			}
			for range max(c.Span, 1) {
				if col < len(down) {
					down[col] = max(c.Rows, 1)
				}
				col++
			}
		}
		if col > len(b.Columns) {
			f.Add(out, diag.Error, "too-many-cells", path, fmt.Sprintf("第 %d 行的格子占 %d 列，表只有 %d 列", i+1, col, len(b.Columns)), "减少格子或 span，或在 columns 里加一列")
		}
		for always && col < len(down) && down[col] > 0 {
			col++
		}
		if read := !f.Has(CellPath(f, path, len(b.Rows[i].Cells))); read && always && col < len(b.Columns) {
			f.Add(out, diag.Error, "too-few-cells", path, fmt.Sprintf("第 %d 行的格子只占 %d 列，表有 %d 列，右边会缺一块", i+1, col, len(b.Columns)), "给一格加 span，或补上空格子 {}")
		}
		for k := range down {
			down[k] = max(down[k]-1, 0)
		}
	}
}

var paperWidth = map[string]float64{"": 210, "A3": 297, "A4": 210, "A5": 148, "A6": 105}

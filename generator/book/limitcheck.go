package book

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"dangce/config/decode"
	"dangce/config/money"
	"dangce/generator/calc"
	"dangce/generator/doc"
	"dangce/templates"
)

// What a worksheet holds, or a reader of returned ones takes.
const (
	maxColumns   = 300
	maxBlank     = 5000 // rows
	maxChars     = 250  // width of a column, in characters
	maxSheetName = 31
	maxChoice    = 255 // UTF-16 units of an item
	maxChoices   = 1000
	maxID        = 40
	maxCell      = 8000    // characters of a text in a template
	maxWhole     = 1 << 53 // the whole numbers that a worksheet tells apart
)

// What a page holds, mm.
const (
	maxWidth  = 420
	maxHeight = 250
	maxWeight = 1000
)

// within reports a number outside its bounds.
func (f *formCheck) within(src *decode.File, path string, n, low, high float64, what string) {
	if n < low || n > high {
		f.add(src, "out-of-range", path, fmt.Sprintf("%s %g 不行，应在 %g 到 %g 之间", what, n, low, high), "改成这个范围里的数，不写就用默认的")
	}
}

// table checks the numbers and words of a table that do not depend on where
// it is used.
func (f *formCheck) table(t *templates.Table) {
	src := t.Source
	if len(t.Cols) == 0 {
		f.add(src, "no-column", "title", "这张表没有列", "加 [[column]]")
	}
	f.within(src, "blank", float64(t.Blank), 0, maxBlank, "空行数")
	f.within(src, "height", t.Height, 0, maxHeight, "行高（毫米）")
	for i := range t.Cols {
		c, path := &t.Cols[i], fmt.Sprintf("column[%d]", i)
		f.within(src, path+".width", c.Width, 0, maxWidth, "列宽（毫米）")
		f.within(src, path+".weight", c.Weight, 0, maxWeight, "份数")
		f.within(src, path+".chars", c.Chars, 0, maxChars, "列宽（字符）")
		if strings.TrimSpace(c.Title.String()) == "" && !c.Title.Empty() {
			f.add(src, "blank-title", path+".title", "标题是空格", "写上标题，或者不写这一行")
		}
		f.choices(src, path+".choices", c.Kind, c.Choices)
	}
}

// choices checks the items of a drop-down list.
func (f *formCheck) choices(src *decode.File, path, kind string, list []string) {
	if len(list) == 0 {
		return
	}
	if kind != "" && kind != "text" {
		f.add(src, "bad-choices", path, "下拉列表只用于文字的列", `删去 kind 或 choices`)
	}
	if len(list) > maxChoices {
		f.add(src, "bad-choices", path, fmt.Sprintf("有 %d 项，最多 %d 项", len(list), maxChoices), "减少几项")
	}
	for i, item := range list {
		switch {
		case strings.TrimSpace(item) == "":
			f.add(src, "bad-choices", path, fmt.Sprintf("第 %d 项是空的", i+1), "删去它")
		case len(utf16.Encode([]rune(item))) > maxChoice:
			f.add(src, "bad-choices", path, fmt.Sprintf("第 %d 项太长，最多 %d 字", i+1, maxChoice), "写短些")
		case slices.Contains(list[:i], item):
			f.add(src, "bad-choices", path, fmt.Sprintf("“%s”写了两次", item), "删去一个")
		}
	}
}

// bounds checks what may be entered into a column.
func (f *formCheck) bounds(src *decode.File, path string, c *doc.Column) {
	f.bound(src, path, c.Kind, c.Min, c.Max)
}

func (f *formCheck) bound(src *decode.File, path string, kind doc.Kind, low, high string) {
	var n [2]int64
	for i, b := range [2]struct{ key, text string }{{".min", low}, {".max", high}} {
		if b.text == "" {
			n[i] = []int64{-maxWhole, maxWhole}[i]
			continue
		}
		var err error
		var example string
		switch kind {
		case doc.KindDate:
			var day int
			day, err = calc.Serial(b.text)
			n[i], example = int64(day), "2027-12-31"
		case doc.KindInt:
			n[i], err = strconv.ParseInt(b.text, 10, 64)
			example = "999"
		case doc.KindMoney:
			var fen money.Fen
			fen, err = money.Parse(b.text)
			n[i], example = int64(fen), "1000.00"
		default:
			f.add(src, "bad-bound", path+b.key, "文字没有最小、最大", `删去这一行，或者给这一列写 kind = "int"、"date"`)
			continue
		}
		if err != nil || n[i] < -maxWhole || n[i] > maxWhole {
			f.add(src, "bad-bound", path+b.key, fmt.Sprintf("%q 和这一列的种类不合", b.text), "照种类写，例如 "+example)
			return
		}
	}
	if n[0] > n[1] {
		f.add(src, "bad-bound", path+".min", fmt.Sprintf("最小 %s 比最大 %s 还大", low, high), "把 min 和 max 改对")
	}
}

// sheets checks the names and numbers of a workbook's sheets.
func (f *formCheck) sheets(w *templates.Workbook) {
	src := w.Source
	f.within(src, "version", float64(w.Version), 1, 9999, "版本号")
	for i := range w.Sheets {
		t, at := &w.Sheets[i], fmt.Sprintf("sheet[%d]", i)
		f.sheetName(src, at+".name", t.Name)
		for k := range i {
			o := &w.Sheets[k]
			if strings.EqualFold(o.Name, t.Name) && (len(o.When) == 0 || len(t.When) == 0 || slices.Equal(o.When, t.When)) {
				f.add(src, "same-sheet", at+".name", fmt.Sprintf("有两张工作表叫“%s”", t.Name), "换一个名字")
			}
			if t.Use != "" && o.Use == t.Use && !o.Example && !t.Example && len(o.When) == 0 && len(t.When) == 0 {
				f.add(src, "same-table", at+".use", fmt.Sprintf("“%s”已经用了表 %s，公式和汇总分不清是哪一张", o.Name, t.Use), "另存一份表，换个名字再用")
			}
		}
		f.within(src, at+".blank", float64(t.Blank), 0, maxBlank, "空行数")
		for k, n := range t.Notes {
			f.short(src, fmt.Sprintf("%s.notes[%d]", at, k), n.String())
		}
		for k, n := range t.Sign {
			f.short(src, fmt.Sprintf("%s.sign[%d]", at, k), n)
		}
		f.short(src, at+".title", t.Title.String())
		f.short(src, at+".subtitle", t.Subtitle.String())
		f.fields(src, at, t.Fields)
		if t.Use == "" && (t.Freeze != "" || len(t.Breaks) > 0 || len(t.Columns) > 0 || len(t.Rules) > 0 || t.Chart != nil || t.Example || t.Blank > 0 || t.Filter) {
			f.add(src, "no-table", at+".name", fmt.Sprintf("工作表“%s”没有用表，freeze、breaks、rule 这些没有可指的列", t.Name), `加一行 use = "表的名字"`)
		}
	}
}

func (f *formCheck) short(src *decode.File, path, text string) {
	if len([]rune(text)) > maxCell {
		f.add(src, "too-long", path, fmt.Sprintf("有 %d 字，一格放不下", len([]rune(text))), fmt.Sprintf("写在 %d 字以内", maxCell))
	}
}

// sheetName checks what Excel allows in the name of a sheet.
func (f *formCheck) sheetName(src *decode.File, path, name string) {
	const hint = "用 31 字以内的汉字、字母、数字"
	switch n := len(utf16.Encode([]rune(name))); {
	case strings.TrimSpace(name) == "":
		f.add(src, "bad-sheet", path, "工作表没有名字", hint)
	case n > maxSheetName:
		f.add(src, "bad-sheet", path, fmt.Sprintf("工作表的名字有 %d 字", n), hint)
	case strings.ContainsAny(name, `:\/?*[]`) || strings.HasPrefix(name, "'") || strings.HasSuffix(name, "'") || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' }):
		f.add(src, "bad-sheet", path, fmt.Sprintf("工作表的名字“%s”里有不能用的符号", name), `不用 : \ / ? * [ ]，不以单引号开头、结尾`)
	case name == choicesSheet || strings.EqualFold(name, "History"):
		f.add(src, "bad-sheet", path, fmt.Sprintf("工作表不能叫“%s”", name), "这个名字另有用处，换一个")
	}
}

// choicesSheet is the sheet that the writer puts long lists on.
const choicesSheet = "选项"

// fields checks the cells above a table.
func (f *formCheck) fields(src *decode.File, at string, list []templates.Field) {
	first := map[string]bool{}
	for k := range list {
		t, path := &list[k], fmt.Sprintf("%s.field[%d]", at, k)
		if first[t.ID] {
			f.add(src, "same-id", path+".id", fmt.Sprintf("有两栏的 id 是 %q", t.ID), "换一个别的 id")
		}
		first[t.ID] = true
		if t.Min.Constant() && t.Max.Constant() {
			f.bound(src, path, kinds[t.Kind], t.Min.String(), t.Max.String())
		}
		f.choices(src, path+".choices", t.Kind, t.Choices)
		if _, ok := calc.Constant(kinds[t.Kind], t.Value.String()); !t.Value.Empty() && t.Value.Constant() && !ok {
			f.add(src, "bad-value", path+".value", fmt.Sprintf("%q 和这一栏的种类不合", t.Value), "照种类写，例如整数 3、日期 2027-07-01")
		}
	}
}

package roster

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"dangce/config/diag"
	"dangce/config/sheet"
	"dangce/templates"
)

// words are the lists of words of titles.toml, keyed for comparison.
type words struct {
	totals, yes, no []string
	none            map[string]bool
	openers         string // the first characters of totals
}

func newWords(t *templates.Titles) words {
	keys := func(list []string) []string {
		var out []string
		for _, w := range list {
			if w = sheet.Key(w); w != "" {
				out = append(out, w)
			}
		}
		return out
	}
	w := words{totals: keys(t.Totals), yes: keys(t.Yes), no: keys(t.No), none: map[string]bool{}}
	for _, word := range w.totals {
		w.openers += string([]rune(word)[:1])
	}
	for _, word := range t.None {
		w.none[sheet.Tidy(word)] = true
	}
	return w
}

// headcount is a line such as 共23人 below a list.
var headcount = regexp.MustCompile(`^共有?(党员)?[0-9]+[人名个]`)

func (w words) total(text string) bool {
	if !strings.ContainsAny(text, w.openers) {
		return false
	}
	key := sheet.Key(text)
	return headcount.MatchString(key) || slices.ContainsFunc(w.totals, func(word string) bool { return strings.HasPrefix(key, word) })
}

// isNone expects a tidy text.
func (w words) isNone(text string) bool { return w.none[text] }

// row is a row being read into a record.
type row struct {
	*table
	cells  sheet.Row
	places *sheet.Places
	branch string // code of the branch, as far as known, for findings
}

// whole returns the field that stands for the row.
func (r *row) whole() Field { return Field{"", r.places, 0} }

// cell returns the cell of a column and an empty field in its place; the
// zero Field without such a column.
func (r *row) cell(id string) (sheet.Cell, Field) {
	col := r.cols[id]
	if col == 0 {
		return sheet.Cell{}, Field{}
	}
	c := r.cells.At(col)
	f := Field{"", r.places, col}
	switch c.Kind {
	case sheet.Fault:
		r.report(f, diag.Error, "roster-cell", r.title(id)+"的单元格是错误值 "+c.Text, "改正公式，或直接填写内容")
		c.Kind = sheet.Empty
	case sheet.Formula:
		r.report(f, diag.Error, "roster-cell", r.title(id)+"的单元格是公式，文件里没有算好的结果", "用 Excel 或 WPS 打开文件，保存一次；或把公式改成数值")
		c.Kind = sheet.Empty
	}
	return c, f
}

// text reads a column as it is written.
func (r *row) text(id string) Field {
	c, f := r.cell(id)
	if c.Kind != sheet.Empty {
		if text := sheet.Tidy(c.Text); !r.words.isNone(text) {
			f.Value = text
		}
	}
	return f
}

// exponent is what is left of a long number in a csv file that an office
// program saved.
var exponent = regexp.MustCompile(`^\d(\.\d+)?[eE]\+?\d+$`)

// code reads a column of codes and numbers that are not for counting.
func (r *row) code(id string) Field {
	f := r.text(id)
	f.Value = sheet.Fold(f.Value)
	if exponent.MatchString(f.Value) {
		r.report(f, diag.Error, "roster-digits", r.title(id)+"成了“"+f.Value+"”，表格软件没有保留后面的数字",
			"在表格里把这一列设成“文本”格式，重新填写，再保存")
		f.Value = ""
	}
	return f
}

func (r *row) name(id string) Field {
	c, f := r.cell(id)
	if c.Kind != sheet.Empty {
		f.Value = sheet.Name(c.Text)
	}
	return f
}

// identity looks like the 18 characters of an identity number.
var identity = regexp.MustCompile(`^[1-9]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])\d{5}[\dXx]$`)

// memberID reads 党员编号; an identity number in its place is not kept.
func (r *row) memberID(id string) Field {
	f := r.code(id)
	if identity.MatchString(f.Value) {
		f.Value = ""
		r.report(f, diag.Warning, "roster-identity", r.title(id)+"里像是身份证号，没有读", "党员编号另编；名册里不要放身份证号")
	}
	return f
}

func (r *row) date(id string) Date {
	c, f := r.cell(id)
	d := Date{Field: f}
	if c.Kind == sheet.Empty {
		return d
	}
	d.Value = sheet.Tidy(c.Text)
	if r.words.isNone(d.Value) {
		d.Value = ""
	}
	if d.Value == "" {
		return d
	}
	day, err := c.Date()
	if err == nil {
		d.Date, d.OK = day, true
		return d
	}
	severity, code, hint := diag.Error, "roster-date", "写成 2001-07-01 或 2001年7月1日"
	switch {
	case errors.Is(err, sheet.ErrAmbiguous):
		severity, code = diag.Warning, "roster-ambiguous"
		hint = "写成 2001-01 或 2001-10（先把单元格设成“文本”格式）；现在按没有填处理"
	case errors.Is(err, sheet.ErrSerial):
		hint = "把单元格设成日期格式，或写成 2001-07-01"
	case errors.Is(err, sheet.ErrShortYear):
		hint = "年份写四位，如 2001-07-01"
	case errors.Is(err, sheet.ErrNoYear):
		hint = "写上年份，如 2001-07-01"
	}
	r.report(d.Field, severity, code, r.title(id)+"是“"+d.Value+"”，"+err.Error(), hint)
	return d
}

func (r *row) money(id string) Money {
	c, f := r.cell(id)
	m := Money{Field: f}
	if c.Kind == sheet.Empty {
		return m
	}
	if m.Value = sheet.Tidy(c.Text); m.Value == "" || r.words.isNone(m.Value) {
		m.Value = ""
		return m
	}
	fen, _, err := c.Money()
	if err != nil {
		r.report(m.Field, diag.Error, "roster-money", r.title(id)+"是“"+m.Value+"”，"+err.Error(), "只写数字，如 4900.00；要说明的写在“备注”列")
		return m
	}
	m.Fen, m.OK = fen, true
	return m
}

func (r *row) flag(id string) Flag {
	c, f := r.cell(id)
	x := Flag{Field: f}
	if c.Kind == sheet.Empty {
		return x
	}
	if x.Value = sheet.Tidy(c.Text); x.Value == "" {
		return x
	}
	key := sheet.Key(x.Value)
	switch {
	case slices.Contains(r.words.yes, key):
		x.Yes, x.OK = true, true
	case slices.Contains(r.words.no, key):
		x.OK = true
	default:
		r.report(x.Field, diag.Error, "roster-flag", r.title(id)+"是“"+x.Value+"”，看不出是还是否", "只写“是”或“否”")
	}
	return x
}

var yearOnly = regexp.MustCompile(`^((?:19|20)\d{2})(?:年|年度)?$`)

func (r *row) year(id string) Year {
	c, f := r.cell(id)
	y := Year{Field: f}
	if c.Kind == sheet.Empty {
		return y
	}
	if y.Value = sheet.Tidy(c.Text); y.Value == "" || r.words.isNone(y.Value) {
		y.Value = ""
		return y
	}
	if m := yearOnly.FindStringSubmatch(sheet.Fold(y.Value)); m != nil {
		y.Year, _ = strconv.Atoi(m[1])
		y.OK = true
		return y
	}
	if d, err := sheet.ParseDate(c.Text); err == nil {
		y.Year, y.OK = d.Year, true
		return y
	}
	r.report(y.Field, diag.Error, "roster-year", r.title(id)+"是“"+y.Value+"”，不是年份", "写四位年份，如 2024")
	return y
}

// list reads values divided by the characters of marks or line breaks.
func (r *row) list(id, marks string) List {
	c, f := r.cell(id)
	l := List{Field: f}
	if c.Kind == sheet.Empty {
		return l
	}
	l.Value = sheet.Tidy(c.Text)
	for _, part := range strings.FieldsFunc(c.Text, func(x rune) bool { return strings.ContainsRune(marks, x) || x == '\n' || x == '\r' }) {
		if part = sheet.Tidy(part); part != "" && !r.words.isNone(part) {
			l.Items = append(l.Items, part)
		}
	}
	if len(l.Items) == 0 {
		l.Value = ""
	}
	return l
}

// title quotes a column as the sheet titles it.
func (r *row) title(id string) string {
	for _, c := range r.header.Columns {
		if c.ID == id {
			return "“" + strings.TrimSuffix(c.Title, "（填）") + "”" // the mark of our template
		}
	}
	return id
}

func (r *row) report(f Field, s diag.Severity, code, message, hint string) {
	r.out.Add(diag.Finding{Place: f.Place(), Severity: s, Code: code, Message: message, Hint: hint, Branch: r.branch})
}

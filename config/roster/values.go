package roster

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"dangce/config/date"
	"dangce/config/diag"
	"dangce/config/money"
	"dangce/config/sheet"
	"dangce/templates"
)

// words are the lists of words of titles.toml, keyed for comparison.
type words struct {
	totals, yes, no, others []string
	none                    map[string]bool
	openers                 string // the first characters of totals
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
	w := words{totals: keys(t.Totals), yes: keys(t.Yes), no: keys(t.No), others: keys(t.Others), none: map[string]bool{}}
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

var (
	// noNames are what is in a column of names and names nobody.
	noNames = regexp.MustCompile(`^(同上|同前|[（(]?(空|空白|空缺|缺|缺额|待补|无)[)）]?|[-—–－_=~/\\.。·…]+|[0-9０-９.,，、]+)$|(党支部|支部委员会|党总支|党委)$`)
	// signs are who signs below a list: 填表人：…
	signs = regexp.MustCompile(`^(填表|填报|制表|编制|审核|审批|复核|复审|负责|经办|联系|校对|签字|签名|盖章|支部书记|党支部书记|备注|说明|注)(人|单位|日期|时间|电话|签字|签名|意见)*[0-9一二三]?[:：]`)
	// signers are the same without a colon, the name in the next cell.
	signers = regexp.MustCompile(`^(填表|填报|制表|审核|审批|复核|经办)(人|单位|日期|时间)(签字|签名)?$`)
)

func (w words) noName(name string) bool { return noNames.MatchString(name) }

// other returns the word of a list of people who are no members of the branch,
// "" for all other names of sheets and lists.
func (w words) other(name string) string {
	key := sheet.Key(name)
	if strings.Contains(key, "支部") || strings.Contains(key, "党小组") {
		return ""
	}
	for _, word := range w.others {
		if strings.Contains(key, word) {
			return word
		}
	}
	return ""
}

// value is a cell being read. One serves for a whole sheet.
type value struct {
	row  *Row
	col  int // of the kind
	cell sheet.Cell
	text string // of the cell, tidy
	buf  []byte
}

// record reads a row.
func (t *table) record(cells sheet.Row) Record {
	row := &Row{t: t, cells: cells}
	if !t.namesBranch {
		row.captions = t.captions()
	}
	of := t.new()
	v := reflect.ValueOf(of).Elem()
	for i := range t.cols {
		c := &t.cols[i]
		if t.at[i] == 0 || i > 0 && t.cols[i-1].field == c.field && row.given&(1<<(i-1)) != 0 {
			continue
		}
		t.value.row, t.value.col, t.value.cell = row, i, cells.At(t.at[i])
		if t.value.read(c.read, v.FieldByIndex(t.fields[c.field].Index)) {
			row.given |= 1 << i
		}
	}
	return Record{of, row}
}

// read reads the cell into a field and reports whether it gave a value.
func (x *value) read(read reader, v reflect.Value) bool {
	if x.cell.Kind == sheet.Empty {
		return false
	}
	if t := x.cell.Trouble(); t != nil {
		if x.row.t.cols[x.col].aside {
			return false
		}
		x.row.bad |= 1 << x.col
		f := diag.Finding{Place: x.place(), Code: "roster-cell", Message: x.title() + t.Text, Hint: t.Hint}
		x.row.t.join(f, x.col, func(o *diag.Finding) bool { return o.Code == f.Code && o.Message == f.Message })
		return false
	}
	x.text = sheet.Tidy(x.cell.Text)
	return x.text != "" && read(x, v)
}

// none reports whether the text means an empty cell.
func (x *value) none() bool { return x.row.t.words.none[x.text] }

// bad reports a value that cannot be read.
func (x *value) bad(code, message, hint string) bool {
	return x.warn(diag.Error, code, message, hint)
}

func (x *value) warn(s diag.Severity, code, message, hint string) bool {
	x.row.bad |= 1 << x.col
	t := x.row.t
	t.out.Add(diag.Finding{Place: x.place(), Severity: s, Code: code, Message: message, Hint: hint})
	return false
}

// notGiven reports a word that programs write for no value, and says that it
// was taken so.
func (x *value) notGiven() bool {
	r := sheet.None(x.text)
	if r == nil {
		return false
	}
	x.row.t.note(x.place(), x.col, r.Code, x.title()+r.Text, r.Hint)
	return true
}

// remark passes on what has to be said about a value, and reports whether the
// value can be used.
func (x *value) remark(r *sheet.Remark) bool {
	if r.Lost {
		return x.bad("roster-"+r.Code, x.title()+r.Text, r.Hint)
	}
	x.row.t.note(x.place(), x.col, r.Code, x.title()+r.Text, r.Hint)
	return true
}

func (x *value) place() diag.Place { return x.row.t.place(x.row.cells.N, x.row.t.at[x.col]) }

// is quotes the column and its value.
func (x *value) is() string { return x.title() + "是“" + x.text + "”，" }

// title quotes the column as the sheet titles it.
func (x *value) title() string {
	return "“" + strings.TrimSuffix(x.row.t.heads[x.col], "（填）") + "”" // the mark of our template
}

// set fills a field from text.
func (x *value) set(v reflect.Value, text string) bool {
	if v.Kind() == reflect.Pointer {
		p := reflect.New(v.Type().Elem())
		v.Set(p)
		v = p.Elem()
	}
	u, ok := v.Addr().Interface().(encoding.TextUnmarshaler)
	if !ok {
		v.SetString(text)
		return true
	}
	x.buf = append(x.buf[:0], text...)
	err := u.UnmarshalText(x.buf)
	if err == nil {
		return true
	}
	code, hint := "roster-value", "核对这一格"
	if c, ok := err.(interface{ Code() string }); ok {
		code = c.Code()
	}
	if h, ok := err.(interface{ SheetHint() string }); ok {
		hint = h.SheetHint()
	}
	return x.bad(code, err.Error(), hint)
}

// reader reads a cell with text into a field.
type reader func(x *value, v reflect.Value) bool

// readers are the ways to read a cell that a tag may name.
var readers = map[string]reader{"code": readCode, "name": readName, "identity": readIdentity, "aside": readAside}

// readerOf returns the way to read cells into fields of a type.
func readerOf(way string, t reflect.Type) reader {
	if way != "" {
		return readers[way]
	}
	text := reflect.TypeFor[encoding.TextUnmarshaler]()
	switch {
	case t == reflect.TypeFor[date.Date]():
		return readDate
	case t == reflect.TypeFor[money.Fen]():
		return readMoney
	case t.Kind() == reflect.Bool:
		return readFlag
	case t.Kind() == reflect.Int:
		return readYear
	case t.Kind() == reflect.String, t.Implements(text), reflect.PointerTo(t).Implements(text):
		return readText
	case t.Kind() == reflect.Slice:
		return readList
	}
	panic(fmt.Sprintf("roster: no way to read %v", t))
}

// weakest is where writers of .xls that know the oldest limit cut texts, in
// units of UTF-16.
const weakest = 255

// readText reads a text as it is written. A number is read as its cell shows
// it, with the text of its format.
func readText(x *value, v reflect.Value) bool {
	if x.cell.Kind == sheet.Number {
		x.text = sheet.Tidy(x.cell.Shown())
	}
	if x.row.t.sheet.Weak && len(utf16.Encode([]rune(x.cell.Text))) == weakest {
		x.row.t.note(x.place(), x.col, "cut", x.title()+"正好 255 个字，像是存成 .xls 时截断了", "对一对原来的表格；用 Excel 或 WPS 另存为 .xlsx")
	}
	return !x.none() && !x.notGiven() && x.set(v, x.text)
}

// readAside reads a text that is only compared, and never reports it.
func readAside(x *value, v reflect.Value) bool {
	if x.none() || sheet.NotGiven(x.text) {
		return false
	}
	v.SetString(x.text)
	return true
}

// readCode reads codes and numbers that are not for counting.
func readCode(x *value, v reflect.Value) bool {
	if x.none() {
		return false
	}
	text, remark := x.cell.Code()
	if remark != nil && !x.remark(remark) {
		return false
	}
	return text != "" && x.set(v, text)
}

// readName reads a person's name: 张　三 is 张三.
func readName(x *value, v reflect.Value) bool {
	name, remarks := x.cell.Person()
	if name == "" && len(remarks) == 0 {
		return false
	}
	if x.none() || len(remarks) > 0 && remarks[0].Code == sheet.WordNone || x.row.t.words.noName(name) {
		return x.bad("roster-no-name", x.title()+"是“"+x.text+"”，不是姓名", "写上这个人的姓名；不是党员的行删去，或移出这张表")
	}
	for i := range remarks {
		x.remark(&remarks[i])
	}
	return x.set(v, name)
}

// identity looks like the 18 characters of an identity number.
var identity = regexp.MustCompile(`^[1-9]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])\d{5}[\dXx]$`)

// readIdentity reads 党员编号 or a telephone number; an identity number in its
// place is not kept.
func readIdentity(x *value, v reflect.Value) bool {
	if identity.MatchString(sheet.Fold(x.text)) {
		return x.warn(diag.Warning, "roster-identity", x.title()+"里像是身份证号，没有读", "身份证号不要放在名册里；这一栏该填的另外填上")
	}
	return readCode(x, v)
}

// readDate reads a day, or a month alone.
func readDate(x *value, v reflect.Value) bool {
	if x.none() {
		return false
	}
	if x.notGiven() {
		return false
	}
	day, remark, err := x.cell.Day()
	if err == nil {
		if remark != nil && !x.remark(remark) {
			return false
		}
		*v.Addr().Interface().(*date.Date) = day
		return true
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
	case errors.Is(err, sheet.ErrNoDate):
		hint = "填写真的日期；不知道的把这一格清空"
	}
	return x.warn(severity, code, x.is()+err.Error(), hint)
}

func readMoney(x *value, v reflect.Value) bool {
	if x.none() {
		return false
	}
	if x.notGiven() {
		return false
	}
	fen, _, err := x.cell.Money()
	switch {
	case errors.Is(err, sheet.ErrDecimals) && x.cell.Kind == sheet.Number:
		return x.bad("roster-money", x.is()+err.Error(), "公式外面套上 ROUND，如 =ROUND(原来的公式,2)；格里显示两位，文件里存的仍是全部小数")
	case errors.Is(err, sheet.ErrDecimals):
		return x.bad("roster-money", x.is()+err.Error(), "四舍五入到分，如 4743.33")
	case err != nil:
		return x.bad("roster-money", x.is()+err.Error(), "只写数字，如 4900.00；要说明的写在“备注”列")
	}
	v.SetInt(int64(fen))
	return true
}

// readFlag reads 是 or 否, however they are written.
func readFlag(x *value, v reflect.Value) bool {
	key, w := x.cell.Flag(), &x.row.t.words
	if x.notGiven() {
		return false
	}
	yes := slices.Contains(w.yes, key)
	if !yes && !slices.Contains(w.no, key) {
		return x.bad("roster-flag", x.is()+"看不出是还是否", "只写“是”或“否”")
	}
	v.SetBool(yes)
	return true
}

var yearOnly = regexp.MustCompile(`^((?:19|20)\d{2})(?:年|年度)?$`)

// readYear reads a year of four digits, or that of a date.
func readYear(x *value, v reflect.Value) bool {
	if x.none() {
		return false
	}
	if x.notGiven() {
		return false
	}
	if m := yearOnly.FindStringSubmatch(strings.TrimSuffix(sheet.Fold(x.text), ".0")); m != nil {
		year, _ := strconv.ParseInt(m[1], 10, 0)
		v.SetInt(year)
		return true
	}
	d, err := sheet.ParseDate(x.cell.Text)
	if err != nil {
		return x.bad("roster-year", x.is()+"不是年份", "写四位年份，如 2024")
	}
	v.SetInt(int64(d.Year))
	return true
}

// readList reads several values, in their order, without empty ones.
func readList(x *value, v reflect.Value) bool {
	if x.notGiven() {
		return false
	}
	t := x.row.t
	marks := t.cols[x.col].split
	list := reflect.MakeSlice(v.Type(), 0, 1)
	for _, part := range strings.FieldsFunc(x.cell.Text, func(r rune) bool { return strings.ContainsRune(marks, r) || r == '\n' || r == '\r' }) {
		if part = sheet.Tidy(part); part == "" || t.words.none[part] {
			continue
		}
		list = reflect.Append(list, reflect.Zero(v.Type().Elem()))
		if !x.set(list.Index(list.Len()-1), part) {
			return false
		}
	}
	if list.Len() == 0 {
		return false
	}
	v.Set(list)
	return true
}

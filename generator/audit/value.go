package audit

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"dangce/config/date"
	"dangce/config/sheet"
	"dangce/generator/doc"
)

// fault is what is wrong in a cell.
type fault struct {
	code, message, hint string
}

func bad(code, message, hint string) *fault { return &fault{code, message, hint} }

// nothing are the ways to say that there is nothing to enter.
var nothing = map[string]bool{"/": true, "\\": true, "-": true, "--": true, "—": true, "——": true, "―": true,
	"未开展": true, "没有开展": true, "未召开": true, "没有召开": true, "未开": true, "未做": true}

// value reads a cell as its column asks for. month is the month that the row
// is planned in, 0 where there is none.
func (r *reader) value(c *doc.Column, cell sheet.Cell, month time.Month) (doc.Value, *fault) {
	switch cell.Kind {
	case sheet.Empty:
		return doc.Value{}, nil
	case sheet.Fault:
		return doc.Value{}, bad("cell-error", "单元格是错误值 "+cell.Text, "删掉公式，直接填值")
	case sheet.Formula:
		return doc.Value{}, bad("cell-formula", "单元格里是公式，没有算出的值", "用 Excel 或 WPS 打开保存一次，或直接填值")
	}
	s := sheet.Fold(cell.Text)
	if s == "" || nothing[s] && c.Kind != doc.KindText {
		return doc.Value{}, nil
	}
	switch {
	case len(c.Choices) > 0:
		return r.choice(c, cell, s)
	case c.Kind == doc.KindDate:
		return r.date(c, cell, month)
	case c.Kind == doc.KindInt:
		return count(c, cell, s)
	case c.Kind == doc.KindMoney:
		return amount(cell, s)
	}
	return doc.TextValue(sheet.Tidy(cell.Text)), nil
}

// choice finds the item of the list that a text means.
func (r *reader) choice(c *doc.Column, cell sheet.Cell, s string) (doc.Value, *fault) {
	for _, item := range c.Choices {
		if sheet.Fold(item) == s {
			return doc.TextValue(item), nil
		}
	}
	key := cell.Flag()
	for _, item := range c.Choices {
		if sheet.Key(item) == key { // a key leaves out what is in brackets
			return doc.TextValue(item), nil
		}
	}
	if slices.Contains(c.Choices, yes) && slices.Contains(c.Choices, no) {
		switch {
		case yesWords[key]:
			return doc.TextValue(yes), nil
		case noWords[key]:
			return doc.TextValue(no), nil
		}
	}
	if c.Open {
		return doc.TextValue(s), nil
	}
	return doc.Value{}, bad("not-a-choice", fmt.Sprintf("“%s”不在可选的几项里", short(s)), "从下拉列表里选："+strings.Join(c.Choices[:min(len(c.Choices), 12)], "、"))
}

var (
	yesWords = map[string]bool{"√": true, "✓": true, "✔": true, "☑": true, "v": true, "y": true, "yes": true, "1": true, "true": true,
		"齐": true, "齐全": true, "有": true, "已签": true, "全": true, "对": true}
	noWords = map[string]bool{"×": true, "✗": true, "✘": true, "☒": true, "x": true, "n": true, "no": true, "0": true, "false": true,
		"不齐": true, "不齐全": true, "无": true, "没有": true, "未签": true, "不全": true, "缺": true}
)

// remarks are what people add to a number in brackets.
var remarks = regexp.MustCompile(`\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕`)

var wholeNumber = regexp.MustCompile(`^\d{1,9}(\.0+)?$`)

// count reads a whole number: 18, １８, 18人, 18（请假2人）, 十八. Nothing that
// holds two numbers outside brackets is read.
func count(c *doc.Column, cell sheet.Cell, s string) (doc.Value, *fault) {
	const hint = "只填一个整数，说明写在备注里"
	if cell.Kind == sheet.Date || cell.Kind == sheet.Bool {
		return doc.Value{}, bad("not-a-count", fmt.Sprintf("“%s”不是人数、次数", short(s)), hint)
	}
	t := strings.Join(strings.Fields(remarks.ReplaceAllString(s, "")), "")
	for _, unit := range []string{"人次", "人", "名", "次", "项", "个", "本", "册", "份", "件", "页", "条", "场"} {
		if u, ok := strings.CutSuffix(t, unit); ok {
			t = u
			break
		}
	}
	t = strings.TrimPrefix(strings.TrimPrefix(t, "第"), "P")
	if t == "无" {
		t = "0"
	}
	if n, ok := chineseNumber(t); ok {
		t = strconv.Itoa(n)
	}
	if !wholeNumber.MatchString(t) {
		return doc.Value{}, bad("not-a-count", fmt.Sprintf("“%s”不是一个整数", short(s)), hint)
	}
	whole, _, _ := strings.Cut(t, ".")
	n, _ := strconv.Atoi(whole) // nine digits at most
	if top, err := strconv.Atoi(c.Max); err == nil && n > top {
		return doc.Value{}, bad("too-large", fmt.Sprintf("%d 太大，最多 %d", n, top), "核对后改正")
	}
	if low, err := strconv.Atoi(c.Min); err == nil && n < low {
		return doc.Value{}, bad("too-small", fmt.Sprintf("%d 太小，至少 %d", n, low), "核对后改正")
	}
	return doc.IntValue(n), nil
}

// amount reads yuan, remarks in brackets left aside.
func amount(cell sheet.Cell, s string) (doc.Value, *fault) {
	const hint = "只填金额，单位元，如 326.50"
	if cell.Kind != sheet.String && cell.Kind != sheet.Number {
		return doc.Value{}, bad("not-an-amount", fmt.Sprintf("“%s”不是金额", short(s)), hint)
	}
	if s == "无" {
		return doc.MoneyValue(0), nil
	}
	fen, given, err := sheet.ParseMoney(remarks.ReplaceAllString(s, ""))
	switch {
	case err != nil:
		return doc.Value{}, bad("not-an-amount", fmt.Sprintf("“%s”%s", short(s), err), hint)
	case !given:
		return doc.Value{}, nil
	case fen < 0:
		return doc.Value{}, bad("not-an-amount", fmt.Sprintf("金额 %s 小于 0", s), "金额不会是负数，核对后再填，单位元，如 326.50")
	}
	return doc.MoneyValue(int64(fen)), nil
}

var (
	partOfDay = regexp.MustCompile(`(上午|下午|晚上|中午|晚|早上)?(\d{1,2}[:时点]\d{0,2}分?)?$`)
	weekday   = regexp.MustCompile(`(星期|周|礼拜)[一二三四五六日天]$`)
	shortYear = regexp.MustCompile(`^(\d{2})([-./年])(\d{1,2}[-./月]\d{1,2}[日号]?)$`)
	dayAlone  = regexp.MustCompile(`^(\d{1,2})[-./月](\d{1,2})[日号]?$`)
	// A number cell 3.1 may have been 3.10, and so for 3.2 and 3.3.
	droppedZero = regexp.MustCompile(`^\d{1,2}\.[123]$`)
	chineseDate = regexp.MustCompile(`^([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]$`)
)

var errTwoDates = errors.New("不是一个日期")

// date reads a day in all the ways people write one in a register of a known
// year.
func (r *reader) date(c *doc.Column, cell sheet.Cell, month time.Month) (doc.Value, *fault) {
	hint := fmt.Sprintf("写成 %d-03-15 的样子，一格一个日期", r.year)
	d, err := cell.Date()
	if err != nil {
		d, err = r.lenient(cell, err, month)
	}
	what := short(sheet.Fold(cell.Text))
	switch {
	case err != nil:
		return doc.Value{}, bad("not-a-date", fmt.Sprintf("“%s”%s", what, err), hint)
	case d.MonthOnly():
		return doc.Value{}, bad("no-day", fmt.Sprintf("“%s”没有写日", what), hint)
	}
	low, high := date.New(r.year, time.January, 1), date.New(r.year, time.December, 31)
	if x, err := sheet.ParseDate(c.Min); err == nil {
		low = x
	}
	if x, err := sheet.ParseDate(c.Max); err == nil {
		high = x
	}
	if d.Before(low) || d.After(high) {
		return doc.Value{}, bad("date-outside", fmt.Sprintf("日期 %s 不在 %s 至 %s 之间", d, low, high), "核对年份和月份，照实改正")
	}
	return doc.DateValue(d.String()), nil
}

// lenient reads what the year of the register makes plain: 3月15日, 27.3.15, a
// day number without its format, a time or a weekday after the day.
func (r *reader) lenient(cell sheet.Cell, err error, month time.Month) (date.Date, error) {
	s := strings.Join(strings.Fields(remarks.ReplaceAllString(sheet.Fold(cell.Text), "")), "")
	if errors.Is(err, sheet.ErrSerial) {
		n, _ := strconv.Atoi(s) // five digits
		d := date.New(1899, time.December, 30).AddDays(n)
		if d.Year == r.year || d.Year == r.year+1 {
			return d, nil
		}
		return d, err
	}
	if cell.Kind != sheet.String && cell.Kind != sheet.Number {
		return date.Date{}, err
	}
	if cell.Kind == sheet.Number && droppedZero.MatchString(s) {
		return date.Date{}, fmt.Errorf("分不清是 %s 日还是 %s0 日", s[strings.IndexByte(s, '.')+1:], s[strings.IndexByte(s, '.')+1:])
	}
	s = weekday.ReplaceAllString(s, "")
	s = partOfDay.ReplaceAllString(s, "")
	s = weekday.ReplaceAllString(s, "")
	if m := chineseDate.FindStringSubmatch(s); m != nil {
		mm, _ := chineseNumber(m[2])
		dd, _ := chineseNumber(m[3])
		s = fmt.Sprintf("%s年%d月%d日", chineseDigits.Replace(m[1]), mm, dd)
	}
	if shortYear.MatchString(s) {
		s = strconv.Itoa(r.year/100) + s
	}
	if m := dayAlone.FindStringSubmatch(s); m != nil {
		typed, _ := strconv.Atoi(m[1])
		if month >= time.November && typed <= 2 {
			return date.Date{}, errors.New("没有写年份，分不清是哪一年")
		}
		s = fmt.Sprintf("%d-%s-%s", r.year, m[1], m[2])
	}
	d, again := sheet.ParseDate(s)
	if again != nil {
		if errors.Is(err, sheet.ErrDate) && strings.ContainsAny(s, "、,，;；至和") {
			return d, errTwoDates
		}
		return d, again
	}
	return d, nil
}

var chineseDigits = strings.NewReplacer("〇", "0", "零", "0", "○", "0", "一", "1", "二", "2", "三", "3", "四", "4",
	"五", "5", "六", "6", "七", "7", "八", "8", "九", "9")

var chineseTens = regexp.MustCompile(`^([二三四五六七八九]?)(十?)([一二三四五六七八九]?)$`)

// chineseNumber reads 一 to 九十九.
func chineseNumber(s string) (int, bool) {
	m := chineseTens.FindStringSubmatch(s)
	if s == "一" {
		return 1, true
	}
	if s == "" || m == nil || m[2] == "" && m[1] != "" && m[3] != "" {
		return 0, false
	}
	digit := func(s string) int {
		n, _ := strconv.Atoi(chineseDigits.Replace(s))
		return n
	}
	if m[2] == "" {
		return digit(m[1]) + digit(m[3]), true
	}
	tens := 1
	if m[1] != "" {
		tens = digit(m[1])
	}
	return 10*tens + digit(m[3]), true
}

// short keeps messages short.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 24 {
		return string(r[:24]) + "…"
	}
	return s
}

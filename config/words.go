package config

import (
	"bytes"
	"slices"
	"strings"

	"dangce/config/decode"
)

// choice is a closed list of values. The first word is the value itself, the
// others are what people write for it; the second is the Chinese word shown
// in messages.
type choice struct {
	what  string // 类型, in messages
	words [][]string
	// wrong are parts of words that show that the row has no place here, and
	// instead what to do.
	wrong   []string
	instead string
}

// parse returns the value that s means.
func (c *choice) parse(s string) (string, bool) {
	s = strings.TrimSpace(s)
	for _, w := range c.words {
		for _, x := range w {
			if s == x {
				return w[0], true
			}
		}
	}
	return "", false
}

// read sets a value from what is written; nothing written is no value.
func (c *choice) read(to *string, text []byte) error {
	v, ok := c.parse(string(text))
	if !ok && len(bytes.TrimSpace(text)) > 0 {
		return &choiceError{c, string(text)}
	}
	*to = v
	return nil
}

// choiceError is a word that is none of the values.
type choiceError struct {
	*choice
	text string
}

func (e *choiceError) Error() string     { return "不认识的" + e.what + " " + quoted(e.text) }
func (e *choiceError) Code() string      { return "unknown-choice" }
func (e *choiceError) Hint() string      { return e.hint(e.text, false) }
func (e *choiceError) SheetHint() string { return e.hint(e.text, true) }

// UnmarshalText reads the kind as people write it.
func (k *CommitteeKind) UnmarshalText(text []byte) error {
	return committeeKinds.read((*string)(k), text)
}

// UnmarshalText reads the kind as people write it.
func (k *BranchKind) UnmarshalText(text []byte) error { return branchKinds.read((*string)(k), text) }

// Gender is 男, 女 or "".
type Gender string

// UnmarshalText reads the gender as people write it.
func (g *Gender) UnmarshalText(text []byte) error { return genders.read((*string)(g), text) }

// Status is 正式, 预备, or "" where the roster does not speak of it.
type Status string

// The kinds of members.
const (
	Full         Status = "正式"
	Probationary Status = "预备"
)

// UnmarshalText reads the status as people write it.
func (s *Status) UnmarshalText(text []byte) error { return statuses.read((*string)(s), text) }

// hint lists the values, the nearest alone if one is near. In a roster the
// Chinese words alone.
func (c *choice) hint(s string, sheet bool) string {
	if slices.ContainsFunc(c.wrong, func(w string) bool { return strings.Contains(s, w) }) {
		return c.instead
	}
	var all, known []string
	for _, w := range c.words {
		all = append(all, w...)
		switch {
		case len(w) == 1 || w[0] == w[1]:
			known = append(known, w[0])
		case sheet:
			known = append(known, w[1])
		default:
			known = append(known, w[1]+" "+w[0])
		}
	}
	if near := decode.Nearest(s, all); near != "" {
		return "是不是 " + near + "？"
	}
	return "可以写：" + strings.Join(known, "、")
}

// shown lists the Chinese words of a choice.
func (c *choice) shown() []string {
	var all []string
	for _, w := range c.words {
		all = append(all, w[1])
	}
	return all
}

// word returns the Chinese word of a value, or the value itself.
func (c *choice) word(value string) string {
	for _, w := range c.words {
		if w[0] == value {
			return w[1]
		}
	}
	return value
}

// CommitteeKinds lists the kinds of committees in Chinese.
func CommitteeKinds() []string { return committeeKinds.shown() }

// BranchKinds lists the kinds of branches in Chinese.
func BranchKinds() []string { return branchKinds.shown() }

// Word returns the kind in Chinese.
func (k CommitteeKind) Word() string { return committeeKinds.word(string(k)) }

// Word returns the kind in Chinese.
func (k BranchKind) Word() string { return branchKinds.word(string(k)) }

var (
	committeeKinds = &choice{what: "党委类型", words: [][]string{
		{"township", "乡镇", "乡", "镇", "乡镇党委", "镇党委", "乡党委"},
		{"street", "街道", "街道党工委"},
		{"department", "部门", "机关", "机关工委", "部门党委", "党组"},
		{"enterprise", "企业", "企业党委", "国企"},
		{"general_branch", "党总支", "总支"},
	}}
	branchKinds = &choice{what: "支部类型", words: [][]string{
		{"village", "村", "农村", "行政村", "建制村", "村委会"},
		{"community", "社区", "居委会", "社区居委会"},
		{"agency", "机关", "党政机关"},
		{"institution", "事业单位", "事业"},
		{"soe", "国企", "国有企业"},
		{"private", "非公", "非公企业", "非公有制企业", "民营企业"},
		{"social_org", "社会组织"},
		{"school", "学校"},
		{"retired", "离退休", "离退休干部"},
	}}
	statuses = &choice{what: "人员类别", words: [][]string{
		{"正式", "正式", "正式党员", "full"},
		{"预备", "预备", "预备党员", "probationary"},
	}, wrong: []string{"积极分子", "发展对象", "申请", "群众", "团员"}, instead: "名册只写党员：不是党员的，删去这一行"}
	genders   = &choice{what: "性别", words: [][]string{{"男", "男", "男性"}, {"女", "女", "女性"}}}
	onWeekend = &choice{what: "周末办法", words: [][]string{
		{"keep", "照常", "不变"},
		{"prev_workday", "提前", "前移"},
		{"next_workday", "顺延", "后移"},
	}}
	excellentOf = &choice{what: "“优秀”比例的口径", words: [][]string{
		{"members", "党员总数"},
		{"full", "正式党员"},
	}}
	onHoliday = &choice{what: "假期办法", words: [][]string{
		{"keep", "照常", "不变"},
		{"next_workday", "顺延", "后移"},
	}}
	rounds   = &choice{what: "取整单位", words: [][]string{{"fen", "分"}, {"jiao", "角"}, {"yuan", "元"}}}
	bindings = &choice{what: "装订方式", words: [][]string{
		{"perfect", "胶装", "无线胶装"},
		{"pur", "PUR胶装", "PUR"},
		{"sewn", "锁线", "锁线胶装"},
		{"saddle", "骑马钉", "骑马订"},
		{"wire", "铁圈", "线圈"},
	}}
	hidden = &choice{what: "列名", words: [][]string{{"phone", "联系电话", "电话"}, {"birth", "出生日期", "出生年月"}}}
)

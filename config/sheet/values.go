package sheet

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// textCell makes a cell of a text, whatever the format. Error words, the
// hashes of a column that was too narrow, and formulas kept as text
// are no values.
func textCell(s string) Cell {
	switch {
	case s == "":
		return Cell{}
	case s[0] == '#' && (errorWord(s) || isHashes(s)):
		return Cell{Kind: Fault, Text: strings.TrimSpace(s)}
	case s[0] == '=' && isPicture(s):
		return Cell{Kind: Fault, Text: s}
	case s[0] == '=' && formulaText.MatchString(s):
		return Cell{Kind: Formula}
	}
	return Cell{Kind: String, Text: s}
}

func boolCell(yes bool) Cell {
	if yes {
		return Cell{Kind: Bool, Text: "TRUE"}
	}
	return Cell{Kind: Bool, Text: "FALSE"}
}

var (
	// formulaText is a formula in a cell that was set to text, or in csv. A
	// text such as =1+1 stays one.
	formulaText = regexp.MustCompile(`^=[A-Za-z_.]+\(.*\)`)
	errorWords  = regexp.MustCompile(`^#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|EXTERNAL!|BUSY!|GETTING_DATA)$`)
	picture     = regexp.MustCompile(`(?i)^=(_xlfn\.)?DISPIMG\(`)
)

func errorWord(s string) bool { return errorWords.MatchString(strings.ToUpper(strings.TrimSpace(s))) }

func isPicture(s string) bool { return picture.MatchString(s) }

// isHashes reports what a program prints where a value is wider than its
// column.
func isHashes(s string) bool {
	s = strings.TrimSpace(s)
	return len(s) >= 2 && strings.Trim(s, "#") == ""
}

// NotGiven reports a word that programs and people write for no value: nan,
// NULL, N/A, 暂无. Readers take it as an empty cell and say so.
func NotGiven(s string) bool {
	return mayBeNotGiven(s) && (notGiven[Key(s)] || emptySign.MatchString(Fold(s)))
}

// mayBeNotGiven looks at the first character alone, for nearly every cell of a
// roster is asked. Characters that Key changes may be any.
func mayBeNotGiven(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return notGivenFirst[unicode.ToLower(r)] || r < '0' || 0x7F <= r && r < 0x4E00 || r > 0x9FFF
}

var notGivenFirst = func() map[rune]bool {
	first := map[rune]bool{}
	for word := range notGiven {
		r, _ := utf8.DecodeRuneInString(word)
		first[r] = true
	}
	for _, r := range "*:[" { // Key drops them
		first[r] = true
	}
	return first
}()

var notGiven = map[string]bool{
	"nan": true, "null": true, "none": true, "nil": true, "n/a": true, "na": true, "n.a.": true, "nat": true, "<na>": true, "<null>": true, "undefined": true,
	"missing": true, "#n/a": true, `\n`: true, "暂无": true, "不详": true, "未知": true, "待定": true, "待补": true, "待查": true, "待核实": true,
	"暂缺": true, "缺失": true, "未填": true, "未填写": true, "无数据": true, "暂无数据": true, "空值": true,
}

// emptySign is a word in brackets, which Key drops.
var emptySign = regexp.MustCompile(`^(?i)[(\[](null|none|nan|空|空白|无|暂无|不详|待补)[)\]]$`)

// None reads a text as not given; nil for all others.
func None(s string) *Remark {
	if !NotGiven(s) {
		return nil
	}
	return &Remark{WordNone, "写的是“" + Tidy(s) + "”，按没有填处理", "知道的填上；没有的把这一格清空", false}
}

// Flag is what yes and no are compared by: Key of what is shown, with 1 for
// 1.0 and without the selectors that telephones put behind ✔.
func (c Cell) Flag() string {
	key := Key(c.Shown())
	if floated.MatchString(key) {
		key, _, _ = strings.Cut(key, ".")
	}
	return key
}

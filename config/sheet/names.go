package sheet

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The dots between the parts of a name: those that are always one, and those
// that are one between Chinese characters.
const (
	dots        = "．•‧・･∙⋅●·⸱․⸳"
	dotsBetween = ".。｡﹒˙∶▪◦"
)

// Name normalises a person's name. 张　三 is 张三: spaces go beside Chinese
// characters and dots, and are single between Latin words. The dots ．•‧・ and
// their like become ·, the one of the standard for names in Chinese. Nothing
// else is folded but what repair gives back: a name keeps every character, in
// normal form C.
func Name(s string) string {
	var out []rune
	space := false
	for _, r := range norm.NFC.String(dropInvisible(repair(s))) {
		if strings.ContainsRune(dots, r) {
			r = '·'
		}
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if space && len(out) > 0 && !tight(out[len(out)-1]) && !tight(r) {
			out = append(out, ' ')
		}
		space = false
		out = append(out, r)
	}
	for i := 1; i+1 < len(out); i++ {
		if strings.ContainsRune(dotsBetween, out[i]) && unicode.Is(unicode.Han, out[i-1]) && unicode.Is(unicode.Han, out[i+1]) {
			out[i] = '·'
		}
	}
	return string(out)
}

// tight reports characters that take no space beside them in a name.
func tight(r rune) bool { return r == '·' || !unicode.Is(unicode.Latin, r) && r != '.' }

// Person reads the cell as a person's name, with what a person has to know
// about it: characters that were lost on the way, dots too many, signs and
// digits.
func (c Cell) Person() (name string, remarks []Remark) {
	if c.Kind == Empty || c.Kind == Fault || c.Kind == Formula {
		return "", nil
	}
	name = Name(c.Shown())
	if r := None(name); r != nil {
		return "", []Remark{*r}
	}
	remarks = NameRemarks(name)
	if len(remarks) == 0 && severalNames(c.Shown()) {
		remarks = append(remarks, Remark{Code: NameSeveral, Text: "是“" + name + "”，原来中间有换行或空格，像是两个人", Hint: "一行只写一个人；是一个人的，去掉中间的换行和空格"})
	}
	return name, remarks
}

// severalNames reports a cell that holds names below or beside each other:
// parts of Chinese characters, each long enough for a name, of which a line
// break or more characters than a name has show that they are not one.
func severalNames(text string) bool {
	parts := strings.Fields(text)
	all := 0
	for _, p := range parts {
		n := utf8.RuneCountInString(p)
		if n < 2 || n > 4 || !ideographs(p) {
			return false
		}
		all += n
	}
	return len(parts) > 1 && (strings.ContainsAny(strings.TrimSpace(text), "\n\r") || all > 4)
}

// lostMarks are what programs put for a character that they cannot hold, and
// people for one that they cannot type.
const lostMarks = "?？□■〓*＊\uFFFD▯▢◻◼☐⬜⊠▉█"

// NameRemarks looks at a name as Name returns it.
func NameRemarks(name string) []Remark {
	var out []Remark
	add := func(code, text, hint string) { out = append(out, Remark{Code: code, Text: text, Hint: hint}) }
	if m := anyOf(name, func(r rune) bool { return strings.ContainsRune(lostMarks, r) }); m != "" || strings.Contains(name, "锟斤拷") {
		add(NameLost, "是“"+name+"”，“"+orElse(m, "锟斤拷")+"”的位置像是丢了一个生僻字，或被遮住了", "查身份证或原件，把字补上；打不出的字用输入法的手写或拆字")
	}
	if m := anyOf(name, func(r rune) bool { return private(r) || 0x2E80 <= r && r <= 0x2FDF }); m != "" {
		add(NamePrivate, "是“"+name+"”，里面的 "+codes(m)+" 是自造字的编码，别的电脑上看不到这个字", "用“微软拼音”或手写输入重新打这个字")
	}
	if strings.HasPrefix(name, "·") || strings.HasSuffix(name, "·") || strings.Contains(name, "··") {
		add(NameDot, "是“"+name+"”，“·”在开头、末尾或连着两个", "“·”只在姓名的两段之间，写一个")
	}
	if m := anyOf(name, odd); m != "" {
		add(NameSign, "是“"+name+"”，“"+m+"”不是姓名里的字", "这一格只写姓名；要说明的写在“备注”")
	}
	return out
}

// odd reports what no name has and what is no mark of a lost character.
func odd(r rune) bool {
	if strings.ContainsRune(lostMarks, r) || private(r) || 0x2E80 <= r && r <= 0x2FDF {
		return false
	}
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune("·. -'’〇", r)
}

// anyOf returns the different characters of s that match, in order.
func anyOf(s string, match func(rune) bool) string {
	var b strings.Builder
	for _, r := range s {
		if match(r) && !strings.ContainsRune(b.String(), r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// codes writes characters by their code points, for those that nobody sees.
func codes(s string) string {
	var out []string
	for _, r := range s {
		out = append(out, fmt.Sprintf("U+%04X", r))
	}
	return strings.Join(out, "、")
}

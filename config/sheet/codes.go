package sheet

import (
	"regexp"
	"strings"
	"unicode"
)

var (
	// exponent is what is left of a long number in a csv file that an office
	// program saved.
	exponent = regexp.MustCompile(`^\d(\.\d+)?[eE]\+?\d+$`)
	// floated is a whole number that passed through a column of fractions.
	floated = regexp.MustCompile(`^\d+\.0+$`)
	// dated is a code such as 1-1 that an office program took for a date and
	// wrote out as a text.
	dated = regexp.MustCompile(`^\d{1,2}月\d{1,2}日$|^\d{4}(年\d{1,2}月\d{1,2}日|/\d{1,2}/\d{1,2}|-\d{2}-\d{2})( .*)?$|^\d{1,2}-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)$|^(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d{2}$`)
)

// Code reads the cell as a code, a number that is not for counting, or a
// telephone number: as it is shown, half-width, with hyphens for all dashes.
// What a table program changed beyond repair is a Remark with Lost.
func (c Cell) Code() (string, *Remark) {
	const asText = "把这一列设成“文本”格式，再照原样重新填写"
	switch c.Kind {
	case Empty, Fault, Formula:
		return "", c.Trouble()
	case Date:
		return "", &Remark{CodeDate, "成了日期 " + c.Text + "，是表格软件自动改的", asText, true}
	case Bool:
		return "", &Remark{CodeDate, "成了 " + c.Text + "，是表格软件自动改的", asText, true}
	}
	s := hyphens(Fold(c.Shown()))
	switch {
	case NotGiven(s):
		return "", None(s)
	case isDigits(s): // none of the forms below
	case floated.MatchString(s):
		s, _, _ = strings.Cut(s, ".")
	case dated.MatchString(s):
		return "", &Remark{CodeDate, "成了日期 " + s + "，是表格软件自动改的", asText, true}
	case exponent.MatchString(s):
		return "", &Remark{CodeDigits, "成了“" + s + "”，表格软件没有保留后面的数字", asText, true}
	}
	if c.more != nil && c.more.lost || c.Kind == Number && dropped(s) {
		return "", &Remark{CodeDigits, "是数字 " + s + "，超过 15 位，后面的数字已被表格软件改成 0", asText, true}
	}
	return s, nil
}

// dropped reports a number of csv whose digits after the 15th are all 0, as
// office programs save them.
func dropped(s string) bool {
	return len(s) > 15 && isDigits(s) && strings.Trim(s[15:], "0") == ""
}

// Hidden lists the characters of a text that nobody sees, by code and name;
// "" for none. Spaces and line breaks do not count.
func Hidden(s string) string {
	var out []string
	seen := map[rune]bool{}
	for _, r := range s {
		if invisible(r) && !seen[r] {
			seen[r] = true
			out = append(out, codes(string(r))+"（"+hiddenName(r)+"）")
		}
	}
	return strings.Join(out, "、")
}

func hiddenName(r rune) string {
	switch {
	case variation(r):
		return "异体字选择符"
	case r == 0x200B, r == 0x200C, r == 0x200D, r == 0x2060:
		return "零宽字符"
	case r == 0xFEFF:
		return "字节顺序标记"
	case r == 0x00AD:
		return "软连字符"
	case 0x200E <= r && r <= 0x202E, 0x2066 <= r && r <= 0x2069, r == 0x061C:
		return "文字方向标记"
	case unicode.IsControl(r):
		return "控制字符"
	}
	return "看不见的字符"
}

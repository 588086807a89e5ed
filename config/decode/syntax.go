package decode

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/pelletier/go-toml/v2/unstable"
)

// syntaxFault translates an error of the place parser.
func syntaxFault(p *unstable.Parser, data []byte, err error) *fault {
	f := &fault{code: "syntax", at: span{off: uint32(len(data))}}
	var pe *unstable.ParserError
	if !errors.As(err, &pe) {
		f.message, f.hint = translate("")
		return f
	}
	f.at = spanOf(p.Range(pe.Highlight))
	for f.at.off > 0 && int(f.at.off) < len(data) && !utf8.RuneStart(data[f.at.off]) {
		f.at.off-- // the parser names the last byte of an unfinished document
	}
	r, _ := utf8.DecodeRune(data[f.at.off:])
	if half, ok := halfWidth(r); ok {
		f.message = fmt.Sprintf("这里是全角字符“%c”，应为半角的 %s", r, half)
		f.hint = "切换到英文输入法再输入：键名、等号、引号、逗号、括号都用半角"
		return f
	}
	if line, at := lineOf(data, int(f.at.off)); dotted.MatchString(line) && at > 0 {
		f.message, f.hint = "日期写得不对", "日期写成 2027-01-15，不用点，也不用斜线"
		return f
	}
	if line, at := lineOf(data, int(f.at.off)); at <= len(line) {
		if m := withUnit.FindStringSubmatch(line); m != nil && at >= strings.Index(line, "=") {
			f.message = fmt.Sprintf("数字后面多了“%s”", m[2])
			f.hint = fmt.Sprintf("只写数字：%s；要连单位一起写的文字，两边加引号", m[1])
			return f
		}
	}
	f.message, f.hint = translate(pe.Message)
	return f
}

// withUnit is a number with its unit behind it, as people write it: 2027年.
var withUnit = regexp.MustCompile(`^\s*([\w-]+\s*=\s*[0-9]+(?:\.[0-9]+)?)\s*(\p{Han}+|%)\s*(?:#.*)?$`)

// dotted is a date as people write it, which TOML takes for a number with
// something behind it.
var dotted = regexp.MustCompile(`^\s*[\w-]+\s*=\s*[0-9]{4}[./][0-9]{1,2}[./][0-9]{1,2}\s*(#.*)?$`)

// lineOf returns the line around an offset, and the offset in it.
func lineOf(data []byte, off int) (string, int) {
	off = min(off, len(data))
	from := bytes.LastIndexByte(data[:off], '\n') + 1
	line, _, _ := bytes.Cut(data[from:], []byte("\n"))
	return string(bytes.TrimSuffix(line, []byte("\r"))), off - from
}

// halfWidth returns what to type instead of a full-width character that
// slips in with a Chinese input method.
func halfWidth(r rune) (string, bool) {
	switch r {
	case '“', '”', '＂', '「', '」':
		return `"`, true
	case '‘', '’', '＇':
		return `'`, true
	case '【', '〔':
		return "[", true
	case '】', '〕':
		return "]", true
	case '、':
		return ",", true
	case '。':
		return ".", true
	case '：', '＝':
		return "=", true
	case '\u3000':
		return "空格", true
	}
	if r > 0xFF00 && r < 0xFF5F {
		return string(r - 0xFEE0), true
	}
	return "", false
}

// translations of the parsers' messages, by a part of the message; the first
// that fits wins.
var translations = []struct{ part, message, hint string }{
	{"cannot have new lines", "字符串没有写完：这一行缺少右引号", `字符串两边都要有引号，例如 name = "示例县"`},
	{"unterminated", "字符串没有写完：缺少右引号", `字符串两边都要有引号，例如 name = "示例县"`},
	{"not terminated", "多行字符串没有写完：缺少结尾的三个引号", `多行字符串以 """ 开始，以 """ 结束`},
	{"too many quotes", "引号太多", "多行字符串只用三个引号结束"},
	{"need a character after", `反斜杠 \ 后面缺少字符`, `路径请用 / ，或用单引号：'C:\名册'`},
	{"invalid escape", `反斜杠 \ 后面的字符不认识`, `路径请用 / ，或用单引号：'C:\名册'`},
	{"escape sequence", `\u 后面不是有效的字符编码`, `路径请用 / ，或用单引号：'C:\名册'`},
	{"control characters", "这里有看不见的控制字符", "删去这个字符，重新输入"},
	{"carriage return", "这里有单独的回车符", "用编辑器把换行统一为 LF 或 CRLF"},
	{"invalid UTF-8", "文件不是 UTF-8 编码", "用记事本另存为，编码选 UTF-8"},
	{"expected newline", "一行只能写一个键，这里多出了内容", "换一行再写；注释前加 #"},
	{"close table name", "表名没有写完：缺少 ]", "例如 [county]"},
	{"close array table name", "表名没有写完：缺少 ]]", "例如 [[branch]]"},
	{"expected '=' after key", "键后面缺少等号", `例如 name = "示例县"`},
	{"expected key but", "缺少键名", `例如 name = "示例县"`},
	{"invalid character at start of key", "键名只能用英文字母、数字、- 和 _", "中文写在等号右边的引号里"},
	{"expected value", "等号或逗号后面缺少值", `例如 name = "示例县"`},
	{"start of value", "这里的值不认识", "文字和金额要加引号，日期写成 2027-01-15，是否写成 true 或 false"},
	{"expected keyword", "这里的值不认识", "文字要加引号，是否写成 true 或 false"},
	{"strings must be quoted", "文字要加引号", `例如 name = "示例县"`},
	{"nested more", "括号套得太深", ""},
	{"array is incomplete", "数组没有写完：缺少 ]", `例如 months = [3, 6, 9, 12]`},
	{"',' or ']'", "数组的两项之间缺少逗号，或结尾缺少 ]", `例如 months = [3, 6, 9, 12]`},
	{"inline table is incomplete", "花括号没有写完：缺少 }", `例如 dues = { category = "salaried", base = "4900.00" }`},
	{"comma in inline table", "花括号里多了一个逗号", `例如 dues = { category = "salaried", base = "4900.00" }`},
	{"',' or '}'", "花括号里两项之间缺少逗号，或结尾缺少 }", `例如 dues = { category = "salaried", base = "4900.00" }`},
	{"leading zero", "数字前面不能有 0", `代码要加引号，例如 code = "01"`},
	{"date", "日期写得不对", "日期写成 2027-01-15"},
	{"digit", "数字写得不对", `文字和金额要加引号，例如 base = "4900.00"`},
	{"number", "数字写得不对", `文字和金额要加引号，例如 base = "4900.00"`},
	{"nteger", "整数写得不对", "例如 day = 15"},
	{"loat", "小数写得不对", "例如 bleed = 3.0"},
	{"already", "同一个键或表写了两遍", "把两处合并成一处"},
	{"is not a table", "这个键前面已经有值，不能再当作表来写", "检查是否写了两遍"},
}

func translate(message string) (string, string) {
	for _, t := range translations {
		if strings.Contains(message, t.part) {
			return t.message, t.hint
		}
	}
	// The parsers' own words are English.
	return "这里的写法不对", "照 dangce init 建的 county.toml 写；引号、等号、逗号、括号都用半角"
}

// judge asks the full decoder whether the document is valid TOML. It is
// fourteen times slower than the place parser, so it is asked only about
// documents that use more than plain tables and keys.
func judge(src string) *fault {
	var all map[string]any
	_, err := toml.Decode(src, &all)
	if err == nil {
		return nil
	}
	f := &fault{code: "syntax"}
	var pe toml.ParseError
	if !errors.As(err, &pe) {
		f.message, f.hint = translate("")
		return f
	}
	start := min(max(pe.Position.Start, 0), len(src))
	f.at = span{uint32(start), uint32(min(max(pe.Position.Len, 0), len(src)-start))}
	f.message, f.hint = translate(pe.Message)
	if pe.LastKey != "" {
		f.message += "（" + pe.LastKey + "）"
	}
	return f
}

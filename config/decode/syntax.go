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

// syntaxFault translates an error of the place parser, which read data.
func (b *builder) syntaxFault(data []byte, err error) *fault {
	off := len(data)
	pe, ok := errors.AsType[*unstable.ParserError](err)
	f := &fault{code: "syntax", at: span{b.base + uint32(off), 0}}
	if !ok {
		f.message, f.hint = translate("")
		return f
	}
	at := b.parser.Range(pe.Highlight)
	for off = int(at.Offset); off > 0 && off < len(data) && !utf8.RuneStart(data[off]); {
		off-- // the parser names the last byte of an unfinished document
	}
	f.at = span{b.base + uint32(off), at.Length}
	if f.message, f.hint = slip(data, off); f.message == "" {
		f.message, f.hint = translate(pe.Message)
	}
	return f
}

// slip recognises what people type where TOML has something else.
func slip(data []byte, off int) (message, hint string) {
	r, _ := utf8.DecodeRune(data[off:])
	if half, ok := halfWidth(r); ok {
		return fmt.Sprintf("这里是全角字符“%c”，应为半角的 %s", r, half),
			"切换到英文输入法再输入：键名、等号、引号、逗号、括号都用半角"
	}
	if name := unseen(r); name != "" {
		return "这里有看不见的字符 " + name, "删去这个字符，或删去这一行重新输入"
	}
	line, at := lineOf(data, off)
	if !bytes.ContainsRune(data[:off], '=') || at > len(line) {
		return "", ""
	}
	for _, s := range slips {
		if m := s.pattern.FindStringSubmatch(line); m != nil && at >= strings.Index(line, "=") {
			return s.word(m)
		}
	}
	return "", ""
}

// slips are lines that say what is meant, though not in TOML.
var slips = []struct {
	pattern *regexp.Regexp
	word    func(m []string) (message, hint string)
}{
	// 2026.12.10, 2026年12月10日 or 2026-1-5
	{regexp.MustCompile(`^\s*[\w-]+\s*=\s*([0-9]{4})\s*[-./年]\s*([0-9]{1,2})\s*[-./月]\s*([0-9]{1,2})\s*日?\s*(?:#.*)?$`), func(m []string) (string, string) {
		return "日期写得不对", fmt.Sprintf("日期写成 %s-%02s-%02s，不用点，也不用斜线、年月日", m[1], m[2], m[3])
	}},
	// 2027年
	{regexp.MustCompile(`^\s*([\w-]+\s*=\s*[0-9]+(?:\.[0-9]+)?)\s*(\p{Han}+|%)\s*(?:#.*)?$`), func(m []string) (string, string) {
		return fmt.Sprintf("数字后面多了“%s”", m[2]), fmt.Sprintf("只写数字：%s；要连单位一起写的文字，两边加引号", m[1])
	}},
	// 1,000.00
	{regexp.MustCompile(`^\s*([\w-]+)\s*=\s*([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?)\s*(?:#.*)?$`), func(m []string) (string, string) {
		return "数字里不能有逗号", fmt.Sprintf("金额两边加引号，不用逗号：%s = \"%s\"", m[1], strings.ReplaceAll(m[2], ",", ""))
	}},
	// 二〇二七, 是, 城关镇党委, True
	{regexp.MustCompile(`^\s*([\w-]+)\s*=\s*(是|否|对|错|[Tt]rue|TRUE|[Ff]alse|FALSE|yes|no)\s*(?:#.*)?$`), func(m []string) (string, string) {
		word := "true"
		if strings.ContainsAny(m[2][:1], "FfNn") || m[2] == "否" || m[2] == "错" || m[2] == "no" {
			word = "false"
		}
		return "是否要写成 true 或 false", fmt.Sprintf("改为 %s = %s", m[1], word)
	}},
	{regexp.MustCompile(`^\s*([\w-]+)\s*=\s*(\p{Han}[^"'#]*?)\s*(?:#.*)?$`), func(m []string) (string, string) {
		return "文字要加引号", fmt.Sprintf("改为 %s = \"%s\"", m[1], m[2])
	}},
}

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

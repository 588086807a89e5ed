package decode

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"dangce/config/date"
	"dangce/config/diag"
	"dangce/config/money"
)

type color string

func (c *color) UnmarshalText(b []byte) error {
	if string(b) != "red" && string(b) != "红" {
		return fmt.Errorf("不认识的颜色 %s", b)
	}
	*c = "red"
	return nil
}

type hinted struct{ error }

func (hinted) Hint() string { return "可以写 a、b" }

// oneOrMany takes a string or a list of strings.
type oneOrMany []string

func (m *oneOrMany) UnmarshalTOML(v any) error {
	switch v := v.(type) {
	case string:
		*m = oneOrMany{v}
	case []any:
		for _, x := range v {
			*m = append(*m, fmt.Sprint(x))
		}
	default:
		return hinted{errors.New("应为文字或数组")}
	}
	return nil
}

type member struct {
	Name string         `toml:"name,required" example:"张三"`
	Post oneOrMany      `toml:"post"`
	Dues *dues          `toml:"dues"`
	Rate *money.Percent `toml:"rate"`
}

type dues struct {
	Base  money.Fen `toml:"base"`
	Items []struct {
		Name   string    `toml:"name,required"`
		Amount money.Fen `toml:"amount"`
	} `toml:"base_items"`
}

type branch struct {
	Code   string   `toml:"code"`
	Place  string   `toml:"place"`
	Member []member `toml:"member"`
}

type common struct {
	Issued date.Date `toml:"issued"`
}

type document struct {
	common
	Year   int            `toml:"year,required" example:"2027"`
	Months []time.Month   `toml:"months"`
	Bleed  float64        `toml:"bleed"`
	Flag   *bool          `toml:"flag"`
	Color  color          `toml:"color"`
	Spare  map[string]int `toml:"spare"`
	Any    any            `toml:"any"`
	Branch []branch       `toml:"branch"`
	County struct {
		N int `toml:"n"`
	} `toml:"county"`
	Ignored string
}

func bind(t testing.TB, src string) (*document, *File, *diag.List) {
	t.Helper()
	var out diag.List
	var doc document
	f := Parse("a.toml", []byte(src), &out)
	if f != nil {
		f.Bind(&doc, &out)
	}
	return &doc, f, &out
}

func TestBindFillsEveryForm(t *testing.T) {
	doc, f, out := bind(t, "\xEF\xBB\xBF"+`year = 2_027
issued = 2026-12-10
months = [3, 12]
bleed = 3
flag = false
color = "红"
spare = { handbook = 2, card = 0x10 }
any = [1, "二", 2001-07-01, { x = 1.5, y = true }, 07:30:00]
[[branch]]
code = '01'
[[branch.member]]
name = "张\u4E09"
post = "书记"
rate = "0.5"
dues = { base = "4900.5", base_items = [{ name = "职务工资", amount = "+1640.00" }] }
[[branch.member]]
name = """
王
伟"""
post = ["书记", "组织委员"]
[[branch]]
code = "02"
`)
	if out.Len() != 0 {
		t.Fatalf("findings: %v", out.Sorted())
	}
	half := money.Percent(500)
	no := false
	d := &dues{Base: 490050}
	d.Items = append(d.Items, struct {
		Name   string    `toml:"name,required"`
		Amount money.Fen `toml:"amount"`
	}{"职务工资", 164000})
	want := &document{
		common: common{Issued: date.New(2026, 12, 10)},
		Year:   2027, Months: []time.Month{3, 12}, Bleed: 3, Flag: &no, Color: "red",
		Spare: map[string]int{"handbook": 2, "card": 16},
		Any:   []any{int64(1), "二", date.New(2001, 7, 1), map[string]any{"x": 1.5, "y": true}, "07:30:00"},
		Branch: []branch{
			{Code: "01", Member: []member{
				{Name: "张三", Post: oneOrMany{"书记"}, Rate: &half, Dues: d},
				{Name: "王\n伟", Post: oneOrMany{"书记", "组织委员"}},
			}},
			{Code: "02"},
		},
	}
	if !reflect.DeepEqual(doc, want) {
		t.Errorf("got  %+v\nwant %+v", doc, want)
	}
	for path, at := range map[string]string{
		"year":                      "1:8+5",
		"any[1]":                    "8:11+3",
		"spare":                     "7:1+5",
		"branch":                    "9:3+6",
		"branch[0].member[0].name":  "12:8+9",
		"branch[0].member[1].name":  "17:8+3",
		"branch[0].member[1].phone": "16:10+6",
		"branch[0].member[0].dues.base_items[0].amount": "15:67+10",
		"branch[1].code": "22:8+4",
		"branch[7].code": "9:3+6",
		"nothing":        "1:1+1",
	} {
		p := f.Place(path)
		if got := fmt.Sprintf("%d:%d+%d", p.Line, p.Column, p.Width); got != at {
			t.Errorf("Place(%s) = %s, want %s (%s)", path, got, at, p.Text)
		}
	}
	if !f.Has("branch[1].code") || f.Has("branch[1].name") || f.Has("branch[2]") {
		t.Error("Has does not tell what exists")
	}
}

// Each message once: source, then "line:column+width code message / hint".
func TestFindings(t *testing.T) {
	tests := []struct{ src, want string }{
		// syntax
		{"year = 2027\nname = “示例县”", "2:8+1 syntax 这里是全角字符““”，应为半角的 \" / 切换到英文输入法再输入：键名、等号、引号、逗号、括号都用半角"},
		{"year ＝ 2027", "1:6+1 syntax 这里是全角字符“＝”，应为半角的 = / 切换"},
		{"ｙear = 2027", "1:1+1 syntax 这里是全角字符“ｙ”，应为半角的 y / 切换"},
		{"年度 = 2027", "1:1+1 syntax 键名只能用英文字母、数字、- 和 _ / 中文写在"},
		{"a = [\"书记\"，\"委员\"]", "1:10+1 syntax 这里是全角字符“，”，应为半角的 , / 切换"},
		{"year = 2027\nissued = 2026.12.10 # 印制", "2:17+1 syntax 日期写得不对 / 日期写成 2026-12-10，"},
		{"issued = 2026/1/5", "1:14+1 syntax 日期写得不对 / 日期写成 2026-01-05，"},
		{"a = \"示例县\nb = 1", "1:9+1 syntax 字符串没有写完：这一行缺少右引号 / 字符串两边"},
		{"a = \"示例县", "1:8+1 syntax 字符串没有写完：缺少右引号 / 字符串两边"},
		{"a = \"\"\"示例县", "1:10+1 syntax 多行字符串没有写完：缺少结尾的三个引号 / 多行"},
		{"a = \"C:\\名册\"", "1:8+2 syntax 反斜杠 \\ 后面的字符不认识 / 路径请用 /"},
		{"a = 示例县", "1:5+1 syntax 文字要加引号 / 改为 a = \"示例县\""},
		{"a =", "1:3+1 syntax 等号或逗号后面缺少值 / 例如"},
		{"a 1", "1:3+1 syntax 键后面缺少等号 / 例如"},
		{"year = 2027年", "1:12+1 syntax 数字后面多了“年” / 只写数字：year = 2027；"},
		{"percent = 95%", "1:13+1 syntax 数字后面多了“%” / 只写数字：percent = 95；"},
		{"a = 1 b = 2", "1:7+1 syntax 一行只能写一个键，这里多出了内容 / 换一行"},
		{"[county", "1:7+1 syntax 表名没有写完：缺少 ] / 例如 [county]"},
		{"[[branch]", "1:9+1 syntax 表名没有写完：缺少 ]] / 例如 [[branch]]"},
		{"a = [1, 2", "1:9+1 syntax 数组没有写完：缺少 ] / 例如"},
		{"a = [1 2]", "1:8+1 syntax 数组的两项之间缺少逗号，或结尾缺少 ] / 例如"},
		{"a = { b = 1", "1:11+1 syntax 花括号没有写完：缺少 } / 例如"},
		{"code = 01", "1:8+2 syntax 数字前面不能有 0 / 代码要加引号"},
		{"a = tru", "1:5+3 syntax 这里的值不认识 / 文字要加引号"},
		{"a = \"x\ay\"", "1:7+1 syntax 这里有看不见的控制字符 / 删去"},
		{"a = \"党员\xB5\"", "1:8+1 encoding 文件不是 UTF-8 编码 / 用记事本"},
		{"a = " + strings.Repeat("[", 20000), "1:10005+1 syntax 括号套得太深 / "},
		{strings.Repeat("a.", 200) + "a = 1", "1:129+1 syntax 键的层次太深 / "},
		// written twice
		{"year = 1\nx = 2\nyear = 3", "3:1+4 duplicate-key 键 year 写了两遍 / 同一个表里一个键只能写一次，删去多余的一行 also 1:1+4"},
		{"[county]\nn = 1\n[county]\nm = 2", "3:2+6 duplicate-key 表 [county] 写了两遍 / 把两处合并成一处 also 1:2+6"},
		{"a = 1\n[a.b]", "2:2+1 duplicate-key a 前面已经有值，不能再当作表来写 / 检查 also 1:1+1"},
		{"a = {x.y = 1, x = 2}", "1:15+1 duplicate-key 键 x 写了两遍 / 同一个 also 1:6+1"},
		{"[a.b]\n[a]\nb.c = 1\n[a.b]", "4:4+1 duplicate-key 表 [b] 写了两遍 / 把 also 1:4+1"},
		{"a = []\n[[a]]", "2:3+1 syntax 同一个键或表写了两遍 / 把"},
		// keys
		{"year = 1\nYear = 2", "2:1+4 unknown-key 不认识的键 Year / 应写成 year（区分大小写，用半角字符）"},
		{"year = 1\n\"ｙｅａｒ\" = 2", "2:1+6 unknown-key 不认识的键 ｙｅａｒ / 应写成 year"},
		{"year = 1\nisued = 2", "2:1+5 unknown-key 不认识的键 isued / 是不是 issued？"},
		{"year = 1\nquite = 2", "2:1+5 unknown-key 不认识的键 quite / 这里可以写：issued、year、months"},
		{"year = 1\n[[branch]]\n[[branch.member]]\nname = \"a\"\nplace = 1", "5:1+5 unknown-key 不认识的键 place / place 属于 [[branch]]，要写在它的第一个子表之前"},
		{"year = 1\n[county]\nbleed = 1", "3:1+5 unknown-key 不认识的键 bleed / bleed 要写在文件开头，第一个 [表] 之前"},
		{"issued = 2026-12-10", "1:1+1 missing-key 缺少 year / 加一行：year = 2027"},
		{"year = 1\n[[branch]]\n[[branch.member]] # 党员\npost = \"书记\"", "3:10+6 missing-key 缺少 name（[[branch.member]]） / 加一行：name = \"张三\""},
		{"year = 1\n[[branch]]\n[[branch.member]]\nname = \"a\"\ndues = { base_items = [{ amount = \"1\" }] }", "5:24+1 missing-key 缺少 name / 加一行：name = \"……\""},
		// types
		{"year = \"二〇二七\"", "1:8+6 wrong-type year 应为整数，这里是文字 / 例如 year = 2027"},
		{"year = 99999999999999999999", "1:8+20 wrong-type 整数太大：99999999999999999999 / "},
		{"year = 1\nmonths = 3", "2:10+1 wrong-type months 应为数组，这里是整数 / 例如 months = [1]"},
		{"year = 1\nmonths = [3, 13]", "2:14+2 bad-month 没有 13 月 / 月份写 1 到 12"},
		{"year = 1\nmonths = [3, \"4\"]", "2:14+3 wrong-type months 应为整数，这里是文字 / 例如 months = 1"},
		{"year = 1\nbleed = inf", "2:9+3 wrong-type bleed 应为数字，这里是小数 / 例如"},
		{"year = 1\nflag = \"是\"", "2:8+3 wrong-type flag 应为 true 或 false，这里是文字 / 例如 flag = true"},
		{"year = 1\nissued = 2027-02-30", "2:10+10 bad-date 没有这个日期：2027-02-30 / 日期写成"},
		{"year = 1\nissued = \"2027.2.3\"", "2:10+10 bad-date 没有这个日期：2027.2.3 / 日期写成"},
		{"year = 1\nissued = 2027", "2:10+4 wrong-type issued 应为日期，这里是整数 / 例如 issued = 2027-01-15"},
		{"year = 1\nissued = 2027-01-01T08:00:00", "2:10+19 wrong-type issued 应为日期，这里是日期和时间 / 例如"},
		{"year = 1\ncolor = \"蓝\"", "2:9+3 bad-value 不认识的颜色 蓝 / "},
		{"year = 1\ncolor = 1", "2:9+1 wrong-type color 应为文字（加引号），这里是整数 / 例如 color = \"……\""},
		{"year = 1\ncounty = 1", "2:10+1 wrong-type county 应为表，这里是整数 / 例如"},
		{"year = 1\n[[county]]", "2:3+6 wrong-type county 应为表，这里是多个表 / 表名用一层方括号：[county]"},
		{"year = 1\n[branch]", "2:2+6 wrong-type branch 应为数组，这里是表 / 表名用两层方括号：[[branch]]"},
		{"year = 1\nspare = { a = \"1\" }", "2:15+3 wrong-type a 应为整数，这里是文字 / 例如 a = 1"},
		{"year = 1\nspare = 1", "2:9+1 wrong-type spare 应为表，这里是整数 / 例如"},
		{"year = 1\nany = 2027-13-01", "2:7+10 bad-date 没有这个日期：2027-13-01 / 日期写成"},
		{"year = 1\n[[branch]]\nmember = [{ name = \"a\", rate = 0.5 }]", "3:32+3 wrong-type rate 应为百分数（加引号），这里是小数 / 例如 rate = \"0.5\""},
		{"year = 1\n[[branch]]\nmember = [{ name = \"a\", rate = \"半\" }]", "3:32+3 bad-money 不是百分数：半 / 只写数字"},
		{"year = 1\n[[branch]]\nmember = [{ name = \"a\", post = 3 }]", "3:32+1 bad-value 应为文字或数组 / 可以写 a、b"},
		{"year = 1\n[[branch]]\nmember = [{ name = \"张三\", dues = { base = 4900 } }]", "3:42+4 wrong-type base 应为金额（加引号的元），这里是整数 / 例如 base = \"4900.00\""},
		{"year = 1\n[[branch]]\nmember = [{ name = \"张三\", dues = { base = \"4,900\" } }]", "3:42+7 bad-money 不是金额：4,900 / 写成元"},
	}
	for _, tt := range tests {
		out := new(diag.List)
		if Parse("a.toml", []byte(tt.src), out); out.Len() == 0 {
			_, _, out = bind(t, tt.src)
		}
		if out.Len() != 1 {
			t.Errorf("%.60q: %d findings, want one: %v", tt.src, out.Len(), out.Sorted())
			continue
		}
		f := out.Sorted()[0]
		got := fmt.Sprintf("%d:%d+%d %s %s / %s", f.Line, f.Column, f.Width, f.Code, f.Message, f.Hint)
		for _, a := range f.Also {
			got += fmt.Sprintf(" also %d:%d+%d", a.Line, a.Column, a.Width)
		}
		want, also, _ := strings.Cut(tt.want, " also")
		if !strings.HasPrefix(got, want) || !strings.HasSuffix(got, also) {
			t.Errorf("%.60q:\n got %s\nwant %s", tt.src, got, tt.want)
		}
	}
}

func TestAllFindingsInOneRun(t *testing.T) {
	_, f, out := bind(t, "issued = 5\nx = 1\n[[branch]]\ncode = 1\n[[branch.member]]\n[[branch.member]]\nname = 2\n")
	f.Add(out, diag.Warning, "own", "branch[0].code", "自己的检查", "提示")
	var got []string
	for _, f := range out.Sorted() {
		got = append(got, fmt.Sprintf("%d:%d %s", f.Line, f.Column, f.Code))
	}
	want := []string{"1:1 missing-key", "1:10 wrong-type", "2:1 unknown-key", "4:8 wrong-type", "4:8 own", "5:10 missing-key", "7:8 wrong-type"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestWideTables(t *testing.T) {
	var b strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&b, "k%d = 1\n", i)
	}
	if _, f, _ := bind(t, b.String()); f == nil || f.Place("k2999").Line != 3000 {
		t.Error("a key of a wide table is not found")
	}
	var out diag.List
	Parse("a.toml", []byte(b.String()+"k7 = 1\n"), &out)
	if s := out.Sorted(); len(s) != 1 || s[0].Line != 3001 || s[0].Also[0].Line != 8 {
		t.Errorf("a double key in a wide table: %v", s)
	}
}

func TestNearest(t *testing.T) {
	words := []string{"salaried", "retired", "farmer"}
	for in, want := range map[string]string{"salareid": "salaried", "Farmer": "farmer", "ｆａｒｍｅｒ": "farmer", "农民": "", "": ""} {
		if got := Nearest(in, words); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", in, got, want)
		}
	}
}

// cell is a table, or the text alone; row a table, or its cells alone.
type cell struct {
	Text  string `toml:"text"`
	Label bool   `toml:"label"`
	Span  int    `toml:"span"`
}

func (c *cell) Shorthand() string { c.Label = true; return "text" }

type row struct {
	Height float64 `toml:"height"`
	Cells  []cell  `toml:"cells"`
}

func (*row) Shorthand() string { return "cells" }

type chosen struct{}

func (*chosen) BoundLater() {}

type sheet struct {
	Rows  []row    `toml:"rows"`
	Parts []chosen `toml:"part"`
}

func TestForeignFiles(t *testing.T) {
	for data, want := range map[string]string{
		"PK\x03\x04...":            "Excel 工作簿或压缩包",
		"\xd0\xcf\x11\xe0\xa1\xb1": "旧格式的 Excel",
		"%PDF-1.7\n":               "PDF",
		"\xff\xd8\xff\xe0":         "图片",
		"\x00\x00\x00":             "二进制",
	} {
		var out diag.List
		if f := Parse("county.toml", []byte(data), &out); f != nil || out.Len() != 1 {
			t.Fatalf("%q: file %v, %d findings", data, f, out.Len())
		}
		f := out.Sorted()[0]
		if !strings.Contains(f.Message, want) || f.Hint == "" || f.Place.Text != "" {
			t.Errorf("%q: %+v, want %q without the bytes", data, f, want)
		}
	}
}

func TestShorthand(t *testing.T) {
	var out diag.List
	var s sheet
	f := Parse("a.toml", []byte("rows = [[\"甲\", { span = 2 }], { height = 9, cells = [{ text = \"乙\" }] }]\n[[part]]\nn = 1\n[[part]]\nn = 2\n"), &out)
	f.Bind(&s, &out)
	want := []row{{Cells: []cell{{Text: "甲", Label: true}, {Span: 2}}}, {Height: 9, Cells: []cell{{Text: "乙"}}}}
	if !reflect.DeepEqual(s.Rows, want) || len(s.Parts) != 2 || out.Len() != 0 {
		t.Errorf("%+v, %v", s, out.Sorted())
	}
	for _, path := range []string{"rows[0].cells[1].span", "rows[0][1].span"} {
		if p := f.Place(path); p.Column != 24 || f.Has("rows[0].cells[1].span") {
			t.Errorf("Place(%s) is column %d", path, p.Column)
		}
	}
	if f.Text("rows[1].cells[0].text") != "乙" || f.Text("rows") != "" || f.Text("none") != "" {
		t.Error("Text")
	}
	var part struct {
		N int `toml:"n"`
	}
	if f.BindAt("part[1]", &part, &out); part.N != 2 || out.Len() != 0 {
		t.Errorf("bound later: %+v, %v", part, out.Sorted())
	}
	Parse("a.toml", []byte("rows = [[1, { spam = 2 }], 3]\n"), &out).Bind(&s, &out)
	var got []string
	for _, f := range out.Sorted() {
		got = append(got, fmt.Sprintf("%d:%d %s %s / %s", f.Line, f.Column, f.Code, f.Message, f.Hint))
	}
	if want := []string{"1:10 wrong-type cells 应为表，这里是整数 / 例如 cells = { …… }", "1:15 unknown-key 不认识的键 spam / 是不是 span？", "1:28 wrong-type rows 应为表，这里是整数 / 例如 rows = { …… }"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
}

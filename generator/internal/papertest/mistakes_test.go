package papertest

import (
	"bytes"
	"errors"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dangce/config/diag"
	"dangce/generator"
	"dangce/generator/layout"
	"dangce/generator/pack"

	"golang.org/x/text/encoding/simplifiedchinese"
)

const guideBook = "templates/books/hardship.toml"

// mistaken loads the county of the guide after a mistake in its book, or in
// another file. It returns what was found about templates.
func mistaken(t *testing.T, change func(files fstest.MapFS)) []diag.Finding {
	t.Helper()
	files := guideCounty(t)
	for _, s := range guideSteps(t) {
		follow(files, s)
	}
	change(files)
	var out diag.List
	loadAll(files, &out)
	return aboutWarnings(&out)
}

// aboutWarnings are all findings about templates, warnings too.
func aboutWarnings(out *diag.List) []diag.Finding {
	return slices.DeleteFunc(out.Sorted(), func(f diag.Finding) bool {
		return f.Code != "unread-template" && !strings.HasPrefix(f.File, "templates/") && f.Severity == diag.Warning
	})
}

// TestMistakesInABook: what clerks get wrong in a template is one finding with
// file, line, column, the part of the line that is meant, and what to do.
func TestMistakesInABook(t *testing.T) {
	for i, c := range []struct{ old, new, code, under, message, hint string }{
		{`title       = "困难党员帮扶登记册"`, `title       = "困难党员帮扶登记册`, "syntax", "", "缺少右引号", "两边都要有引号"},
		{`title       = "困难党员帮扶登记册"`, `title = “困难党员帮扶登记册”`, "syntax", "“", "全角字符", "英文输入法"},
		{`title       = "困难党员帮扶登记册"`, `书名 = "困难党员帮扶登记册"`, "syntax", "书", "键名只能用英文", "等号右边"},
		{`paper       =`, `paper　　　　 =`, "syntax", "　", "全角字符", "英文输入法"},
		{`head        =`, `haed        =`, "unknown-key", "haed", "不认识的键 haed", "head"},
		{`"困难党员帮扶登记册.pdf"`, `""`, "empty", `""`, "file 是空的", `file = "困难党员帮扶登记册.pdf"`},
		{`"KN"`, `"困"`, "bad-code", `"困"`, "两个大写字母", `code = "KN"`},
		{`"KN"`, `"HB"`, "same-code", `"HB"`, "《党支部工作手册》", "两个别的大写字母"},
		{`"困难党员帮扶登记册.pdf"`, `"困难党员帮扶登记册"`, "bad-file-name", `"困难党员帮扶登记册"`, "以 .pdf 结尾", "例：file"},
		{`"困难党员帮扶登记册.pdf"`, `"党支部工作手册.pdf"`, "same-file", `"党支部工作手册.pdf"`, "《党支部工作手册》的相同", "换一个文件名"},
		{`"branch"  `, `"党支部"  `, "unknown-choice", `"党支部"`, `没有 "党支部"`, "branch 每个党支部一本"},
		{`"A4"`, `"a4"`, "unknown-choice", `"a4"`, `没有 "a4"`, "是不是 A4"},
		{`"saddle"`, `"骑马钉"`, "unknown-choice", `"骑马钉"`, "装订", "saddle 骑马钉"},
		{`numbers     = true`, `numbers     = "true"`, "wrong-type", `"true"`, "应为 true 或 false", "numbers = true"},
		{`levels = 1`, `levels = "一"`, "wrong-type", `"一"`, "应为整数", "levels = 1"},
		{`"K00"`, `"扉页"`, "bad-page-id", `"扉页"`, "大写字母和数字", `id = "K01"`},
		{`kind   = "contents"`, `kind   = "content"`, "unknown-name", `"content"`, "没有块", "是不是 contents"},
		{`kind   = "contents"`, `kind   = "目录"`, "unknown-name", `"目录"`, "没有块", "contents"},
		{`levels = 1`, "levels = 1\n  mm = 3", "unknown-key", "mm", "不认识的键 mm", "levels"},
		{`{branch.secretary}" }, "日`, `{branch.secretery}" }, "日`, "unknown-placeholder", `"{branch.secretery}"`, "{branch.secretery}", "是不是 {branch.secretary}"},
		{`value = "{member.birth}"`, `value = "{member.生日}"`, "unknown-placeholder", `"{member.生日}"`, "{member.生日}", "{member.birth}"},
		{`value = "{member.birth}"`, `value = "{生日}"`, "unknown-placeholder", `"{生日}"`, "{生日}", "adding-a-book.md"},
		{`第 {no} 次`, `第 {no 次`, "unknown-placeholder", `"{branch.short}　　第 {no 次"`, "没有配对", "{branch.name}"},
		{`第 {no} 次`, `第 ｛no｝ 次`, "full-width", `"{branch.short}　　第 ｛no｝ 次"`, "花括号是全角", "英文输入法"},
		{`"times:8"`, `"times：8"`, "full-width", `"times：8"`, "冒号是全角", `"times:8"`},
		{`"times:8"`, `"times:八"`, "bad-argument", `"times:八"`, "整数", "times:8"},
		{`"times:8"`, `"8"`, "unknown-name", `"8"`, "没有重复方式", "times"},
		{`["走访人", { span = 3 }]`, `["走访人", { span = 4 }]`, "too-many-cells", `"走访人"`, "占 5 列，表只有 4 列", "span"},
		{`["走访人", { span = 3 }]`, `["走访人", {}]`, "too-few-cells", `"走访人"`, "只占 2 列，表有 4 列", "span"},
		{`["走访人", { span = 3 }]`, `["走访人", { spam = 3 }]`, "unknown-key", "spam", "不认识的键 spam", "是不是 span"},
		{`["走访人", { span = 3 }]`, `["走访人", { span = "3" }]`, "wrong-type", `"3"`, "span 应为整数", "span = 1"},
		{`columns = [30, "*"]`, `columns = [30, "宽"]`, "bad-value", `"宽"`, "列宽 宽 写法不对", ""},
		{`names = "committee"`, `names = "支委"`, "unknown-name", `"支委"`, "没有签到名单", "committee"},
		{`style = "subtitle"`, `style = "副标题"`, "unknown-name", `"副标题"`, "没有样式", "adding-a-book.md"},
		{`data = "members"`, `data = "党员"`, "unknown-name", `"党员"`, "没有行的来源", "adding-a-book.md"},
		{`data = "members"`, `data = "members:困难"`, "bad-argument", `"members:困难"`, "没有 members:困难", "members:full"},
		{`repeat   = "times:8"`, "repeat   = \"times:8\"\nwhen = [\"村\"]", "unknown-name", "when", `没有条件 "村"`, "adding-a-book.md"},
		{`mm   = 30`, `mm   = 400`, "too-high", `400`, "一页只有 250 毫米", "分到两页"},
		{`mm   = 30`, `mm   = -5`, "bad-number", `-5`, "mm = -5", "0 到 1000"},
		{`"目　录"`, `"目　录☑"`, "no-glyph", "☑", "没有字体能印", "[fonts]"},
		{`"目　录"`, "\"目　录\uE000\"", "private-use", "\uE000", "自造字", "国家标准编码"},
		{"# 年终小结和审签", "[[page]]\nid = \"K09\"\n", "empty-page", "page", "什么也没写", "[[page.block]]"},
	} {
		if testing.Short() && i%8 != 0 {
			continue // each loads all templates
		}
		found := mistaken(t, func(files fstest.MapFS) {
			text := string(files[guideBook].Data)
			if !strings.Contains(text, c.old) {
				t.Fatalf("the guide has no %s", c.old)
			}
			files[guideBook] = &fstest.MapFile{Data: []byte(strings.Replace(text, c.old, c.new, 1))}
		})
		if len(found) != 1 {
			t.Errorf("%s: %d findings: %v", c.new, len(found), found)
			continue
		}
		f := found[0]
		if f.Code != c.code || f.Severity != diag.Error || f.File != guideBook || !strings.Contains(f.Message, c.message) || !strings.Contains(f.Hint, c.hint) {
			t.Errorf("%s: %s at %s: %s / %s", c.new, f.Code, f.Place, f.Message, f.Hint)
		}
		line := []rune(f.Text)
		if f.Line < 1 || f.Column < 1 || f.Column+f.Width-1 > len(line)+1 {
			t.Errorf("%s: line %d, column %d+%d of %d", c.new, f.Line, f.Column, f.Width, len(line))
		} else if under := string(line[f.Column-1 : min(f.Column-1+f.Width, len(line))]); c.under != "" && under != c.under {
			t.Errorf("%s: %q is underlined, want %q", c.new, under, c.under)
		}
	}
}

// TestMisplacedTemplates: files in the wrong place, with a wrong name or in a
// wrong encoding.
func TestMisplacedTemplates(t *testing.T) {
	for _, c := range []struct{ name, code, message, hint string }{
		{"templates/book/hardship.toml", "unread-template", "没有读", "文件夹改名为 books"},
		{"templates/书/hardship.toml", "unread-template", "没有读", "书放在 books 里"},
		{"templates/hardship.toml", "unread-template", "没有读", "books 文件夹"},
		{"templates/handbook.toml", "unread-template", "没有读", "放进模板文件夹里的 books"},
		{"templates/books/wording.toml.txt", "unread-template", "没有读", "改名为 wording.toml"},
		{"templates/books/hardship.txt", "unread-template", "没有读", "改名为 hardship.toml"},
		{"templates/books/hardship.TOML", "unread-template", "没有读", "改名为 hardship.toml"},
		{"templates/books/2027/hardship.toml", "unread-template", "没有读", "不再分文件夹"},
		{guideBook, "encoding", "已照这个编码读了", "编码选 UTF-8"},
	} {
		found := mistaken(t, func(files fstest.MapFS) {
			data := files[guideBook].Data
			if c.code == "encoding" {
				var err error
				if data, err = simplifiedchinese.GBK.NewEncoder().Bytes(data); err != nil {
					t.Fatal(err)
				}
			}
			delete(files, guideBook)
			files[c.name] = &fstest.MapFile{Data: data}
			for name, f := range files { // the copies of a book that is not there
				if name == "county.toml" {
					files[name] = &fstest.MapFile{Data: bytes.ReplaceAll(f.Data, []byte("hardship = 1"), nil)}
				}
			}
		})
		if len(found) != 1 || found[0].File != c.name || found[0].Code != c.code || !strings.Contains(found[0].Message, c.message) || !strings.Contains(found[0].Hint, c.hint) {
			t.Errorf("%s: %v", c.name, found)
		}
	}
	// Notes of the county's own are nobody's business.
	if found := mistaken(t, func(files fstest.MapFS) {
		files["templates/说明.txt"] = &fstest.MapFile{Data: []byte("县里的说明\n")}
		files["templates/books/草稿.docx"] = &fstest.MapFile{Data: []byte("PK")}
	}); len(found) > 0 {
		t.Errorf("other files: %v", found)
	}
}

// TestGuideShowsAFinding: the finding that the guide prints is what check
// prints.
func TestGuideShowsAFinding(t *testing.T) {
	found := mistaken(t, func(files fstest.MapFS) {
		text := strings.Replace(string(files[guideBook].Data), `note = "{branch.secretary}"`, `note = "{branch.secretery}"`, 1)
		// The guide's county has no blank line that tests put first.
		files[guideBook] = &fstest.MapFile{Data: []byte(strings.TrimPrefix(text, "\n"))}
	})
	var printed bytes.Buffer
	if err := diag.Print(&printed, found, 0); err != nil {
		t.Fatal(err)
	}
	guide, err := os.ReadFile("../../../docs/adding-a-book.md")
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.TrimSpace(printed.String()); !strings.Contains(string(guide), want) {
		t.Errorf("the guide lacks\n%s", want)
	}
}

// TestTooHighForAPage: what only layout can tell names the book, the page and
// the block.
func TestTooHighForAPage(t *testing.T) {
	files := guideCounty(t)
	follow(files, step{"county.toml", `templates = "templates"`})
	files[guideBook] = &fstest.MapFile{Data: []byte("code = \"GG\"\ntitle = \"高\"\nfile = \"高.pdf\"\nfor = \"branch\"\n[[page]]\nid = \"G1\"\n" +
		"[[page.block]]\nkind = \"form\"\ncolumns = [\"*\"]\nrows = [[\"" + strings.Repeat(`高\n`, 60) + "\"]]\n")}
	var out diag.List
	county, set := loadAll(files, &out)
	if found := aboutTemplates(&out); len(found) > 0 {
		t.Fatal(found)
	}
	err := buildInto(t.TempDir(), county, pack.Options{}, generator.Options{Set: set})
	if !errors.Is(err, layout.ErrTooHigh) || !strings.Contains(err.Error(), "《高》: 页 G1: 第 1 块") {
		t.Errorf("error %v", err)
	}
}

// TestOddValues: whatever value is given where another is meant, there are
// findings, or pages, or one error about what fits on no page.
func TestOddValues(t *testing.T) {
	files := guideCounty(t)
	for _, s := range guideSteps(t) {
		follow(files, s)
	}
	text := string(files[guideBook].Data)
	values := []string{"0", "-1", "1e9", `""`, `"*"`, `"{"`, `"{no}{member.name}"`, `"` + strings.Repeat("很长的名字", 80) + `"`, "true", "[]", "{}", "[[]]", "40"}
	places := regexp.MustCompile(`[=:\[,] *("[^"]*"|[0-9.]+|true|false)`).FindAllStringSubmatchIndex(text, -1)
	laid := 0
	for i, at := range places {
		if i%5 != 0 {
			continue // the others are as these
		}
		value := values[i/5%len(values)]
		files[guideBook] = &fstest.MapFile{Data: []byte(text[:at[2]] + value + text[at[3]:])}
		var out diag.List
		county, set := loadAll(files, &out)
		if county == nil || out.Errors() > 0 {
			continue
		}
		laid++
		if _, err := generator.List(t.Context(), county, generator.Options{Set: set, Books: []string{"hardship"}}); err != nil && !errors.Is(err, layout.ErrTooHigh) {
			t.Errorf("%s instead of %s: %v", value, text[at[2]:at[3]], err)
		}
	}
	if len(places) < 200 || laid < 10 {
		t.Errorf("%d places, %d books laid out", len(places), laid)
	}
}

package templates

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Most characters of a text: what an A4 table holds in its columns.
const (
	maxBox       = 14
	maxWhen      = 10
	maxForm      = 10
	maxProcedure = 40
	maxStandard  = 36
	maxWho       = 10
)

// columns checks the cells of a row.
func (c *flowChecker) columns(path string, cols FlowCells) {
	c.text(path, "when", cols.When, maxWhen)
	c.text(path, "form", cols.Form, maxForm)
	c.text(path, "procedure", cols.Procedure, maxProcedure)
	c.text(path, "standard", cols.Standard, maxStandard)
	c.text(path, "who", cols.Who, maxWho)
	if cols.Source == "" {
		c.add("flow-empty", path+".source", "没有写出处 source", `写条款，没有依据的写 source = "D"`)
	}
	for i, key := range cols.Defaults {
		if !slices.Contains([]string{"when", "form", "procedure", "standard", "who"}, key) {
			c.add("flow-column", item(path+".defaults", i), "没有这一列："+key, "可以写 when、form、procedure、standard、who")
		}
	}
	c.pages(path+".pages", cols.Pages)
}

// wordings checks how branches of some kinds read a row.
func (c *flowChecker) wordings(path string, noCommittee, community *FlowWording) {
	if community != nil && c.flow.Community == nil {
		c.add("flow-community", path+".community", "流程图 "+c.flow.ID+" 不分村和社区，这一段不起作用", "删去这一段，或者在这张图的文件里写一段 [community]")
	}
	for _, x := range []struct {
		key string
		*FlowWording
	}{{".no_committee", noCommittee}, {".community", community}} {
		if x.FlowWording != nil {
			c.wording(path+x.key, x.FlowWording)
			c.quorum(path+x.key+".quorum", x.Quorum)
		}
	}
}

// wording checks only what is there: the rest is worded by roles.toml.
func (c *flowChecker) wording(path string, w *FlowWording) {
	for _, x := range []struct {
		key, text string
		most      int
	}{
		{"box", w.Box, maxBox}, {"text", w.Text, maxBox}, {"when", w.When, maxWhen}, {"form", w.Form, maxForm},
		{"procedure", w.Procedure, maxProcedure}, {"standard", w.Standard, maxStandard}, {"who", w.Who, maxWho},
	} {
		if c.file.Has(path + "." + x.key) {
			c.text(path, x.key, x.text, x.most)
		}
	}
	c.pages(path+".pages", w.Pages)
}

// text checks that a text is there and fits, with its placeholders filled.
func (c *flowChecker) text(path, key, text string, most int) {
	if strings.TrimSpace(text) == "" {
		c.add("flow-empty", path+"."+key, columnNames[key]+"（"+key+"）没有写", "每一步的各列都要写；没有依据的写一个合适的做法，列入 defaults")
		return
	}
	c.placeholders(path+"."+key, text)
	if n := utf8.RuneCountInString((Blanks{ThemeDay: 15}).fill(text)); n > most {
		c.add("flow-long", path+"."+key, fmt.Sprintf("%s有 %d 个字，表里只放得下 %d 个", columnNames[key], n, most), fmt.Sprintf("缩短 %d 个字", n-most))
	}
}

var columnNames = map[string]string{
	"box": "框内文字", "text": "框内文字", "when": "时间安排", "form": "组织形式",
	"procedure": "具体程序", "standard": "操作标准", "who": "责任人",
}

func (c *flowChecker) placeholders(path, text string) {
	for _, name := range placeholder.FindAllString(text, -1) {
		if _, ok := (Blanks{}).value(name); !ok {
			c.add("flow-placeholder", path, "不认识的占位 "+name, "可以写 {county}、{day}、{by-5}、{by+5}")
		}
	}
}

// pageName is a page of the handbook; the register of notices (P30) is no
// page of its own any more.
var pageName = regexp.MustCompile(`^P[0-9]{2}$`)

func (c *flowChecker) pages(path string, pages []string) {
	for i, p := range pages {
		if p == "" || p == "P30" || strings.HasPrefix(p, "P") && !pageName.MatchString(p) {
			c.add("flow-page", item(path, i), "没有记录页 "+cmp.Or(p, "（空）"), "写手册的页，例如 P14，或册子的名字；通知记在各次记录自己的页上")
		}
	}
}

func (c *flowChecker) quorum(path string, ids []string) {
	for i, id := range ids {
		if c.rules != nil && c.rules.Rule(id) == nil {
			c.add("flow-unknown-id", item(path, i), "quorum.toml 里没有 "+id, "写 quorum.toml 里有的 id，例如 q_general")
		}
	}
}

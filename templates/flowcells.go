package templates

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"dangce/config/decode"
	"dangce/templates/phrase"
)

// row checks what steps and decisions have alike. What placeholders are there,
// and how long texts are when they are filled in, is checked by who fills
// them in.
func (c *flowChecker) row(path, key string, n flowNode) {
	c.phase(path, n.phase)
	c.text(path, key, n.text, true)
	c.cells(path, n.cells, true)
	if !n.cells.Source.Given() {
		c.add("flow-empty", path+".source", "没有写出处 source", `写规定的简称和条号，例如 source = "支部工作条例§11"；没有统一规定的写 source = "县定标准"`)
	}
	for i, key := range *n.defaults {
		if !slices.ContainsFunc(n.cells.columns(), func(x column) bool { return x.key == key }) {
			c.add("flow-column", item(path+".defaults", i), "没有这一列："+key, "可以写 when、form、procedure、standard、who")
		}
	}
	c.quorum(path+".quorum", n.quorum)
}

// cells checks that the columns of a row are written, all of them or those
// that are there.
func (c *flowChecker) cells(path string, cells *FlowCells, all bool) {
	for _, x := range cells.columns() {
		if all || c.file.Has(path+"."+x.key) {
			c.text(path, x.key, x.text, all)
		}
	}
	c.pages(path+".pages", &cells.Pages)
}

// text checks that a text is written, for all branches or where it is there,
// and that it is for each kind of branch that it names.
func (c *flowChecker) text(path, key string, w *phrase.Wording, all bool) {
	path += "." + key
	if c.file.State(path) == decode.Bad {
		return
	}
	for condition, said := range w.Each {
		at := path + "." + condition
		written := c.file.Has(at) || condition == phrase.Default && (all || !w.Any())
		if written && strings.TrimSpace(said.String()) == "" {
			c.add("flow-empty", at, columnTitles[key]+"（"+key+"）没有写", "每一步的各列都要写；没有依据的写一个合适的做法，列入 defaults")
		}
	}
}

// pageName is a page of the handbook; the register of notices (P30) is no
// page of its own any more.
var pageName = regexp.MustCompile(`^P[0-9]{2}$`)

func (c *flowChecker) pages(path string, pages *phrase.Choice[[]string]) {
	for condition, list := range pages.Each {
		c.records(path+"."+condition, list)
	}
}

// records checks the names of pages.
func (c *flowChecker) records(path string, pages []string) {
	for i, p := range pages {
		if p == "" || p == "P30" || strings.HasPrefix(p, "P") && !pageName.MatchString(p) {
			c.add("flow-page", item(path, i), "没有记录页 "+cmp.Or(p, "（空）"), "写手册的页，例如 P14，或册子的名字；通知记在各次记录自己的页上")
		}
	}
}

func (c *flowChecker) quorum(path string, ids *phrase.Choice[[]string]) {
	for condition, list := range ids.Each {
		for i, id := range list {
			if c.rules != nil && c.rules.Rule(id) == nil {
				c.add("flow-unknown-id", item(path+"."+condition, i), "quorum.toml 里没有 "+id, "写 quorum.toml 里有的 id，例如 q_general")
			}
		}
	}
}

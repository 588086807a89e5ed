package templates

import (
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
)

// target checks where a line leads; "" is not checked here.
func (c *flowChecker) target(path, to string) {
	if to == "" || to == End || c.paths[to] != "" {
		return
	}
	chart, id, other := strings.Cut(to, "/")
	if !other {
		c.unknown(path, to)
		return
	}
	switch f := c.charts[chart]; {
	case f == nil:
		c.lose("flow-unknown-id", path, "没有流程图 "+chart, "写 图的id/步骤的id，例如 general-meeting/gm1")
	case f.ways(id) == nil:
		c.lose("flow-unknown-id", path, "流程图 "+chart+" 里没有 "+id, "写那张图里有的步骤，例如 "+chart+"/"+f.first())
	}
}

func (c *flowChecker) unknown(path, id string) {
	hint := "写本图里有的 id"
	if n := decode.Nearest(id, c.order); n != "" {
		hint = "是不是 " + n + "？"
	}
	c.lose("flow-unknown-id", path, "没有这个 id："+id, hint)
}

func (f *Flow) first() string {
	if len(f.Steps) == 0 {
		return ""
	}
	return f.Steps[0].ID
}

// leaves reports whether a line leads out of the chart.
func leaves(to string) bool { return to == "" || to == End || strings.Contains(to, "/") }

// walk follows all lines: every node is reached from the first step, and from
// every node the chart can be left.
func (c *flowChecker) walk() {
	reached := c.reach(c.flow.first())
	reached[c.flow.first()] = true
	for _, id := range c.order {
		if !reached[id] {
			c.add("flow-unreachable", c.paths[id]+".id", "从第一步走不到 "+id, "在前面的 next、yes 或 no 里写上它，或删去这一段")
		}
	}
	for _, id := range c.order {
		// One finding for a circle: at its first node in the file.
		if ahead := c.reach(id); reached[id] && ahead[id] && !c.canLeave(ahead) {
			c.add("flow-no-exit", c.paths[id]+".id", "从 "+id+" 起绕圈，走不出去", `给圈里的一步写另一个去向，到此结束写 "end"`)
			return
		}
	}
}

// reach returns all nodes that at least one line leads to from id.
func (c *flowChecker) reach(id string) map[string]bool {
	seen := map[string]bool{}
	todo := []string{id}
	for len(todo) > 0 {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, w := range c.flow.ways(at) {
			if !leaves(w.to) && !seen[w.to] {
				seen[w.to] = true
				todo = append(todo, w.to)
			}
		}
	}
	return seen
}

// canLeave reports whether a line out of the chart starts at one of the nodes.
func (c *flowChecker) canLeave(nodes map[string]bool) bool {
	for at := range nodes {
		for _, w := range c.flow.ways(at) {
			if leaves(w.to) {
				return true
			}
		}
	}
	return false
}

// duplicate reports an id that an earlier element of the list has.
func duplicate(file *decode.File, seen map[string]int, id, list string, i int, out *diag.List) {
	if id == "" {
		return
	}
	if _, ok := seen[id]; ok {
		file.Add(out, diag.Error, "duplicate-id", item(list, i)+".id", "id "+id+" 用了两次", "换一个")
		return
	}
	seen[id] = i
}

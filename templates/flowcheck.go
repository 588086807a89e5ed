package templates

import (
	"fmt"
	"slices"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
)

// checkFlows reports what is wrong inside each chart and between them.
func checkFlows(flows []*Flow, rules *Quorums, out *diag.List) {
	charts := make(map[string]*Flow, len(flows))
	for _, f := range flows {
		if f.ID == "" {
			continue // reported by decode, or as an empty text
		}
		if first := charts[f.ID]; first != nil {
			f.Source.Add(out, diag.Error, "flow-duplicate-id", "id", "流程图 "+f.ID+" 有两个", "另一个在 "+first.Source.Name()+"，换一个 id")
			continue
		}
		charts[f.ID] = f
	}
	for _, f := range flows {
		c := flowChecker{flow: f, file: f.Source, out: out, charts: charts, rules: rules}
		c.check()
	}
}

// flowChecker checks one chart.
type flowChecker struct {
	flow   *Flow
	file   *decode.File
	out    *diag.List
	charts map[string]*Flow
	rules  *Quorums
	paths  map[string]string // by id: step[3]
	order  []string          // ids in the order of the file's lists
	lost   bool              // an id or a way is wrong, so walk would mislead
}

func (c *flowChecker) add(code, path, message, hint string) {
	c.file.Add(c.out, diag.Error, code, path, message, hint)
}

func (c *flowChecker) check() {
	c.head()
	if c.flow.Style == FlowOrg {
		c.org()
		return
	}
	if len(c.flow.Steps) == 0 {
		c.add("flow-empty", "", "流程图没有步骤", "至少写一段 [[step]]")
		return
	}
	c.ids()
	for i := range c.flow.Steps {
		c.step(item("step", i), &c.flow.Steps[i])
	}
	for i := range c.flow.Decisions {
		c.decision(item("decision", i), &c.flow.Decisions[i])
	}
	for i := range c.flow.Outcomes {
		o, path := &c.flow.Outcomes[i], item("outcome", i)
		c.text(path, "text", &o.Text, true)
		c.target(path+".next", o.Next)
	}
	c.bands()
	// Ways through a chart whose ids are wrong would only repeat the cause.
	if !c.lost {
		c.walk()
	}
}

// head checks the keys before the first step.
func (c *flowChecker) head() {
	f := c.flow
	if f.Style != FlowTable && f.Style != FlowFree && f.Style != FlowOrg {
		c.add("flow-style", "style", "没有这种版式："+string(f.Style), "可以写 table、free、org")
	}
	if f.Needs != "" && f.Needs != NeedsCommittee && f.Needs != NeedsGroups {
		c.add("flow-needs", "needs", "不认识的条件："+f.Needs, "可以写 committee（设支委会）、groups（设党小组），或删去")
	}
	c.notEmpty("id", f.ID)
	c.notEmpty("title", f.Title.Default.String())
	if f.Norm != "" && f.Often.Any() {
		c.add("flow-often", "often", "norm 和 often 只写一个", "多久一次由规范 "+f.Norm+" 说了，删去 often")
	}
	c.records("records", f.Records)
}

// notEmpty reports a required text that is there but empty; decode reports
// one that is not there.
func (c *flowChecker) notEmpty(path, text string) {
	if text == "" && c.file.Given(path) {
		c.add("flow-empty", path, path[strings.LastIndexByte(path, '.')+1:]+" 是空的", "写上内容")
	}
}

func (c *flowChecker) org() {
	if c.flow.Org == nil {
		c.add("flow-empty", "style", "组织体系图没有 [org]", "写一段 [org]，照内置的 organization.toml")
	}
	if len(c.flow.Steps)+len(c.flow.Decisions)+len(c.flow.Outcomes) > 0 {
		c.add("flow-style", "style", "组织体系图不写步骤，由名册生成", "删去 [[step]]、[[decision]]、[[outcome]]，或把 style 改为 table")
	}
}

// lose reports a wrong id or way.
func (c *flowChecker) lose(code, path, message, hint string) {
	c.lost = true
	c.add(code, path, message, hint)
}

// ids collects the ids of all nodes.
func (c *flowChecker) ids() {
	c.paths = map[string]string{}
	note := func(list string, i int, id string) {
		path := item(list, i)
		switch first, ok := c.paths[id]; {
		case id == "" && !c.file.Given(path+".id"):
			c.lost = true // reported by decode
			return
		case id == "":
			c.lose("flow-empty", path+".id", "id 是空的", "写一个本图里没有用过的 id")
			return
		case id == End || strings.ContainsAny(id, "/ "):
			c.lose("flow-id", path+".id", "id 不能写成 "+id, "用字母、数字和 -，例如 gm1")
		case ok:
			c.lose("flow-duplicate-id", path+".id", "id "+id+" 用了两次", fmt.Sprintf("第一次在第 %d 行，换一个", c.file.Place(first+".id").Line))
			return
		}
		c.paths[id] = path
		c.order = append(c.order, id)
	}
	for i, s := range c.flow.Steps {
		note("step", i, s.ID)
	}
	for i, d := range c.flow.Decisions {
		note("decision", i, d.ID)
	}
	for i, o := range c.flow.Outcomes {
		note("outcome", i, o.ID)
	}
}

func (c *flowChecker) step(path string, s *Step) {
	c.row(path, "box", s.node(0))
	c.target(path+".next", s.Next)
	if d := c.flow.decisionAfter(s.ID); d != nil && s.Next != "" {
		c.add("flow-next", path+".next", s.ID+" 后面接着判断 "+d.ID+"，不能再写 next", "删去 next，去向写在判断的 yes、no 里")
	}
}

func (c *flowChecker) decision(path string, d *Decision) {
	c.row(path, "text", d.node())
	for _, w := range []struct{ key, to string }{{"yes", d.Yes}, {"no", d.No}} {
		if w.to == "" {
			c.lose("flow-one-way", path+"."+w.key, "判断 "+d.ID+" 没有写 "+w.key, "加一行："+w.key+` = "…"，写去向的 id；到此结束写 "end"`)
		}
		c.target(path+"."+w.key, w.to)
	}
	c.after(path, d)
}

func (c *flowChecker) after(path string, d *Decision) {
	if d.After == "" {
		c.lost = true
		c.notEmpty(path+".after", d.After)
		return
	}
	at, ok := c.paths[d.After]
	if !ok || strings.HasPrefix(at, "outcome") || d.After == d.ID {
		c.unknown(path+".after", d.After)
		return
	}
	if first := c.flow.decisionAfter(d.After); first.ID != d.ID {
		c.lose("flow-after", path+".after", d.After+" 后面已有判断 "+first.ID, "把 after 改为 "+first.ID+"，或合并两个判断")
	}
}

func (c *flowChecker) phase(path string, p Phase) {
	if p != Before && p != During && p != After && c.file.Given(path+".phase") {
		c.add("flow-phase", path+".phase", "没有这个阶段："+string(p), "可以写 before（会前）、during（会中）、after（会后）")
	}
}

// bands checks that the rows of a phase follow one another, in the order of the
// phases: each is one band of the chart.
func (c *flowChecker) bands() {
	order := []Phase{Before, During, After}
	last := 0
	for _, n := range c.flow.nodes() {
		switch i := slices.Index(order, n.phase); {
		case i < 0 || n.id == "":
			return // reported as an unknown phase or a missing id
		case i < last:
			c.add("flow-phase", c.paths[n.id]+".phase", n.id+" 的阶段在前一步之前", "按 before、during、after 的先后排步骤，或改 phase")
			return
		default:
			last = i
		}
	}
}

package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"dangce/config/diag"
	"dangce/generator/audit"
)

// manyMissing is how many missing registers are named one by one.
const manyMissing = 30

// printCollected prints the verdicts that need attention, the findings, who
// is missing, and the indicators.
func (a *app) printCollected(w io.Writer, r *audit.Result) error {
	var b strings.Builder
	for _, f := range r.Files {
		if f.Verdict == audit.Accepted && !a.verbose {
			continue
		}
		fmt.Fprintf(&b, "%s: %s", diag.Clean(f.Path), f.Verdict)
		if f.Reason != "" {
			fmt.Fprintf(&b, "：%s", diag.Clean(f.Reason))
		}
		b.WriteByte('\n')
		if f.Hint != "" {
			fmt.Fprintf(&b, "  提示：%s\n", diag.Clean(f.Hint))
		}
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return err
	}
	if err := diag.Print(w, r.Findings, a.width); err != nil {
		return err
	}
	b.Reset()
	fmt.Fprintf(&b, "\n%s；%s\n", r.Summary(), diag.Summary(r.Findings))
	printMissing(&b, r.Missing)
	t := &r.Totals
	until := r.AsOf.String()
	if r.AsOf.After(r.Today) { // ahead of the year its whole plan counts
		until += "（按全年计划）"
	}
	fmt.Fprintf(&b, "截至 %s：领导带头参与率 %s（%d/%d），开展次数达标率 %s（%d/%d），党员活动出勤率 %s（%d/%d）\n", until,
		t.Leaders, t.Leaders.Num, t.Leaders.Den, t.Reached, t.Reached.Num, t.Reached.Den, t.Attendance, t.Attendance.Num, t.Attendance.Den)
	fmt.Fprintf(&b, "问题 %d 个，整改到位 %d 个，超期 %d 个；疑点提示 %d 条\n", t.Problems, t.Closed, t.Overdue, len(r.Hints))
	_, err := io.WriteString(w, b.String())
	return err
}

// printMissing names who has not returned what, by what and how.
func printMissing(b *strings.Builder, all []audit.Missing) {
	type group struct{ what, state string }
	var order []group
	names := map[group][]string{}
	for _, m := range all {
		g := group{m.What, m.State}
		if names[g] == nil {
			order = append(order, g)
		}
		names[g] = append(names[g], m.Name)
	}
	for _, g := range order {
		list := names[g]
		fmt.Fprintf(b, "%s，%s的 %d 个：%s", g.what, g.state, len(list), strings.Join(list[:min(len(list), manyMissing)], "、"))
		if len(list) > manyMissing {
			b.WriteString("……全部名单见汇总的“11 数据质量”")
		}
		b.WriteByte('\n')
	}
}

// shareReply is a share in JSON: its parts, and what they come to in percent,
// one decimal; null for nothing to divide by.
type shareReply struct {
	Num     int      `json:"num"`
	Den     int      `json:"den"`
	Percent *float64 `json:"percent"`
}

func shareOf(r audit.Ratio) shareReply {
	s := shareReply{Num: r.Num, Den: r.Den}
	if r.Den > 0 {
		if p, err := strconv.ParseFloat(strings.TrimSuffix(r.String(), "%"), 64); err == nil {
			s.Percent = &p
		}
	}
	return s
}

// ratesReply are the sums of a branch, a committee or the county in JSON.
type ratesReply struct {
	Code       string     `json:"code,omitempty"`
	Name       string     `json:"name,omitempty"`
	Branches   int        `json:"branches"`
	Members    int        `json:"members"`
	Reported   int        `json:"reported"`
	Leaders    shareReply `json:"leader_rate"`
	Counted    shareReply `json:"theme_days"`
	Reached    shareReply `json:"count_rate"`
	Attendance shareReply `json:"attendance_rate"`
	Leave      int        `json:"leave"`
	DuesDue    string     `json:"dues_due"`
	DuesPaid   string     `json:"dues_paid"`
	DuesRate   shareReply `json:"dues_rate"`
	Problems   int        `json:"problems"`
	Closed     int        `json:"closed"`
	Overdue    int        `json:"overdue"`
}

func ratesOf(code, name string, t *audit.Totals) ratesReply {
	return ratesReply{code, name, t.Branches, t.Members, t.Reported, shareOf(t.Leaders), shareOf(t.Counted), shareOf(t.Reached),
		shareOf(t.Attendance), t.Leave, t.DuesDue.String(), t.DuesPaid.String(), shareOf(t.Dues()), t.Problems, t.Closed, t.Overdue}
}

// problemReply is a line of the ledger in JSON.
type problemReply struct {
	ID       string `json:"id"`
	Branch   string `json:"branch"`
	Source   string `json:"source"`
	Found    string `json:"found,omitempty"`
	Text     string `json:"text"`
	Type     string `json:"type,omitempty"`
	Owner    string `json:"owner,omitempty"`
	Deadline string `json:"deadline,omitempty"`
	State    string `json:"state"`
	Overdue  int    `json:"overdue"`
}

type hintReply struct {
	Branch string `json:"branch"`
	Kind   string `json:"kind"`
	Text   string `json:"text"`
	Place  string `json:"place"`
}

// collectReply is the answer of collect in JSON.
func collectReply(r *audit.Result, dir string) any {
	v := struct {
		reply
		Dir        string          `json:"dir"`
		AsOf       string          `json:"as_of"`
		Files      []*audit.File   `json:"files"`
		Missing    []audit.Missing `json:"missing"`
		Registers  shareReply      `json:"registers"`
		Notice     bool            `json:"notice"`
		County     ratesReply      `json:"county"`
		Committees []ratesReply    `json:"committees"`
		Branches   []ratesReply    `json:"branches"`
		Problems   []problemReply  `json:"problems"`
		Hints      []hintReply     `json:"hints"`
	}{reply: replyOf(r.Findings), Dir: dir, AsOf: r.AsOf.String(), Files: append([]*audit.File{}, r.Files...), Missing: append([]audit.Missing{}, r.Missing...),
		Registers: shareOf(r.Registers()), Notice: r.Notice(), County: ratesOf("", "", &r.Totals), Committees: []ratesReply{}, Branches: []ratesReply{}, Problems: []problemReply{}, Hints: []hintReply{}}
	for _, c := range r.Committees {
		v.Committees = append(v.Committees, ratesOf(c.Code, c.Short, &c.Totals))
	}
	for _, b := range r.Branches {
		v.Branches = append(v.Branches, ratesOf(b.Code, b.Short, &b.Totals))
	}
	for i := range r.Problems {
		p := &r.Problems[i]
		v.Problems = append(v.Problems, problemReply{p.ID, p.Branch, p.Source, p.Found.String(), p.Text, p.Type, p.Owner, p.Deadline.String(), p.State, p.Overdue})
	}
	for _, h := range r.Hints {
		v.Hints = append(v.Hints, hintReply{h.Branch, h.Kind, h.Text, h.Place.String()})
	}
	return v
}

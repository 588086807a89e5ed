package project

import (
	"fmt"
	"strings"

	"dangce/config"
	"dangce/config/diag"
	"dangce/config/money"
	"dangce/generator/doc"
	"dangce/generator/dues"
)

// Branch is what was read of a branch.
type Branch struct {
	Code      string `json:"code"`
	Name      string `json:"name"`
	Full      int    `json:"full"`
	Probation int    `json:"probation"`
	Secretary string `json:"secretary,omitempty"`
	Groups    int    `json:"groups"`
	Dues      string `json:"dues_per_month"` // of January, in yuan
	NoDues    int    `json:"without_dues"`   // members whose dues are still to be assessed

	monthly money.Fen
}

// Branches says what was read of each branch.
func (p *Project) Branches() []Branch {
	out := []Branch{}
	c := p.County
	if c == nil {
		return out
	}
	for _, b := range c.Branches() {
		r := Branch{Code: b.Code, Name: b.Short, Groups: len(b.Groups)}
		for _, m := range b.Members {
			if m.Probation {
				r.Probation++
			} else {
				r.Full++
			}
		}
		if m := b.Holder(config.Secretary); m != nil {
			r.Secretary = m.Name
		}
		sum := dues.Sum(dues.AssessAll(c.Dues, b.Members, c.Year))
		r.monthly, r.Dues, r.NoDues = sum.Monthly, sum.Monthly.String(), sum.Unknown
		out = append(out, r)
	}
	return out
}

// Text says what was read of a branch on one line.
func (r *Branch) Text() string {
	who := "没有书记"
	if r.Secretary != "" {
		who = "书记 " + r.Secretary
	}
	s := fmt.Sprintf("%s %s：正式 %d 人，预备 %d 人，%s，党小组 %d 个，月应交 %s 元", r.Code, r.Name, r.Full, r.Probation, who, r.Groups, r.Dues)
	if r.NoDues > 0 {
		s += fmt.Sprintf("，%d 人的党费没有核定", r.NoDues)
	}
	return s
}

// WithoutDues says of which branches some dues are still to be assessed, ""
// for none.
func WithoutDues(all []Branch) string {
	var some []string
	branches, members := 0, 0
	for _, r := range all {
		if r.NoDues == 0 {
			continue
		}
		if branches++; branches <= 3 {
			some = append(some, fmt.Sprintf("%s %d 人", r.Name, r.NoDues))
		}
		members += r.NoDues
	}
	s := strings.Join(some, "、")
	switch {
	case branches == 0:
		return ""
	case branches > 3:
		s += fmt.Sprintf("等 %d 个支部共 %d 人", branches, members)
	}
	return "没有缴费类别和金额、党费没有核定的党员：" + s + "；他们的党费账上空着"
}

// AccountSheets are what was read, for the workbook of problems: a line for
// each sheet of the rosters, and one for each branch.
func (p *Project) AccountSheets() []doc.Sheet {
	if p.Titles == nil {
		return nil
	}
	sheets := &doc.Table{ID: "read", Cols: []doc.Column{
		{ID: "file", Title: "文件", Chars: 30}, {ID: "sheet", Title: "工作表", Chars: 16},
		{ID: "kind", Title: "按什么读", Chars: 10}, {ID: "records", Title: "行数", Kind: doc.KindInt, Chars: 8},
		{ID: "used", Title: "用了的列", Chars: 44}, {ID: "unused", Title: "没有用的列", Chars: 44}, {ID: "other", Title: "没有当作记录的行", Chars: 30},
	}}
	for _, r := range p.Sheets() {
		kind := r.Kind
		if kind == "" {
			kind = "没有读：" + r.Why
		}
		sheets.Rows = append(sheets.Rows, doc.Record{Values: []doc.Value{
			doc.TextValue(r.File), doc.TextValue(r.Sheet), doc.TextValue(kind), doc.IntValue(r.Records),
			doc.TextValue(strings.Join(r.Used, "、")), doc.TextValue(r.UnusedText(true)), doc.TextValue(r.OtherText()),
		}})
	}
	branches := &doc.Table{ID: "branches", Cols: []doc.Column{
		{ID: "code", Title: "代码", Chars: 10}, {ID: "name", Title: "党支部", Chars: 30},
		{ID: "full", Title: "正式党员", Kind: doc.KindInt, Chars: 10}, {ID: "probation", Title: "预备党员", Kind: doc.KindInt, Chars: 10},
		{ID: "secretary", Title: "书记", Chars: 14}, {ID: "groups", Title: "党小组", Kind: doc.KindInt, Chars: 8},
		{ID: "dues", Title: "月应交（元）", Kind: doc.KindMoney, Chars: 14}, {ID: "without", Title: "党费没有核定", Kind: doc.KindInt, Chars: 14},
	}}
	for _, r := range p.Branches() {
		branches.Rows = append(branches.Rows, doc.Record{Values: []doc.Value{
			doc.TextValue(r.Code), doc.TextValue(r.Name), doc.IntValue(r.Full), doc.IntValue(r.Probation),
			doc.TextValue(r.Secretary), doc.IntValue(r.Groups), doc.MoneyValue(int64(r.monthly)), doc.IntValue(r.NoDues),
		}})
	}
	return []doc.Sheet{
		{Name: "读了什么", Title: "读了什么", Table: sheets, Landscape: true, Filter: true},
		{Name: "各党支部", Title: "各党支部读到的", Table: branches, Landscape: true, Filter: true},
	}
}

// OtherText names the rows that are no records.
func (r *Sheet) OtherText() string {
	var rows []string
	for _, o := range r.Other {
		rows = append(rows, fmt.Sprintf("%d（%s）", o.Row, o.Use))
	}
	return diag.Clean(strings.Join(rows, "、"))
}

package xlsx

import (
	"bytes"
	"fmt"
	"testing"

	"dangce/generator/calc"
	"dangce/generator/doc"
)

// payWays are the ways of paying of the ledger.
var payWays = []string{"现金", "转账", "代交"}

// oddNames look like formulas, numbers or phone numbers and must stay texts.
var oddNames = []string{"=1+1", "+86", "@x", "1E5", "013800138000", "-3", "𠮷野<&>\"'", "_x0041_", "TRUE", " 前后空格 "}

func memberName(i int) string {
	if i < len(oddNames) {
		return oddNames[i]
	}
	return "成员" + string([]rune("甲乙丙丁戊己庚辛壬癸")[i%10]) + string([]rune("一二三四五六七八九十")[i/10%10])
}

// ledger is a dues ledger like the real one: 核定, 收缴, 公示 and 说明. The
// first months of the year are filled in.
func ledger(members int) *doc.Workbook {
	collect := collection(members)
	return &doc.Workbook{
		Title: "东街社区党支部 党费收缴台账（2027年）", Template: "dues-ledger", Version: 1, Year: 2027,
		County: "419900", Branch: "01-003", Author: "中共示例县委组织部", Date: "2026-12-10",
		Sheets: []doc.Sheet{
			{Name: "说明", Title: "填写说明", Landscape: true, Example: true, Table: sampleOf(collect), Notes: []doc.Note{
				{Text: "怎样填写", Head: true},
				{Text: "只填白色的格子，灰色的格子由公式或名册得出，不用填，也改不了。日期写成 2027-03-15 的样子，金额只写数字。"},
				{Text: "每月收齐后，把“统计截至月”改成这个月，预警一列随之更新。预警只提醒核对，不是结论。"},
				{Text: "联系电话：0000-0000000"},
				{Text: "填写示例", Head: true},
			}},
			{Name: "核定", Title: "2027年党费核定表", Subtitle: "东街社区党支部　单位：元", Landscape: true, Protect: true, FreezeCol: "name", Table: assessment(members)},
			{Name: "收缴", Title: "2027年党费收缴台账", Subtitle: "东街社区党支部　单位：元", Landscape: true, Protect: true, Filter: true,
				FreezeCol: "name", Breaks: []string{"due04", "due07", "due10", "latemonth", "year"},
				Fields: []doc.Field{{ID: "until", Title: "统计截至月", Kind: doc.KindInt, Value: doc.IntValue(8), Input: true, Min: "0", Max: "12", Hint: "填 0 至 12"}},
				Table:  collect,
				Rules: []doc.Highlight{
					{Columns: []string{"owing", "warning"}, When: doc.Condition{Column: "owing", Op: doc.AtLeast, Value: doc.IntValue(6)}, Level: doc.Alarm},
					{Columns: []string{"owing", "warning"}, When: doc.Condition{Column: "owing", Op: doc.AtLeast, Value: doc.IntValue(3)}, Level: doc.Notice},
				},
				Sign: []string{"上缴上级日期：____________　金额：____________　收据号：____________　经手人：____________"},
			},
			{Name: "上缴", Title: "2027年党费上缴记录", Protect: true, Table: remittance()},
			{Name: "公示", Title: "2027年第一季度党费公示", Subtitle: "单位：元", Protect: true, Table: disclosure(members)},
		},
	}
}

func assessment(members int) *doc.Table {
	t := &doc.Table{ID: "assessment", Cols: []doc.Column{
		{ID: "no", Title: "序号", Kind: doc.KindInt},
		{ID: "name", Title: "姓名"},
		{ID: "kind", Title: "类别", Choices: []string{"在职", "离退休", "农民"}},
		{ID: "post", Title: "职务工资", Group: "加项", Kind: doc.KindMoney},
		{ID: "extra", Title: "津贴补贴", Group: "加项", Kind: doc.KindMoney},
		{ID: "tax", Title: "个人所得税", Group: "减项", Kind: doc.KindMoney},
		{ID: "plus", Title: "加项合计", Kind: doc.KindMoney, Formula: calc.MustParse("add(post,extra)")},
		{ID: "base", Title: "基数", Kind: doc.KindMoney, Formula: calc.MustParse("sub(plus,tax)"), Total: calc.MustParse("sum")},
		{ID: "rate", Title: "比例", Kind: doc.KindPercent},
		{ID: "monthly", Title: "月应交", Kind: doc.KindMoney, Total: calc.MustParse("sum")},
		{ID: "yearly", Title: "年应交", Kind: doc.KindMoney, Formula: calc.MustParse("mul(monthly,12)"), Total: calc.MustParse("sum")},
		{ID: "sign", Title: "本人签字", Chars: 10},
		{ID: "paper", Title: "只在纸上", Print: true},
		{ID: "note", Title: "备注", Input: true},
	}}
	for i := range members {
		base := int64(301_01 + i*7_77)
		t.Rows = append(t.Rows, doc.Record{Values: []doc.Value{
			doc.IntValue(i + 1), doc.TextValue(memberName(i)), doc.TextValue("在职"),
			doc.MoneyValue(base), doc.MoneyValue(10), doc.MoneyValue(base / 3), {}, {},
			{Kind: doc.KindPercent, Set: true, N: 500}, doc.MoneyValue(monthly(i)),
		}})
	}
	return t
}

// remittance has a row for each month of the ledger.
func remittance() *doc.Table {
	t := &doc.Table{ID: "remittance", Cols: []doc.Column{
		{ID: "month", Title: "月", Kind: doc.KindInt},
		{ID: "due", Title: "应缴", Kind: doc.KindMoney, Formula: calc.MustParse("sum_across(collection,due01..due12/5,month)"), Total: calc.MustParse("sum")},
		{ID: "paid", Title: "实收", Kind: doc.KindMoney, Formula: calc.MustParse("sum_across(collection,paid01..paid12/5,month)"), Total: calc.MustParse("sum")},
		{ID: "sent", Title: "上缴", Kind: doc.KindMoney, Input: true, Total: calc.MustParse("sum")},
	}}
	for m := 1; m <= 12; m++ {
		t.Rows = append(t.Rows, doc.Record{Values: []doc.Value{doc.IntValue(m)}})
	}
	return t
}

func monthly(i int) int64 { return 1010 + int64(i)*37 }

// collection is the ledger proper: twelve groups of months, and what follows
// from them. Member 2 has paid nothing, member 3 stopped in May.
func collection(members int) *doc.Table {
	t := &doc.Table{ID: "collection", Cols: []doc.Column{
		{ID: "no", Title: "序号", Kind: doc.KindInt},
		{ID: "name", Title: "姓名"},
		{ID: "assessed", Title: "月核定", Kind: doc.KindMoney},
	}}
	for m := 1; m <= 12; m++ {
		group, id := fmt.Sprintf("%d月", m), fmt.Sprintf("%02d", m)
		t.Cols = append(t.Cols,
			doc.Column{ID: "due" + id, Group: group, Title: "应交", Kind: doc.KindMoney, Chars: 8, Total: calc.MustParse("sum")},
			doc.Column{ID: "paid" + id, Group: group, Title: "实交", Kind: doc.KindMoney, Chars: 8, Input: true, Total: calc.MustParse("sum")},
			doc.Column{ID: "date" + id, Group: group, Title: "日期", Kind: doc.KindDate, Input: true, Max: "2028-02-10"},
			doc.Column{ID: "way" + id, Group: group, Title: "方式", Input: true, Choices: payWays},
			doc.Column{ID: "by" + id, Group: group, Title: "收费人", Input: true, Chars: 8},
		)
	}
	t.Cols = append(t.Cols,
		doc.Column{ID: "latemonth", Group: "补交", Title: "所属月", Input: true},
		doc.Column{ID: "late", Group: "补交", Title: "金额", Kind: doc.KindMoney, Input: true, Total: calc.MustParse("sum")},
		doc.Column{ID: "extra", Title: "自愿多交", Kind: doc.KindMoney, Input: true, Total: calc.MustParse("sum")},
	)
	for q := 1; q <= 4; q++ {
		from, to := fmt.Sprintf("paid%02d", 3*q-2), fmt.Sprintf("paid%02d", 3*q)
		t.Cols = append(t.Cols, doc.Column{ID: fmt.Sprintf("q%d", q), Group: "季度实交", Title: string([]rune("一二三四")[q-1]) + "季度", Kind: doc.KindMoney,
			Formula: calc.MustParse("sum(" + from + ".." + to + "/5)"), Total: calc.MustParse("sum")})
	}
	t.Cols = append(t.Cols,
		doc.Column{ID: "year", Title: "年应交", Kind: doc.KindMoney, Formula: calc.MustParse("sum(due01..due12/5)"), Total: calc.MustParse("sum")},
		doc.Column{ID: "months", Title: "月实交", Kind: doc.KindMoney, Formula: calc.MustParse("sum(paid01..paid12/5)"), Total: calc.MustParse("sum")},
		doc.Column{ID: "received", Title: "年实交", Kind: doc.KindMoney, Formula: calc.MustParse("add(months,late)"), Total: calc.MustParse("sum")},
		doc.Column{ID: "owed", Title: "欠交", Kind: doc.KindMoney, Formula: calc.MustParse("sub(year,received)"), Total: calc.MustParse("sum")},
		doc.Column{ID: "rate", Title: "收缴率", Kind: doc.KindPercent, Formula: calc.MustParse("ratio(received,year)"), Total: calc.MustParse("ratio(received,year)")},
		doc.Column{ID: "until", Title: "截至月应交", Kind: doc.KindMoney, Formula: calc.MustParse("sum_until(due01..due12/5,until)"), Total: calc.MustParse("sum")},
		doc.Column{ID: "behind", Title: "截至月欠交", Kind: doc.KindMoney, Formula: calc.MustParse("sub(until,received)")},
		doc.Column{ID: "owing", Title: "欠交月数", Kind: doc.KindInt, Formula: calc.MustParse("months_owed(due01..due12/5,received,until)")},
		doc.Column{ID: "warning", Title: "预警", Formula: calc.MustParse("grade(owing,behind,6=欠交6个月以上,3=欠交3个月以上)")},
	)
	for i := range members {
		v := []doc.Value{doc.IntValue(i + 1), doc.TextValue(memberName(i)), doc.MoneyValue(monthly(i))}
		for m := 1; m <= 12; m++ {
			due := doc.MoneyValue(monthly(i))
			if i == 7 {
				due = doc.Value{} // exempt: nothing due
			}
			if m > 8 || i == 2 || i == 3 && m > 4 || i == 7 {
				v = append(v, due, doc.Value{}, doc.Value{}, doc.Value{}, doc.Value{})
				continue
			}
			v = append(v, due, doc.MoneyValue(monthly(i)), doc.DateValue(fmt.Sprintf("2027-%02d-15", m)), doc.TextValue(payWays[i%3]), doc.TextValue("王收费"))
		}
		if i == 5 {
			v = append(v, doc.TextValue("3、4"), doc.MoneyValue(2001), doc.MoneyValue(100_000))
		}
		t.Rows = append(t.Rows, doc.Record{Values: v})
	}
	return t
}

// sampleOf shows the first columns of the ledger filled in.
func sampleOf(t *doc.Table) *doc.Table {
	return &doc.Table{Cols: t.Cols[:8], Rows: []doc.Record{{Values: []doc.Value{
		doc.IntValue(1), doc.TextValue("张三"), doc.MoneyValue(4900), doc.MoneyValue(4900), doc.MoneyValue(4900),
		doc.DateValue("2027-01-15"), doc.TextValue("现金"), doc.TextValue("李四"),
	}}}}
}

func disclosure(members int) *doc.Table {
	t := &doc.Table{ID: "disclosure", Cols: []doc.Column{
		{ID: "no", Title: "序号", Kind: doc.KindInt},
		{ID: "name", Title: "姓名", Chars: 16},
		{ID: "month", Title: "月应交", Kind: doc.KindMoney, Total: calc.MustParse("sum")},
		{ID: "due", Title: "季应交", Kind: doc.KindMoney, Total: calc.MustParse("sum")},
		{ID: "paid", Title: "季实交", Kind: doc.KindMoney, Total: calc.MustParse("sum")},
		{ID: "owed", Title: "欠交", Kind: doc.KindMoney, Total: calc.MustParse("sum")},
	}}
	for i := range members {
		n := monthly(i)
		t.Rows = append(t.Rows, doc.Record{Values: []doc.Value{doc.IntValue(i + 1), doc.TextValue(memberName(i)), doc.MoneyValue(n), doc.MoneyValue(3 * n), doc.MoneyValue(3 * n), doc.MoneyValue(0)}})
	}
	return t
}

// bytesOf writes a workbook.
func bytesOf(t testing.TB, wb *doc.Workbook) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, wb); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// plan is a year plan like the real one, with a drop-down too long for its
// rule and blank rows to go on in.
func plan() *doc.Workbook {
	var people []string
	for i := range 60 {
		people = append(people, memberName(i))
	}
	t := &doc.Table{ID: "plan", Blank: 5, Cols: []doc.Column{
		{ID: "code", Title: "编号"},
		{ID: "month", Title: "月", Kind: doc.KindInt, New: true, Min: "1", Max: "12"},
		{ID: "kind", Title: "类别", Align: doc.AlignCenter},
		{ID: "date", Title: "建议日期", Kind: doc.KindDate},
		{ID: "held", Title: "实际日期", Kind: doc.KindDate, Input: true},
		{ID: "topic", Title: "主题", Input: true, Chars: 36},
		{ID: "who", Title: "责任人", Input: true, Choices: people},
		{ID: "done", Title: "完成", Kind: doc.KindTick, Input: true, Total: calc.MustParse("count")},
		{ID: "time", Title: "时间", Kind: doc.KindTime, Input: true},
		{ID: "extra", Title: "自选动作", Input: true, Choices: []string{"志愿服务", "走访慰问"}, Open: true},
		{ID: "on", Title: "已办件数", Kind: doc.KindInt, Input: true, Total: calc.MustParse("sum")},
	}}
	for m := 1; m <= 12; m++ {
		for k, kind := range []string{"主题党日", "支委会", "党小组会"} {
			t.Rows = append(t.Rows, doc.Record{Values: []doc.Value{
				doc.TextValue(fmt.Sprintf("%03d", 3*m+k)), doc.IntValue(m), doc.TextValue(kind), doc.DateValue(fmt.Sprintf("2027-%02d-%02d", m, 5+k)), {},
				doc.TextValue("学习贯彻党的创新理论；讨论本月工作；通报上月党费收缴情况并听取党员意见"), {},
				{Kind: doc.KindTick, Set: m < 3, N: 1},
			}})
		}
	}
	return &doc.Workbook{
		Title: "东街社区党支部 2027年“三会一课”计划", Template: "meeting-plan", Version: 2, Year: 2027, County: "419900", Branch: "01-003",
		Author: "中共示例县委组织部", Date: "2026-12-10",
		Sheets: []doc.Sheet{
			{Name: "说明", Title: "填写说明", Notes: []doc.Note{{Text: "只填白色的格子。"}}},
			{Name: "计划", Title: "2027年“三会一课”计划", Landscape: true, Protect: true, Filter: true, FreezeCol: "kind", Table: t,
				Rules: []doc.Highlight{{Columns: []string{"held"}, When: doc.Condition{Column: "held", Op: doc.Less, With: "date"}, Level: doc.Notice}},
				Sign:  []string{"支部讨论通过日期：____________　报党委备案日期：____________　党委意见（章）：____________"}},
		},
	}
}

// summary is a workbook whose sheets compute from each other, with a chart.
func summary() *doc.Workbook {
	branches := &doc.Table{ID: "branches", Cols: []doc.Column{
		{ID: "code", Title: "编码"},
		{ID: "committee", Title: "党委"},
		{ID: "secretary", Title: "书记"},
		{ID: "planned", Title: "应开", Group: "党员大会", Kind: doc.KindInt, Total: calc.MustParse("sum")},
		{ID: "held", Title: "实开", Group: "党员大会", Kind: doc.KindInt, Total: calc.MustParse("sum")},
		{ID: "rate", Title: "完成率", Group: "党员大会", Kind: doc.KindPercent, Formula: calc.MustParse("ratio(held,planned)"), Total: calc.MustParse("ratio(held,planned)")},
		{ID: "due", Title: "应收", Group: "党费", Kind: doc.KindMoney, Total: calc.MustParse("sum")},
		{ID: "paid", Title: "实收", Group: "党费", Kind: doc.KindMoney, Total: calc.MustParse("sum")},
		{ID: "met", Title: "达标", Formula: calc.MustParse("grade(held,planned,4=达标,0=未达标)")},
		{ID: "day", Title: "调阅日", Kind: doc.KindDate},
	}}
	for i := range 40 {
		v := []doc.Value{doc.TextValue(fmt.Sprintf("%02d-%03d", i%4+1, i)), doc.TextValue([]string{"城关镇党委", "东乡党委", "西乡党委", "空党委"}[i%3]), doc.TextValue(memberName(i)),
			doc.IntValue(4), doc.IntValue(i % 6), {}, doc.MoneyValue(int64(100_01 + i*13)), doc.MoneyValue(int64(100_01 + i*11)), {}}
		if i%2 == 0 {
			v = append(v, doc.DateValue(fmt.Sprintf("2027-%02d-10", i%12+1)))
		}
		branches.Rows = append(branches.Rows, doc.Record{Values: v})
	}
	committees := &doc.Table{ID: "committees", Cols: []doc.Column{
		{ID: "name", Title: "党委"},
		{ID: "count", Title: "支部数", Kind: doc.KindInt, Formula: calc.MustParse("count_where(branches,committee=name)"), Total: calc.MustParse("sum")},
		{ID: "met", Title: "达标数", Kind: doc.KindInt, Formula: calc.MustParse(`count_where(branches,committee=name,met="达标")`), Total: calc.MustParse("sum")},
		{ID: "metrate", Title: "达标率", Kind: doc.KindPercent, Formula: calc.MustParse("ratio(met,count)"), Total: calc.MustParse("ratio(met,count)")},
		{ID: "seen", Title: "已调阅", Kind: doc.KindInt, Formula: calc.MustParse("count_where(branches,committee=name,day)")},
		{ID: "late", Title: "下半年调阅", Kind: doc.KindInt, Formula: calc.MustParse(`count_where(branches,committee=name,day>="2027-07-01")`)},
		{ID: "due", Title: "应收", Kind: doc.KindMoney, Formula: calc.MustParse("sum_where(branches.due,committee=name)"), Total: calc.MustParse("sum")},
		{ID: "paid", Title: "实收", Kind: doc.KindMoney, Formula: calc.MustParse("sum_where(branches.paid,committee=name)"), Total: calc.MustParse("sum")},
		{ID: "big", Title: "大额", Kind: doc.KindMoney, Formula: calc.MustParse(`sum_where(branches.paid,committee=name,paid>"102.32")`)},
		{ID: "rate", Title: "收缴率", Kind: doc.KindPercent, Formula: calc.MustParse("ratio(paid,due)"), Total: calc.MustParse("ratio(paid,due)")},
		{ID: "first", Title: "首个支部", Formula: calc.MustParse("lookup(branches.code,committee=name)")},
	}}
	for _, name := range []string{"城关镇党委", "东乡党委", "西乡党委", "没有支部的党委"} {
		committees.Rows = append(committees.Rows, doc.Record{Values: []doc.Value{doc.TextValue(name)}})
	}
	return &doc.Workbook{Title: "示例县调阅督查汇总", Template: "audit-summary", Version: 1, Year: 2027, County: "419900", Author: "中共示例县委组织部", Date: "2026-12-10",
		Sheets: []doc.Sheet{
			{Name: "01 支部总表", Title: "支部总表", Landscape: true, Filter: true, FreezeCol: "committee", Table: branches,
				Rules: []doc.Highlight{{Columns: []string{"rate"}, When: doc.Condition{Column: "rate", Op: doc.Less, Value: doc.Value{Kind: doc.KindPercent, Set: true, N: 80_000}}, Level: doc.Alarm},
					{Columns: []string{"met"}, When: doc.Condition{Column: "met", Value: doc.TextValue("达标")}, Level: doc.Good}}},
			{Name: "02 党委汇总", Title: "党委汇总", Landscape: true, Table: committees, Chart: &doc.Diagram{Title: "党费应收与实收", Category: "name", Series: []string{"due", "paid"}}},
		}}
}

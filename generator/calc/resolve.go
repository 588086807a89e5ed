package calc

import (
	"fmt"
	"slices"

	"dangce/config/decode"
	"dangce/generator/doc"
)

// Operands are the places that a formula works on, found once for a column.
// Positions count the columns of a table, or the fields of a sheet, from 0.
type Operands struct {
	F     *doc.Formula
	fn    *function
	Kind  doc.Kind // of the result
	Own   [][]int  // columns of the own table, by argument
	Field int
	N     int64

	Sheet int   // of the other table; -1 without
	Other []int // its column, or those of a span
	skip  int   // from one column of the span to the next, as a worksheet shows them
	where []condition
	steps []doc.Argument
	least doc.Kind // of the least of the steps
}

// condition is a condition on the rows of the other table.
type condition struct {
	doc.Condition
	other, own int // own is -1 where a value is given
}

// Fault is a formula that cannot be computed: a name that does not exist, or
// a column that does not hold what is needed.
type Fault struct {
	Message, Hint string
	Table, Name   string // of a column of another table that it is about
	Field         string // that the sheet does not have
}

func (f *Fault) Error() string { return f.Message }

func fault(hint, format string, args ...any) error {
	return &Fault{Message: fmt.Sprintf(format, args...), Hint: hint}
}

// missing is the fault of a name that is not among those known.
func missing(what, name string, known []string) *Fault {
	hint := "照 tables 文件夹里那张表的 id 写"
	if near := decode.Nearest(name, known); near != "" {
		hint = "是不是 " + near + "？" + hint
	}
	return &Fault{Message: fmt.Sprintf("%s %q", what, name), Hint: hint}
}

func (c *Calc) operands(sheet, col int, f *doc.Formula, total bool) (*Operands, error) {
	r := resolver{c: c, sheet: c.sheets[sheet].sheet, col: &c.sheets[sheet].sheet.Table.Cols[col],
		o: &Operands{F: f, fn: functions[f.Name], Field: -1, Sheet: -1}}
	if r.o.fn == nil {
		return nil, errForm()
	}
	if r.o.fn.args == "" {
		if !total {
			return nil, fault("写在 total 里", "%s 只用于合计", f.Name)
		}
		r.o.Own = [][]int{{col}}
		if f.Name == doc.SumOfRows {
			if err := r.number(r.sheet.Table, col); err != nil {
				return nil, err
			}
			r.of(r.col.Kind)
		}
	}
	for i := range f.Args {
		if err := r.argument(r.o.fn.args[min(i, len(r.o.fn.args)-1)], &f.Args[i]); err != nil {
			return nil, r.located(err)
		}
	}
	return r.o, r.located(r.kinds())
}

// located says which column of another table a fault is about.
func (r *resolver) located(err error) error {
	if f, ok := err.(*Fault); ok && f.Table == "" && r.about != "" {
		f.Table, f.Name = r.other().ID, r.about
	}
	return err
}

// resolver finds what the arguments of a formula name.
type resolver struct {
	c     *Calc
	sheet *doc.Sheet
	col   *doc.Column // that the formula is in
	o     *Operands
	in    []doc.Kind // kinds of the numbers that go in
	about string     // the column of the other table looked at last
}

func (r *resolver) of(k doc.Kind) {
	if !slices.Contains(r.in, k) {
		r.in = append(r.in, k)
	}
}

func (r *resolver) argument(kind byte, a *doc.Argument) error {
	o, own := r.o, r.sheet.Table
	switch kind {
	case column, columns:
		i, err := r.find(own, a.Name)
		if err == nil {
			err = r.number(own, i)
		}
		o.Own = append(o.Own, []int{i})
		return err
	case span:
		cols, err := r.span(own, a)
		o.Own = append(o.Own, cols)
		return err
	case number:
		o.N = a.N
	case field:
		return r.field(a.Name)
	case table, tableColumn:
		return r.table(a)
	case otherSpan:
		return r.otherSpan(a)
	case conditions:
		return r.condition(a)
	case steps:
		o.steps = append(o.steps, *a)
	}
	return nil
}

// find returns the position of a column that the worksheet shows.
func (r *resolver) find(t *doc.Table, id string) (int, error) {
	i := t.Column(id)
	if i < 0 {
		var ids []string
		for k := range t.Cols {
			ids = append(ids, t.Cols[k].ID)
		}
		if t == r.sheet.Table {
			return 0, missing("这张表里没有列", id, ids)
		}
		f := missing("表 "+t.ID+" 里没有列", id, ids)
		f.Table, f.Name = t.ID, id
		return 0, f
	}
	if t.Cols[i].Print {
		return 0, fault(`去掉那一列的 only = "paper"，或者公式里用别的列`, "列 %q 只印在纸上，工作表里没有", id)
	}
	return i, nil
}

// number reports a column that holds texts where numbers are needed: a
// worksheet would show an error value.
func (r *resolver) number(t *doc.Table, i int) error {
	c := &t.Cols[i]
	if !numeric(c.Kind) || c.Formula != nil && functions[c.Formula.Name].mixed {
		return fault(`给那一列写 kind = "int"、"money" 或 "percent"，或者公式里用别的列`, "列 %q 不全是数，不能计算", c.ID)
	}
	r.of(c.Kind)
	return nil
}

func numeric(k doc.Kind) bool {
	return k == doc.KindInt || k == doc.KindMoney || k == doc.KindPercent
}

// span returns the positions of a span of columns, all of them numbers.
func (r *resolver) span(t *doc.Table, a *doc.Argument) ([]int, error) {
	from, err := r.find(t, a.Name)
	if err != nil {
		return nil, err
	}
	to, err := r.find(t, a.To)
	if err != nil {
		return nil, err
	}
	if to < from {
		return nil, fault("写成 "+a.To+".."+a.Name, "列 %q 在 %q 后面", a.Name, a.To)
	}
	if (to-from)%max(a.Step, 1) != 0 {
		return nil, fault("核对斜线后面的数", "从 %q 起每隔 %d 列取一列，取不到 %q", a.Name, a.Step, a.To)
	}
	var cols []int
	for i := from; i <= to; i += max(a.Step, 1) {
		if t.Cols[i].Print {
			return nil, fault(`去掉那一列的 only = "paper"`, "列 %q 只印在纸上，工作表里没有", t.Cols[i].ID)
		}
		if err := r.number(t, i); err != nil {
			return nil, err
		}
		cols = append(cols, i)
	}
	return cols, nil
}

func (r *resolver) field(id string) error {
	var ids []string
	for i := range r.sheet.Fields {
		f := &r.sheet.Fields[i]
		ids = append(ids, f.ID)
		if f.ID != id {
			continue
		}
		if r.o.Field = i; f.Kind != doc.KindInt {
			return fault(`给那一栏写 kind = "int"`, "栏 %q 不是整数", id)
		}
		return nil
	}
	f := missing("工作表“"+r.sheet.Name+"”没有栏", id, ids)
	f.Field = id
	return f
}

func (r *resolver) table(a *doc.Argument) error {
	i, ok := r.c.tables[a.Name]
	if !ok {
		var ids []string
		for id := range r.c.tables {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		return missing("工作簿里没有表", a.Name, ids)
	}
	r.o.Sheet = i
	if a.Column == "" {
		return nil
	}
	t := r.other()
	r.about = a.Column
	col, err := r.find(t, a.Column)
	if err == nil && !r.o.fn.mixed {
		err = r.number(t, col)
	} else if err == nil {
		r.of(t.Cols[col].Kind)
	}
	r.o.Other = []int{col}
	return err
}

func (r *resolver) other() *doc.Table { return r.c.sheets[r.o.Sheet].sheet.Table }

// otherSpan finds columns of the other table, which are at equal distances
// in the worksheet.
func (r *resolver) otherSpan(a *doc.Argument) (err error) {
	t := r.other()
	if r.o.Other, err = r.span(t, a); err != nil {
		return err
	}
	shown := make([]int, len(t.Cols))
	for i, n := 0, 0; i < len(t.Cols); i++ {
		shown[i] = n
		if !t.Cols[i].Print {
			n++
		}
	}
	r.o.skip = 1
	for i := 1; i < len(r.o.Other); i++ {
		d := shown[r.o.Other[i]] - shown[r.o.Other[i-1]]
		if i > 1 && d != r.o.skip {
			return fault("各列之间的列数要一样", "表 %s 里 %q 到 %q 的各列隔得不一样远", t.ID, a.Name, a.To)
		}
		r.o.skip = d
	}
	return nil
}

func (r *resolver) condition(a *doc.Argument) error {
	t := r.other()
	w := condition{Condition: a.Where, own: -1}
	var err error
	if w.other, err = r.find(t, a.Where.Column); err != nil {
		return err
	}
	kind, was := t.Cols[w.other].Kind, r.about
	r.about = a.Where.Column
	switch {
	case a.Where.Op == doc.Filled:
	case a.Where.With != "":
		if w.own, err = r.find(r.sheet.Table, a.Where.With); err != nil {
			return err
		}
		if own := r.sheet.Table.Cols[w.own].Kind; own != kind {
			return fault("两列的 kind 写成一样", "表 %s 的列 %q 和本表的列 %q 种类不同，比不出结果", t.ID, a.Where.Column, a.Where.With)
		}
	default:
		var ok bool
		if w.Value, ok = Constant(kind, a.Text); !ok {
			return fault("照那一列的 kind 写", "%q 和列 %q 的种类不同，比不出结果", a.Text, a.Where.Column)
		}
	}
	r.o.where = append(r.o.where, w)
	r.about = was
	return nil
}

// kinds settles the kind of the result, and compares it with the column's.
func (r *resolver) kinds() error {
	o := r.o
	o.Kind = o.fn.kind
	if len(o.where) == 0 && o.F.Name == "count_where()" {
		return fault("写成 "+o.fn.form, "count_where 没有写条件")
	}
	if o.F.Name == "lookup()" && (len(o.where) != 1 || o.where[0].own < 0 || o.where[0].Op != doc.Equal) {
		return fault("写成 "+o.fn.form, "lookup 要写一个条件：列=本表列")
	}
	if o.F.Name == "grade()" {
		o.least = r.sheet.Table.Cols[o.Own[0][0]].Kind
		for i := 1; i < len(o.steps); i++ {
			if o.steps[i].N >= o.steps[i-1].N {
				return fault("从大到小写", "各档的数要从大到小：%d 在 %d 后面", o.steps[i].N, o.steps[i-1].N)
			}
		}
	}
	if o.F.Name == "sum_across()" {
		by := r.sheet.Table.Cols[o.Own[0][0]]
		if by.Kind != doc.KindInt {
			return fault(`给列 `+by.ID+` 写 kind = "int"`, "列 %q 不是整数，不能当第几列用", by.ID)
		}
		r.in, r.about = nil, r.other().Cols[o.Other[0]].ID
		for _, i := range o.Other {
			r.of(r.other().Cols[i].Kind)
		}
	}
	if (o.fn.same || o.IsRatio()) && len(r.in) > 1 {
		return fault("各列的 kind 写成一样", "公式里的列种类不同，有的是%s，有的是%s", kindNames[r.in[0]], kindNames[r.in[1]])
	}
	if o.fn.same {
		o.Kind = r.in[0]
	}
	if o.Kind != r.col.Kind && !o.IsCount() {
		return fault("把这一列的 kind 改成 "+kindWords[o.Kind], "公式算出的是%s，这一列是%s", kindNames[o.Kind], kindNames[r.col.Kind])
	}
	return nil
}

var kindNames = [...]string{doc.KindText: "文字", doc.KindInt: "整数", doc.KindMoney: "金额", doc.KindPercent: "百分比",
	doc.KindDate: "日期", doc.KindTick: "勾", doc.KindTime: "时间"}

var kindWords = [...]string{doc.KindText: "text", doc.KindInt: "int", doc.KindMoney: "money", doc.KindPercent: "percent",
	doc.KindDate: "date", doc.KindTick: "tick", doc.KindTime: "time"}

package doc

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
)

// months is a table of twelve months of dues, with everything that follows
// from them.
func months(rows ...[]Value) *Workbook {
	t := &Table{ID: "t"}
	for m := range 12 {
		id := string(rune('a' + m))
		t.Cols = append(t.Cols, Column{ID: "due" + id, Kind: KindMoney, Total: SumRows{}}, Column{ID: "paid" + id, Kind: KindMoney}, Column{ID: "by" + id})
	}
	due, paid := Span{"duea", "duel", 3}, Span{"paida", "paidl", 3}
	t.Cols = append(t.Cols,
		Column{ID: "due", Kind: KindMoney, Formula: Sum(due), Total: SumRows{}},
		Column{ID: "paid", Kind: KindMoney, Formula: Sum(paid), Total: SumRows{}},
		Column{ID: "owed", Kind: KindMoney, Formula: Sub{"due", "paid"}},
		Column{ID: "until", Kind: KindMoney, Formula: SumUntil{due, "month"}},
		Column{ID: "streak", Kind: KindInt, Formula: Streak{due, paid, "month"}},
		Column{ID: "warning", Formula: Grade{A: "streak", Only: "owed", Steps: []GradeStep{{6, "六"}, {3, "三"}}}},
		Column{ID: "rate", Kind: KindPercent, Formula: Ratio{"paid", "due"}, Total: Ratio{"paid", "due"}},
		Column{ID: "year", Kind: KindMoney, Formula: Mul{"duea", 12}},
	)
	for _, r := range rows {
		t.Rows = append(t.Rows, Record{Values: r})
	}
	return &Workbook{Sheets: []Sheet{{Name: "台账", Table: t, Fields: []Field{{ID: "month", Kind: KindInt}}}}}
}

// TestCalcAgainstNaive compares sums, streaks and warnings of random rows with
// a plain loop over the months.
func TestCalcAgainstNaive(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	var total int64
	for range 500 {
		row := make([]Value, 36)
		var due, paid [12]int64
		for m := range 12 {
			if rnd.IntN(6) > 0 {
				due[m] = int64(rnd.IntN(5000))
				row[3*m] = MoneyValue(due[m])
			}
			if rnd.IntN(3) == 0 {
				paid[m] = int64(rnd.IntN(5000))
				row[3*m+1] = MoneyValue(paid[m])
			}
			row[3*m+2] = TextValue("张三")
		}
		wb := months(row)
		until := rnd.IntN(15) - 1
		wb.Sheets[0].Fields[0].Value = IntValue(until)
		c, err := NewCalc(wb)
		if err != nil {
			t.Fatal(err)
		}
		var sumDue, sumPaid, sumUntil, streak int64
		for m := range 12 {
			sumDue += due[m]
			sumPaid += paid[m]
			if m >= until {
				continue
			}
			sumUntil += due[m]
			if paid[m] > 0 {
				streak = 0
			} else if due[m] > 0 {
				streak++
			}
		}
		warning := ""
		if sumDue > sumPaid {
			if streak >= 6 {
				warning = "六"
			} else if streak >= 3 {
				warning = "三"
			}
		}
		total += streak
		for id, want := range map[string]int64{"due": sumDue, "paid": sumPaid, "owed": sumDue - sumPaid, "until": sumUntil, "streak": streak, "year": 12 * due[0]} {
			if v, err := c.Value(0, 0, wb.Sheets[0].Table.Column(id)); err != nil || v.N != want || !v.Set {
				t.Fatalf("%s = %+v, %v, want %d", id, v, err, want)
			}
		}
		if v, err := c.Value(0, 0, wb.Sheets[0].Table.Column("warning")); err != nil || v.Text != warning || v.Set != (warning != "") {
			t.Fatalf("warning = %+v, %v, want %q", v, err, warning)
		}
	}
	if total == 0 {
		t.Error("no streak among all rows")
	}
}

func TestFoot(t *testing.T) {
	wb := months([]Value{MoneyValue(100), MoneyValue(1)}, []Value{MoneyValue(200), MoneyValue(2)}, nil)
	c, err := NewCalc(wb)
	if err != nil {
		t.Fatal(err)
	}
	table := wb.Sheets[0].Table
	for id, want := range map[string]Value{
		"duea": MoneyValue(300), "due": MoneyValue(300), "paid": MoneyValue(3), "bya": TextValue(TotalTitle), "streak": {},
		"rate": {Kind: KindPercent, Set: true, N: 1000},
	} {
		if v, err := c.Foot(0, table.Column(id)); err != nil || v != want {
			t.Errorf("foot of %s = %+v, %v, want %+v", id, v, err, want)
		}
	}
	if v, err := c.Value(0, 2, table.Column("rate")); err != nil || v != TextValue(Dash) {
		t.Errorf("share of nothing = %+v, %v", v, err)
	}
}

// TestRatioHalfUp: shares are rounded half away from zero, to thousandths of a
// percent.
func TestRatioHalfUp(t *testing.T) {
	for _, c := range []struct{ a, b, want int64 }{{1, 3, 33333}, {2, 3, 66667}, {1, 200_000, 1}, {-1, 200_000, -1}, {1, 200_001, 0}, {5, 5, 100_000}, {0, 7, 0}} {
		wb := &Workbook{Sheets: []Sheet{{Table: &Table{Cols: []Column{{ID: "a", Kind: KindInt}, {ID: "b", Kind: KindInt}, {ID: "r", Kind: KindPercent, Formula: Ratio{"a", "b"}}},
			Rows: []Record{{Values: []Value{{Kind: KindInt, Set: true, N: c.a}, {Kind: KindInt, Set: true, N: c.b}}}}}}}}
		calc, err := NewCalc(wb)
		if err != nil {
			t.Fatal(err)
		}
		if v, err := calc.Value(0, 0, 2); err != nil || v.N != c.want {
			t.Errorf("%d/%d = %+v, %v, want %d", c.a, c.b, v, err, c.want)
		}
	}
}

// TestOtherTable: sums, counts and look-ups over another table, whose column
// is itself computed.
func TestOtherTable(t *testing.T) {
	text := func(s string) Value { return TextValue(s) }
	own := []Condition{{Column: "com", With: "name"}}
	wb := &Workbook{Sheets: []Sheet{
		{Name: "总", Table: &Table{ID: "sum", Rows: []Record{{Values: []Value{text("甲")}}, {Values: []Value{text("丙")}}}, Cols: []Column{
			{ID: "name"},
			{ID: "due", Kind: KindMoney, Formula: SumWhere{Table: "all", Column: "twice", Where: own}},
			{ID: "n", Kind: KindInt, Formula: CountWhere{Table: "all", Where: own}},
			{ID: "big", Kind: KindInt, Formula: CountWhere{Table: "all", Where: append(own, Condition{Column: "due", Op: Greater, Value: MoneyValue(1)})}},
			{ID: "dated", Kind: KindInt, Formula: CountWhere{Table: "all", Where: []Condition{{Column: "day", Op: AtMost, Value: DateValue("2027-02-01")}}}},
			{ID: "code", Formula: Lookup{Table: "all", Column: "code", Key: "com", By: "name"}},
		}}},
		{Name: "明细", Table: &Table{ID: "all", Blank: 2, Rows: []Record{
			{Values: []Value{text("甲"), text("01"), MoneyValue(1), {}, DateValue("2027-01-31")}},
			{Values: []Value{text("乙"), text("02"), MoneyValue(2)}},
			{Values: []Value{text("甲"), text("03"), MoneyValue(3), {}, DateValue("2027-02-02")}},
		}, Cols: []Column{{ID: "com"}, {ID: "code"}, {ID: "due", Kind: KindMoney}, {ID: "twice", Kind: KindMoney, Formula: Mul{"due", 2}}, {ID: "day", Kind: KindDate}}}},
	}}
	c, err := NewCalc(wb)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]Value{
		{text("甲"), MoneyValue(8), IntValue(2), IntValue(1), IntValue(1), text("01")},
		{text("丙"), MoneyValue(0), IntValue(0), IntValue(0), IntValue(1), {}},
	}
	for r := range want {
		for i, w := range want[r] {
			if v, err := c.Value(0, r, i); err != nil || v != w {
				t.Errorf("row %d %s = %+v, %v, want %+v", r, wb.Sheets[0].Table.Cols[i].ID, v, err, w)
			}
		}
	}
	wb.Sheets[0].Table.Rows[0].Values[0] = text(">5")
	if c, err = NewCalc(wb); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Value(0, 0, 2); err == nil || !strings.Contains(err.Error(), ">5") {
		t.Errorf("a name that reads as a comparison: %v", err)
	}
}

// TestSumAcross: a row for each column of another table; numbers that count
// no column give 0.
func TestSumAcross(t *testing.T) {
	months := &Table{ID: "months", Cols: []Column{
		{ID: "n", Kind: KindInt},
		{ID: "due", Kind: KindMoney, Formula: SumAcross{Table: "ledger", Span: Span{"due1", "due3", 2}, By: "n"}, Total: SumRows{}},
	}}
	for _, n := range []int{3, 1, 2, 0, 4} {
		months.Rows = append(months.Rows, Record{Values: []Value{IntValue(n)}})
	}
	wb := &Workbook{Sheets: []Sheet{{Name: "上缴", Table: months}, {Name: "收缴", Table: &Table{ID: "ledger", Blank: 1, Cols: []Column{
		{ID: "due1", Kind: KindMoney}, {ID: "by1"}, {ID: "due2", Kind: KindMoney}, {ID: "by2"}, {ID: "due3", Kind: KindMoney, Formula: Add{[]string{"due1", "due2"}}},
	}, Rows: []Record{
		{Values: []Value{MoneyValue(100), TextValue("王"), MoneyValue(10)}},
		{Values: []Value{MoneyValue(200), {}, MoneyValue(20)}},
	}}}}}
	c, err := NewCalc(wb)
	if err != nil {
		t.Fatal(err)
	}
	for r, want := range []int64{330, 300, 30, 0, 0} {
		if v, err := c.Value(0, r, 1); err != nil || v != MoneyValue(want) {
			t.Errorf("row %d: %+v, %v, want %d", r, v, err, want)
		}
	}
	if v, err := c.Foot(0, 1); err != nil || v != MoneyValue(660) {
		t.Errorf("total %+v, %v", v, err)
	}
	months.Cols[1].Formula = SumAcross{Table: "ledger", Span: Span{"due1", "by2", 1}, By: "n"}
	if _, err := NewCalc(wb); err == nil {
		t.Error("texts are summed")
	}
}

func TestCycle(t *testing.T) {
	wb := &Workbook{Sheets: []Sheet{{Table: &Table{Rows: []Record{{}}, Cols: []Column{
		{ID: "a", Kind: KindInt, Formula: Add{[]string{"b"}}}, {ID: "b", Kind: KindInt, Formula: Add{[]string{"a"}}},
	}}}}}
	c, err := NewCalc(wb)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Value(0, 0, 0); !errors.Is(err, ErrCycle) {
		t.Errorf("error %v", err)
	}
}

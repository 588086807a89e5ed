package calc

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"dangce/generator/doc"
)

// months is a table of twelve months of dues, with everything that follows
// from them.
func months(rows ...[]doc.Value) *doc.Workbook {
	t := &doc.Table{ID: "t"}
	for m := range 12 {
		id := string(rune('a' + m))
		t.Cols = append(t.Cols, doc.Column{ID: "due" + id, Kind: doc.KindMoney, Total: MustParse("sum")}, doc.Column{ID: "paid" + id, Kind: doc.KindMoney}, doc.Column{ID: "by" + id})
	}
	t.Cols = append(t.Cols,
		doc.Column{ID: "due", Kind: doc.KindMoney, Formula: MustParse("sum(duea..duel/3)"), Total: MustParse("sum")},
		doc.Column{ID: "paid", Kind: doc.KindMoney, Formula: MustParse("sum(paida..paidl/3)"), Total: MustParse("sum")},
		doc.Column{ID: "owed", Kind: doc.KindMoney, Formula: MustParse("sub(due,paid)")},
		doc.Column{ID: "until", Kind: doc.KindMoney, Formula: MustParse("sum_until(duea..duel/3,month)")},
		doc.Column{ID: "owing", Kind: doc.KindInt, Formula: MustParse("months_owed(duea..duel/3,paid,month)")},
		doc.Column{ID: "warning", Formula: MustParse("grade(owing,owed,6=六,3=三)")},
		doc.Column{ID: "rate", Kind: doc.KindPercent, Formula: MustParse("ratio(paid,due)"), Total: MustParse("ratio(paid,due)")},
		doc.Column{ID: "year", Kind: doc.KindMoney, Formula: MustParse("mul(duea,12)")},
	)
	for _, r := range rows {
		t.Rows = append(t.Rows, doc.Record{Values: r})
	}
	return &doc.Workbook{Sheets: []doc.Sheet{{Name: "台账", Table: t, Fields: []doc.Field{{ID: "month", Kind: doc.KindInt}}}}}
}

// TestCalcAgainstNaive compares sums, months owed and warnings of random rows with
// a plain loop over the months.
func TestCalcAgainstNaive(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	var total int64
	for range 500 {
		row := make([]doc.Value, 36)
		var due, paid [12]int64
		for m := range 12 {
			if rnd.IntN(6) > 0 {
				due[m] = int64(rnd.IntN(5000))
				row[3*m] = doc.MoneyValue(due[m])
			}
			if rnd.IntN(3) == 0 {
				paid[m] = int64(rnd.IntN(5000))
				row[3*m+1] = doc.MoneyValue(paid[m])
			}
			row[3*m+2] = doc.TextValue("张三")
		}
		wb := months(row)
		until := rnd.IntN(15) - 1
		wb.Sheets[0].Fields[0].Value = doc.IntValue(until)
		c, err := New(wb)
		if err != nil {
			t.Fatal(err)
		}
		var sumDue, sumPaid, sumUntil, owing int64
		for m := range 12 {
			sumDue += due[m]
			sumPaid += paid[m]
		}
		rest := sumPaid
		for m := 0; m < min(until, 12); m++ { // the oldest month is paid first
			sumUntil += due[m]
			if due[m] > rest {
				owing++
			}
			rest = max(rest-due[m], 0)
		}
		warning := ""
		if sumDue > sumPaid {
			if owing >= 6 {
				warning = "六"
			} else if owing >= 3 {
				warning = "三"
			}
		}
		total += owing
		for id, want := range map[string]int64{"due": sumDue, "paid": sumPaid, "owed": sumDue - sumPaid, "until": sumUntil, "owing": owing, "year": 12 * due[0]} {
			if v, err := c.Value(0, 0, wb.Sheets[0].Table.Column(id)); err != nil || v.N != want || !v.Set {
				t.Fatalf("%s = %+v, %v, want %d", id, v, err, want)
			}
		}
		if v, err := c.Value(0, 0, wb.Sheets[0].Table.Column("warning")); err != nil || v.Text != warning || v.Set != (warning != "") {
			t.Fatalf("warning = %+v, %v, want %q", v, err, warning)
		}
	}
	if total == 0 {
		t.Error("no month owed among all rows")
	}
}

func TestFoot(t *testing.T) {
	wb := months([]doc.Value{doc.MoneyValue(100), doc.MoneyValue(1)}, []doc.Value{doc.MoneyValue(200), doc.MoneyValue(2)}, nil)
	c, err := New(wb)
	if err != nil {
		t.Fatal(err)
	}
	table := wb.Sheets[0].Table
	for id, want := range map[string]doc.Value{
		"duea": doc.MoneyValue(300), "due": doc.MoneyValue(300), "paid": doc.MoneyValue(3), "bya": doc.TextValue(doc.TotalTitle), "owing": {},
		"rate": {Kind: doc.KindPercent, Set: true, N: 1000},
	} {
		if v, err := c.Value(0, FootRow, table.Column(id)); err != nil || v != want {
			t.Errorf("foot of %s = %+v, %v, want %+v", id, v, err, want)
		}
	}
	if v, err := c.Value(0, 2, table.Column("rate")); err != nil || v != doc.TextValue(doc.Dash) {
		t.Errorf("share of nothing = %+v, %v", v, err)
	}
}

// TestRatioHalfUp: shares are rounded half away from zero, to thousandths of a
// percent.
func TestRatioHalfUp(t *testing.T) {
	for _, c := range []struct{ a, b, want int64 }{{1, 3, 33333}, {2, 3, 66667}, {1, 200_000, 1}, {-1, 200_000, -1}, {1, 200_001, 0}, {5, 5, 100_000}, {0, 7, 0}} {
		wb := &doc.Workbook{Sheets: []doc.Sheet{{Table: &doc.Table{Cols: []doc.Column{{ID: "a", Kind: doc.KindInt}, {ID: "b", Kind: doc.KindInt}, {ID: "r", Kind: doc.KindPercent, Formula: MustParse("ratio(a,b)")}},
			Rows: []doc.Record{{Values: []doc.Value{{Kind: doc.KindInt, Set: true, N: c.a}, {Kind: doc.KindInt, Set: true, N: c.b}}}}}}}}
		formulas, err := New(wb)
		if err != nil {
			t.Fatal(err)
		}
		if v, err := formulas.Value(0, 0, 2); err != nil || v.N != c.want {
			t.Errorf("%d/%d = %+v, %v, want %d", c.a, c.b, v, err, c.want)
		}
	}
}

// TestOtherTable: sums, counts and look-ups over another table, whose column
// is itself computed.
func TestOtherTable(t *testing.T) {
	text := func(s string) doc.Value { return doc.TextValue(s) }
	wb := &doc.Workbook{Sheets: []doc.Sheet{
		{Name: "总", Table: &doc.Table{ID: "sum", Rows: []doc.Record{{Values: []doc.Value{text("甲")}}, {Values: []doc.Value{text("丙")}}}, Cols: []doc.Column{
			{ID: "name"},
			{ID: "due", Kind: doc.KindMoney, Formula: MustParse("sum_where(all.twice,com=name)")},
			{ID: "n", Kind: doc.KindInt, Formula: MustParse("count_where(all,com=name)")},
			{ID: "big", Kind: doc.KindInt, Formula: MustParse(`count_where(all, com=name, due>"0.01")`)},
			{ID: "dated", Kind: doc.KindInt, Formula: MustParse(`count_where(all,day<="2027-02-01")`)},
			{ID: "code", Formula: MustParse("lookup(all.code,com=name)")},
		}}},
		{Name: "明细", Table: &doc.Table{ID: "all", Blank: 2, Rows: []doc.Record{
			{Values: []doc.Value{text("甲"), text("01"), doc.MoneyValue(1), {}, doc.DateValue("2027-01-31")}},
			{Values: []doc.Value{text("乙"), text("02"), doc.MoneyValue(2)}},
			{Values: []doc.Value{text("甲"), text("03"), doc.MoneyValue(3), {}, doc.DateValue("2027-02-02")}},
		}, Cols: []doc.Column{{ID: "com"}, {ID: "code"}, {ID: "due", Kind: doc.KindMoney}, {ID: "twice", Kind: doc.KindMoney, Formula: MustParse("mul(due,2)")}, {ID: "day", Kind: doc.KindDate}}}},
	}}
	c, err := New(wb)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]doc.Value{
		{text("甲"), doc.MoneyValue(8), doc.IntValue(2), doc.IntValue(1), doc.IntValue(1), text("01")},
		{text("丙"), doc.MoneyValue(0), doc.IntValue(0), doc.IntValue(0), doc.IntValue(1), {}},
	}
	for r := range want {
		for i, w := range want[r] {
			if v, err := c.Value(0, r, i); err != nil || v != w {
				t.Errorf("row %d %s = %+v, %v, want %+v", r, wb.Sheets[0].Table.Cols[i].ID, v, err, w)
			}
		}
	}
	wb.Sheets[0].Table.Rows[0].Values[0] = text(">5")
	if c, err = New(wb); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Value(0, 0, 2); err == nil || !strings.Contains(err.Error(), ">5") {
		t.Errorf("a name that reads as a comparison: %v", err)
	}
}

// TestSumAcross: a row for each column of another table; numbers that count
// no column give 0.
func TestSumAcross(t *testing.T) {
	months := &doc.Table{ID: "months", Cols: []doc.Column{
		{ID: "n", Kind: doc.KindInt},
		{ID: "due", Kind: doc.KindMoney, Formula: MustParse("sum_across(ledger,due1..due3/2,n)"), Total: MustParse("sum")},
	}}
	for _, n := range []int{3, 1, 2, 0, 4} {
		months.Rows = append(months.Rows, doc.Record{Values: []doc.Value{doc.IntValue(n)}})
	}
	wb := &doc.Workbook{Sheets: []doc.Sheet{{Name: "上缴", Table: months}, {Name: "收缴", Table: &doc.Table{ID: "ledger", Blank: 1, Cols: []doc.Column{
		{ID: "due1", Kind: doc.KindMoney}, {ID: "by1"}, {ID: "due2", Kind: doc.KindMoney}, {ID: "by2"}, {ID: "due3", Kind: doc.KindMoney, Formula: MustParse("add(due1,due2)")},
	}, Rows: []doc.Record{
		{Values: []doc.Value{doc.MoneyValue(100), doc.TextValue("王"), doc.MoneyValue(10)}},
		{Values: []doc.Value{doc.MoneyValue(200), {}, doc.MoneyValue(20)}},
	}}}}}
	c, err := New(wb)
	if err != nil {
		t.Fatal(err)
	}
	for r, want := range []int64{330, 300, 30, 0, 0} {
		if v, err := c.Value(0, r, 1); err != nil || v != doc.MoneyValue(want) {
			t.Errorf("row %d: %+v, %v, want %d", r, v, err, want)
		}
	}
	if v, err := c.Value(0, FootRow, 1); err != nil || v != doc.MoneyValue(660) {
		t.Errorf("total %+v, %v", v, err)
	}
	months.Cols[1].Formula = MustParse("sum_across(ledger,due1..by2,n)")
	if _, err := New(wb); err == nil {
		t.Error("texts are summed")
	}
}

func TestCycle(t *testing.T) {
	wb := &doc.Workbook{Sheets: []doc.Sheet{{Table: &doc.Table{Rows: []doc.Record{{}}, Cols: []doc.Column{
		{ID: "a", Kind: doc.KindInt, Formula: MustParse("add(b)")}, {ID: "b", Kind: doc.KindInt, Formula: MustParse("add(a)")},
	}}}}}
	c, err := New(wb)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Value(0, 0, 0); !errors.Is(err, ErrCycle) {
		t.Errorf("error %v", err)
	}
}

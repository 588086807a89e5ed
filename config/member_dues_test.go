package config

import (
	"testing"

	"dangce/config/money"
)

// TestQuarterlyBase: three items of a self-employed member are the months of
// the last quarter, given alone or together with their average.
func TestQuarterlyBase(t *testing.T) {
	const items = `base_items = [{ name = "10月", amount = "100.00" }, { name = "11月", amount = "100.01" }, { name = "12月", amount = "100.01" }]`
	for _, dues := range []string{
		`{ category = "self_employed", ` + items + ` }`,
		`{ category = "self_employed", base = "100.01", ` + items + ` }`,
	} {
		c, found := load(county(t, brn, `"李四"`, `"李四"`+"\ndues = "+dues), Options{})
		if c == nil {
			t.Fatalf("%s: %v", dues, found)
		}
		for _, m := range c.Committees[0].Branches[0].Members {
			if m.Name == "李四" && m.Dues.Base != 10001 {
				t.Errorf("%s: base %s", dues, m.Dues.Base)
			}
		}
	}
}

func TestItemsBaseRoundsHalfUp(t *testing.T) {
	for _, c := range []struct {
		quarterly bool
		items     []money.Fen
		want      money.Fen
	}{
		{true, []money.Fen{100, 100, 100}, 100},
		{true, []money.Fen{100, 100, 101}, 100},
		{true, []money.Fen{100, 101, 101}, 101},
		{true, []money.Fen{-100, -101, -101}, -101},
		{true, []money.Fen{100, 100}, 200},
		{false, []money.Fen{100, 101, 101}, 302},
		{false, nil, 0},
	} {
		var items []BaseItem
		for _, f := range c.items {
			items = append(items, BaseItem{Amount: f})
		}
		if got := (&DuesRule{Quarterly: c.quarterly}).ItemsBase(items); got != c.want {
			t.Errorf("%t %v: %s, want %s", c.quarterly, c.items, got, c.want)
		}
	}
}

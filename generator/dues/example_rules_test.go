package dues

import (
	"testing"

	"dangce/config"
	"dangce/config/date"
	"dangce/config/money"
)

// national are the rates of 中组发〔2008〕3号 with the cap of 组电明字〔2017〕5号 and the county's
// default of half a yuan for farmers.
func national(round config.Round) config.DuesRules {
	steps := []config.Bracket{
		{UpTo: 300000, Percent: 500}, {UpTo: 500000, Percent: 1000},
		{UpTo: 1000000, Percent: 1500}, {Percent: 2000},
	}
	return config.DuesRules{
		Round: round,
		Cap:   100000,
		Rates: map[config.Category][]config.Bracket{
			config.Salaried:     steps,
			config.SelfEmployed: steps,
			config.RetiredPay:   {{UpTo: 500000, Percent: 500}, {Percent: 1000}},
		},
		Fixed: map[config.Category]money.Fen{
			config.Farmer: 50, config.Student: 20, config.Unemployed: 20,
			config.Relief: 20, config.Dibao: 20,
		},
		Source: map[config.Category]string{
			config.Salaried: "中组发〔2008〕3号", config.Farmer: "中组发〔2008〕3号",
		},
	}
}

// yuan reads an amount of a test table.
func yuan(t testing.TB, s string) money.Fen {
	t.Helper()
	f, err := money.Parse(s)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return f
}

func member(c config.Category, base money.Fen) *config.Member {
	return &config.Member{
		Name: "赵甲", Joined: date.New(2001, 7, 1),
		Dues: config.MemberDues{Category: c, Base: base},
	}
}

func items(t testing.TB, amounts ...string) []config.BaseItem {
	t.Helper()
	var all []config.BaseItem
	for _, s := range amounts {
		all = append(all, config.BaseItem{Name: "科目", Amount: yuan(t, s)})
	}
	return all
}

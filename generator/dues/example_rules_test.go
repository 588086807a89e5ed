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
	const source = "中组发〔2008〕3号"
	return config.DuesRules{Round: round, Cap: 100000, Categories: []config.DuesRule{
		{ID: "salaried", Name: "在职", Brackets: steps, Source: source},
		{ID: "retired", Name: "离退休", Brackets: []config.Bracket{{UpTo: 500000, Percent: 500}, {Percent: 1000}}},
		{ID: "self_employed", Name: "个体", Brackets: steps, Quarterly: true},
		{ID: "farmer", Name: "农民", Amount: 50, Source: source},
		{ID: "student", Name: "学生", Amount: 20}, {ID: "unemployed", Name: "失业", Amount: 20},
		{ID: "relief", Name: "抚恤救济", Amount: 20}, {ID: "dibao", Name: "低保", Amount: 20},
		{ID: "reduced", Name: "减交", Needs: []string{"amount", "reason", "approval"}},
		{ID: "exempt", Name: "免交", Needs: []string{"reason", "approval"}},
		{ID: "fixed", Name: "定额", Needs: []string{"amount", "reason|approval"}},
	}}
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
		Dues: config.MemberDues{DuesTerms: config.DuesTerms{Category: c, Base: base}},
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

package synth

import (
	"math/rand/v2"

	"dangce/config"
	"dangce/config/money"
)

// drawDues draws what a member's dues are assessed from. A few are reduced,
// waived or fixed whatever the member lives by.
func drawDues(r *rand.Rand, kind config.BranchKind, t trade) config.MemberDues {
	switch n := r.IntN(1000); {
	case n < 5:
		return config.MemberDues{DuesTerms: config.DuesTerms{Category: "exempt", Reason: "长期患病，生活困难", Approval: "党委批准"}}
	case n < 10:
		return config.MemberDues{DuesTerms: config.DuesTerms{Category: "reduced", Amount: money.Fen(20 * (1 + r.IntN(50))), Reason: "家庭困难", Approval: "党委批准"}}
	case n < 12:
		return config.MemberDues{DuesTerms: config.DuesTerms{Category: "fixed", Amount: money.Fen(1000 * (1 + r.IntN(10))), Reason: "自愿按定额交纳", Approval: "支部党员大会同意"}}
	}
	d := config.MemberDues{DuesTerms: config.DuesTerms{Category: t.category}}
	if t.high > 0 {
		d.Base = drawBase(r, t.low, t.high)
	}
	if kind == config.Agency && t.category == "salaried" && chance(r, 100) {
		d.Items = drawItems(r)
		d.Base = 0
		for _, it := range d.Items {
			d.Base += it.Amount
		}
	}
	return d
}

// drawBase draws a monthly base: mostly whole yuan, and now and then exactly
// at the edge of a rate.
func drawBase(r *rand.Rand, low, high int) money.Fen {
	switch n := r.IntN(100); {
	case n < 2:
		return pick(r, []money.Fen{300000, 300001, 500000, 500001, 1000000, 1000001})
	case n < 60:
		return money.Fen(low+r.IntN(high-low)) / 10 * 1000
	}
	return money.Fen(low*100 + r.IntN((high-low)*100))
}

// drawItems draws the sum a base comes from: three kinds of pay, then what
// is taken off.
func drawItems(r *rand.Rand) []config.BaseItem {
	pay := money.Fen(500000 + 1000*r.IntN(400))
	return []config.BaseItem{
		{Name: "职务工资", Amount: pay * 26 / 100},
		{Name: "级别工资", Amount: pay * 36 / 100},
		{Name: "津贴补贴", Amount: pay * 38 / 100},
		{Name: "养老保险", Amount: -pay * 8 / 100},
		{Name: "医疗保险", Amount: -pay * 2 / 100},
		{Name: "住房公积金", Amount: -pay * 12 / 100},
	}
}

package synth

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"dangce/config"
)

// kindShare is the share of a kind per thousand branches.
type kindShare struct {
	kind  config.BranchKind
	share int
}

// kindShares are the shares of the kinds of branches in a county that
// is mostly rural.
var kindShares = []kindShare{
	{config.Village, 400}, {config.Agency, 150}, {config.Institution, 100}, {config.Community, 90}, {config.Private, 90},
	{config.School, 60}, {config.SOE, 50}, {config.SocialOrg, 30}, {config.Retired, 30},
}

// kindCounts divides n branches by their shares; what rounding leaves goes to
// the largest remainders.
func kindCounts(n int) map[config.BranchKind]int {
	counts := map[config.BranchKind]int{}
	order := slices.Clone(kindShares)
	left := n
	for _, k := range order {
		counts[k.kind] = n * k.share / 1000
		left -= counts[k.kind]
	}
	slices.SortStableFunc(order, func(a, b kindShare) int { return n*b.share%1000 - n*a.share%1000 })
	for _, k := range order[:left] {
		counts[k.kind]++
	}
	return counts
}

// manyBranches is the size above which codes get one digit more, so that
// their order stays the order of numbers.
const manyBranches = 4000

// drawUnits draws the committees and the branches under them, with their names
// and codes but without members.
func (c *county) drawUnits(r *rand.Rand) {
	n := kindCounts(c.Branches)
	c.drawTowns(r, n)
	c.drawOffices(n)
	c.drawSchools(n[config.School])
	if com := c.committee(config.Enterprise, "国有资产监督管理委员会委员会", "国资委党委", n[config.SOE]); com != nil {
		for i := range n[config.SOE] {
			c.branch(com, config.SOE, "", soes.name(i))
		}
	}
	firms, societies := n[config.Private], n[config.SocialOrg]
	if com := c.committee(config.Department, "非公有制经济组织和社会组织工作委员会", "两新工委", firms+societies); com != nil {
		for range firms {
			c.branch(com, config.Private, "", c.place(r, firmName))
		}
		for range societies {
			c.branch(com, config.SocialOrg, "", c.place(r, societyName))
		}
	}
	slices.SortFunc(c.seats, func(a, b seat) int {
		return cmp.Or(cmp.Compare(a.Committee.Code, b.Committee.Code), cmp.Compare(a.Code, b.Code))
	})
}

// drawTowns draws towns and streets: villages and communities, the town's
// own office, a firm. It takes from n what it draws.
func (c *county) drawTowns(r *rand.Rand, n map[config.BranchKind]int) {
	villages, communities := n[config.Village], n[config.Community]
	towns := max(1, (villages+12)/25)
	streets := communities / 30
	for i := range towns + streets {
		kind, town, nv, nc := config.Township, c.place(r, townName), 0, 0
		form, title := "委员会", "党委"
		switch {
		case i == 0:
			town, nc = "城关镇", share(communities, streets+1, 0)
		case i >= towns:
			kind, form, title = config.Street, "工作委员会", "党工委"
			town, nc = town+"街道", share(communities, streets+1, i-towns+1)
		case i%3 == 2:
			town += "乡"
		default:
			town += "镇"
		}
		if i < towns {
			nv = share(villages, towns, i)
		}
		com := c.committee(kind, town+form, town+title, nv+nc)
		if com == nil {
			continue
		}
		if n[config.Agency] > 4 {
			n[config.Agency]--
			c.branch(com, config.Agency, "", town+"机关")
		}
		c.drawVillages(r, com, town, nv)
		for range nc {
			c.branch(com, config.Community, town, c.place(r, communityName)+"社区")
		}
		if n[config.Private] > 2 {
			n[config.Private]--
			c.branch(com, config.Private, town, c.place(r, firmName))
		}
	}
}

// drawVillages draws the villages of a town. In a large town one village
// has a 党总支 with three branches.
func (c *county) drawVillages(r *rand.Rand, com *config.Committee, town string, n int) {
	if n >= 12 {
		n -= 3
		village := c.place(r, villageName) + "村"
		c.general(com, town+village, village, config.Village, "第一", "第二", "第三")
	}
	for range n {
		c.branch(com, config.Village, town, c.place(r, villageName)+"村")
	}
}

// drawOffices draws the agencies and institutions of the county.
func (c *county) drawOffices(n map[config.BranchKind]int) {
	clinics := n[config.Institution] / 2
	others := n[config.Institution] - clinics
	all := n[config.Agency] + others + n[config.Retired]
	if com := c.committee(config.Department, "委县直机关工作委员会", "县直机关工委", all); com != nil {
		for i := range n[config.Agency] {
			c.branch(com, config.Agency, "", agencies.name(i))
		}
		for i := range others {
			c.branch(com, config.Institution, "", institutions.name(i))
		}
		for i := range n[config.Retired] {
			c.branch(com, config.Retired, "", retirees.name(i))
		}
	}
	if com := c.committee(config.Department, "卫生健康委员会委员会", "卫健委党委", clinics); com != nil {
		for i := range clinics {
			c.branch(com, config.Institution, "", hospitals.name(i))
		}
	}
}

// drawSchools draws the schools. Where there are enough, one of them has a
// 党总支.
func (c *county) drawSchools(n int) {
	com := c.committee(config.Department, "教育局委员会", "教育局党委", n)
	if com == nil {
		return
	}
	if n >= 6 {
		n -= 3
		c.general(com, "实验中学", "实验中学", config.School, "高中部", "初中部", "行政后勤")
	}
	for i := range n {
		c.branch(com, config.School, "", schools.name(i))
	}
}

// share divides n into parts as even as can be and returns the i-th.
func share(n, parts, i int) int { return n*(i+1)/parts - n*i/parts }

// committee adds a committee whose full name ends in rest, unless it would
// have no branches.
func (c *county) committee(kind config.CommitteeKind, rest, short string, branches int) *config.Committee {
	if branches == 0 {
		return nil
	}
	digits := 2
	if c.Branches > manyBranches {
		digits = 3
	}
	c.tops++
	com := &config.Committee{Code: fmt.Sprintf("%0*d", digits, c.tops), Name: "中共" + c.Name + rest, Short: short, Kind: kind}
	c.committees = append(c.committees, com)
	return com
}

// general adds a 党总支 under a committee, with its branches.
func (c *county) general(parent *config.Committee, org, short string, kind config.BranchKind, parts ...string) {
	under := &config.Committee{
		Code: parent.Code + "Z1", Parent: parent, Kind: config.GeneralBranch,
		Name: "中共" + c.Name + org + "总支部委员会", Short: short + "党总支",
	}
	c.committees = append(c.committees, under)
	for _, part := range parts {
		c.branch(parent, kind, strings.TrimSuffix(org, short), short+part)
		s := &c.seats[len(c.seats)-1]
		s.Under, s.house = under, short
	}
}

// branch adds a branch of the committee. Its full name is made of the
// county's, the town's and its own.
func (c *county) branch(com *config.Committee, kind config.BranchKind, town, label string) {
	digits := 3
	if c.Branches > manyBranches {
		digits = 4
	}
	b := &config.Branch{
		Code: fmt.Sprintf("%s-%0*d", com.Code, digits, len(com.Branches)+1),
		Kind: kind, Committee: com, Short: label + "党支部",
	}
	com.Branches = append(com.Branches, b)
	c.seats = append(c.seats, seat{b, town + label, label})
}

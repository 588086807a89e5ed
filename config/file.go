package config

import (
	"time"

	"dangce/config/money"
	"dangce/templates"
)

// countyFile is county.toml as written. Its defaults are those of newFile.
type countyFile struct {
	Year      int      `toml:"year,required" example:"2027" range:"2000,2100"`
	Branches  []string `toml:"branches" example:"branches/*.toml"`
	Rosters   []string `toml:"rosters" example:"名册/*.xlsx"`
	Templates string   `toml:"templates" example:"templates"`
	Holidays  string   `toml:"holidays" example:"holidays.toml"`

	County   Identity  `toml:"county,required" example:"name = \"示例县\", …"`
	ThemeDay ThemeDay  `toml:"theme_day"`
	Plan     PlanRules `toml:"plan"`
	Dues     duesFile  `toml:"dues"`
	Card     struct {
		Years int `toml:"years" example:"5" range:"1,30"`
	} `toml:"card"`
	Print          Print               `toml:"print"`
	Review         Review              `toml:"review"`
	Appraisal      Appraisal           `toml:"appraisal"`
	Fonts          map[string]FontFile `toml:"fonts"`
	Accountability struct {
		Grounds []Ground `toml:"ground"`
	} `toml:"accountability"`

	Committees []*Committee `toml:"committee"`
	List       []*Branch    `toml:"branch"`
}

type duesFile struct {
	Round Round                `toml:"round" example:"fen" choice:"round"`
	Cap   money.Fen            `toml:"cap" example:"1000.00"`
	Fixed map[string]money.Fen `toml:"*,closed" example:"0.50"` // by category
	Rate  map[string]*rateFile `toml:"rate,closed"`
}

type rateFile struct {
	Brackets []templates.Bracket `toml:"brackets,required" example:"{ upto = \"3000.00\", percent = \"0.5\" }, { percent = \"1\" }"`
	Source   string              `toml:"source" example:"中组发〔2008〕3号"`
}

// branchFile is a file of branches.
type branchFile struct {
	List []*Branch `toml:"branch"`
}

// newFile holds the defaults. [dues] takes the categories of rates.toml.
func newFile(rates *templates.Rates) *countyFile {
	c := new(countyFile)
	c.Dues.Cap, c.Dues.Fixed, c.Dues.Rate = rates.Cap, map[string]money.Fen{}, map[string]*rateFile{}
	for _, r := range rates.Categories {
		if len(rates.Table(r)) > 0 {
			c.Dues.Rate[r.ID] = nil
		} else if len(r.Needs) == 0 {
			c.Dues.Fixed[r.ID] = r.Amount
		}
	}
	c.Dues.Round = RoundFen
	c.ThemeDay = ThemeDay{Day: 15, OnWeekend: Keep, OnHoliday: NextWorkday}
	c.Plan = PlanRules{
		Spread:           1,
		CommitteeMeeting: Times{Months: everyMonth, Day: 5},
		GroupMeeting:     Times{Months: everyMonth, Day: 22},
		GeneralMeeting:   Times{Months: []time.Month{3, 6, 9, 12}, Day: 15},
		Lesson:           Times{Months: []time.Month{2, 5, 8, 11}, Day: 15},
		OrgLifeMeeting:   Times{Months: []time.Month{6, 12}, Day: 20},
		Appraisal:        Times{Months: []time.Month{12}, Day: 20},
		SpiritCheck:      Times{Months: []time.Month{6}},
		Commendation:     Times{Months: []time.Month{6}},
		PlanFiling:       Times{Months: []time.Month{1}},
	}
	c.Card.Years = 5
	c.Print = Print{
		Binding: map[string]Binding{Handbook: PUR, Deliberation: PUR, Card: Saddle},
		Spare:   map[string]int{Handbook: 0, Deliberation: 0, Card: 2},
		Paper:   Paper{InnerMM: 0.10, CoverMM: 0.30},
		Bleed:   3, WritingLine: 10,
	}
	c.Review = Review{Months: []time.Month{3, 4, 5, 6, 7, 8, 9, 10, 11}, Teams: []string{"第一组"}, Complete: "95%"}
	c.Appraisal.ExcellentOf = OfMembers
	return c
}

var everyMonth = []time.Month{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}

// later is a value that is left alone at first.
type later struct{}

func (*later) BoundLater() {}

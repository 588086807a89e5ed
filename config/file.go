package config

import (
	"time"

	"dangce/config/date"
	"dangce/config/money"
	"dangce/templates"
)

// countyFile is county.toml as written. Its defaults are those of newFile.
type countyFile struct {
	Year      int      `toml:"year,required" example:"2027"`
	Branches  []string `toml:"branches" example:"branches/*.toml"`
	Rosters   []string `toml:"rosters" example:"名册/*.xlsx"`
	Templates string   `toml:"templates" example:"templates"`
	Holidays  string   `toml:"holidays" example:"holidays.toml"`

	County struct {
		Name       string    `toml:"name,required" example:"示例县"`
		Code       string    `toml:"code,required" example:"419900"`
		Department string    `toml:"department,required" example:"中共示例县委组织部"`
		Issued     date.Date `toml:"issued,required" example:"2026-12-10"`
		Contact    string    `toml:"contact" example:"0000-0000000"`
	} `toml:"county,required" example:"name = \"示例县\", …"`

	ThemeDay struct {
		Day       int      `toml:"day" example:"15"`
		OnWeekend string   `toml:"on_weekend" example:"keep"`
		OnHoliday string   `toml:"on_holiday" example:"next_workday"`
		Menu      []string `toml:"menu" example:"志愿服务"`
		Themes    []struct {
			Month     time.Month `toml:"month,required" example:"1"`
			Title     string     `toml:"title,required" example:"学习贯彻党的创新理论"`
			Materials []string   `toml:"materials"`
			Notes     string     `toml:"notes"`
		} `toml:"theme"`
	} `toml:"theme_day"`

	Plan struct {
		Spread           int       `toml:"spread" example:"1"`
		CommitteeMeeting timesFile `toml:"committee_meeting" example:"times = 12, day = 5"`
		GroupMeeting     timesFile `toml:"group_meeting" example:"times = 12, day = 22"`
		GeneralMeeting   timesFile `toml:"general_meeting" example:"months = [3, 6, 9, 12], day = 15"`
		Lesson           timesFile `toml:"lesson" example:"months = [2, 5, 8, 11], day = 15"`
		OrgLifeMeeting   timesFile `toml:"org_life_meeting" example:"months = [6, 12], day = 20"`
		Appraisal        timesFile `toml:"appraisal" example:"months = [12], day = 20"`
		SpiritCheck      timesFile `toml:"spirit_check" example:"months = [6]"`
		Commendation     timesFile `toml:"commendation" example:"months = [6]"`
		PlanFiling       timesFile `toml:"plan_filing" example:"months = [1]"`
	} `toml:"plan"`

	Dues duesFile `toml:"dues"`

	Card struct {
		Years int `toml:"years" example:"5"`
	} `toml:"card"`

	Print struct {
		Binding map[string]string `toml:"binding" example:"handbook = \"pur\""`
		Spare   map[string]int    `toml:"spare" example:"card = 2"`
		Paper   struct {
			Inner float64 `toml:"inner" example:"0.10"`
			Cover float64 `toml:"cover" example:"0.30"`
		} `toml:"paper" example:"inner = 0.10, cover = 0.30"`
		Bleed       float64  `toml:"bleed" example:"3"`
		WritingLine float64  `toml:"writing_line" example:"10"`
		Hide        []string `toml:"hide" example:"phone"`
		Emblem      string   `toml:"emblem" example:"图案.png"`
	} `toml:"print"`

	Review struct {
		Months []time.Month `toml:"months" example:"3"`
		Teams  []string     `toml:"teams" example:"第一组"`
	} `toml:"review"`

	Fonts map[string]fontFile `toml:"fonts"`

	Accountability struct {
		Grounds []struct {
			No     int    `toml:"no,required" example:"5"`
			Text   string `toml:"text,required"`
			Source string `toml:"source,required"`
		} `toml:"ground"`
	} `toml:"accountability"`

	Committees []*Committee `toml:"committee"`
	List       []*Branch    `toml:"branch"`
}

type timesFile struct {
	Times  *int         `toml:"times" example:"4"`
	Months []time.Month `toml:"months" example:"3"`
	Day    *int         `toml:"day" example:"15"`
}

type duesFile struct {
	Round string               `toml:"round" example:"fen"`
	Cap   money.Fen            `toml:"cap" example:"1000.00"`
	Fixed map[string]money.Fen `toml:"*,closed" example:"0.50"` // by category
	Rate  map[string]*rateFile `toml:"rate,closed"`
}

type rateFile struct {
	Brackets []templates.Bracket `toml:"brackets,required" example:"{ upto = \"3000.00\", percent = \"0.5\" }, { percent = \"1\" }"`
	Source   string              `toml:"source" example:"中组发〔2008〕3号"`
}

type fontFile struct {
	File  string `toml:"file,required" example:"fonts/simfang.ttf"`
	Index int    `toml:"index" example:"0"`
}

// branchFile is a file of branches.
type branchFile struct {
	List []*Branch `toml:"branch"`
}

// holidayFile is the official schedule of days off.
type holidayFile struct {
	Workdays []date.Date `toml:"workdays" example:"2027-02-20"`
	Holidays []struct {
		Name string    `toml:"name,required" example:"国庆节"`
		From date.Date `toml:"from,required" example:"2027-10-01"`
		To   date.Date `toml:"to,required" example:"2027-10-07"`
	} `toml:"holiday"`
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
	c.ThemeDay.Day, c.ThemeDay.OnWeekend, c.ThemeDay.OnHoliday = 15, "keep", "next_workday"
	c.Plan.Spread = 1
	c.Dues.Round = "fen"
	c.Card.Years = 5
	c.Print.Paper.Inner, c.Print.Paper.Cover = 0.10, 0.30
	c.Print.Bleed, c.Print.WritingLine = 3, 10
	c.Review.Months = []time.Month{3, 4, 5, 6, 7, 8, 9, 10, 11}
	c.Review.Teams = []string{"第一组"}
	return c
}

// planDefaults are the days of [plan] where the county says nothing.
var planDefaults = map[string]Times{
	"committee_meeting": {everyMonth, 5},
	"group_meeting":     {everyMonth, 22},
	"general_meeting":   {[]time.Month{3, 6, 9, 12}, 15},
	"lesson":            {[]time.Month{2, 5, 8, 11}, 15},
	"org_life_meeting":  {[]time.Month{6, 12}, 20},
	"appraisal":         {[]time.Month{12}, 20},
	"spirit_check":      {[]time.Month{6}, 0},
	"commendation":      {[]time.Month{6}, 0},
	"plan_filing":       {[]time.Month{1}, 0},
}

var everyMonth = []time.Month{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}

// later is a value that is left alone at first.
type later struct{}

func (*later) BoundLater() {}

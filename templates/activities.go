package templates

import (
	"fmt"
	"io/fs"
	"time"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/templates/phrase"
)

// Activities is activities.toml: how the plan words each kind of activity,
// what a theme day holds, and when committees do what the norms ask of them.
type Activities struct {
	ThemeDay  ThemeDayWording `toml:"theme_day,required"`
	All       []Activity      `toml:"activity"`
	Committee []CommitteeWork `toml:"committee"`

	Source *decode.File `toml:"-"` // nil without a file
}

// ThemeDayWording is the “1+5+X” of a theme day.
type ThemeDayWording struct {
	Fixed          []phrase.Text `toml:"fixed,required"` // {chapter} stands for the month's chapter
	FixedSource    Cited         `toml:"fixed_source"`
	Chapters       []string      `toml:"chapters,required"` // by month, twelve
	ChaptersSource Cited         `toml:"chapters_source"`
	Menu           []string      `toml:"menu,required"` // of X
	MenuSource     Cited         `toml:"menu_source"`
	NoTheme        string        `toml:"no_theme,required"` // printed until the county sets the month's theme
	Suggest        Suggest       `toml:"suggest"`
}

// Suggest proposes items for X to branches that chose none.
type Suggest struct {
	Count  int           `toml:"count"` // items a month
	Source Cited         `toml:"source"`
	Rules  []SuggestRule `toml:"rule"` // the first that fits decides
}

// SuggestRule fits branches by their number of members and the members' mean
// age on 1 January. A bound of 0 does not bind.
type SuggestRule struct {
	Name       string   `toml:"name,required" example:"其他"`
	MinMembers int      `toml:"min_members"`
	MaxMembers int      `toml:"max_members"`
	MinAge     int      `toml:"min_age"`
	MaxAge     int      `toml:"max_age"`
	Choose     []string `toml:"choose,required"`
}

// Fits reports whether the rule is for branches of that many members, whose
// ages sum up to ageSum over known members. Mean ages are compared by
// multiplication; a rule with a bound on age fits no branch of unknown ages.
func (r *SuggestRule) Fits(members, ageSum, known int) bool {
	switch {
	case r.MinMembers > 0 && members < r.MinMembers,
		r.MaxMembers > 0 && members > r.MaxMembers,
		(r.MinAge > 0 || r.MaxAge > 0) && known == 0,
		r.MinAge > 0 && ageSum < r.MinAge*known,
		r.MaxAge > 0 && ageSum > r.MaxAge*known:
		return false
	}
	return true
}

// Activity words one kind of a branch's activities.
type Activity struct {
	Kind         string         `toml:"kind,required" example:"lesson"`
	Code         string         `toml:"code,required" example:"B05"`
	Name         string         `toml:"name,required" example:"党课"`
	Mark         string         `toml:"mark"` // one character, for tables of many branches
	Page         string         `toml:"page"` // page kind of the handbook, "" for none
	Topic        phrase.Wording `toml:"topic,required"`
	In           []TopicOfMonth `toml:"in"` // topics of single months
	Responsible  phrase.Wording `toml:"responsible,required" example:"书记"`
	Participants phrase.Wording `toml:"participants,required" example:"全体党员"`
	Months       []time.Month   `toml:"months"` // of kinds that [plan] does not know
	Day          int            `toml:"day"`    // where [plan] names none
	Source       Cited          `toml:"source,required" example:"县定标准"`
}

// TopicOfMonth is the topic of one month.
type TopicOfMonth struct {
	Month time.Month     `toml:"month,required"`
	Topic phrase.Wording `toml:"topic,required"`
}

// TopicIn returns the topic for a month.
func (a *Activity) TopicIn(m time.Month, s phrase.Setup) phrase.Text {
	for i := range a.In {
		if t := &a.In[i]; t.Month == m && !t.Topic.For(s).Empty() {
			return t.Topic.For(s)
		}
	}
	return a.Topic.For(s)
}

// CommitteeWork is when a committee does what one of C01–C10 asks, and who.
type CommitteeWork struct {
	Code         string       `toml:"code,required" example:"C01"`
	Name         string       `toml:"name,required" example:"民主生活会"`
	Months       []time.Month `toml:"months,required"`
	Day          int          `toml:"day,required"`
	Responsible  string       `toml:"responsible,required" example:"党委书记"`
	Participants string       `toml:"participants,required" example:"班子成员"`
	Source       Cited        `toml:"source,required" example:"县定标准"`
}

// ActivityKinds lists the kinds that a plan is made of, in the order of their
// codes.
func ActivityKinds() []string {
	return []string{
		"committee_meeting", "theme_day", "group_meeting", "general_meeting", "lesson",
		"org_life_meeting", "plan_filing", "appraisal", "spirit_check", "commendation",
		"work_report", "member_report", "election",
	}
}

// Activity returns the wording of a kind, or nil.
func (a *Activities) Activity(kind string) *Activity {
	for i := range a.All {
		if a.All[i].Kind == kind {
			return &a.All[i]
		}
	}
	return nil
}

// LoadActivities reads activities.toml of fsys. overlayName names the
// county's overlay folder in messages. It returns what could be read, never
// nil; a missing kind, days that no month has and a list of chapters that
// does not fill the year are findings.
func LoadActivities(fsys fs.FS, overlayName string, out *diag.List) *Activities {
	a := new(Activities)
	file := readTOML(fsys, overlayName, "activities.toml", out)
	if file == nil {
		return a
	}
	file.Bind(a, out)
	a.Source = file
	bad := func(path, code, message, hint string) {
		file.Add(out, diag.Error, code, path, message, hint)
	}
	if n := len(a.ThemeDay.Chapters); n != 12 && file.Has("theme_day.chapters") {
		bad("theme_day.chapters", "chapters", fmt.Sprintf("党章章名应有 12 个，这里有 %d 个", n), "按月写，1 月总纲，2–12 月第一至十一章")
	}
	if a.ThemeDay.Suggest.Count < 0 {
		bad("theme_day.suggest.count", "suggest-count", "count 不能小于 0", "每月建议几项，例如 2")
	}
	seen := map[string]bool{}
	for i, x := range a.All {
		path := item("activity", i)
		if seen[x.Kind] {
			bad(path+".kind", "activity-twice", "活动 "+x.Kind+" 出现两次", "每种活动写一段")
		}
		seen[x.Kind] = true
		if x.Day < 0 || x.Day > 31 {
			bad(path+".day", "activity-day", fmt.Sprintf("没有 %d 日", x.Day), "写 1 到 31")
		}
	}
	for _, kind := range ActivityKinds() {
		if !seen[kind] {
			bad("activity", "activity-missing", "缺少活动 "+kind, "改字句可以，每种活动都要在")
		}
	}
	for i, x := range a.Committee {
		if x.Day < 1 || x.Day > 31 {
			bad(item("committee", i)+".day", "activity-day", fmt.Sprintf("没有 %d 日", x.Day), "写 1 到 31")
		}
	}
	return a
}

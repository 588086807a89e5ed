package plan

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"dangce/config"
	"dangce/templates"
)

// wording is what the templates say, laid out by kind and month once for all
// branches.
type wording struct {
	kinds          map[Kind]*kindWords
	commemorations [13][]templates.Commemoration

	chapters [13]string
	actions  [13][]string
	themes   [13]string // the county's theme, or what stands for one
	rules    []templates.SuggestRule
	suggest  [][13][]string // by rule and month

	withoutCommittee string // what B01 reads in branches without a branch committee
	works            []committeeWork
}

// kindWords words one kind of activity. Pairs are for branches without and
// with a branch committee.
type kindWords struct {
	kind         Kind
	role         Role
	code         string
	name         string
	page         string
	source       string
	day          int
	months       []time.Month
	ids          [13]string
	topics       [2][13]string
	responsible  [2]string
	participants [2]string
	noGroups     string // responsible in branches without groups, or ""
}

// committeeWork is one of C01–C10.
type committeeWork struct {
	*templates.CommitteeWork
	text, source string
}

func newWording(c *config.County, t Templates) *wording {
	w := &wording{kinds: map[Kind]*kindWords{}}
	for i := range t.Activities.All {
		a := &t.Activities.All[i]
		w.kinds[Kind(a.Kind)] = wordsOf(a, t.Norms.Norm(a.Code))
	}
	w.themeDay(c, &t.Activities.ThemeDay)
	for _, m := range t.Calendar.Commemorations {
		w.commemorations[m.Month] = append(w.commemorations[m.Month], m)
	}
	if n := t.Norms.Norm("B01"); n != nil {
		w.withoutCommittee = n.WithoutCommittee
	}
	for i := range t.Activities.Committee {
		x := committeeWork{CommitteeWork: &t.Activities.Committee[i]}
		if n := t.Norms.Norm(x.Code); n != nil {
			x.text, x.source = n.Text, n.Source
		}
		w.works = append(w.works, x)
	}
	slices.SortStableFunc(w.works, func(a, b committeeWork) int { return cmp.Compare(a.Code, b.Code) })
	return w
}

func wordsOf(a *templates.Activity, norm *templates.Norm) *kindWords {
	k := &kindWords{
		kind: Kind(a.Kind), role: Record, code: a.Code, name: a.Name, page: a.Page,
		source: a.Source, day: a.Day, months: a.Months, noGroups: a.NoGroupsResponsible,
		responsible:  [2]string{cmp.Or(a.NoCommitteeResponsible, a.Responsible), a.Responsible},
		participants: [2]string{cmp.Or(a.NoCommitteeParticipants, a.Participants), a.Participants},
	}
	switch {
	case norm != nil:
		k.source = norm.Source
	case k.kind == Election:
		k.role = Reminder
	default:
		k.role = Report
	}
	for m := time.January; m <= time.December; m++ {
		k.ids[m] = a.Code + "-" + twoDigits(int(m))
		k.topics[0][m] = a.TopicIn(m, false)
		k.topics[1][m] = a.TopicIn(m, true)
	}
	return k
}

func (w *wording) themeDay(c *config.County, t *templates.ThemeDayWording) {
	for m := time.January; m <= time.December; m++ {
		if int(m) <= len(t.Chapters) {
			w.chapters[m] = t.Chapters[m-1]
		}
		for _, action := range t.Fixed {
			w.actions[m] = append(w.actions[m], strings.ReplaceAll(action, "{chapter}", w.chapters[m]))
		}
		w.themes[m] = cmp.Or(c.ThemeDay.Themes[m].Title, t.NoTheme)
	}
	w.rules = t.Suggest.Rules
	for i := range w.rules {
		pool := slices.Clone(w.rules[i].Choose)
		for _, own := range c.ThemeDay.Menu {
			if !slices.Contains(pool, own) {
				pool = append(pool, own)
			}
		}
		w.suggest = append(w.suggest, rotate(pool, t.Suggest.Count))
	}
}

// rotate gives every month the next count items of the pool, so that all of
// them come up in turn.
func rotate(pool []string, count int) (by [13][]string) {
	for m := 1; m <= 12; m++ {
		for k := range min(count, len(pool)) {
			by[m] = append(by[m], pool[((m-1)*count+k)%len(pool)])
		}
	}
	return by
}

// topic returns the topic of a kind in a month.
func (k *kindWords) topic(m time.Month, b *config.Branch) string {
	return k.topics[pair(b)][m]
}

// pair is the index into the pairs of kindWords.
func pair(b *config.Branch) int {
	if b.HasCommittee {
		return 1
	}
	return 0
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

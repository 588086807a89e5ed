package plan

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"dangce/config"
	"dangce/templates"
	"dangce/templates/phrase"
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

// kindWords words one kind of activity.
type kindWords struct {
	*templates.Activity
	kind Kind
	role Role
	ids  [13]string
}

// committeeWork is one of C01–C10.
type committeeWork struct {
	*templates.CommitteeWork
	text string
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
		w.withoutCommittee = n.Text.NoCommittee.String()
	}
	for i := range t.Activities.Committee {
		x := committeeWork{CommitteeWork: &t.Activities.Committee[i]}
		if n := t.Norms.Norm(x.Code); n != nil {
			x.text = n.Text.Default.String()
		}
		w.works = append(w.works, x)
	}
	slices.SortStableFunc(w.works, func(a, b committeeWork) int { return cmp.Compare(a.Code, b.Code) })
	return w
}

func wordsOf(a *templates.Activity, norm *templates.Norm) *kindWords {
	k := &kindWords{Activity: a, kind: Kind(a.Kind)}
	switch {
	case norm != nil: // a record
	case k.kind == Election:
		k.role = Reminder
	default:
		k.role = Report
	}
	for m := time.January; m <= time.December; m++ {
		k.ids[m] = a.Code + "-" + twoDigits(int(m))
	}
	return k
}

func (w *wording) themeDay(c *config.County, t *templates.ThemeDayWording) {
	for m := time.January; m <= time.December; m++ {
		if int(m) <= len(t.Chapters) {
			w.chapters[m] = t.Chapters[m-1]
		}
		for _, action := range t.Fixed {
			w.actions[m] = append(w.actions[m], (&blanks{chapter: w.chapters[m]}).fill(action))
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

// setup is what of a branch its wording depends on.
func setup(b *config.Branch) phrase.Setup {
	return phrase.Setup{Community: b.Kind == config.Community, NoCommittee: !b.HasCommittee, NoGroups: len(b.Groups) == 0}
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

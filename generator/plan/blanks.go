package plan

import (
	"fmt"

	"dangce/config/date"
	"dangce/config/diag"
	"dangce/templates"
	"dangce/templates/phrase"
)

// blanks are the values of the placeholders in activities.toml.
type blanks struct {
	theme   string    // of a theme day
	chapter string    // of the month
	ends    date.Date // the term of the branch committee
}

// What a text of activities.toml is about.
const (
	aThemeDay phrase.Needs = 1 << iota
	anAction
	anElection
)

var vocabulary = phrase.NewVocabulary(phrase.Placeholder, "写在 activities.toml 里的占位符只有 {theme}、{chapter}、{date}", map[string]phrase.Entry[func(*blanks) string]{
	"theme":   {Needs: aThemeDay, Means: func(b *blanks) string { return b.theme }},
	"chapter": {Needs: anAction, Means: func(b *blanks) string { return b.chapter }},
	"date":    {Needs: anElection, Means: func(b *blanks) string { return b.ends.Chinese() }},
})

func (b *blanks) fill(t phrase.Text) string {
	return t.Fill(func(name string) string {
		if e, ok := vocabulary.Get(name); ok {
			return e.Means(b)
		}
		return "{" + name + "}" // never silent; Check has reported it
	})
}

// Check reports placeholders of activities.toml that do not exist, or have
// nothing to be about at their place.
func Check(a *templates.Activities, out *diag.List) {
	if a.Source == nil {
		return
	}
	check := func(v any, path string, in phrase.Needs) {
		templates.Texts(v, path, func(path string, t phrase.Text) {
			if f := vocabulary.Check(t, in, func(phrase.Needs) string {
				return "{theme} 只用于主题党日，{date} 只用于换届提醒，{chapter} 只用于规定动作"
			}); f != nil {
				a.Source.Add(out, diag.Error, f.Code, path, f.Message, f.Hint)
			}
		})
	}
	check(&a.ThemeDay, "theme_day", anAction)
	for i := range a.All {
		check(&a.All[i], fmt.Sprintf("activity[%d]", i), map[Kind]phrase.Needs{ThemeDay: aThemeDay, Election: anElection}[Kind(a.All[i].Kind)])
	}
}

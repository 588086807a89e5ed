package phrase

import (
	"cmp"
	"slices"
	"strings"
)

// Word is a word that some branches have another for. Without the word is "":
//
//	from = "支委会"
//	no_committee = "党员大会"
type Word struct {
	From        string  `toml:"from,required" example:"支委会"`
	Community   *string `toml:"community"`
	NoCommittee *string `toml:"no_committee"`
	NoGroups    *string `toml:"no_groups"`
}

// Instead lists what is given for each condition, by its name.
func (w *Word) Instead() map[string]*string {
	all := map[string]*string{}
	for i, to := range w.variants() {
		if to != nil {
			all[conditions[i]] = to
		}
	}
	return all
}

func (w *Word) variants() [len(conditions)]*string {
	return [...]*string{w.Community, w.NoCommittee, w.NoGroups}
}

// Words reword texts by condition. The zero Words change nothing.
type Words struct {
	by [len(conditions)]*strings.Replacer
}

// NewWords prepares words. Of those that match at one place, the longest is
// replaced.
func NewWords(list []Word) *Words {
	list = slices.DeleteFunc(slices.Clone(list), func(w Word) bool { return w.From == "" })
	slices.SortStableFunc(list, func(a, b Word) int { return cmp.Compare(len(b.From), len(a.From)) })
	var words Words
	for i := range words.by {
		var pairs []string
		for _, w := range list {
			if to := w.variants()[i]; to != nil {
				pairs = append(pairs, w.From, *to)
			}
		}
		words.by[i] = strings.NewReplacer(pairs...)
	}
	return &words
}

// For returns what is said where the setup holds, with the words for it. What
// is said for a condition alone keeps the words that it is said in.
func (w *Words) For(c *Wording, s Setup) Text {
	said, own := c.For(s), c.decides(s)
	for i, holds := range s.holds() {
		if holds && i != own && w.by[i] != nil {
			said = said.Map(w.by[i].Replace)
		}
	}
	return said
}

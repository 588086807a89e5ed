package templates

import (
	"cmp"
	"io/fs"
	"slices"
	"strings"

	"dangce/config/diag"
)

// Setup is what a branch has: it decides wording and which charts apply.
type Setup struct {
	Committee bool       // 支部委员会
	Groups    bool       // 党小组
	Community *Rewording // of a community: see Wording.InCommunity; nil for others
}

// Roles is the wording of roles.toml for branches without a branch committee
// or without groups.
type Roles struct {
	WithoutCommittee Rewording `toml:"without_committee"`
	WithoutGroups    Rewording `toml:"without_groups"`
}

// Rewording tells which words change; Note says so on a page.
type Rewording struct {
	Note   string `toml:"note"`
	Source string `toml:"source"`
	Words  []Word `toml:"word"`

	replacer *strings.Replacer
}

// Word is one replacement. To may be empty.
type Word struct {
	From string `toml:"from,required" example:"支委会"`
	To   string `toml:"to"`
}

// LoadRoles reads roles.toml of fsys. overlayName names the county's overlay
// folder in messages. It returns what could be read, never nil.
func LoadRoles(fsys fs.FS, overlayName string, out *diag.List) *Roles {
	r := new(Roles)
	file := readTOML(fsys, overlayName, "roles.toml", out)
	if file == nil {
		return r
	}
	file.Bind(r, out)
	for _, w := range []struct {
		path string
		*Rewording
	}{{"without_committee", &r.WithoutCommittee}, {"without_groups", &r.WithoutGroups}} {
		for i, word := range w.Words {
			if path := item(w.path+".word", i) + ".from"; word.From == "" && file.Has(path) {
				file.Add(out, diag.Error, "roles-empty", path, "from 是空的", "写出要换的词，不换就删去这一段")
			}
		}
		w.prepare()
	}
	return r
}

// prepare builds the replacer: of the words that match at one place, the
// longest is replaced.
func (w *Rewording) prepare() {
	words := slices.DeleteFunc(slices.Clone(w.Words), func(x Word) bool { return x.From == "" })
	slices.SortStableFunc(words, func(a, b Word) int { return cmp.Compare(len(b.From), len(a.From)) })
	var pairs []string
	for _, x := range words {
		pairs = append(pairs, x.From, x.To)
	}
	w.replacer = strings.NewReplacer(pairs...)
}

// Apply words a text for branches that lack what the rewording is about.
func (w *Rewording) Apply(text string) string {
	if w.replacer == nil {
		return text
	}
	return w.replacer.Replace(text)
}

// Word words a text for a branch.
func (r *Roles) Word(text string, s Setup) string {
	if !s.Committee {
		text = r.WithoutCommittee.Apply(text)
	}
	if !s.Groups {
		text = r.WithoutGroups.Apply(text)
	}
	return text
}

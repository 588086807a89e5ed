package templates

import (
	"io/fs"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/templates/phrase"
)

// Roles is roles.toml: the words that branches without a branch committee or
// without groups have for others.
type Roles struct {
	Committee phrase.Wording `toml:"committee"` // says which of the two a branch is
	Words     []phrase.Word  `toml:"word"`

	Source *decode.File `toml:"-"` // nil without a file
}

// LoadRoles reads roles.toml of fsys. overlayName names the county's overlay
// folder in messages. It returns what could be read, never nil.
func LoadRoles(fsys fs.FS, overlayName string, out *diag.List) *Roles {
	r := new(Roles)
	file := readLayered(fsys, overlayName, "roles.toml", r, out)
	if r.Source = file; file == nil {
		return r
	}
	type use struct{ from, condition string }
	first := map[use]string{}
	for i, w := range r.Words {
		at := item("word", i)
		if !file.Has(at) {
			break // of the program's own file
		}
		if w.From == "" && file.Given(at+".from") {
			file.Add(out, diag.Error, "roles-empty", at+".from", "from 是空的", "写出要换的词，不换就删去这一段")
		}
		instead := w.Instead()
		if len(instead) == 0 {
			file.Add(out, diag.Error, "roles-empty", at, "没有写换成什么", `加一行：no_committee = "党员大会"；不印这个词，写 no_committee = ""`)
		}
		for condition := range instead {
			u := use{w.From, condition}
			if other, twice := first[u]; twice {
				file.Add(out, diag.Error, "roles-twice", at+"."+condition, "“"+w.From+"”换了两次", "上一次在 "+placeOf(file, other)+"，留一处")
			}
			first[u] = at
		}
	}
	return r
}

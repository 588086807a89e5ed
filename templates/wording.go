package templates

import (
	"io/fs"
	"reflect"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/templates/phrase"
)

// Wording is wording.toml: words that several books share. A county's file
// says only what it says differently.
type Wording struct {
	Oath          string                 `toml:"oath"`
	College       []string               `toml:"college"`                      // words in 学历 that mean 大专以上
	Hollow        []string               `toml:"hollow"`                       // types of problems of inspections that are called 走过场
	LowAttendance int                    `toml:"low_attendance" range:"1,100"` // percent below which a notice names a branch
	Filler        string                 `toml:"filler"`                       // title of pages for notes
	Bindings      map[string]string      `toml:"bindings"`
	Papers        map[string]phrase.Text `toml:"papers" in:"row"` // inner, cover, inner_ink, cover_ink
	Kinds         map[string]string      `toml:"kinds"`           // of branches
	Local         Local                  `toml:"local"`

	Source *decode.File `toml:"-"` // nil without a file
}

// Local is what self-government is called, in villages and in communities.
type Local struct {
	Area       phrase.Wording `toml:"area"`
	People     phrase.Wording `toml:"people"`
	Board      phrase.Wording `toml:"board"`
	Head       phrase.Wording `toml:"head"`
	Both       phrase.Wording `toml:"both"`
	Cadres     phrase.Wording `toml:"cadres"`
	Assembly   phrase.Wording `toml:"assembly"`
	Delegates  phrase.Wording `toml:"delegates"`
	Supervisor phrase.Wording `toml:"supervisor"`
	Display    phrase.Wording `toml:"display"`
}

// localKeys lists the keys of Local.
func localKeys() []string {
	var keys []string
	for _, f := range KeysOf(reflect.TypeFor[Local]()) {
		keys = append(keys, f.Name)
	}
	return keys
}

// Words are the village's words that communities have others for. 村 by
// itself is left alone: it is part of too many words.
func (l *Local) Words() []phrase.Word {
	var words []phrase.Word
	for _, w := range []*phrase.Wording{&l.People, &l.Board, &l.Head, &l.Both, &l.Cadres, &l.Assembly, &l.Delegates, &l.Supervisor, &l.Display} {
		if !w.Community.Empty() {
			community := w.Community.String()
			words = append(words, phrase.Word{From: w.Default.String(), Community: &community})
		}
	}
	return words
}

// LoadWording reads wording.toml of fsys.
func LoadWording(fsys fs.FS, overlayName string, out *diag.List) *Wording {
	w := new(Wording)
	w.Source = readLayered(fsys, overlayName, "wording.toml", w, out)
	return w
}

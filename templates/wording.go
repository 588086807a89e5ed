package templates

import (
	"io/fs"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/templates/phrase"
)

// Wording is wording.toml: words that several books share.
type Wording struct {
	Oath     string                 `toml:"oath,required"`
	College  []string               `toml:"college,required"` // words in 学历 that mean 大专以上
	Filler   string                 `toml:"filler,required"`  // title of pages for notes
	Bindings map[string]string      `toml:"bindings,required"`
	Papers   map[string]phrase.Text `toml:"papers,required"` // inner, cover, inner_ink, cover_ink
	Kinds    map[string]string      `toml:"kinds,required"`  // of branches

	Village   Local `toml:"village,required"`
	Community Local `toml:"community,required"`

	Source *decode.File `toml:"-"` // nil without a file
}

// Local is what self-government is called in villages or in communities.
type Local struct {
	Area       string `toml:"area,required" example:"村"`
	People     string `toml:"people,required" example:"村民"`
	Board      string `toml:"board,required" example:"村委会"`
	Head       string `toml:"head,required" example:"村委会主任"`
	Both       string `toml:"both,required" example:"村“两委”会"`
	Cadres     string `toml:"cadres,required" example:"村干部"`
	Assembly   string `toml:"assembly,required" example:"村民代表会议或村民会议"`
	Delegates  string `toml:"delegates,required" example:"村民代表"`
	Supervisor string `toml:"supervisor,required" example:"村务监督委员会"`
	Display    string `toml:"display,required" example:"村务公开栏"`
}

// InCommunity changes what a village says into what a community says, in
// charts. 村 by itself is left alone: it is part of too many words.
func (w *Wording) InCommunity() *Rewording {
	v, c := &w.Village, &w.Community
	r := &Rewording{Words: []Word{{v.People, c.People}, {v.Board, c.Board}, {v.Head, c.Head}, {v.Both, c.Both}, {v.Cadres, c.Cadres},
		{v.Assembly, c.Assembly}, {v.Delegates, c.Delegates}, {v.Supervisor, c.Supervisor}, {v.Display, c.Display}}}
	r.prepare()
	return r
}

// LoadWording reads wording.toml of fsys.
func LoadWording(fsys fs.FS, overlayName string, out *diag.List) *Wording {
	w := new(Wording)
	if f := readTOML(fsys, overlayName, "wording.toml", out); f != nil {
		f.Bind(w, out)
		w.Source = f
	}
	return w
}

package templates

import (
	"io/fs"
	"path"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/templates/phrase"
)

// Agenda is a file of events for calendar programs and telephones:
// agendas/<name>.toml.
type Agenda struct {
	Name        string        `toml:"-"`
	Title       phrase.Text   `toml:"title,required"`
	File        phrase.Text   `toml:"file,required"`
	For         string        `toml:"for,required"` // branch, committee, county
	Book        string        `toml:"book"`         // made together with this book; "" always
	Data        Data          `toml:"data,required" example:"year_plan"`
	Summary     phrase.Text   `toml:"summary,required" in:"row"`
	Description []phrase.Text `toml:"description" in:"row"` // lines; those whose placeholders are all blank are left out
	Categories  []phrase.Text `toml:"categories" in:"row"`

	Source *decode.File `toml:"-"`
}

// LoadAgendas reads agendas/*.toml of fsys, in the order of their names.
func LoadAgendas(fsys fs.FS, overlayName string, out *diag.List) []*Agenda {
	names, err := fs.Glob(fsys, "agendas/*.toml")
	if err != nil {
		out.Add(diag.Finding{Place: diag.Place{File: "agendas"}, Code: "no-file", Message: "读不出日程的模板：" + err.Error()})
		return nil
	}
	var agendas []*Agenda
	for _, name := range names {
		f := readTOML(fsys, overlayName, name, out)
		if f == nil {
			continue
		}
		a := &Agenda{Name: strings.TrimSuffix(path.Base(name), ".toml"), Source: f}
		f.Bind(a, out)
		oneOf(f, out, "for", a.For, []string{"branch", "committee", "county"})
		agendas = append(agendas, a)
	}
	return agendas
}

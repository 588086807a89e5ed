package templates

import (
	"io/fs"

	"dangce/config/diag"
)

// Wording is wording.toml: words that several books share.
type Wording struct {
	Oath    string            `toml:"oath,required"`
	College []string          `toml:"college,required"` // words in 学历 that mean 大专以上
	Filler  string            `toml:"filler,required"`  // title of pages for notes
	Kinds   map[string]string `toml:"kinds,required"`   // of branches
}

// LoadWording reads wording.toml of fsys.
func LoadWording(fsys fs.FS, overlayName string, out *diag.List) *Wording {
	w := new(Wording)
	if f := readTOML(fsys, overlayName, "wording.toml", out); f != nil {
		f.Bind(w, out)
	}
	return w
}

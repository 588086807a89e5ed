package templates

import (
	"fmt"
	"io/fs"

	"dangce/config/diag"
)

// Grounds is how many grounds the county's rules of accountability have. The
// first GivenGrounds are known; the others are the county's to enter.
const (
	Grounds      = 21
	GivenGrounds = 4
)

// Accountability is accountability.toml: who may be held to account, how, and
// the grounds that are known. It says nothing about which goes with which:
// that is for people to decide.
type Accountability struct {
	Subjects []string  `toml:"subjects,required"`
	Source   string    `toml:"source,required"` // of the grounds below
	Methods  []Methods `toml:"methods"`
	Grounds  []Ground  `toml:"ground"`
}

// Methods are the ways to hold a group of people to account.
type Methods struct {
	Who  string   `toml:"who,required" example:"领导班子"`
	List []string `toml:"list,required"`
}

// Ground is a ground that is in the rules themselves.
type Ground struct {
	No   int    `toml:"no,required" example:"1"`
	Text string `toml:"text,required" example:"党支部长期不健全"`
}

// LoadAccountability reads accountability.toml of fsys. It returns what could
// be read, never nil.
func LoadAccountability(fsys fs.FS, overlayName string, out *diag.List) *Accountability {
	a := new(Accountability)
	file := readTOML(fsys, overlayName, "accountability.toml", out)
	if file == nil {
		return a
	}
	file.Bind(a, out)
	seen := map[int]bool{}
	for i, g := range a.Grounds {
		at := item("ground", i) + ".no"
		switch {
		case !file.Has(at):
		case g.No < 1 || g.No > GivenGrounds:
			file.Add(out, diag.Error, "ground-number", at, fmt.Sprintf("问责内容第 %d 项不在这里写", g.No),
				fmt.Sprintf("这里只写第 1 至 %d 项；第 %d 至 %d 项写在 county.toml 的 [[accountability.ground]]", GivenGrounds, GivenGrounds+1, Grounds))
		case seen[g.No]:
			file.Add(out, diag.Error, "ground-twice", at, fmt.Sprintf("问责内容第 %d 项写了两遍", g.No), "删去一处")
		}
		seen[g.No] = true
	}
	return a
}

// Ground returns the text of a ground that is known, or "".
func (a *Accountability) Ground(no int) string {
	for _, g := range a.Grounds {
		if g.No == no {
			return g.Text
		}
	}
	return ""
}

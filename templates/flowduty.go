package templates

import (
	"io/fs"
	"slices"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
)

// Duties is duties.toml: who may be responsible for a step of a chart, in the
// order in which overviews list them.
type Duties struct {
	List []Duty `toml:"duty"`
}

// Duty is one person or body, with other words for the same.
type Duty struct {
	Name string   `toml:"name,required" example:"书记"`
	Also []string `toml:"also"`
}

// LoadDuties reads duties.toml of fsys. It returns what could be read, never
// nil.
func LoadDuties(fsys fs.FS, overlayName string, out *diag.List) *Duties {
	d := new(Duties)
	file := readTOML(fsys, overlayName, "duties.toml", out)
	if file == nil {
		return d
	}
	file.Bind(d, out)
	seen := map[string]string{}
	note := func(word, path string) {
		switch first, twice := seen[word]; {
		case word == "" && file.Given(path):
			file.Add(out, diag.Error, "duty-empty", path, "叫法是空的", "写一个叫法，或删去")
		case twice:
			file.Add(out, diag.Error, "duty-twice", path, "“"+word+"”写了两次", "上一次在 "+first+"，留一处")
		case word != "":
			seen[word] = placeOf(file, path)
		}
	}
	for i, x := range d.List {
		note(x.Name, item("duty", i)+".name")
		for k, w := range x.Also {
			note(w, item(item("duty", i)+".also", k))
		}
	}
	return d
}

func placeOf(file *decode.File, path string) string { return file.Place(path).String() }

// People parts the 责任人 of a row into those who are responsible, each by
// the name under which overviews list it: 授课人、书记.
func (d *Duties) People(who string) []string {
	var out []string
	for _, w := range strings.Split(who, "、") {
		if w = d.name(strings.TrimSpace(w)); w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

func (d *Duties) name(word string) string {
	for i := range d.List {
		if d.List[i].Name == word || slices.Contains(d.List[i].Also, word) {
			return d.List[i].Name
		}
	}
	return word
}

// Place is where a name is in the list; names that are not in it come
// last.
func (d *Duties) Place(name string) int {
	if i := slices.IndexFunc(d.List, func(x Duty) bool { return x.Name == name }); i >= 0 {
		return i
	}
	return len(d.List)
}

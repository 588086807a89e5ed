package templates

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
)

// Style is how one kind of text looks. Zero values mean black, left, no
// indent.
type Style struct {
	Role    string  `toml:"role,required"` // title, heading, subheading, body
	Size    float64 `toml:"size,required"` // pt
	Leading float64 `toml:"leading"`       // line height, em; 0 means 1.5
	Indent  float64 `toml:"indent"`        // first line, em
	Align   string  `toml:"align"`         // left, center, right, justify
	Ink     string  `toml:"ink"`           // black, gray, white; on covers red, gold
	Before  float64 `toml:"before"`        // mm
	After   float64 `toml:"after"`         // mm
	Track   float64 `toml:"track"`         // em after each character
	Min     float64 `toml:"min"`           // pt that cells never shrink it below; 0 means 9
}

type styleFile struct {
	Style map[string]Style `toml:"style"`
}

// LoadStyles reads style.toml of fsys. Styles that the county does not give are
// those of the program.
func LoadStyles(fsys fs.FS, overlayName string, out *diag.List) map[string]Style {
	var s styleFile
	f := readLayered(fsys, overlayName, "style.toml", &s, out)
	if f == nil {
		return nil
	}
	for key, st := range s.Style {
		path := "style." + key
		oneOf(f, out, path+".role", st.Role, []string{"title", "heading", "subheading", "body"})
		oneOf(f, out, path+".align", st.Align, []string{"", "left", "center", "right", "justify"})
		oneOf(f, out, path+".ink", st.Ink, []string{"", "black", "gray", "white", "red", "gold", "blue", "ochre", "green"})
		if st.Size < 5 || st.Size > 200 {
			f.Add(out, diag.Error, "bad-size", path+".size", fmt.Sprintf("字号 %g 磅不在 5–200 之间", st.Size), "小四写 12，五号写 10.5")
		}
		if st.Leading == 0 {
			st.Leading = 1.5
			s.Style[key] = st
		}
	}
	return s.Style
}

// oneOf adds a finding unless value is one of the choices.
func oneOf(f *decode.File, out *diag.List, path, value string, choices []string) {
	if slices.Contains(choices, value) {
		return
	}
	known := slices.DeleteFunc(slices.Clone(choices), func(s string) bool { return s == "" })
	hint := "可选：" + strings.Join(known, "、")
	if near := decode.Nearest(value, known); near != "" {
		hint = "是不是 " + near + "？" + hint
	}
	f.Add(out, diag.Error, "unknown-choice", path, fmt.Sprintf("没有 %q 这个选项", value), hint)
}

package book

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/generator/doc"
	"dangce/templates"
)

// colours holds what is mixed for the colours of a run, and for which
// conditions of printing.
type colours struct {
	palette          doc.Palette
	Coated, Uncoated templates.Condition
}

// mix turns the colours of templates into those of the document. All that
// marks may have must be there.
func mix(t *templates.Colours, out *diag.List) colours {
	if t == nil {
		return colours{}
	}
	c := colours{maps.Clone(doc.Control), t.Coated, t.Uncoated}
	names := slices.Sorted(maps.Keys(doc.InkNames))
	for _, name := range names {
		of, ok := t.Colour[name]
		if !ok {
			continue // reported as no colour of the program's own file
		}
		rgb, _ := of.RGB() // its faults are reported already
		mixed := doc.Colour{Screen: doc.Ink(rgb)}
		for i := range min(len(of.Press), len(mixed.Press)) {
			mixed.Press[i] = uint8(of.Press[i])
		}
		c.palette[doc.InkNames[name]] = mixed
	}
	for _, name := range sorted(t.Colour) {
		if slices.Contains(names, name) {
			continue
		}
		hint := "可用：" + strings.Join(names, "、")
		if near := decode.Nearest(name, names); near != "" {
			hint = "是不是 " + near + "？" + hint
		}
		t.Source.Add(out, diag.Error, "unknown-colour", "colour."+name, fmt.Sprintf("没有颜色 %q", name), hint)
	}
	return c
}

// Palette is what is mixed for the colours of marks.
func (s *Set) Palette() doc.Palette { return s.colours.palette }

// Condition is the registered condition of printing on coated or uncoated
// paper.
func (s *Set) Condition(coated bool) templates.Condition {
	if coated {
		return s.colours.Coated
	}
	return s.colours.Uncoated
}

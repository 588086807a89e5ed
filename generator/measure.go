package generator

import (
	"dangce/fonts"
	"dangce/generator/doc"
)

// measurer answers layout's questions from the fonts of the run.
type measurer struct{ set *fonts.Set }

func newMeasurer(set *fonts.Set) doc.Measurer { return measurer{set} }

var fontRoles = [...]fonts.Role{doc.Body: fonts.Body, doc.Title: fonts.Title, doc.Heading: fonts.Heading, doc.Subheading: fonts.Subheading}

// Advance returns the width of r in em.
func (m measurer) Advance(role doc.Role, r rune) float64 {
	return m.set.RuneWidth(fontRoles[role], r)
}

// Face returns the face that draws r.
func (m measurer) Face(role doc.Role, r rune) doc.Face {
	id, _ := m.set.Face(fontRoles[role], r)
	return doc.Face(id)
}

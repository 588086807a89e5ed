// Package fonts holds the font files of the books and answers three questions
// about them: which face draws a character (Covers, Face, Missing), how wide a
// text is (Width), and which small font a document embeds (AppendCut).
//
// Four roles are used in the books: title, heading, subheading and body. Each
// has a built-in face, and a county may name a file of its own for any of
// them. A character that the face of a role lacks is drawn, glyph by glyph,
// with the faces of body, heading and subheading, in this order; the built-in
// face of a role comes right behind the county's own.
//
// Coverage and widths of the built-in faces come from a table generated from
// the files (go generate), so measuring and checking read no font file. Widths
// are rounded to 1/1000 em just as the PDF states them: a measured text is
// exactly as wide as the printed one.
//
// Private-use and control characters count as not covered, whatever a font
// says: nobody else would see the same character.
package fonts

import (
	"fmt"

	"dangce/fonts/internal/coverage"
)

//go:generate go run dangce/fonts/internal/gen

// Role is what a text is for; it chooses the face.
type Role uint8

// The roles, with their built-in faces.
const (
	Title      Role = iota // Noto Serif SC 700
	Heading                // Noto Sans SC 500
	Subheading             // LXGW WenKai
	Body                   // Noto Serif SC 400
)

// Roles lists all roles.
var Roles = [...]Role{Title, Heading, Subheading, Body}

var roleNames = [...]string{"title", "heading", "subheading", "body"}

// String returns the name of the role as the configuration spells it.
func (r Role) String() string {
	if int(r) < len(roleNames) {
		return roleNames[r]
	}
	return fmt.Sprintf("Role(%d)", uint8(r))
}

// ParseRole returns the role with the given name: "title", "heading",
// "subheading" or "body".
func ParseRole(name string) (Role, bool) {
	for r, n := range roleNames {
		if n == name {
			return Role(r), true
		}
	}
	return 0, false
}

// IsPrivate reports whether r is a private-use character: U+E000–F8FF and
// planes 15 and 16.
func IsPrivate(r rune) bool { return coverage.IsPrivate(r) }

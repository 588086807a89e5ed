package line_test

import (
	"testing"

	"dangce/fonts"
	"dangce/generator/doc"
	"dangce/generator/line"
)

// built measures with the built-in fonts.
type built struct{ set *fonts.Set }

var roles = [...]fonts.Role{doc.Body: fonts.Body, doc.Title: fonts.Title, doc.Heading: fonts.Heading, doc.Subheading: fonts.Subheading}

func (b built) Advance(role doc.Role, r rune) float64 { return b.set.RuneWidth(roles[role], r) }

func (b built) Face(role doc.Role, r rune) doc.Face {
	id, _ := b.set.Face(roles[role], r)
	return doc.Face(id)
}

// TestBuiltInFonts: Chinese punctuation takes the same room in every role, a
// dash is one stroke, and the quotes of the 楷体 come from the 宋体.
func TestBuiltInFonts(t *testing.T) {
	set, err := fonts.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	e := line.New(built{set}, nil)
	for role := range doc.Role(4) {
		text := e.Prepare("甲“乙”‘丙’·（丁）——《戊》，己……庚、辛。", line.Style{Role: role})
		if w := text.Width(); w != 21_500 {
			t.Errorf("role %d: %d wide", role, w)
		}
		l := text.Break(nil, &line.Setting{Width: 100_000})[0]
		var p line.Placed
		text.Place(&p, &l, false)
		for i, g := range p.Glyphs {
			switch g.Text {
			case "“", "”", "‘", "’":
				if role == doc.Subheading && g.Face != doc.Face(fonts.Body) {
					t.Errorf("%s from face %d", g.Text, g.Face)
				}
			case "—":
				w := line.Micro(set.RuneWidth(roles[role], '—') * 1e6)
				if next := p.Glyphs[i+1]; next.Text == "—" && next.X-g.X > w-90_000 && w < 1e6 {
					t.Errorf("role %d: dashes %d apart, each %d wide", role, next.X-g.X, w)
				}
			}
		}
	}
}

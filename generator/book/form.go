package book

import (
	"cmp"

	"dangce/config"
	"dangce/generator/doc"
	"dangce/templates"
)

// Borders of forms, mm.
const (
	frameWidth = 0.5
	innerWidth = 0.2
)

// formBlock makes a form: labels, and cells to write in.
func formBlock(s *Set, b *templates.Block, sc *scope, m measure) []doc.Block {
	g := &doc.Grid{Frame: frameWidth, Inner: innerWidth, Before: b.Before, W: b.Width, Ink: inks[b.Ink]}
	if b.Border == "none" || b.Border == "under" {
		g.Frame, g.Inner = 0, 0
	}
	for _, t := range b.Columns {
		g.Cols = append(g.Cols, doc.Track{MM: t.MM, Weight: t.Weight})
	}
	for i := range b.Rows {
		r := &b.Rows[i]
		if !sc.holds(r.When) {
			continue
		}
		row := doc.Row{Height: cmp.Or(r.Height, m.row), Fill: r.Fill}
		for k := range r.Cells {
			c := s.formCell(&r.Cells[k], sc, m)
			c.Under = b.Border == "under" && !r.Cells[k].Label
			row.Cells = append(row.Cells, c)
		}
		g.Rows = append(g.Rows, row)
	}
	return []doc.Block{g}
}

func (s *Set) formCell(t *templates.FormCell, sc *scope, m measure) doc.Cell {
	style := "field"
	if t.Label {
		style = "label"
	}
	c := doc.Cell{Span: t.Span, RowSpan: t.Rows, Text: sc.expand(t.Text), Note: sc.expand(t.Note),
		Style: s.styles[cmp.Or(t.Style, style)], VAlign: valigns[t.VAlign], Vertical: t.Vertical, Fill: shades[t.Shade]}
	if t.Align != "" {
		c.Style.Align = aligns[t.Align]
	}
	if t.Ruled {
		c.Ruled = m.pitch
	}
	if list := signers[t.Names]; list != nil {
		c.Names = list(sc)
		for _, n := range c.Names {
			sc.record(n)
		}
		for range t.Extra {
			c.Names = append(c.Names, "")
		}
		c.NamesPerRow = cmp.Or(t.PerRow, 5)
		for len(c.Names)%c.NamesPerRow != 0 {
			c.Names = append(c.Names, "")
		}
		c.Style = s.styles[cmp.Or(t.Style, "name")]
	}
	return c
}

var valigns = map[string]doc.VAlign{"": doc.Middle, "middle": doc.Middle, "top": doc.Top, "bottom": doc.Bottom}

// shades are the backgrounds of cells.
var shades = map[string]doc.Ink{"": 0, "panel": doc.Gray12, "red": doc.Red, "pale": doc.Pale}

// signers are the lists of those who sign in. A blank list has only the extra
// cells.
var signers = map[string]func(*scope) []string{
	"blank": func(*scope) []string { return nil },
	"members": func(sc *scope) []string {
		if sc.Branch == nil {
			return nil
		}
		return labels(sc.Branch.Members)
	},
	"group": func(sc *scope) []string {
		if sc.group == nil {
			return nil
		}
		return labels(sc.group.Members)
	},
	"committee": func(sc *scope) []string {
		var names []string
		for _, r := range rowOfficers(sc, "") {
			names = append(names, r.member.Label)
		}
		return names
	},
}

func labels(members []*config.Member) []string {
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = m.Label
	}
	return names
}

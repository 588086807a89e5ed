package generator

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"dangce/generator/doc"
)

// What counts as ink of a line of text, in em above and below its baseline:
// a little less than the characters fill, so that lines set solid do not
// count as touching.
const (
	inkAbove = 0.80
	inkBelow = 0.06
	touch    = 0.3 // mm that boxes may share
)

// area is a text or a stroke on the page.
type area struct {
	x1, y1, x2, y2 float64
	s              string // "" for a stroke
}

func (a area) String() string { return fmt.Sprintf("%q at %.1f, %.1f", a.s, a.x1, a.y2) }

// onPage moves the marks of a page to where they are printed.
func onPage(p *doc.Page, visit func(m doc.Mark, dx, dy float64)) {
	for _, m := range p.Body {
		visit(m, p.DX, p.DY)
	}
	for _, m := range p.Marks {
		visit(m, 0, 0)
	}
}

// texts returns the inked boxes of all texts, from the top down.
func texts(p *doc.Page) []area {
	var out []area
	onPage(p, func(m doc.Mark, dx, dy float64) {
		if g, ok := m.(*doc.Glyphs); ok {
			em := g.Size * doc.MMPerPt
			out = append(out, area{g.Left() + dx, g.Y + dy - inkAbove*em, g.Right() + dx, g.Y + dy + inkBelow*em, g.S})
		}
	})
	slices.SortStableFunc(out, func(a, b area) int { return cmp.Compare(a.y1, b.y1) })
	return out
}

// strokes returns the upright and level lines of a page: of tables, forms
// and boxes.
func strokes(p *doc.Page) []area {
	var out []area
	line := func(x1, y1, x2, y2 float64) {
		if x1 == x2 || y1 == y2 {
			out = append(out, area{min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2), ""})
		}
	}
	onPage(p, func(m doc.Mark, dx, dy float64) {
		switch m := m.(type) {
		case *doc.Line:
			line(m.X1+dx, m.Y1+dy, m.X2+dx, m.Y2+dy)
		case *doc.Rect:
			if x, y := m.X+dx, m.Y+dy; m.Width > 0 {
				line(x, y, x+m.W, y)
				line(x, y+m.H, x+m.W, y+m.H)
				line(x, y, x, y+m.H)
				line(x+m.W, y, x+m.W, y+m.H)
			}
		case *doc.Path:
			for i := 1; i < len(m.Points) && !m.Curve; i++ {
				a, b := m.Points[i-1], m.Points[i]
				line(a.X+dx, a.Y+dy, b.X+dx, b.Y+dy)
			}
		}
	})
	return out
}

// overlaps finds texts that print over each other.
func overlaps(p *doc.Page) []string {
	var out []string
	all := texts(p)
	for i, a := range all {
		for _, b := range all[i+1:] {
			if b.y1 > a.y2-touch {
				break
			}
			if min(a.x2, b.x2)-max(a.x1, b.x1) > touch && min(a.y2, b.y2)-max(a.y1, b.y1) > touch {
				out = append(out, fmt.Sprintf("%v prints over %v", a, b))
			}
		}
	}
	return out
}

// cuts finds texts that a border or writing line runs through: they have
// left their box.
func cuts(p *doc.Page) []string {
	var out []string
	lines := strokes(p)
	for _, a := range texts(p) {
		for _, l := range lines {
			inX := min(a.x2, l.x2)-max(a.x1, l.x1) > touch || l.x1 == l.x2 && l.x1 > a.x1+touch && l.x1 < a.x2-touch
			inY := min(a.y2, l.y2)-max(a.y1, l.y1) > touch || l.y1 == l.y2 && l.y1 > a.y1+touch && l.y1 < a.y2-touch
			if inX && inY {
				out = append(out, fmt.Sprintf("a line from %.1f, %.1f to %.1f, %.1f cuts %v", l.x1, l.y1, l.x2, l.y2, a))
			}
		}
	}
	return out
}

// torn finds numbers and dates that go on on the next line.
func torn(p *doc.Page) []string {
	var out []string
	var last *doc.Glyphs
	onPage(p, func(m doc.Mark, _, _ float64) {
		g, ok := m.(*doc.Glyphs)
		if !ok {
			return
		}
		if a := last; a != nil && a.Size == g.Size && a.Left() < g.Right() && g.Left() < a.Right() {
			if d := g.Y - a.Y; d > 0.1 && d < 1.7*g.Size*doc.MMPerPt && tornAt.MatchString(a.S+"\n"+g.S) {
				out = append(out, fmt.Sprintf("%q goes on as %q", a.S, g.S))
			}
		}
		last = g
	})
	return out
}

var tornAt = regexp.MustCompile(`[0-9][.,-]?\n[.,]?[0-9]`)

// outside finds marks that leave the safe area of the page. Only what runs to
// the trimmed edge may: thumb tabs, backgrounds, lines to cut along.
func outside(p *doc.Page) []string {
	const slack = 0.5 // mm, half a border
	var out []string
	check := func(what string, x1, y1, x2, y2 float64) {
		s := p.Safe
		if x1 < s.X-slack || y1 < s.Y-slack || x2 > s.X+s.W+slack || y2 > s.Y+s.H+slack {
			out = append(out, fmt.Sprintf("%s from %.1f, %.1f to %.1f, %.1f leaves the safe area %.1f", what, x1, y1, x2, y2, s))
		}
	}
	for _, a := range texts(p) {
		if tab := p.Tab; tab.W > 0 && a.x1 >= tab.X && a.x2 <= tab.X+tab.W && a.y1 >= tab.Y-slack && a.y2 <= tab.Y+tab.H+slack {
			continue // the word on the thumb tab
		}
		check(fmt.Sprintf("%q", a.s), a.x1, a.y1, a.x2, a.y2)
	}
	onPage(p, func(m doc.Mark, dx, dy float64) {
		switch m := m.(type) {
		case *doc.Line:
			if m.Dash > 0 && (min(m.X1, m.X2)+dx <= 0 || max(m.X1, m.X2)+dx >= p.W) {
				return
			}
			check("a line", min(m.X1, m.X2)+dx, min(m.Y1, m.Y2)+dy, max(m.X1, m.X2)+dx, max(m.Y1, m.Y2)+dy)
		case *doc.Rect:
			x1, y1, x2, y2 := m.X+dx, m.Y+dy, m.X+dx+m.W, m.Y+dy+m.H
			if m.Width == 0 && (x1 <= -p.Bleed || x2 >= p.W+p.Bleed || y1 <= -p.Bleed || y2 >= p.H+p.Bleed) {
				return
			}
			check("a rectangle", x1, y1, x2, y2)
		case *doc.Path:
			for _, pt := range m.Points {
				check("a path", pt.X+dx, pt.Y+dy, pt.X+dx, pt.Y+dy)
			}
		case *doc.Matrix:
			side := float64(m.N) * m.Module
			check("a square code", m.X+dx, m.Y+dy, m.X+dx+side, m.Y+dy+side)
		case *doc.Picture:
			check("a picture", m.X+dx, m.Y+dy, m.X+dx+m.W, m.Y+dy+m.H)
		}
	})
	return out
}

// coloured finds marks that are not black, white or gray.
func coloured(p *doc.Page) []string {
	var out []string
	check := func(inks ...doc.Ink) {
		for _, i := range inks {
			if i != doc.NoInk && (i>>16&0xff != i>>8&0xff || i>>8&0xff != i&0xff) {
				out = append(out, fmt.Sprintf("a mark in colour %06x", uint32(i)))
			}
		}
	}
	onPage(p, func(m doc.Mark, _, _ float64) {
		switch m := m.(type) {
		case *doc.Glyphs:
			check(m.Ink)
		case *doc.Line:
			check(m.Ink)
		case *doc.Rect:
			check(m.Ink, m.Fill)
		case *doc.Path:
			check(m.Ink, m.Fill)
		}
	})
	return out
}

// small finds texts set smaller than anyone should have to read.
func small(p *doc.Page, least float64) []string {
	var out []string
	onPage(p, func(m doc.Mark, _, _ float64) {
		if g, ok := m.(*doc.Glyphs); ok && g.Size < least-1e-9 {
			out = append(out, fmt.Sprintf("%q is set in %.1f pt", g.S, g.Size))
		}
	})
	return out
}

// shrunk finds titles of columns and fields smaller than 12 pt: printed labels
// keep their size, whatever is written beside them. heading is the face they
// are set in; figures may be smaller, and so may what is in charts. The
// word before sums has the size of its column.
func shrunk(p *doc.Page, heading doc.Face) []string {
	var out []string
	if p.Kind == "P04" {
		return nil
	}
	for _, m := range p.Body {
		if g, ok := m.(*doc.Glyphs); ok && g.Face == heading && g.Size < 12-1e-9 && strings.Trim(g.S, "0123456789.-") != "" && g.S != "合计" {
			out = append(out, fmt.Sprintf("the label %q is set in %.1f pt", g.S, g.Size))
		}
	}
	return out
}

// misplaced finds a page whose type area is not where its binding wants it:
// the inner margin is on the left of odd pages and on the right of even ones.
func misplaced(p *doc.Page, f *doc.Format, inner float64) []string {
	left := p.DX
	if !f.Single && p.Number%2 == 0 {
		left = p.W - p.DX - f.TextW()
	}
	if math.Abs(left-inner) > 1e-9 {
		return []string{fmt.Sprintf("inner margin %.2f mm, want %.2f", left, inner)}
	}
	return nil
}

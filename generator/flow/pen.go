package flow

import (
	"math"

	"dangce/generator/doc"
	"dangce/generator/line"
)

// pen collects the marks of a page.
type pen struct {
	text  *line.Engine
	marks []doc.Mark
}

func (p *pen) rect(b doc.Box, fill doc.Ink) {
	p.marks = append(p.marks, &doc.Rect{X: b.X, Y: b.Y, W: b.W, H: b.H, Ink: doc.NoInk, Fill: fill})
}

// frame draws the border of b, its corners rounded, and fills it.
func (p *pen) frame(b doc.Box, width float64, ink, fill doc.Ink, radius, dash float64) {
	p.marks = append(p.marks, &doc.Rect{X: b.X, Y: b.Y, W: b.W, H: b.H, Width: width, Ink: ink, Fill: fill, Radius: radius, Dash: dash})
}

func (p *pen) line(x1, y1, x2, y2, width float64, ink doc.Ink) {
	p.marks = append(p.marks, &doc.Line{X1: x1, Y1: y1, X2: x2, Y2: y2, Width: width, Ink: ink})
}

func (p *pen) polygon(fill, ink doc.Ink, width float64, pts ...doc.Point) {
	p.marks = append(p.marks, &doc.Path{Points: pts, Closed: true, Width: width, Ink: ink, Fill: fill})
}

// disc draws a filled circle.
func (p *pen) disc(x, y, r, width float64, ink, fill doc.Ink) {
	p.frame(doc.Box{X: x - r, Y: y - r, W: float64(2 * r), H: float64(2 * r)}, width, ink, fill, r, 0)
}

// turn draws a line along points, its corners rounded as radius says.
func (p *pen) turn(pts []doc.Point, radius func(doc.Point) float64, width float64, ink doc.Ink, dash float64) {
	if len(pts) == 2 {
		p.marks = append(p.marks, &doc.Line{X1: pts[0].X, Y1: pts[0].Y, X2: pts[1].X, Y2: pts[1].Y, Width: width, Ink: ink, Dash: dash})
		return
	}
	curve := []doc.Point{pts[0]}
	to := func(q doc.Point) {
		a := curve[len(curve)-1]
		curve = append(curve, between(a, q, 1.0/3), between(a, q, 2.0/3), q)
	}
	for i := 1; i+1 < len(pts); i++ {
		a, q, b := pts[i-1], pts[i], pts[i+1]
		r := min(radius(q), distance(a, q)/2, distance(q, b)/2)
		if r < 0.05 {
			to(q)
			continue
		}
		in, out := between(q, a, r/distance(a, q)), between(q, b, r/distance(q, b))
		to(in)
		curve = append(curve, between(in, q, 0.5523), between(out, q, 0.5523), out)
	}
	to(pts[len(pts)-1])
	p.marks = append(p.marks, &doc.Path{Points: curve, Curve: true, Width: width, Ink: ink, Fill: doc.NoInk, Dash: dash})
}

// arrow draws the head of an arrow that comes from a and ends at q.
func (p *pen) arrow(a, q doc.Point, size float64, ink doc.Ink) {
	d := distance(a, q)
	if d == 0 {
		return
	}
	ux, uy := (q.X-a.X)/d, (q.Y-a.Y)/d
	at := func(along, across float64) doc.Point {
		return doc.Point{X: q.X - float64(ux*along*size) - float64(uy*across*size), Y: q.Y - float64(uy*along*size) + float64(ux*across*size)}
	}
	p.polygon(ink, doc.NoInk, 0, q, at(1, 0.38), at(0.75, 0), at(1, -0.38))
}

func between(a, b doc.Point, t float64) doc.Point {
	return doc.Point{X: a.X + float64((b.X-a.X)*t), Y: a.Y + float64((b.Y-a.Y)*t)}
}

func distance(a, b doc.Point) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }

// width returns the width of s in mm.
func (p *pen) width(l letter, s string) float64 { return widthOf(p.text, l, s) }

func widthOf(e *line.Engine, l letter, s string) float64 {
	return float64(ems(e.Prepare(s, line.Style{Role: l.role}).Width()) * l.em())
}

// one is a text in one line.
func one(e *line.Engine, l letter, s string) []textLine { return spaced(e, l, s, 0) }

// spaced is a text in one line with track em between its characters.
func spaced(e *line.Engine, l letter, s string, track float64) []textLine {
	t := e.Prepare(s, line.Style{Role: l.role, Track: line.Unit(math.Round(track * float64(line.Em)))})
	return linesOf(t, &line.Setting{Width: math.MaxInt32 / 4})
}

// print sets a row with its baseline at y, starting at x.
func (p *pen) print(l letter, t *textLine, x, y float64) {
	p.marks = t.t.Marks(p.marks, &t.l, l.pt, l.ink, x, y)
}

// block sets lines in the middle of b, at its left or centre.
func (p *pen) block(l letter, lines []textLine, leading float64, b doc.Box, align doc.Align) {
	y := b.Y + (b.H-blockHeight(l, len(lines), leading))/2
	for i := range lines {
		x := b.X
		if align == doc.AlignCenter {
			x += (b.W - float64(lines[i].width()*l.em())) / 2
		}
		p.print(l, &lines[i], x, y+float64(line.Ascent*l.em()))
		y += float64(leading * l.em())
	}
}

// label sets s in one line in the middle of b, at its left or centre.
func (p *pen) label(l letter, s string, b doc.Box, align doc.Align) {
	p.block(l, one(p.text, l, s), 1, b, align)
}

// blockHeight is the height of lines from the top of the first to the foot of
// the last, without leading around them.
func blockHeight(l letter, lines int, leading float64) float64 {
	if lines == 0 {
		return 0
	}
	return float64((1 + float64(float64(lines-1)*leading)) * l.em())
}

// spread sets s centred in b, its characters track em apart.
func (p *pen) spread(l letter, s string, track float64, b doc.Box) {
	p.block(l, spaced(p.text, l, s, track), 1, b, doc.AlignCenter)
}

// vertical sets s downwards, one character below the other, in the middle of b.
func (p *pen) vertical(l letter, s string, leading float64, b doc.Box) {
	var lines []textLine
	for _, r := range s {
		lines = append(lines, one(p.text, l, string(r))...)
	}
	p.block(l, lines, leading, b, doc.AlignCenter)
}

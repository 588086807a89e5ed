package pdf

import (
	"math"
	"strconv"

	"dangce/generator/doc"
)

func (c *canvas) shapes(marks []doc.Mark) {
	for _, m := range marks {
		switch m := m.(type) {
		case *doc.Line:
			c.pen(m.Width, m.Ink, m.Dash)
			c.point(m.X1, m.Y1).op("m ")
			c.point(m.X2, m.Y2).op("l S\n")
		case *doc.Rect:
			c.rect(m)
		case *doc.Path:
			c.path(m)
		case *doc.Matrix:
			c.matrix(m)
		}
	}
}

func (c *canvas) op(s string) { c.buf = append(c.buf, s...) }

// num writes a number with two decimals at most, as short as it goes.
func (c *canvas) num(v float64) { c.fixed(hundredths(v)) }

func hundredths(v float64) int64 { return int64(math.Round(v * 100)) }

// fixed writes a number given in hundredths.
func (c *canvas) fixed(n int64) {
	b := c.buf
	if n < 0 {
		b = append(b, '-')
		n = -n
	}
	if n >= 100 {
		b = strconv.AppendInt(b, n/100, 10)
		n %= 100
	} else if n == 0 {
		b = append(b, '0')
	}
	if n != 0 {
		b = append(b, '.', byte('0'+n/10))
		if n%10 != 0 {
			b = append(b, byte('0'+n%10))
		}
	}
	c.buf = append(b, ' ')
}

func (c *canvas) point(x, y float64) *canvas {
	c.num((x + c.dx) * ptPerMM)
	c.num((c.h - y - c.dy) * ptPerMM)
	return c
}

// pen sets what strokes look like, as far as it changed.
func (c *canvas) pen(width float64, ink doc.Ink, dash float64) {
	if c.width != width {
		c.width = width
		c.num(width * ptPerMM)
		c.op("w ")
	}
	if c.stroke != ink {
		c.stroke = ink
		c.ink(ink, strokeOps)
	}
	c.overprint(overprint{stroke: ink == doc.Black, fill: c.over.fill})
	c.setDash(dash)
}

func (c *canvas) setDash(dash float64) {
	if c.dash == dash {
		return
	}
	c.dash = dash
	if dash == 0 {
		c.op("[] 0 d ")
		return
	}
	c.op("[")
	c.num(dash * ptPerMM)
	c.op("] 0 d ")
}

func (c *canvas) brush(ink doc.Ink) {
	if c.fill != ink {
		c.fill = ink
		c.ink(ink, fillOps)
	}
}

// paint sets pen and brush for a closed shape and returns the operator that
// paints it; "" when there is nothing to paint.
func (c *canvas) paint(width float64, ink, fill doc.Ink, dash float64) string {
	stroke := width > 0
	if stroke {
		c.pen(width, ink, dash)
	}
	if fill != doc.NoInk {
		c.brush(fill)
		c.overprint(overprint{stroke: c.over.stroke})
		if stroke {
			return "B\n"
		}
		return "f\n"
	}
	if stroke {
		return "S\n"
	}
	return ""
}

func (c *canvas) rect(m *doc.Rect) {
	op := c.paint(m.Width, m.Ink, m.Fill, m.Dash)
	if op == "" {
		return
	}
	if m.Radius > 0 {
		c.rounded(m)
	} else {
		c.point(m.X, m.Y+m.H)
		c.num(m.W * ptPerMM)
		c.num(m.H * ptPerMM)
		c.op("re ")
	}
	c.op(op)
}

// rounded traces a rectangle with round corners, each a Bézier quarter.
func (c *canvas) rounded(m *doc.Rect) {
	r := min(m.Radius, m.W/2, m.H/2)
	k := float64(r * (1 - 0.5522847498))
	x1, y1, x2, y2 := m.X, m.Y, m.X+m.W, m.Y+m.H
	c.point(x1+r, y1).op("m ")
	c.point(x2-r, y1).op("l ")
	c.curve(x2-k, y1, x2, y1+k, x2, y1+r)
	c.point(x2, y2-r).op("l ")
	c.curve(x2, y2-k, x2-k, y2, x2-r, y2)
	c.point(x1+r, y2).op("l ")
	c.curve(x1+k, y2, x1, y2-k, x1, y2-r)
	c.point(x1, y1+r).op("l ")
	c.curve(x1, y1+k, x1+k, y1, x1+r, y1)
	c.op("h ")
}

func (c *canvas) curve(x1, y1, x2, y2, x3, y3 float64) {
	c.point(x1, y1).point(x2, y2).point(x3, y3).op("c ")
}

func (c *canvas) path(m *doc.Path) {
	if len(m.Points) < 2 {
		return
	}
	op := c.paint(m.Width, m.Ink, m.Fill, m.Dash)
	if op == "" {
		return
	}
	c.point(m.Points[0].X, m.Points[0].Y).op("m ")
	if m.Curve {
		for i := 1; i+2 < len(m.Points); i += 3 {
			a, b, d := m.Points[i], m.Points[i+1], m.Points[i+2]
			c.curve(a.X, a.Y, b.X, b.Y, d.X, d.Y)
		}
	} else {
		for _, p := range m.Points[1:] {
			c.point(p.X, p.Y).op("l ")
		}
	}
	if m.Closed {
		c.op("h ")
	}
	c.op(op)
}

// matrix draws a square code as one outline, filled once, so that no hairline
// shows between modules; its rectangles, one for each run, are counted in
// modules, which takes few bytes. As a picture of one bit a module it would be
// half as long, but readers of PDF files draw the modules of such pictures two
// or three dots wide by turns, and at 150 dots to the inch one code in ten
// could not be read back.
func (c *canvas) matrix(m *doc.Matrix) {
	c.brush(doc.Black)
	c.op("q ")
	c.buf = strconv.AppendFloat(c.buf, m.Module*ptPerMM, 'f', 4, 64)
	c.op(" 0 0 -")
	c.buf = strconv.AppendFloat(c.buf, m.Module*ptPerMM, 'f', 4, 64)
	c.op(" ")
	c.point(m.X, m.Y).op("cm\n")
	for row := range m.N {
		bits := m.Bits[row*m.N : (row+1)*m.N]
		for col := 0; col < m.N; col++ {
			from := col
			for col < m.N && bits[col] {
				col++
			}
			if col > from {
				c.buf = strconv.AppendInt(c.buf, int64(from), 10)
				c.buf = append(c.buf, ' ')
				c.buf = strconv.AppendInt(c.buf, int64(row), 10)
				c.buf = append(c.buf, ' ')
				c.buf = strconv.AppendInt(c.buf, int64(col-from), 10)
				c.op(" 1 re\n")
			}
		}
	}
	c.op("f Q\n")
}

package pdf

import (
	"math"
	"strconv"

	"dangce/generator/doc"
)

// textState is what of text is set, as far as text has been drawn.
type textState struct {
	on    bool // between BT and ET
	face  doc.Face
	size  float64 // 0: no font yet
	track int64   // 1/1000 pt
	x, y  int64   // start of the last line, 1/100 pt
}

func (c *canvas) texts(marks []doc.Mark) {
	for _, m := range marks {
		if t, ok := m.(*doc.Glyphs); ok {
			c.glyphs(t)
		}
	}
}

func (c *canvas) glyphs(t *doc.Glyphs) {
	s := &c.text
	if !s.on {
		s.on = true
		c.op("BT\n")
	}
	if s.size == 0 || s.face != t.Face || s.size != t.Size {
		s.face, s.size = t.Face, t.Size
		c.op("/")
		c.op(fontName(t.Face))
		c.op(" ")
		c.num(t.Size)
		c.op("Tf ")
	}
	ink := c.legible(t)
	c.brush(ink)
	c.overprint(overprint{stroke: c.over.stroke, fill: ink == doc.Black})
	if track := int64(math.Round(t.Track * ptPerMM * 1000)); track != s.track {
		s.track = track
		c.buf = strconv.AppendFloat(c.buf, float64(track)/1000, 'f', -1, 64)
		c.op(" Tc ")
	}
	x, y := hundredths((t.X+c.dx)*ptPerMM), hundredths((c.h-t.Y-c.dy)*ptPerMM)
	c.fixed(x - s.x)
	c.fixed(y - s.y)
	c.op("Td ")
	s.x, s.y = x, y
	set := c.used.sets[t.Face]
	if len(t.Kerns) == 0 {
		c.codes(set, t.S)
		c.op("Tj\n")
		return
	}
	c.kerned(set, t)
}

// kerned shows a text in pieces, with the moves between them in thousandths
// of its size.
func (c *canvas) kerned(set *charset, t *doc.Glyphs) {
	c.op("[")
	from := 0
	for _, k := range t.Kerns {
		if by := int64(math.Round(-k.By * ptPerMM * 1000 / t.Size)); by != 0 {
			c.codes(set, t.S[from:k.At])
			c.buf = strconv.AppendInt(c.buf, by, 10)
			from = k.At
		}
	}
	c.codes(set, t.S[from:])
	c.op("]TJ\n")
}

// codes writes the codes of a text as a string of two bytes each.
func (c *canvas) codes(set *charset, text string) {
	b := append(c.buf, '(')
	for _, r := range text {
		code := set.code(r)
		b = escaped(escaped(b, byte(code>>8)), byte(code))
	}
	c.buf = append(b, ')')
}

// escaped appends a byte of a string in parentheses.
func escaped(b []byte, v byte) []byte {
	switch v {
	case '(', ')', '\\':
		return append(b, '\\', v)
	case '\r': // a bare one is read as \n
		return append(b, '\\', 'r')
	}
	return append(b, v)
}

func (c *canvas) endText() {
	if c.text.on {
		c.op("ET\n")
	}
}

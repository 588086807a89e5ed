package pdf

import (
	"math"
	"strconv"

	"dangce/generator/doc"
)

// colourOps are the operators that set a colour.
type colourOps struct{ gray, rgb, cmyk string }

var (
	strokeOps = colourOps{"G ", "RG ", "K "}
	fillOps   = colourOps{"g ", "rg ", "k "}
)

// ink sets a colour. Grays are gray; beside colours on a printing machine
// they are black ink, which can be printed over the others.
func (c *canvas) ink(ink doc.Ink, ops colourOps) {
	switch r, g, b := rgb(c.palette.Screen(ink)); {
	case ink.Gray() && !(c.press && c.coloured):
		c.level(float64(ink&0xff) / 255)
		c.op(ops.gray)
	case ink.Gray():
		c.op("0 0 0 ")
		c.level(1 - float64(ink&0xff)/255)
		c.op(ops.cmyk)
	case c.press:
		mixed, ok := c.palette[ink]
		if !ok {
			c.unmixed = ink
		}
		for _, v := range mixed.Press {
			c.level(float64(v) / 100)
		}
		c.op(ops.cmyk)
	default:
		for _, v := range [...]int{r, g, b} {
			c.level(float64(v) / 255)
		}
		c.op(ops.rgb)
	}
}

// level writes a component with three decimals.
func (c *canvas) level(v float64) {
	c.buf = strconv.AppendFloat(c.buf, math.Round(v*1000)/1000, 'f', -1, 64)
	c.buf = append(c.buf, ' ')
}

// overprint says whether what is stroked or filled leaves the inks below it.
// Black does, so that no white shows at its edges when the plates do not meet;
// in all else white would print nothing.
type overprint struct{ stroke, fill bool }

// name is that of the graphics state.
func (o overprint) name() string {
	name := []byte("O00")
	if o.stroke {
		name[1] = '1'
	}
	if o.fill {
		name[2] = '1'
	}
	return string(name)
}

// overprints are the graphics states of files that need them.
var overprints = [...]overprint{{false, false}, {false, true}, {true, false}, {true, true}}

func (c *canvas) overprint(o overprint) {
	if c.over == o || !c.press || !c.coloured {
		return
	}
	c.over = o
	c.op("/" + o.name() + " gs ")
}

// smallType is the size up to which letters have no strength for a screen of
// dots, pt.
const smallType = 14

// legible returns the ink of a text: for the press, small gray letters are
// black.
func (c *canvas) legible(t *doc.Glyphs) doc.Ink {
	if c.press && t.Size < smallType && t.Ink.Gray() && t.Ink < 0x808080 {
		return doc.Black
	}
	return t.Ink
}

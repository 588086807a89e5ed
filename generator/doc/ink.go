package doc

// Ink is a colour 0xRRGGBB. Equal components are a gray and are printed in
// black ink alone. Others are names: what is mixed for them, on a screen and
// on a printing machine, is said by a Palette.
type Ink uint32

// Inks used throughout.
const (
	Black  Ink = 0x000000
	Gray55 Ink = 0x737373 // 55 % black: ruled lines
	Gray70 Ink = 0x4d4d4d // 70 % black
	Gray12 Ink = 0xe0e0e0 // 12 % black: panels
	White  Ink = 0xffffff
	Red    Ink = 0xac1a21 // covers, charts and posters in colour only, from here on
	Gold   Ink = 0xb8892b
	Pale   Ink = 0xfaeeea // panels beside red
	Blue   Ink = 0x1d3f73
	Ochre  Ink = 0x8a5a1c
	Green  Ink = 0x1f5c46
	NoInk  Ink = 0xff000000
)

// Inks of charts: what comes before a meeting, the meeting, and what follows.
const (
	BeforeDeep  Ink = 0x93691a
	BeforePale  Ink = 0xfaf5e8
	BeforeRule  Ink = 0xdccba3
	DuringPale  Ink = 0xfcf1f0
	DuringRule  Ink = 0xe8bfbd
	AfterDeep   Ink = 0x3f5f73
	AfterPale   Ink = 0xeff4f8
	AfterRule   Ink = 0xbccbd6
	Diamond     Ink = 0xfff3cf
	DiamondEdge Ink = 0xa87b1c
	Cream       Ink = 0xfdf7e8
)

// InkNames are the names of the colours in templates.
var InkNames = map[string]Ink{
	"red": Red, "gold": Gold, "pale": Pale, "blue": Blue, "ochre": Ochre, "green": Green,
	"before_deep": BeforeDeep, "before_pale": BeforePale, "before_rule": BeforeRule,
	"during_pale": DuringPale, "during_rule": DuringRule,
	"after_deep": AfterDeep, "after_pale": AfterPale, "after_rule": AfterRule,
	"diamond": Diamond, "diamond_edge": DiamondEdge, "cream": Cream,
}

// Gray reports whether an ink is a gray, black or white.
func (i Ink) Gray() bool { return i&0xff == i>>8&0xff && i&0xff == i>>16&0xff }

// CMYK is a mixture of printing inks, each 0…100 %.
type CMYK [4]uint8

// Colour is what is mixed for an ink.
type Colour struct {
	Screen Ink
	Press  CMYK
}

// Palette holds the colours that are not gray.
type Palette map[Ink]Colour

// Screen returns the colour of an ink on a screen.
func (p Palette) Screen(i Ink) Ink {
	if c, ok := p[i]; ok {
		return c.Screen
	}
	return i
}

package templates

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
)

// Colours is colours.toml: what is mixed for each colour, and for which
// condition of printing.
type Colours struct {
	Coated   Condition         `toml:"coated"`
	Uncoated Condition         `toml:"uncoated"`
	Colour   map[string]Colour `toml:"colour"`

	Source *decode.File `toml:"-"`
}

// Condition is a condition of printing that the ICC has registered.
type Condition struct {
	Name string `toml:"name,required"` // FOGRA39
	Info string `toml:"info,required"`
}

// Colour is what is mixed for one colour.
type Colour struct {
	Screen string `toml:"screen,required"` // #ac1a21
	Press  []int  `toml:"press,required"`  // cyan, magenta, yellow, black, %
}

// mostInk is how much ink paper takes, in % of the four together (GB/T
// 17934.2, ISO 12647-2: at most 350, better 300, on coated paper).
const mostInk = 300

// LoadColours reads colours.toml of fsys. Colours that the county does not give
// are those of the program.
func LoadColours(fsys fs.FS, overlayName string, out *diag.List) *Colours {
	c := new(Colours)
	f := readLayered(fsys, overlayName, "colours.toml", c, out)
	if f == nil {
		return nil
	}
	c.Source = f
	for _, name := range slices.Sorted(maps.Keys(c.Colour)) {
		t, path := c.Colour[name], "colour."+name
		if _, ok := t.RGB(); !ok {
			f.Add(out, diag.Error, "bad-colour", path+".screen", fmt.Sprintf("%q 不是屏幕上的颜色", t.Screen), `写成 "#ac1a21"：红、绿、蓝各两位十六进制数`)
		}
		if !t.printable() {
			f.Add(out, diag.Error, "bad-colour", path+".press", fmt.Sprintf("印刷用的颜色要四个数：青、品红、黄、黑，各 0–100，合计不超过 %d", mostInk), "例：press = [0, 100, 95, 25]")
		}
	}
	return c
}

// RGB reads the colour on a screen.
func (c *Colour) RGB() (rgb uint32, ok bool) {
	hex, ok := strings.CutPrefix(c.Screen, "#")
	v, err := strconv.ParseUint(hex, 16, 24)
	return uint32(v), ok && err == nil && len(hex) == 6
}

func (c *Colour) printable() bool {
	sum := 0
	for _, v := range c.Press {
		if sum += v; v < 0 || v > 100 {
			return false
		}
	}
	return len(c.Press) == 4 && sum <= mostInk
}

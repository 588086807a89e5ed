package pdf

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // pictures that a county supplies
	_ "image/png"
	"math"

	"dangce/generator/doc"
)

// picture is an image as it is in a file.
type picture struct {
	w, h   int
	space  string // of its colours
	packed []byte
}

// pictureKey tells pictures of a run apart: for the press they are mixed of
// other inks.
type pictureKey struct {
	name  string
	press bool
}

// picture reads a picture once in the life of the writer.
func (w *Writer) picture(p *doc.Picture, press bool) (*picture, error) {
	key := pictureKey{p.Name, press}
	if done := w.pictures[key]; done != nil {
		return done, nil
	}
	img, _, err := image.Decode(bytes.NewReader(p.Data))
	if err != nil {
		return nil, fmt.Errorf("图案 %s: %w", p.Name, err)
	}
	pixels, space := samples(img, press)
	var d deflater
	packed, err := d.add(textLevel, pixels)
	if err != nil {
		return nil, err
	}
	done := &picture{w: img.Bounds().Dx(), h: img.Bounds().Dy(), space: space, packed: d.bytes(packed)}
	if w.pictures == nil {
		w.pictures = make(map[pictureKey]*picture)
	}
	w.pictures[key] = done
	return done, nil
}

// samples returns the pixels row by row, on white, in as few inks as they
// need.
func samples(img image.Image, press bool) (pixels []byte, space string) {
	b := img.Bounds()
	rgb := make([]byte, 0, 3*b.Dx()*b.Dy())
	gray := true
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, b, a := img.At(x, y).RGBA()
			white := 0xffff - a // what shows through
			r, g, b = (r+white)>>8, (g+white)>>8, (b+white)>>8
			gray = gray && r == g && g == b
			rgb = append(rgb, byte(r), byte(g), byte(b))
		}
	}
	switch {
	case gray:
		for i := range len(rgb) / 3 {
			rgb[i] = rgb[3*i]
		}
		return rgb[:len(rgb)/3], "DeviceGray"
	case !press:
		return rgb, "DeviceRGB"
	}
	for i := 0; i < len(rgb); i += 3 {
		pixels = append(pixels, inks(rgb[i], rgb[i+1], rgb[i+2])...)
	}
	return pixels, "DeviceCMYK"
}

// inks mixes a colour with as much black as there is gray in it. The sum of
// the inks stays below 300 %.
func inks(r, g, b byte) []byte {
	m := float64(max(r, g, b))
	if m == 0 {
		return []byte{0, 0, 0, 255}
	}
	part := func(v byte) byte { return byte(math.Round(255 * (m - float64(v)) / m)) }
	return []byte{part(r), part(g), part(b), byte(255 - m)}
}

// place has a picture drawn, by the number it gets in the file.
func (c *canvas) place(m *doc.Picture) {
	n := 0
	for n < len(c.images) && c.images[n].Name != m.Name {
		n++
	}
	if n == len(c.images) {
		c.images = append(c.images, m)
	}
	c.op("q ")
	c.num(m.W * ptPerMM)
	c.op("0 0 ")
	c.num(m.H * ptPerMM)
	c.point(m.X, m.Y+m.H)
	c.op(fmt.Sprintf("cm /I%d Do Q\n", n+1))
}

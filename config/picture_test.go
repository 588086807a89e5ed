package config

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

func encoded(t *testing.T, img image.Image, jpg bool) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	if jpg {
		err = jpeg.Encode(&b, img, nil)
	} else {
		err = png.Encode(&b, img)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestOpaquePNG: whatever a county supplies arrives as eight bits without
// transparency, and what is no picture is refused.
func TestOpaquePNG(t *testing.T) {
	deep := image.NewNRGBA64(image.Rect(0, 0, 30, 20))
	deep.Set(1, 1, color.NRGBA64{R: 0xffff, A: 0xffff})
	for what, data := range map[string][]byte{
		"16 bits, transparent": encoded(t, deep, false),
		"palette":              encoded(t, image.NewPaletted(image.Rect(0, 0, 30, 20), color.Palette{color.Transparent, color.Black}), false),
		"jpg":                  encoded(t, image.NewGray(image.Rect(0, 0, 30, 20)), true),
	} {
		out, aspect, err := opaquePNG(data)
		if err != nil || aspect != 1.5 {
			t.Errorf("%s: aspect %g, %v", what, aspect, err)
			continue
		}
		img, format, err := image.Decode(bytes.NewReader(out))
		if err != nil || format != "png" {
			t.Fatalf("%s: %s, %v", what, format, err)
		}
		if rgba, ok := img.(*image.RGBA); !ok || !rgba.Opaque() {
			t.Errorf("%s: decoded as %T", what, img)
		}
	}
	out, _, err := opaquePNG(encoded(t, deep, false))
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	if r, g, b, _ := img.At(1, 1).RGBA(); r != 0xffff || g != 0 || b != 0 {
		t.Error("red became", r, g, b)
	}
	if r, g, b, _ := img.At(5, 5).RGBA(); r != 0xffff || g != 0xffff || b != 0xffff {
		t.Error("transparent became", r, g, b)
	}
	whole := encoded(t, deep, false)
	for what, data := range map[string][]byte{
		"nothing":  nil,
		"text":     []byte("这不是图片"),
		"cut":      whole[:len(whole)/2],
		"too wide": encoded(t, image.NewGray(image.Rect(0, 0, pictureSide+1, 1)), false),
	} {
		if _, _, err := opaquePNG(data); err == nil {
			t.Errorf("%s was taken for a picture", what)
		}
	}
}

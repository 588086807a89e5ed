package config

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/jpeg" // counties supply either
	"image/png"
)

// pictureSide is the longest side of a picture, pixels: enough for 170 mm at
// 600 dpi.
const pictureSide = 4000

// opaquePNG turns a png or jpg into an opaque png of 8 bits without
// interlacing, which every later stage can read, and returns its width over
// its height. What was transparent becomes white, the colour of the paper.
func opaquePNG(data []byte) ([]byte, float64, error) {
	size, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || format != "png" && format != "jpeg" {
		return nil, 0, errors.New("不是 png 或 jpg 图片")
	}
	if size.Width < 1 || size.Height < 1 || size.Width > pictureSide || size.Height > pictureSide {
		return nil, 0, fmt.Errorf("有 %d×%d 点，长宽都不能超过 %d 点", size.Width, size.Height, pictureSide)
	}
	src, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, 0, errors.New("图片已损坏")
	}
	b := src.Bounds()
	flat := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(flat, flat.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(flat, flat.Rect, src, b.Min, draw.Over)
	var out bytes.Buffer
	if err := png.Encode(&out, flat); err != nil {
		return nil, 0, fmt.Errorf("图片不能转换：%w", err)
	}
	return out.Bytes(), float64(b.Dx()) / float64(b.Dy()), nil
}

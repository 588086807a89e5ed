package packed

import (
	"encoding/binary"
	"math"
)

// Bits of a point in a glyph of a font file.
const (
	onCurve    = 1 << 0
	shortX     = 1 << 1
	shortY     = 1 << 2
	repeated   = 1 << 3
	sameX      = 1 << 4 // of a short x: positive
	sameY      = 1 << 5
	overlapped = 1 << 6 // of the first point
)

// point is a point of an outline, as steps from the one before.
type point struct {
	dx, dy int
	on     bool
}

// outline is a simple glyph.
type outline struct {
	box          [4]int
	ends         []int // numbers of the last points of the contours
	instructions []byte
	points       []point
	overlap      bool
}

// bounds returns the box around the points.
func (o *outline) bounds() [4]int {
	if len(o.points) == 0 {
		return [4]int{}
	}
	box := [4]int{math.MaxInt, math.MaxInt, math.MinInt, math.MinInt}
	x, y := 0, 0
	for _, p := range o.points {
		x, y = x+p.dx, y+p.dy
		box = [4]int{min(box[0], x), min(box[1], y), max(box[2], x), max(box[3], y)}
	}
	return box
}

// parse reads a simple glyph of a font file.
func parse(glyph []byte) (o outline, ok bool) {
	r := reader{b: glyph}
	n := r.int16()
	if n < 0 {
		return o, false
	}
	for i := range o.box {
		o.box[i] = r.int16()
	}
	last := -1
	for range n {
		last = int(uint16(r.int16()))
		o.ends = append(o.ends, last)
	}
	o.instructions = r.take(int(uint16(r.int16())))
	flags := make([]byte, 0, last+1)
	for len(flags) <= last && r.err == nil {
		flag := r.byte()
		flags = append(flags, flag)
		if flag&repeated != 0 {
			for k := r.byte(); k > 0; k-- {
				flags = append(flags, flag)
			}
		}
	}
	if len(flags) != last+1 {
		return o, false
	}
	o.points = make([]point, len(flags))
	for i, flag := range flags {
		o.points[i].on = flag&onCurve != 0
		o.points[i].dx = r.step(flag&shortX != 0, flag&sameX != 0)
	}
	for i, flag := range flags {
		o.points[i].dy = r.step(flag&shortY != 0, flag&sameY != 0)
	}
	o.overlap = len(flags) > 0 && flags[0]&overlapped != 0
	return o, r.err == nil
}

func (r *reader) int16() int { return int(int16(binary.BigEndian.Uint16(r.take(2)))) }

func (r *reader) step(short, same bool) int {
	switch {
	case short && same:
		return int(r.byte())
	case short:
		return -int(r.byte())
	case same:
		return 0
	}
	return r.int16()
}

// appendGlyph appends the glyph as font files have it, in the shortest way.
func (o *outline) appendGlyph(b []byte, align int) []byte {
	start := len(b)
	b = binary.BigEndian.AppendUint16(b, uint16(len(o.ends)))
	for _, v := range o.box {
		b = binary.BigEndian.AppendUint16(b, uint16(v))
	}
	for _, end := range o.ends {
		b = binary.BigEndian.AppendUint16(b, uint16(end))
	}
	b = binary.BigEndian.AppendUint16(b, uint16(len(o.instructions)))
	b = append(b, o.instructions...)
	b = o.appendFlags(b)
	for _, p := range o.points {
		b = appendStep(b, p.dx)
	}
	for _, p := range o.points {
		b = appendStep(b, p.dy)
	}
	for (len(b)-start)%align != 0 {
		b = append(b, 0)
	}
	return b
}

func (o *outline) appendFlags(b []byte) []byte {
	last, run := byte(0), 0
	for i, p := range o.points {
		flag := stepFlag(p.dx, shortX, sameX) | stepFlag(p.dy, shortY, sameY)
		if p.on {
			flag |= onCurve
		}
		if i == 0 && o.overlap {
			flag |= overlapped
		}
		switch {
		case i == 0 || flag != last || run == 0xFF:
			b, last, run = append(b, flag), flag, 0
		case run == 0: // a second one is as short as a count
			b, run = append(b, flag), 1
		case run == 1:
			b[len(b)-2], b[len(b)-1] = flag|repeated, 2
			run = 2
		default:
			run++
			b[len(b)-1] = byte(run)
		}
	}
	return b
}

func stepFlag(d int, short, same byte) byte {
	switch {
	case d == 0:
		return same
	case 0 < d && d < 256:
		return short | same
	case -256 < d && d < 0:
		return short
	}
	return 0
}

func appendStep(b []byte, d int) []byte {
	switch {
	case d == 0:
		return b
	case 0 < d && d < 256:
		return append(b, byte(d))
	case -256 < d && d < 0:
		return append(b, byte(-d))
	}
	return binary.BigEndian.AppendUint16(b, uint16(d))
}

package packed

// A point of an outline in WOFF 2.0 (section 5.2, "Decoding of variable-length
// X and Y coordinates"): a flag, whose highest bit is 0 on the curve, and one
// to four bytes. The flag tells the signs, the widths in bits, and offsets
// that make one value of several.

// appendPoint appends the flag and the bytes of a point.
func appendPoint(flags, values []byte, p point) (f, v []byte) {
	x, y := abs(p.dx), abs(p.dy)
	signs := byte(0)
	if p.dx >= 0 {
		signs |= 1
	}
	if p.dy >= 0 {
		signs |= 2
	}
	var flag byte
	switch {
	case x == 0 && y < 1280:
		flag, values = byte(y>>8)<<1|signs>>1, append(values, byte(y))
	case y == 0 && x < 1280:
		flag, values = 10+byte(x>>8)<<1|signs&1, append(values, byte(x))
	case x < 65 && y < 65:
		x, y := x-1, y-1
		flag, values = 20+byte(x&0x30)+byte(y&0x30)>>2|signs, append(values, byte(x&0xF)<<4|byte(y&0xF))
	case x < 769 && y < 769:
		x, y := x-1, y-1
		flag, values = 84+12*byte(x>>8)+byte(y>>8)<<2+signs, append(values, byte(x), byte(y))
	case x < 4096 && y < 4096:
		flag, values = 120+signs, append(values, byte(x>>4), byte(x&0xF)<<4|byte(y>>8), byte(y))
	default:
		flag, values = 124+signs, append(values, byte(x>>8), byte(x), byte(y>>8), byte(y))
	}
	if !p.on {
		flag |= 0x80
	}
	return append(flags, flag), values
}

// point reads the bytes of a point whose flag is given.
func (r *reader) point(flag byte) point {
	p := point{on: flag&0x80 == 0}
	flag &= 0x7F
	signX, signY := sign(flag&1 != 0), sign(flag&2 != 0)
	switch {
	case flag < 10:
		p.dy = sign(flag&1 != 0) * (int(flag&14)<<7 + int(r.byte()))
	case flag < 20:
		p.dx = signX * (int((flag-10)&14)<<7 + int(r.byte()))
	case flag < 84:
		f, b := int(flag)-20, int(r.byte())
		p.dx = signX * (1 + f&0x30 + b>>4)
		p.dy = signY * (1 + f&0x0C<<2 + b&0x0F)
	case flag < 120:
		f, b := int(flag)-84, r.take(2)
		p.dx = signX * (1 + f/12<<8 + int(b[0]))
		p.dy = signY * (1 + f%12>>2<<8 + int(b[1]))
	case flag < 124:
		b := r.take(3)
		p.dx = signX * (int(b[0])<<4 + int(b[1])>>4)
		p.dy = signY * (int(b[1]&0xF)<<8 + int(b[2]))
	default:
		b := r.take(4)
		p.dx = signX * (int(b[0])<<8 + int(b[1]))
		p.dy = signY * (int(b[2])<<8 + int(b[3]))
	}
	return p
}

func abs(n int) int { return max(n, -n) }

func sign(positive bool) int {
	if positive {
		return 1
	}
	return -1
}

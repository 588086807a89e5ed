package packed

import (
	"bytes"
	"encoding/binary"
)

// The streams of a block, in the order in which they are in it.
const (
	kinds    = iota // of each glyph: its contours + firstOutline, or one of the values below
	counts          // points of each contour
	flags           // of the points
	values          // of the points
	boxes           // boxes that are not those of the points
	rest            // instructions with their number, and glyphs as they are
	nStreams        // how many there are
)

// Values of the stream kinds.
const (
	blank        = 0 // no outline at all
	asIs         = 1 // stored as the file has it
	firstOutline = 2
)

// Bits behind the kind of an outline.
const (
	hasBox          = 1 << 0
	hasOverlap      = 1 << 1
	hasInstructions = 1 << 2
)

// block is glyphs as streams of like bytes.
type block struct {
	streams [nStreams][]byte
	size    int // of the glyphs, unpacked
}

// add appends a glyph.
func (b *block) add(glyph []byte, align int) {
	b.size += len(glyph)
	if len(glyph) == 0 {
		b.streams[kinds] = append(b.streams[kinds], blank)
		return
	}
	o, ok := parse(glyph)
	if !ok || !bytes.Equal(o.appendGlyph(nil, align), glyph) {
		b.streams[kinds] = append(b.streams[kinds], asIs)
		b.streams[rest] = append(binary.AppendUvarint(b.streams[rest], uint64(len(glyph))), glyph...)
		return
	}
	b.streams[kinds] = binary.AppendUvarint(b.streams[kinds], uint64(len(o.ends)+firstOutline))
	b.addOutline(&o)
}

func (b *block) addOutline(o *outline) {
	bits, last := byte(0), -1
	for _, end := range o.ends {
		b.streams[counts] = binary.AppendUvarint(b.streams[counts], uint64(end-last))
		last = end
	}
	if o.box != o.bounds() {
		bits |= hasBox
		for _, v := range o.box {
			b.streams[boxes] = binary.BigEndian.AppendUint16(b.streams[boxes], uint16(v))
		}
	}
	if o.overlap {
		bits |= hasOverlap
	}
	if len(o.instructions) > 0 {
		bits |= hasInstructions
		b.streams[rest] = append(binary.AppendUvarint(b.streams[rest], uint64(len(o.instructions))), o.instructions...)
	}
	b.streams[kinds] = append(b.streams[kinds], bits)
	for _, p := range o.points {
		b.streams[flags], b.streams[values] = appendPoint(b.streams[flags], b.streams[values], p)
	}
}

// bytes returns the block: its size, and its streams with their lengths.
func (b *block) bytes() []byte {
	dst := binary.AppendUvarint(nil, uint64(b.size))
	for _, s := range b.streams {
		dst = append(binary.AppendUvarint(dst, uint64(len(s))), s...)
	}
	return dst
}

// unpackBlock sets the glyphs of block i.
func (f *File) unpackBlock(i int, glyphs [][]byte) error {
	data, err := unpack(f.blocks[i])
	if err != nil {
		return err
	}
	var r [nStreams]reader
	all := reader{b: data}
	size := all.uvarint()
	for s := range r {
		r[s].b = all.bytes()
	}
	var o outline // its slices are used again
	buffer := make([]byte, 0, min(size, maxSize))
	for _, gid := range f.gids[i] {
		start := len(buffer)
		buffer = appendNext(buffer, &o, &r, f.align)
		if int(gid) >= len(glyphs) {
			return errDamaged
		}
		glyphs[gid] = buffer[start:len(buffer):len(buffer)]
	}
	for s := range r {
		if r[s].err != nil || len(r[s].b) > 0 {
			return errDamaged
		}
	}
	return all.err
}

// appendNext appends the next glyph of a block's streams.
func appendNext(dst []byte, o *outline, r *[nStreams]reader, align int) []byte {
	kind := r[kinds].uvarint()
	switch kind {
	case blank:
		return dst
	case asIs:
		return append(dst, r[rest].bytes()...)
	}
	bits, last := r[kinds].byte(), -1
	o.ends, o.points, o.instructions = o.ends[:0], o.points[:0], nil
	for n := kind - firstOutline; n > 0 && r[counts].err == nil; n-- {
		last += int(r[counts].uvarint())
		o.ends = append(o.ends, last)
	}
	o.overlap = bits&hasOverlap != 0
	if bits&hasInstructions != 0 {
		o.instructions = r[rest].bytes()
	}
	for _, flag := range r[flags].take(last + 1) {
		o.points = append(o.points, r[values].point(flag))
	}
	if o.box = o.bounds(); bits&hasBox != 0 {
		for i := range o.box {
			o.box[i] = r[boxes].int16()
		}
	}
	return o.appendGlyph(dst, align)
}

package packed

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/andybalholm/brotli"
)

// rareGlyphs is how many glyphs a block holds behind the common ones.
const rareGlyphs = 8192

// Levels is the number of blocks for glyphs in common use.
const Levels = 2

// Pack packs a font file. level returns the block of a glyph in common use, 0
// or 1, and Levels for the others.
func Pack(file []byte, level func(gid uint16) int) ([]byte, error) {
	p := packing{file: file, tables: make(map[string][]byte)}
	for rec := range records(file) {
		p.tables[rec.tag] = file[rec.at : rec.at+rec.size]
	}
	if err := p.split(); err != nil {
		return nil, err
	}
	p.order(level)
	packed := p.bytes()
	f, err := Open(string(packed))
	if err != nil {
		return nil, err
	}
	again, err := f.Restore()
	if err == nil && !bytes.Equal(again, file) {
		err = errors.New("pack: this file would not come out as it is")
	}
	return packed, err
}

// packing is a font file on its way.
type packing struct {
	file   []byte
	tables map[string][]byte
	glyphs [][]byte
	align  int
	gids   [][]uint16 // of each block
}

// split finds the glyphs and how they are padded.
func (p *packing) split() error {
	head, loca, glyf := p.tables["head"], p.tables["loca"], p.tables["glyf"]
	n := int(binary.BigEndian.Uint16(p.tables["maxp"][4:]))
	at := func(i int) int { return 2 * int(binary.BigEndian.Uint16(loca[2*i:])) }
	if head[51] != 0 {
		at = func(i int) int { return int(binary.BigEndian.Uint32(loca[4*i:])) }
	}
	p.align = 4
	for i := range n {
		from, to := at(i), at(i+1)
		if from > to || to > len(glyf) {
			return fmt.Errorf("pack: glyph %d lies outside its table", i)
		}
		p.glyphs = append(p.glyphs, glyf[from:to])
		for (to-from)%p.align != 0 {
			p.align /= 2
		}
	}
	return nil
}

// order sorts the glyphs into blocks.
func (p *packing) order(level func(gid uint16) int) {
	p.gids = make([][]uint16, Levels)
	var rare []uint16
	for gid := range p.glyphs {
		if l := level(uint16(gid)); l < Levels {
			p.gids[l] = append(p.gids[l], uint16(gid))
		} else {
			rare = append(rare, uint16(gid))
		}
	}
	p.gids = append(p.gids, slices.Collect(slices.Chunk(rare, rareGlyphs))...)
}

func (p *packing) bytes() []byte {
	n := 12 + 16*int(binary.BigEndian.Uint16(p.file[4:]))
	head := append(binary.AppendUvarint(nil, uint64(n)), p.file[:n]...)
	head = binary.AppendUvarint(head, uint64(p.align))
	for _, gids := range p.gids {
		head = binary.AppendUvarint(head, uint64(len(gids)))
		next := 0
		for _, gid := range gids {
			head = binary.AppendUvarint(head, uint64(int(gid)-next))
			next = int(gid) + 1
		}
	}
	streams := [][]byte{
		pack(p.appendTables(head, func(tag string) bool { return needed[tag] })),
		pack(p.appendTables(nil, func(tag string) bool { return !needed[tag] && tag != "glyf" && tag != "loca" })),
	}
	for _, gids := range p.gids {
		var b block
		for _, gid := range gids {
			b.add(p.glyphs[gid], p.align)
		}
		streams = append(streams, pack(b.bytes()))
	}
	out := []byte(magic)
	for _, s := range streams {
		out = append(binary.AppendUvarint(out, uint64(len(s))), s...)
	}
	return out
}

// appendTables appends the chosen tables in the order of their tags.
func (p *packing) appendTables(b []byte, chosen func(tag string) bool) []byte {
	var tags []string
	for tag := range p.tables {
		if chosen(tag) {
			tags = append(tags, tag)
		}
	}
	slices.Sort(tags)
	b = binary.AppendUvarint(b, uint64(len(tags)))
	for _, tag := range tags {
		b = append(binary.AppendUvarint(b, uint64(len(tag))), tag...)
		b = append(binary.AppendUvarint(b, uint64(len(p.tables[tag]))), p.tables[tag]...)
	}
	return b
}

// pack compresses bytes and puts their number in front.
func pack(b []byte) []byte {
	var out bytes.Buffer
	out.Write(binary.AppendUvarint(nil, uint64(len(b))))
	w := brotli.NewWriterOptions(&out, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 24})
	_, _ = w.Write(b) // a bytes.Buffer takes all
	_ = w.Close()
	return out.Bytes()
}

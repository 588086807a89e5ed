package layout

import (
	"math/bits"

	"rsc.io/qr/coding"
)

// squareCode is a square code, a row a word: bit i is module i of the row, 1
// for black. Codes of more modules than a word has bits hold far longer texts
// than identities are.
type squareCode []uint64

// maxCode is the highest version whose rows fit in a word: 61 modules.
const maxCode = 11

// masks is how many patterns the standard knows to break up even areas.
const masks = 8

// codePlan is what codes of one version have in common, whatever they say.
type codePlan struct {
	plan *coding.Plan
	flip [masks]squareCode // what changes when mask 0 becomes another
	turn [masks]squareCode // flip with rows and columns exchanged
}

func newCodePlan(v coding.Version) (*codePlan, error) {
	p := &codePlan{}
	var plain squareCode
	for m := range coding.Mask(masks) {
		plan, err := coding.NewPlan(v, coding.Q, m)
		if err != nil {
			return nil, err
		}
		code, err := plan.Encode(coding.Alpha(""))
		if err != nil {
			return nil, err
		}
		rows := rowsOf(code)
		if m == 0 {
			p.plan, plain = plan, rows
		}
		p.flip[m] = rows.with(plain, nil)
		p.turn[m] = p.flip[m].turned()
	}
	return p, nil
}

// encode makes the code of a text, masked as its penalty is lowest: readers
// lose their way in even areas and in what looks like a corner.
func (p *codePlan) encode(text coding.Alpha) (squareCode, error) {
	code, err := p.plan.Encode(text)
	if err != nil {
		return nil, err
	}
	rows := rowsOf(code)
	columns := rows.turned()
	best, least := 0, 1<<30
	var room, turnedRoom [64]uint64
	for m := range masks {
		masked := rows.with(p.flip[m], room[:])
		if n := masked.penalty(columns.with(p.turn[m], turnedRoom[:])); n < least {
			best, least = m, n
		}
	}
	return rows.with(p.flip[best], nil), nil
}

func rowsOf(c *coding.Code) squareCode {
	rows := make(squareCode, c.Size)
	for y := range rows {
		for x := range c.Size {
			if c.Black(x, y) {
				rows[y] |= 1 << x
			}
		}
	}
	return rows
}

// with flips the modules of s that are black in other, into room if there is
// any.
func (s squareCode) with(other squareCode, room []uint64) squareCode {
	out := squareCode(append(room[:0], s...))
	for i := range out {
		out[i] ^= other[i]
	}
	return out
}

// turned exchanges rows and columns.
func (s squareCode) turned() squareCode {
	out := make(squareCode, len(s))
	for y, row := range s {
		for ; row != 0; row &= row - 1 {
			out[bits.TrailingZeros64(row)] |= 1 << y
		}
	}
	return out
}

// penalty rates a code as ISO/IEC 18004 does: runs of one colour, even blocks,
// likenesses of a corner, and too much of one colour. columns is s turned.
func (s squareCode) penalty(columns squareCode) int {
	n := s.lines() + columns.lines() + s.blocks()
	black := 0
	for _, row := range s {
		black += bits.OnesCount64(row)
	}
	all := len(s) * len(s)
	off := max(2*black-all, all-2*black) // twice the distance from half
	return n + off*10/all*10
}

// The weights of the standard.
const (
	runWeight    = 3
	blockWeight  = 3
	cornerWeight = 40
)

// lines rates the rows: 3 for a run of five and 1 for each module more, 40 for
// each 1:1:3:1:1 with four light modules at one of its sides.
func (s squareCode) lines() int {
	runs, more, corners, size := 0, 0, 0, len(s)
	pairs, windows := uint64(1)<<(size-1)-1, uint64(1)<<(size-10)-1 // where two and where eleven modules begin
	for _, row := range s {
		same := ^(row ^ row>>1) & pairs
		five := same & (same >> 1) & (same >> 2) & (same >> 3)
		more += bits.OnesCount64(five)
		runs += bits.OnesCount64(five &^ (five << 1))

		light := ^row
		corner := row & (light >> 1) & (row >> 2) & (row >> 3) & (row >> 4) & (light >> 5) & (row >> 6)
		four := light & (light >> 1) & (light >> 2) & (light >> 3)
		corners += bits.OnesCount64(corner&(four>>7)&windows) + bits.OnesCount64(four&(corner>>4)&windows)
	}
	return more + (runWeight-1)*runs + cornerWeight*corners
}

// blocks rates 2 by 2 modules of one colour.
func (s squareCode) blocks() int {
	n, valid := 0, uint64(1)<<(len(s)-1)-1
	for y := 1; y < len(s); y++ {
		up, row := s[y-1], s[y]
		n += bits.OnesCount64(^((row ^ row>>1) | (row ^ up) | (up ^ up>>1)) & valid)
	}
	return blockWeight * n
}

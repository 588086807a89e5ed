package sheet

import "bytes"

// biffRows reads the cells of one sheet.
type biffRows struct {
	rowBuilder
	*biff
	hiddenRows map[int]bool // from 1
	row        int          // being collected
	// A formula whose result is a text has it in a record of its own.
	pending *Cell
	nested  int // charts inside the sheet
}

func (b *biff) readSheet(sh *Sheet, offset int) error {
	if offset < 0 || offset >= len(b.data) {
		return damaged("缺工作表“"+sh.Name+"”", nil)
	}
	b.pos = offset
	if err := b.begin(); err != nil {
		return err
	}
	r := biffRows{rowBuilder: rowBuilder{builder: &b.builder, sheet: sh}, biff: b, hiddenRows: map[int]bool{}}
	for {
		rec, err := b.next()
		if err != nil {
			return damaged("工作表“"+sh.Name+"”不完整", nil)
		}
		switch {
		case rec.kind == recBOF:
			r.nested++
		case rec.kind == recEOF && r.nested > 0:
			r.nested--
		case rec.kind == recEOF:
			if err := r.flush(); err != nil {
				return err
			}
			r.endRow(r.row)
			for i, row := range sh.Rows { // a row may be described below its cells
				sh.Rows[i].Hidden = r.hiddenRows[row.N]
			}
			return r.finish()
		case r.nested == 0:
			if err := r.record(rec); err != nil {
				return err
			}
		}
	}
}

func (r *biffRows) record(rec record) error {
	switch rec.kind {
	case recRow:
		if rec.u16(12)&0x20 != 0 {
			r.hiddenRows[rec.u16(0)+1] = true
		}
	case recColInfo:
		if rec.u16(8)&1 != 0 || rec.u16(4) == 0 {
			r.sheet.HiddenCols = append(r.sheet.HiddenCols, [2]int{rec.u16(0) + 1, rec.u16(2) + 1})
		}
	case recFiltered:
		r.sheet.Filtered = true
	case recMerged:
		for i := range min(rec.u16(0), (len(rec.body)-2)/8) {
			at := 2 + 8*i
			r.merges = append(r.merges, area{rec.u16(at) + 1, rec.u16(at+4) + 1, rec.u16(at+2) + 1, rec.u16(at+6) + 1})
		}
	case recString:
		if r.pending != nil {
			c := textCell(r.text(rec.body, 0, false))
			c.Row, c.Col = r.pending.Row, r.pending.Col
			r.pending = nil
			return r.put(c)
		}
	case recMulRK:
		for i := range (len(rec.body) - 6) / 6 {
			at := 4 + 6*i
			if err := r.cell(rec, rec.u16(2)+i, r.biff.number(rk(rec.u32(at+2)), rec.u16(at))); err != nil {
				return err
			}
		}
	case recLabelSST, recNumber, recLabel, recRString, recBoolErr, recRK, recFormula:
		return r.single(rec)
	}
	return nil
}

// shortest are the least bytes of the records of one cell.
var shortest = map[uint16]int{recLabelSST: 10, recNumber: 14, recLabel: 8, recRString: 8, recBoolErr: 8, recRK: 10, recFormula: 16}

// single reads a record of one cell: row, column, style, value.
func (r *biffRows) single(rec record) error {
	if len(rec.body) < shortest[rec.kind] {
		return damaged("工作表“"+r.sheet.Name+"”", nil)
	}
	var c Cell
	style := rec.u16(4)
	switch rec.kind {
	case recLabelSST:
		i := int(rec.u32(6))
		if i >= len(r.biff.strings) {
			return damaged("缺一条文字", nil)
		}
		c = r.biff.strings[i]
	case recLabel, recRString:
		c = textCell(r.text(rec.body, 6, false))
	case recNumber:
		c = r.biff.number(rec.f64(6), style)
	case recRK:
		c = r.biff.number(rk(rec.u32(6)), style)
	case recBoolErr:
		if c = boolCell(rec.body[6] != 0); rec.body[7] != 0 {
			c = faultCell(rec.body[6])
		}
	case recFormula:
		return r.formula(rec, style)
	}
	c.Struck = r.biff.struck(style)
	return r.cell(rec, rec.u16(2), c)
}

// formula reads the result that is in the record.
func (r *biffRows) formula(rec record, style int) error {
	value := rec.body[6:14]
	c := Cell{Kind: Formula}
	switch {
	case !bytes.Equal(value[6:], []byte{0xFF, 0xFF}):
		// Writers that calculate nothing leave 0 and ask for it on opening.
		if v := rec.f64(6); v != 0 || rec.u16(14)&3 != 3 {
			c = r.biff.number(v, style)
		}
	case value[0] == 0: // the text follows
		if err := r.flush(); err != nil {
			return err
		}
		r.pending = &Cell{Kind: Formula, Row: rec.u16(0) + 1, Col: rec.u16(2) + 1}
		return nil
	case value[0] == 1:
		c = boolCell(value[2] != 0)
	case value[0] == 2:
		c = faultCell(value[2])
	case value[0] == 3:
		c = Cell{} // an empty text
	}
	return r.cell(rec, rec.u16(2), c)
}

func (r *biffRows) cell(rec record, col int, c Cell) error {
	if err := r.flush(); err != nil {
		return err
	}
	c.Row, c.Col = rec.u16(0)+1, col+1
	return r.put(c)
}

// flush puts a formula whose text did not follow.
func (r *biffRows) flush() error {
	if r.pending == nil {
		return nil
	}
	c := *r.pending
	r.pending = nil
	return r.put(c)
}

func (r *biffRows) put(c Cell) error {
	if c.Row != r.row {
		r.endRow(r.row)
		r.row = c.Row
	}
	return r.add(c)
}

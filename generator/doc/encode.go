package doc

import (
	"encoding/binary"
	"math"
)

// AppendBlocks appends blocks to buf as bytes that are equal only if the
// blocks are deeply equal: what was made of blocks can be found again by a hash
// of them. The bytes are the same in every run, but no format to be read back.
//
// A type that does not write itself is no Block; a test changes every field of
// every kind of block, at any depth, and expects other bytes.
func AppendBlocks(buf []byte, blocks []Block) []byte {
	e := encoder{buf: buf}
	for _, b := range blocks {
		b.block(&e)
	}
	return e.buf
}

// encoder collects bytes. What varies in length is written with its length,
// what varies in type with a letter for it.
type encoder struct {
	buf   []byte
	style Style // the one written last: neighbours often have the same
}

func (e *encoder) letter(b byte) { e.buf = append(e.buf, b) }

func (e *encoder) ints(vs ...int) {
	for _, v := range vs {
		e.buf = binary.AppendVarint(e.buf, int64(v))
	}
}

func (e *encoder) floats(vs ...float64) {
	for _, v := range vs {
		e.buf = binary.LittleEndian.AppendUint64(e.buf, math.Float64bits(v))
	}
}

// flags writes up to eight flags.
func (e *encoder) flags(vs ...bool) {
	var b byte
	for i, v := range vs {
		if v {
			b |= 1 << i
		}
	}
	e.letter(b)
}

func (e *encoder) texts(vs ...string) {
	for _, v := range vs {
		e.buf = binary.AppendUvarint(e.buf, uint64(len(v)))
		e.buf = append(e.buf, v...)
	}
}

// list writes elements; nil is not an empty list.
func list[T any](e *encoder, s []T, each func(*encoder, *T)) {
	if s == nil {
		e.letter(0)
		return
	}
	e.buf = binary.AppendUvarint(e.buf, uint64(len(s))+1)
	for i := range s {
		each(e, &s[i])
	}
}

func (e *encoder) strings(s []string) { list(e, s, func(e *encoder, s *string) { e.texts(*s) }) }

func (e *encoder) look(s *Style) {
	if *s == e.style {
		e.letter(0)
		return
	}
	e.style = *s
	e.letter(1)
	e.ints(int(s.Role), int(s.Align), int(s.Ink))
	e.floats(s.Size, s.Leading, s.Indent, s.Before, s.After, s.Track, s.Min)
}

// Blocks.

func (t *Text) block(e *encoder) {
	e.letter('T')
	e.look(&t.Style)
	e.texts(t.Text)
	e.flags(t.Keep)
}

func (t *Space) block(e *encoder) {
	e.letter('S')
	e.floats(t.MM, t.Fill)
}

func (t *Rule) block(e *encoder) {
	e.letter('R')
	e.floats(t.Width, t.Indent)
	e.ints(int(t.Ink))
	e.flags(t.Double)
}

func (*Break) block(e *encoder) { e.letter('B') }

func (t *Ruled) block(e *encoder) {
	e.letter('L')
	e.ints(t.Lines)
	e.floats(t.Pitch, t.Fill)
	e.texts(t.Field)
}

func (t *Cut) block(e *encoder) {
	e.letter('X')
	e.look(&t.Style)
	e.texts(t.Text)
	e.flags(t.Keep)
}

func (t *Contents) block(e *encoder) {
	e.letter('C')
	e.look(&t.Style)
	e.look(&t.Sub)
	e.ints(t.Levels, t.Columns)
}

func (t *Calendar) block(e *encoder) {
	e.letter('Y')
	for i := range t.Months {
		m := &t.Months[i]
		e.texts(m.Name)
		e.ints(m.First)
		list(e, m.Days, func(e *encoder, d *CalendarDay) { e.flags(d.Rest, d.Marked) })
	}
	e.texts(t.Weekdays[:]...)
	e.look(&t.Head)
	e.look(&t.Week)
	e.look(&t.Number)
	e.ints(int(t.Rest), int(t.Mark))
}

func (t *Figure) block(e *encoder) {
	e.letter('F')
	e.floats(t.W, t.H)
	e.flags(t.Fill)
	list(e, t.Marks, func(e *encoder, m *Mark) { (*m).mark(e) })
}

func (t *Grid) block(e *encoder) {
	e.letter('G')
	list(e, t.Cols, (*encoder).track)
	list(e, t.Rows, (*encoder).row)
	e.floats(t.Frame, t.Inner, t.Before, t.W)
	e.ints(int(t.Ink))
	e.flags(t.Split)
}

func (e *encoder) track(t *Track) { e.floats(t.MM, t.Weight) }

func (e *encoder) row(r *Row) {
	e.floats(r.Height, r.Fill)
	list(e, r.Cells, (*encoder).cell)
}

func (e *encoder) cell(c *Cell) {
	e.ints(c.Span, c.RowSpan, int(c.VAlign), int(c.Fill), c.NamesPerRow, c.NameFrom)
	e.texts(c.Text, c.Note, c.Field)
	e.look(&c.Style)
	e.flags(c.Vertical, c.Under, c.Sign)
	e.floats(c.Ruled, c.Pad)
	e.strings(c.Names)
	list(e, c.Parts, (*encoder).part)
	list(e, c.Refs, func(e *encoder, r *Ref) {
		e.texts(r.Text, r.Alone, r.Kind)
		e.strings(r.IDs)
	})
}

func (e *encoder) part(p *Part) {
	e.letter(byte(p.Kind))
	e.texts(p.Text, p.Field)
	e.ints(p.N)
	e.floats(p.MM)
}

func (t *Table) block(e *encoder) {
	e.letter('D')
	e.texts(t.ID, t.PageSum, t.Caption, t.Later)
	list(e, t.Cols, (*encoder).column)
	list(e, t.Rows, (*encoder).record)
	list(e, t.Foot, (*encoder).record)
	list(e, t.PageFoot, (*encoder).record)
	e.ints(t.Blank, t.Max, t.First)
	e.flags(t.Fill, t.Spread)
	e.floats(t.RowHeight, t.Below, t.Frame, t.Inner)
	e.look(&t.Head)
	e.look(&t.Body)
	e.look(&t.Title)
}

func (e *encoder) column(c *Column) {
	e.texts(c.ID, c.Title, c.Group, c.Under, c.Min, c.Max, c.Field)
	e.ints(int(c.Kind), int(c.Align), int(c.Side))
	e.floats(c.MM, c.Weight, c.Chars)
	e.flags(c.Merge, c.Hidden, c.Print, c.Input, c.Preset, c.New, c.Open, c.Jump != nil)
	e.flags(c.Sign)
	list(e, c.Parts, (*encoder).part)
	e.strings(c.Choices)
	if c.Jump != nil {
		e.texts(c.Jump.Table, c.Jump.Column, c.Jump.By, c.Jump.At)
	}
	e.formula(c.Formula)
	e.formula(c.Total)
}

func (e *encoder) record(r *Record) {
	e.flags(r.Strong, r.Shade)
	list(e, r.Values, (*encoder).value)
}

func (e *encoder) value(v *Value) {
	e.letter(byte(v.Kind))
	e.flags(v.Set)
	e.texts(v.Text)
	e.buf = binary.AppendVarint(e.buf, v.N)
}

func (t *Chart) block(e *encoder) {
	e.letter('W')
	e.texts(t.ID, t.Title, t.Subtitle, t.Basis, t.Applies, t.Liability, t.Maker)
	e.texts(t.Phases[:]...)
	w := &t.Words
	e.texts(w.Columns[:]...)
	e.texts(w.Stage, w.Flow, w.Steps, w.Legend, w.Step, w.Decision, w.Outcome, w.Way, w.Back, w.Connector, w.Liability, w.Basis, w.Applies, w.Record, w.Maker, w.Detail)
	list(e, w.Parts, func(e *encoder, s *string) { e.texts(*s) })
	e.ints(int(t.Kind))
	e.flags(t.Colour)
	e.floats(t.BoxPt, t.ColumnPt)
	list(e, t.Rows, func(e *encoder, r *ChartRow) {
		e.texts(r.ID, r.Text, r.When, r.Form, r.Procedure, r.Standard, r.Who, r.Page)
		e.ints(r.Number, r.Phase)
		e.flags(r.Decision)
	})
	list(e, t.Outcomes, func(e *encoder, o *ChartOutcome) { e.texts(o.ID, o.Text) })
	list(e, t.Edges, func(e *encoder, d *ChartEdge) {
		e.texts(d.From, d.To, d.End, d.Label)
		e.flags(d.Back)
	})
}

// Marks.

func (m *Glyphs) mark(e *encoder) {
	e.letter('g')
	e.floats(m.X, m.Y, m.Size, m.Track, m.W, m.Before, m.After)
	e.ints(int(m.Face), int(m.Ink))
	e.texts(m.S)
	list(e, m.Kerns, func(e *encoder, k *Kern) {
		e.ints(k.At)
		e.floats(k.By)
	})
}

func (m *Line) mark(e *encoder) {
	e.letter('l')
	e.floats(m.X1, m.Y1, m.X2, m.Y2, m.Width, m.Dash)
	e.ints(int(m.Ink))
}

func (m *Rect) mark(e *encoder) {
	e.letter('r')
	e.floats(m.X, m.Y, m.W, m.H, m.Width, m.Radius, m.Dash)
	e.ints(int(m.Ink), int(m.Fill))
}

func (m *Path) mark(e *encoder) {
	e.letter('p')
	list(e, m.Points, func(e *encoder, p *Point) { e.floats(p.X, p.Y) })
	e.flags(m.Curve, m.Closed)
	e.floats(m.Width, m.Dash)
	e.ints(int(m.Ink), int(m.Fill))
}

func (m *Matrix) mark(e *encoder) {
	e.letter('m')
	e.floats(m.X, m.Y, m.Module)
	e.ints(m.N)
	list(e, m.Bits, func(e *encoder, b *bool) { e.flags(*b) })
}

func (m *Picture) mark(e *encoder) {
	e.letter('i')
	e.floats(m.X, m.Y, m.W, m.H)
	e.texts(m.Name, m.Type, string(m.Data))
	e.flags(m.Data != nil)
}

// Formulas.

func (e *encoder) formula(f *Formula) {
	if f == nil {
		e.letter(0)
		return
	}
	e.letter(1)
	e.texts(f.Name)
	list(e, f.Args, func(e *encoder, a *Argument) {
		e.texts(a.Name, a.Column, a.To, a.Text, a.Where.Column, a.Where.With)
		e.ints(a.Step, int(a.Where.Op))
		e.buf = binary.AppendVarint(e.buf, a.N)
		e.value(&a.Where.Value)
	})
}

package book

import (
	"cmp"
	"strings"

	"dangce/generator/doc"
	"dangce/templates"
)

// parts fills in the words of a line to fill in.
func (sc *scope) parts(w *templates.Writing) []doc.Part {
	if w.Empty() {
		return nil
	}
	var out []doc.Part
	for i := range w.Parts {
		p := &w.Parts[i]
		if line, ok := sc.quorumLine(p); ok {
			out = append(out, sc.parts(line)...)
			continue
		}
		part := doc.Part{Text: sc.expand(p.Text), Field: p.Field, N: p.Digits, MM: p.MM}
		switch {
		case p.Tick:
			part.Kind = doc.Tick
		case p.Digits > 0:
			part.Kind = doc.Digits
		case p.Field != "":
			part.Kind = doc.Blank
		}
		out = append(out, part)
	}
	return out
}

// quorumLine returns the line that a placeholder such as {q_general.there}
// stands for: a sentence with places to fill in, of the program's own words.
func (sc *scope) quorumLine(p *templates.WritingPart) (*templates.Writing, bool) {
	name, ok := p.Text.Single()
	if _, last, _ := strings.Cut(name, "."); !ok || last != "there" && last != "votes" || !strings.HasPrefix(name, "q_") {
		return nil, false
	}
	var w templates.Writing
	if w.UnmarshalText([]byte(sc.expand(p.Text))) != nil {
		return nil, false
	}
	return &w, true
}

// namer names the cells of a form that are filled in: by the label at their
// left, and by that above them where the form has a row of labels.
type namer struct {
	above []string // labels of the row of labels, by column
	last  string   // the label before, which may reach down over several rows
}

func (n *namer) row(given []formCell, row []doc.Cell) {
	left, all, col := "", true, 0
	var labels []string
	for i := range row {
		c, t := &row[i], &given[i]
		span := max(c.Span, 1)
		if t.Label {
			left = fieldName(c.Text)
			n.last = left
			for range span {
				labels = append(labels, left)
			}
			col += span
			continue
		}
		all = false
		switch {
		case t.Field != "":
			c.Field = t.Field
		case len(c.Names) > 0:
			c.Field = "sign"
		case c.Text == "" || c.Ruled > 0:
			c.Field = n.name(left, col)
		}
		col += span
	}
	if all && len(row) > 1 {
		n.above = labels
	}
}

// name is the name of a cell in a column, with this label at its left.
func (n *namer) name(left string, col int) string {
	if col < len(n.above) && n.above[col] != "" {
		if left == "" {
			return n.above[col]
		}
		return left + ":" + n.above[col]
	}
	return cmp.Or(left, n.last)
}

// fieldName is a label as a name: without the spaces that spread it.
func fieldName(label string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" 　\n", r) {
			return -1
		}
		return r
	}, label)
}

// writeBlock is a line to fill in without a form around it.
type writeBlock struct {
	base
	Write  templates.Writing   `toml:"write"`
	Style  templates.StyleName `toml:"style"`
	Align  alignWord           `toml:"align"`
	Height float64             `toml:"height"` // mm at least
	Before float64             `toml:"before"` // mm above
}

func (b *writeBlock) check(c *blockChecker) {
	if b.Write.Empty() {
		c.missing("write", " write", `"□党员大会　□上级党委"`)
	}
}

func (b *writeBlock) build(sc *scope, _ measure) []doc.Block {
	st := sc.style(b.Style, "note")
	if b.Align.set {
		st.Align = b.Align.Align
	}
	cell := doc.Cell{Style: st, Parts: sc.parts(&b.Write)}
	return []doc.Block{&doc.Grid{Before: b.Before, Cols: []doc.Track{{Weight: 1}}, Rows: []doc.Row{{Height: b.Height, Cells: []doc.Cell{cell}}}}}
}

package layout

import (
	"slices"
	"strconv"

	"dangce/generator/doc"
	"dangce/generator/line"
)

// entry is a line of the contents.
type entry struct {
	title string
	level int
	page  int
	tab   string // word on the thumb tab of the section that begins here, or ""
}

func hasContents(u *doc.Unit) bool {
	for _, b := range u.Blocks {
		if _, ok := b.(*doc.Contents); ok {
			return true
		}
	}
	return false
}

// entries are the titles of b, and above the first of a section its heading.
// first holds the first page of each unit.
func entries(b *doc.Book, first []int) []entry {
	var out []entry
	tab := 0 // the last one that is listed
	for i := range b.Units {
		u := &b.Units[i]
		if u.Title == "" {
			continue
		}
		from := len(out)
		if u.Section != "" {
			out = append(out, entry{title: u.Section, page: first[i]})
		}
		out = append(out, entry{title: u.Title, level: u.Level, page: first[i]})
		if u.Tab > tab && u.Tab <= len(b.Format.Tabs) {
			tab = u.Tab
			out[from].tab = b.Format.Tabs[tab-1]
		}
	}
	return out
}

type contents struct {
	e       *Engine
	t       *doc.Contents
	entries []entry
	w       float64
	tabs    bool // titles stand beside the words of thumb tabs
}

func newContents(e *Engine, t *doc.Contents, entries []entry, w float64) piece {
	var shown []entry
	for _, en := range entries {
		if en.level <= t.Levels {
			shown = append(shown, en)
		}
	}
	return &contents{e, t, shown, w, slices.ContainsFunc(shown, func(en entry) bool { return en.tab != "" })}
}

func (c *contents) style(level int) *doc.Style {
	if level == 0 {
		return &c.t.Style
	}
	return &c.t.Sub
}

func (c *contents) split(h float64, _ bool) (*item, piece) {
	n, used := 0, 0.0
	for n < len(c.entries) {
		lh := c.lineHeight(n)
		if used+lh > h+1e-6 {
			break
		}
		used += lh
		n++
	}
	for n > 0 && n < len(c.entries) && c.entries[n-1].level == 0 && c.entries[n].level > 0 {
		n--
		used -= c.lineHeight(n)
	}
	if n == 0 && len(c.entries) > 0 {
		return nil, c
	}
	part := *c
	part.entries = c.entries[:n]
	it := &item{min: used, draw: part.draw}
	if n == len(c.entries) {
		return it, nil
	}
	rest := *c
	rest.entries = c.entries[n:]
	return it, &rest
}

func (c *contents) lineHeight(i int) float64 {
	st := c.style(c.entries[i].level)
	h := st.Height(1)
	if i > 0 {
		h += st.Before
	}
	return h
}

func (c *contents) draw(out *body, y, _ float64) {
	for i, en := range c.entries {
		st := *c.style(en.level)
		if i > 0 {
			y += st.Before
		}
		h := st.Height(1)
		out.marks = c.line(out.marks, en, &st, y)
		out.links = append(out.links, doc.Link{Box: doc.Box{Y: y, W: c.w, H: h}, To: en.page})
		y += h
	}
}

// line sets title, leader dots and page number.
func (c *contents) line(out []doc.Mark, en entry, st *doc.Style, y float64) []doc.Mark {
	em := float64(st.Size * doc.MMPerPt)
	foot := base(st, y)
	x := float64(st.Indent * em)
	num := strconv.Itoa(en.page)
	numW := c.e.width(num, st)
	room := c.w - x - numW - 2*em
	if c.tabs {
		out = c.tab(out, en.tab, y, st.Height(1))
		x += tabEcho
		room -= tabEcho
	}
	plain := *st
	plain.Indent, plain.Align = 0, doc.AlignLeft
	title := c.e.lines(en.title, &plain, room)
	l := &title.lines[0]
	out = title.text.Marks(out, l, st.Size, st.Ink, x, foot)
	if from, to := x+float64(float64(l.W)/float64(line.Em)*em)+1.5, c.w-numW-1.5; to > from {
		out = append(out, &doc.Line{X1: from, Y1: foot - 0.8, X2: to, Y2: foot - 0.8, Width: 0.3, Ink: doc.Gray70, Dash: 0.4})
	}
	return c.e.print(out, num, st, c.w-numW, foot)
}

// tabEcho is the room that a word of a thumb tab takes in the contents, mm.
const tabEcho = 14.0

// tab repeats a thumb tab beside the title of its section.
func (c *contents) tab(out []doc.Mark, word string, y, h float64) []doc.Mark {
	if word == "" {
		return out
	}
	st := c.e.deco.Tab
	const high, side = 5.6, 11.0
	top := y + (h-high)/2
	out = append(out, &doc.Rect{Y: top, W: side, H: high, Fill: doc.Black})
	return c.e.print(out, word, &st, (side-c.e.width(word, &st))/2, base(&st, top+(high-st.Height(1))/2))
}

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

// contents is the table of contents on its way onto pages: in columns side by
// side, as even as they can be.
type contents struct {
	e     *Engine
	t     *doc.Contents
	lines []contentsLine
	w     float64 // of a column
	tabs  bool    // titles stand beside the words of thumb tabs
}

// contentsLine is an entry with its title broken for a column.
type contentsLine struct {
	entry
	title paragraph
}

// columnGap is the space between columns, mm.
const columnGap = 10.0

func newContents(e *Engine, t *doc.Contents, entries []entry, w float64) piece {
	cols := float64(max(t.Columns, 1))
	c := &contents{e: e, t: t, w: (w - float64(columnGap*(cols-1))) / cols}
	c.tabs = slices.ContainsFunc(entries, func(en entry) bool { return en.tab != "" && en.level <= t.Levels })
	for _, en := range entries {
		if en.level <= t.Levels {
			st := c.style(en.level)
			plain := *st
			plain.Indent, plain.Align = 0, doc.AlignLeft
			c.lines = append(c.lines, contentsLine{en, e.lines(en.title, &plain, c.w-c.indent(st)-e.width("888", st)-leaderLeast)})
		}
	}
	return c
}

// leaderLeast is the least room between a title and its page number, mm.
const leaderLeast = 7.0

func (c *contents) style(level int) *doc.Style {
	if level == 0 {
		return &c.t.Style
	}
	return &c.t.Sub
}

// indent is where titles of a style begin.
func (c *contents) indent(st *doc.Style) float64 {
	x := float64(st.Indent * st.Size * doc.MMPerPt)
	if c.tabs {
		x += tabEcho
	}
	return x
}

func (c *contents) split(h float64, _ bool) (*item, piece) {
	cols, used, n := c.columns(h)
	if n == 0 && len(c.lines) > 0 {
		return nil, c
	}
	for n == len(c.lines) && len(cols) > 1 { // as low as holds all
		lower, least, fit := c.columns(used - 1)
		if fit < n {
			break
		}
		cols, used = lower, least
	}
	it := &item{min: used, draw: func(out *body, y, _ float64) {
		for i, col := range cols {
			c.draw(out, col, float64(float64(i)*(c.w+columnGap)), y)
		}
	}}
	if n == len(c.lines) {
		return it, nil
	}
	rest := *c
	rest.lines = c.lines[n:]
	return it, &rest
}

// columns fills the columns of a page h mm high, and returns the height of the
// highest and how many lines there are in all.
func (c *contents) columns(h float64) (cols [][]contentsLine, used float64, all int) {
	rest := c.lines
	for range max(c.t.Columns, 1) {
		n, high := c.column(rest, h)
		cols, rest = append(cols, rest[:n]), rest[n:]
		used = max(used, high)
		all += n
	}
	return cols, used, all
}

// column counts the lines that fit in h mm. A heading stays with what it is
// above.
func (c *contents) column(lines []contentsLine, h float64) (n int, used float64) {
	for n < len(lines) {
		lh := c.height(lines, n)
		if used+lh > h+1e-6 {
			break
		}
		used += lh
		n++
	}
	for n > 0 && n < len(lines) && lines[n-1].level == 0 && lines[n].level > 0 {
		n--
		used -= c.height(lines, n)
	}
	return n, used
}

// height is what line i takes, with the space above it.
func (c *contents) height(lines []contentsLine, i int) float64 {
	h := lines[i].title.height()
	if i > 0 {
		h += c.style(lines[i].level).Before
	}
	return h
}

func (c *contents) draw(out *body, lines []contentsLine, x, y float64) {
	for i := range lines {
		l := &lines[i]
		if i > 0 {
			y += c.style(l.level).Before
		}
		h := l.title.height()
		out.marks = c.line(out.marks, l, x, y)
		out.links = append(out.links, doc.Link{Box: doc.Box{X: x, Y: y, W: c.w, H: h}, To: l.page})
		y += h
	}
}

// line sets title, leader dots and page number. The number is beside the last
// line of a long title.
func (c *contents) line(out []doc.Mark, l *contentsLine, x, y float64) []doc.Mark {
	st := &l.title.st
	if c.tabs {
		out = c.tab(out, l.tab, x, y, st.Height(1))
	}
	left, right := x+c.indent(c.style(l.level)), x+c.w
	out = textBox(out, &l.title, doc.Box{X: left, Y: y}, doc.Top)
	last := &l.title.lines[len(l.title.lines)-1]
	foot := base(st, y+st.Height(len(l.title.lines)-1))
	num := strconv.Itoa(l.page)
	numW := c.e.width(num, st)
	if from, to := left+float64(float64(last.W)/float64(line.Em)*st.Size*doc.MMPerPt)+1.5, right-numW-1.5; to > from {
		out = append(out, &doc.Line{X1: from, Y1: foot - 0.8, X2: to, Y2: foot - 0.8, Width: 0.3, Ink: doc.Gray70, Dash: 0.4})
	}
	return c.e.print(out, num, st, right-numW, foot)
}

// tabEcho is the room that a word of a thumb tab takes in the contents, mm.
const tabEcho = 14.0

// tab repeats a thumb tab beside the title of its section.
func (c *contents) tab(out []doc.Mark, word string, x, y, h float64) []doc.Mark {
	if word == "" {
		return out
	}
	st := c.e.deco.Tab
	const high, side = 5.6, 11.0
	top := y + (h-high)/2
	out = append(out, &doc.Rect{X: x, Y: top, W: side, H: high, Fill: doc.Black})
	return c.e.print(out, word, &st, x+(side-c.e.width(word, &st))/2, base(&st, top+(high-st.Height(1))/2))
}

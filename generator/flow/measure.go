package flow

import (
	"math"

	"dangce/generator/doc"
	"dangce/generator/line"
)

// The columns beside the boxes.
const (
	colWhen = iota
	colForm
	colProcedure
	colStandard
	colWho
	colPage
	numCols
)

// Leading of type in boxes and columns, em.
const (
	boxLeading = 1.22
	colLeading = 1.3
)

// content is a table chart measured: what does not depend on sizes.
type content struct {
	line     *line.Engine
	c        *doc.Chart
	g        *graph
	ink      *palette
	boxes    []*text // of the rows
	sides    map[string]*text
	cells    [][numCols]*text
	heads    [numCols]*text
	onePage  string // record page that all rows share: printed at the foot
	hasPages bool
	anySide  bool
	links    bool
	sideCap  float64         // text of an outcome, em
	sideN    int             // its lines
	wide     map[float64]fit // by boxCap
	frames   map[frameKey]*frame
	memory   search // of the routers
}

// fit is how the texts of boxes and diamonds fit a width.
type fit struct {
	lines   int     // of the longest text in a box
	diamond float64 // height, em
	cost    float64 // of broken texts
}

type frameKey struct {
	ease    float64
	several bool
}

func (e *Engine) content(c *doc.Chart) *content {
	k := &content{line: e.line, c: c, g: newGraph(c), ink: inks(c), sides: map[string]*text{}, wide: map[float64]fit{}, frames: map[frameKey]*frame{}}
	k.recordPages()
	for i := range k.g.rows {
		r := &k.g.rows[i]
		k.boxes = append(k.boxes, prepareParts(e.line, r.Text))
		var cells [numCols]*text
		for col, s := range [numCols]string{r.When, r.Form, r.Procedure, r.Standard, r.Who, r.Page} {
			cells[col] = prepare(e.line, colRole(col), s)
		}
		k.cells = append(k.cells, cells)
		for _, s := range append(r.right, r.below...) {
			k.sides[s.text] = prepareParts(e.line, s.text)
		}
		k.anySide = k.anySide || len(r.right) > 0
	}
	for col, s := range c.Words.Columns {
		k.heads[col] = prepare(e.line, doc.Heading, s)
	}
	k.links = len(k.g.links) > 0
	k.fitSides()
	return k
}

func colRole(col int) doc.Role {
	switch col {
	case colWhen, colWho:
		return doc.Heading
	}
	return doc.Body
}

// recordPages drops the column of record pages if it says the same in all
// rows, or nothing.
func (k *content) recordPages() {
	same := true
	for i := range k.c.Rows {
		k.hasPages = k.hasPages || k.c.Rows[i].Page != ""
		same = same && k.c.Rows[i].Page == k.c.Rows[0].Page
	}
	if k.hasPages && same {
		k.onePage, k.hasPages = k.c.Rows[0].Page, false
	}
}

// sizes is the geometry of a table chart, mm.
type sizes struct {
	ease         float64
	leading      float64 // of columns, em
	box, col     float64 // em of type
	k            float64 // width of the paper against A4
	phaseW       float64
	boxW, boxH   float64
	tabW         float64 // of the number
	diamondH     float64
	sideW, sideH float64
	gap          float64 // between boxes
	spine        float64 // from the left edge of the chart column
	sideGap      float64 // from box to outcome
	lane         float64 // between lanes
	lefts        int
	rights       int
	inner        bool
	connect      float64 // room for connectors
	flowW        float64
	colW         [numCols]float64
	pad          float64 // beside text in columns
	headH        float64
	rows         []float64 // least heights
	up, down     []float64 // of the node about the centre of its box
}

// option is one way to share out the width.
type option struct {
	boxCap  float64 // em of text in a box
	ratio   float64 // of procedure in procedure and standard
	lanes   *lanes
	connect bool    // lines lead to other pages
	onePage bool    // more pages will not do
	columns float64 // least width of procedure and standard, em
	squeeze bool    // lanes as close as can be
	merge   bool    // record pages are printed below 责任人, not in a column of their own
	ease    float64 // of the room between boxes and around text; 1 is comfortable
}

// measure works out sizes for an option; ok is false if the columns become
// too narrow.
func (k *content) measure(w float64, o option) (s *sizes, ok bool) {
	s = k.sizes(w)
	s.ease, s.leading = o.ease, colLeading-float64(0.25*(1-o.ease))
	k.measureBoxes(s, o)
	k.measureFlow(s, o)
	if !k.measureColumns(s, w, o) {
		return s, false
	}
	k.measureRows(s)
	return s, true
}

// sizes are those that the chart itself sets.
func (k *content) sizes(w float64) *sizes {
	return &sizes{ease: 1, box: float64(k.c.BoxPt * doc.MMPerPt), col: float64(k.c.ColumnPt * doc.MMPerPt), k: w / 182}
}

func (k *content) measureBoxes(s *sizes, o option) {
	f := k.fit(o.boxCap)
	s.tabW = float64(tabWidth * s.box)
	s.boxW = float64(boxWidth(o.boxCap) * s.box)
	s.boxH = float64(max(2.75, 1+float64(float64(f.lines-1)*boxLeading)+1.25) * s.box)
	s.diamondH = max(f.diamond*s.box, 1.2*s.boxH)
	s.sideW = float64((k.sideCap + 1.1) * s.box)
	s.sideH = float64((1 + float64(float64(k.sideN-1)*boxLeading) + 0.75 + float64(0.4*s.ease)) * s.box)
	s.gap = max(1.45*s.box*o.ease, 1.05*s.box)
}

// tabWidth is the width of the number in a box, em.
const tabWidth = 1.6

// boxWidth is the width of a box with room for text of the given width, em.
func boxWidth(room float64) float64 { return tabWidth + room + 1.1 }

// fit returns how boxes and diamonds hold their texts at a width.
func (k *content) fit(room float64) fit {
	if f, ok := k.wide[room]; ok {
		return f
	}
	f := fit{lines: 1}
	for i := range k.g.rows {
		if k.g.rows[i].Decision {
			h, _ := diamond(k.boxes[i], boxWidth(room))
			f.diamond = max(f.diamond, h)
			continue
		}
		n := k.boxes[i].count(room)
		f.lines = max(f.lines, n)
		f.cost += float64((n-1)*(n-1)) + float64(tornCost*float64(k.boxes[i].torn(room)))
	}
	f.cost = float64(f.cost * (8 / float64(len(k.g.rows))))
	k.wide[room] = f
	return f
}

// tornCost is more than any room that a broken word would save.
const tornCost = 1000

// fitSides finds the width of outcomes: few lines, no broken words, narrow.
func (k *content) fitSides() {
	best := math.Inf(1)
	for room := 4.1; room < 9; room++ {
		lines, broken := 1, 0
		for _, t := range k.sides {
			lines = max(lines, t.count(room))
			broken += t.torn(room)
		}
		if cost := float64(2*float64(max(lines, 2))) + float64(tornCost*float64(broken)) + float64(1.2*room); cost < best {
			best, k.sideCap, k.sideN = cost, room, lines
		}
	}
}

// outcomeH is the height of an outcome or of an end.
func (k *content) outcomeH(s *sizes, o side) float64 {
	if o.end && k.sides[o.text].count(s.sideRoom()) == 1 {
		return float64(1.9 * s.box)
	}
	return s.sideH
}

// sideRoom is the width of the text of an outcome, em.
func (s *sizes) sideRoom() float64 { return s.sideW/s.box - 0.9 }

// diamond returns the height of a diamond of width w that holds t, and the
// width of its text, all in em.
func diamond(t *text, w float64) (h, room float64) {
	h = math.Inf(1)
	for n := 1; n <= 4; n++ {
		room1 := max(t.width/float64(n), 2)
		for t.count(room1) > n || t.torn(room1) > 0 && room1 < w {
			room1 += 0.25
		}
		left := 1 - (room1+0.15)/w
		if left < 0.1 {
			continue
		}
		if hn := (1.1 + float64(float64(n-1)*boxLeading)) / left; hn < h*0.9 {
			h, room = hn, room1
		}
	}
	if math.IsInf(h, 1) {
		room = w / 2
		h = (1.1 + float64(float64(t.count(room)-1)*boxLeading)) / 0.45
	}
	return h, room
}

// inDiamond is the width of the text t within a diamond of a width and a height,
// em: the fewest lines without a broken word.
func inDiamond(t *text, w, h float64) (room float64) {
	for n := 1; n <= 4; n++ {
		most := float64((1-(1.1+float64(float64(n-1)*boxLeading))/h)*w) - 0.15
		if most > 1 && t.count(most) <= n && t.torn(most) == 0 {
			return most
		}
	}
	_, room = diamond(t, w)
	return room
}

func (k *content) measureFlow(s *sizes, o option) {
	s.lane, s.sideGap = float64(0.85*s.box), float64(1.8*s.box)
	pad := float64(0.6 * s.box)
	if o.squeeze {
		s.lane, s.sideGap, pad = float64(0.6*s.box), float64(1.7*s.box), 0.5*s.box
	}
	s.lefts, s.rights, s.inner = o.lanes.left, o.lanes.right, o.lanes.inner
	left := pad + float64(float64(s.lefts)*s.lane)
	if s.lefts > 0 {
		left += float64(1.7 * s.box)
		if o.connect {
			left += float64(2.2 * s.box)
		}
	}
	right := pad
	switch {
	case k.anySide:
		right += s.sideGap + s.sideW
	case k.links && s.inner:
		right += s.sideGap
	}
	right += float64(float64(s.rights) * s.lane)
	if s.rights > 0 && !k.anySide {
		right += s.sideGap
	}
	if o.connect {
		s.connect = float64(2.2 * s.box)
		right += s.connect
	}
	if !k.anySide && !k.links && !o.connect {
		left, right = 2*s.box, 2*s.box
	}
	s.spine = left + s.boxW/2
	s.flowW = left + s.boxW + right
}

package layout

import (
	"dangce/generator/doc"
)

// Measures of what is printed around a page for the print shop, mm. Nothing of
// it is nearer to the trimmed page than the bleed.
const (
	proofRoom  = 12.0 // around the bleed
	proofGap   = 1.5  // from the bleed on
	cropMark   = 5.0
	proofWidth = 0.125 // 0.35 pt: thinner lines break up on a plate
	foldDashes = 0.8
	crossArm   = 3.5
	crossRing  = 1.8
	patch      = 5.0  // side of a field of the colour bar
	slugSize   = 7.0  // pt
	proofInset = 12.0 // of bar and slug from the trimmed edge
)

// bar is the colour bar: the four inks in full and half, the colours of covers.
var bar = []doc.Ink{doc.Cyan, doc.Magenta, doc.Yellow, doc.Black, doc.Red, doc.Gold, doc.Blue, doc.Ochre, doc.Green, 0x7f7f7f}

// Proof draws around a page what the print shop cuts away: where to trim and
// fold, whether the plates meet, how strong the inks are, and what sheet it is.
func (e *Engine) Proof(p *doc.Page, folds []float64, slug string) {
	p.Slug = proofRoom
	near := p.Bleed + proofGap
	far := near + cropMark
	line := func(x1, y1, x2, y2, dash float64) {
		p.Marks = append(p.Marks, &doc.Line{X1: x1, Y1: y1, X2: x2, Y2: y2, Width: proofWidth, Dash: dash, Ink: doc.Registration})
	}
	upDown := func(x, dash float64) {
		line(x, -far, x, -near, dash)
		line(x, p.H+near, x, p.H+far, dash)
	}
	for _, y := range [...]float64{0, p.H} {
		line(-far, y, -near, y, 0)
		line(p.W+near, y, p.W+far, y, 0)
	}
	upDown(0, 0)
	upDown(p.W, 0)
	for _, x := range folds {
		upDown(x, foldDashes)
	}
	mid := near + crossArm
	for _, at := range [...]doc.Point{{X: -mid, Y: p.H / 2}, {X: p.W + mid, Y: p.H / 2}, {X: float64(0.75 * p.W), Y: -mid}, {X: float64(0.75 * p.W), Y: p.H + mid}} {
		line(at.X-crossArm, at.Y, at.X+crossArm, at.Y, 0)
		line(at.X, at.Y-crossArm, at.X, at.Y+crossArm, 0)
		p.Marks = append(p.Marks, &doc.Rect{X: at.X - crossRing, Y: at.Y - crossRing, W: 2 * crossRing, H: 2 * crossRing,
			Radius: crossRing, Width: proofWidth, Ink: doc.Registration, Fill: doc.NoInk})
	}
	for i, ink := range bar {
		p.Marks = append(p.Marks, &doc.Rect{X: proofInset + float64(float64(i)*patch), Y: p.H + near, W: patch, H: patch, Fill: ink})
	}
	st := e.deco.Code
	st.Size, st.Leading = slugSize, 1.3
	room := float64(0.75*p.W) - crossArm - 2*proofInset // beside the cross
	if len(folds) > 0 {
		room = min(room, folds[0]-2*proofInset)
	}
	l := e.lines(slug, &st, room)
	foot := -near - 1 - st.Height(len(l.lines)-1)
	for i := range l.lines {
		p.Marks = l.text.Marks(p.Marks, &l.lines[i], st.Size, st.Ink, proofInset, foot+st.Height(i))
	}
}

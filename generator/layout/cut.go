package layout

import "dangce/generator/doc"

// cutItem is a dashed line across the page; its text, if any, parts it. On
// loose sheets it runs to both edges.
func (f *flow) cutItem(t *doc.Cut) *item {
	h := max(t.Style.Height(1), 4)
	from, to := 0.0, f.w
	if f.b.Format.Single {
		from, to = -f.b.Format.Inner, f.w+f.b.Format.Outer
	}
	return &item{min: h, draw: func(out *body, y, h float64) {
		st := t.Style
		st.Align = doc.AlignCenter
		mid := y + h/2
		line := func(a, b float64) {
			out.marks = append(out.marks, &doc.Line{X1: a, X2: b, Y1: mid, Y2: mid, Width: 0.2, Dash: 2, Ink: doc.Gray55})
		}
		if t.Text == "" {
			line(from, to)
			return
		}
		w := f.e.width(t.Text, &st) + 4
		line(from, (f.w-w)/2)
		line((f.w+w)/2, to)
		out.marks = f.e.textBox(out.marks, f.e.lines(t.Text, &st, f.w), &st, doc.Box{Y: y, W: f.w, H: h}, doc.Middle)
	}}
}

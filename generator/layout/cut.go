package layout

import "dangce/generator/doc"

// cutItem is a dashed line across the type area; its text, if any, interrupts it.
func (f *flow) cutItem(t *doc.Cut) *item {
	h := max(t.Style.Height(1), 4)
	return &item{min: h, keep: t.Keep, draw: func(out *body, y, h float64) {
		st := t.Style
		st.Align = doc.AlignCenter
		mid := y + h/2
		line := func(a, b float64) {
			out.marks = append(out.marks, &doc.Line{X1: a, X2: b, Y1: mid, Y2: mid, Width: 0.2, Dash: 2, Ink: doc.Gray55})
		}
		if t.Text == "" {
			line(0, f.w)
			return
		}
		w := f.e.width(t.Text, &st) + 4
		line(0, (f.w-w)/2)
		line((f.w+w)/2, f.w)
		text := f.e.lines(t.Text, &st, f.w)
		out.marks = textBox(out.marks, &text, doc.Box{Y: y, W: f.w, H: h}, doc.Middle)
	}}
}

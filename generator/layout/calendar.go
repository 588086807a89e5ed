package layout

import (
	"fmt"
	"strconv"

	"dangce/generator/doc"
)

// Measures of calendars, mm.
const (
	calendarCols = 3
	monthGap     = 7.0 // between months beside each other
	monthFoot    = 4.0 // below a month
	dayHigh      = 5.4
	dayInset     = 0.3 // of what is behind a day
)

// calendarItem draws the months of a year.
func (e *Engine) calendarItem(t *doc.Calendar, w float64) *item {
	high := monthHeight(t)
	return &item{min: float64(float64(len(t.Months)/calendarCols) * high), draw: func(out *body, y, _ float64) {
		out.marks = doc.Shift(out.marks, e.calendar(t, w), 0, y)
	}}
}

func monthHeight(t *doc.Calendar) float64 {
	return t.Head.Height(1) + t.Week.Height(1) + 6*dayHigh + monthFoot
}

// calendar returns the marks of a year, from 0, 0 on. Most covers have the
// same one, which is drawn once.
func (e *Engine) calendar(t *doc.Calendar, w float64) []doc.Mark {
	key := fmt.Sprint(w, string(doc.AppendBlocks(nil, []doc.Block{t})))
	if done, ok := e.calendars.Load(key); ok {
		return done.([]doc.Mark)
	}
	var out []doc.Mark
	month := (w - monthGap*(calendarCols-1)) / calendarCols
	high := monthHeight(t)
	for i := range t.Months {
		x, y := float64(float64(i%calendarCols)*(month+monthGap)), float64(float64(i/calendarCols)*high)
		out = e.month(out, t, &t.Months[i], doc.Box{X: x, Y: y, W: month})
	}
	e.calendars.Store(key, out)
	return out
}

func (e *Engine) month(out []doc.Mark, t *doc.Calendar, m *doc.CalendarMonth, b doc.Box) []doc.Mark {
	out = e.print(out, m.Name, &t.Head, b.X, base(&t.Head, b.Y))
	y := b.Y + t.Head.Height(1)
	day := b.W / float64(len(t.Weekdays))
	centred := func(s string, st *doc.Style, col int, foot float64) {
		out = e.print(out, s, st, b.X+float64(float64(col)*day)+(day-e.width(s, st))/2, foot)
	}
	for i, s := range t.Weekdays {
		centred(s, &t.Week, i, base(&t.Week, y))
	}
	y += t.Week.Height(1)
	out = append(out, &doc.Line{X1: b.X, X2: b.X + b.W, Y1: y, Y2: y, Width: 0.25})
	for i, d := range m.Days {
		col, top := (m.First+i)%len(t.Weekdays), y+float64(float64((m.First+i)/len(t.Weekdays))*dayHigh)
		st := t.Number
		switch {
		case d.Marked:
			out = append(out, behind(b.X+float64(float64(col)*day), top, day, t.Mark))
			st.Ink = doc.White
		case d.Rest:
			out = append(out, behind(b.X+float64(float64(col)*day), top, day, t.Rest))
		}
		centred(strconv.Itoa(i+1), &st, col, base(&st, top+(dayHigh-st.Height(1))/2))
	}
	return out
}

func behind(x, y, w float64, ink doc.Ink) *doc.Rect {
	return &doc.Rect{X: x + dayInset, Y: y + dayInset, W: w - 2*dayInset, H: dayHigh - 2*dayInset, Fill: ink}
}

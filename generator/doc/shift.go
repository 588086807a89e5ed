package doc

// Shift appends to out copies of marks moved by dx, dy.
func Shift(out, marks []Mark, dx, dy float64) []Mark {
	for _, m := range marks {
		switch m := m.(type) {
		case *Glyphs:
			c := *m
			c.X, c.Y = c.X+dx, c.Y+dy
			out = append(out, &c)
		case *Line:
			c := *m
			c.X1, c.Y1, c.X2, c.Y2 = c.X1+dx, c.Y1+dy, c.X2+dx, c.Y2+dy
			out = append(out, &c)
		case *Rect:
			c := *m
			c.X, c.Y = c.X+dx, c.Y+dy
			out = append(out, &c)
		case *Path:
			c := *m
			c.Points = make([]Point, len(m.Points))
			for i, p := range m.Points {
				c.Points[i] = Point{X: p.X + dx, Y: p.Y + dy}
			}
			out = append(out, &c)
		case *Matrix:
			c := *m
			c.X, c.Y = c.X+dx, c.Y+dy
			out = append(out, &c)
		case *Picture:
			c := *m
			c.X, c.Y = c.X+dx, c.Y+dy
			out = append(out, &c)
		}
	}
	return out
}

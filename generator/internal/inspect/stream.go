package inspect

import (
	"fmt"
	"math"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// matrix maps points: x' = a·x + c·y + e, y' = b·x + d·y + f.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// then returns the map that applies m first.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// stream runs the content of one page.
type stream struct {
	r      *reader
	page   *Page
	origin [4]float64 // TrimBox
}

// state is what q saves.
type state struct {
	ctm    matrix
	font   *Font
	size   float64
	track  float64 // pt
	render float64 // 3 is invisible

	fill, stroke Ink
	width        float64 // pt
}

// Ink is a colour as operators set it.
type Ink struct {
	Space string // g, rg, k
	V     [4]float64
	Over  bool // overprints what is below
}

// Stroke is a line or an outline.
type Stroke struct {
	Width float64 // pt
	Ink   Ink
}

// Black reports whether an ink is black ink in full, and nothing else.
func (i Ink) Black() bool {
	switch i.Space {
	case "g":
		return i.V[0] == 0
	case "k":
		return i.V == [4]float64{0, 0, 0, 1}
	}
	return false
}

// set is an ink with other components.
func (i Ink) set(op string, args []token) Ink {
	i.Space, i.V = strings.ToLower(op), [4]float64{}
	for k := range args {
		if k < len(i.V) {
			i.V[k] = args[k].num
		}
	}
	return i
}

// colours are the operators that set a colour or its space.
var colours = map[string]bool{"g": true, "G": true, "rg": true, "RG": true, "k": true, "K": true,
	"cs": true, "CS": true, "sc": true, "SC": true, "scn": true, "SCN": true, "sh": true}

func (s *stream) run(content []byte, res types.Object, ctm matrix, depth int) error {
	if depth > 8 {
		return fmt.Errorf("forms are nested too deep")
	}
	resources, err := s.r.DereferenceDict(res)
	if err != nil {
		return err
	}
	l := lexer{data: content}
	cur := state{ctm: ctm, fill: Ink{Space: "g"}, stroke: Ink{Space: "g"}, width: 1}
	var saved []state
	var line matrix // start of the text line
	var args []token
	for {
		t, ok := l.next()
		if !ok {
			return l.err
		}
		if t.kind != operator {
			args = append(args, t)
			continue
		}
		if colours[t.text] {
			s.page.Operators[t.text]++
		}
		switch t.text {
		case "q":
			saved = append(saved, cur)
		case "Q":
			if len(saved) == 0 {
				return fmt.Errorf("operator Q without q")
			}
			cur, saved = saved[len(saved)-1], saved[:len(saved)-1]
		case "cm":
			cur.ctm = matrixOf(args).then(cur.ctm)
		case "BT":
			line = identity
		case "Td":
			line = matrix{1, 0, 0, 1, num(args, 0), num(args, 1)}.then(line)
		case "Tm":
			line = matrixOf(args)
		case "Tc":
			cur.track = num(args, 0)
		case "Tr":
			cur.render = num(args, 0)
		case "Tf":
			cur.font, err = s.setFont(resources, args)
			cur.size = num(args, 1)
		case "Tj", "TJ":
			err = s.show(&cur, line, args)
		case "BI":
			err = l.inline() // painted in the colour that is set, so it has none of its own
		case "'", "\"", "T*", "TD", "Tw", "Tz":
			err = fmt.Errorf("operator %s is not known here", t.text)
		case "g", "rg", "k":
			cur.fill = cur.fill.set(t.text, args)
		case "G", "RG", "K":
			cur.stroke = cur.stroke.set(t.text, args)
		case "w":
			cur.width = num(args, 0)
		case "S", "s", "B", "b":
			s.page.Strokes = append(s.page.Strokes, Stroke{cur.width * math.Hypot(cur.ctm[0], cur.ctm[1]), cur.stroke})
		case "gs":
			err = s.graphics(resources, args, &cur)
		case "Do":
			err = s.object(resources, args, cur.ctm, depth)
		}
		if err != nil {
			return err
		}
		args = args[:0]
	}
}

func num(args []token, i int) float64 {
	if i >= len(args) {
		return 0
	}
	return args[i].num
}

func matrixOf(args []token) (m matrix) {
	for i := range m {
		m[i] = num(args, i)
	}
	return m
}

func (s *stream) setFont(resources types.Dict, args []token) (*Font, error) {
	list, err := s.r.DereferenceDict(resources["Font"])
	if err != nil || len(args) == 0 {
		return nil, fmt.Errorf("fonts: %w", err)
	}
	return s.r.font(list[args[0].text])
}

// show records the text of one operator; all strings of a TJ are one text.
func (s *stream) show(cur *state, line matrix, args []token) error {
	if cur.font == nil {
		return fmt.Errorf("text without a font")
	}
	if cur.render == 3 {
		return fmt.Errorf("invisible text")
	}
	at := line.then(cur.ctm)
	scale := math.Hypot(at[0], at[1])
	t := Text{X: (at[4] - s.origin[0]) * mmPerPt, Y: (s.origin[3] - at[5]) * mmPerPt, Size: cur.size * scale, Font: cur.font, Ink: cur.fill}
	e := &cur.font.encoding
	for _, a := range args {
		if a.kind == number {
			t.W -= a.num / 1000 * cur.size
		}
		if a.kind != text {
			continue
		}
		for i := 0; i+1 < len(a.text); i += 2 {
			code := uint16(a.text[i])<<8 | uint16(a.text[i+1])
			shown := e.text(code)
			t.S += shown
			w, ok := e.widths[code]
			if !ok {
				w = e.normal
			}
			t.W += w/1000*cur.size + cur.track
			if !e.inked(code) {
				t.Bare = append(t.Bare, []rune(shown)...)
			}
		}
	}
	t.W *= scale * mmPerPt
	s.page.Texts = append(s.page.Texts, t)
	return nil
}

// graphics applies a graphics state, of which only overprinting is known here.
func (s *stream) graphics(resources types.Dict, args []token, cur *state) error {
	list, err := s.r.DereferenceDict(resources["ExtGState"])
	if err != nil || len(args) == 0 {
		return fmt.Errorf("graphics states: %w", err)
	}
	d, err := s.r.DereferenceDict(list[args[0].text])
	if err != nil || d == nil {
		return fmt.Errorf("graphics state %s: %w", args[0].text, err)
	}
	for key, v := range d {
		switch key {
		case "Type", "OPM":
		case "OP":
			cur.stroke.Over = v == types.Boolean(true)
		case "op":
			cur.fill.Over = v == types.Boolean(true)
		default:
			return fmt.Errorf("graphics state with %s", key)
		}
	}
	return nil
}

// object runs a form and notes the colour space of a picture.
func (s *stream) object(resources types.Dict, args []token, ctm matrix, depth int) error {
	list, err := s.r.DereferenceDict(resources["XObject"])
	if err != nil || len(args) == 0 {
		return fmt.Errorf("objects: %w", err)
	}
	sd, _, err := s.r.DereferenceStreamDict(list[args[0].text])
	if err != nil || sd == nil {
		return fmt.Errorf("object %s: %w", args[0].text, err)
	}
	if sub := sd.NameEntry("Subtype"); sub == nil || *sub != "Form" {
		s.page.Operators[fmt.Sprintf("picture %v", sd.Dict["ColorSpace"])]++
		return nil
	}
	if a, err := s.r.DereferenceArray(sd.Dict["Matrix"]); err == nil && len(a) == 6 {
		var m matrix
		for i := range m {
			if m[i], err = s.r.DereferenceNumber(a[i]); err != nil {
				return err
			}
		}
		ctm = m.then(ctm)
	}
	if err := sd.Decode(); err != nil {
		return err
	}
	res := sd.Dict["Resources"]
	if res == nil {
		res = resources
	}
	return s.run(sd.Content, res, ctm, depth+1)
}

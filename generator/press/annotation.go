package press

import (
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// annotation is what an annotation looks like, and where: scaled, then moved.
type annotation struct {
	form           types.IndirectRef
	sx, sy, dx, dy float64
}

// Flags of annotations.
const (
	annotHidden = 1 << 1
	annotPrint  = 1 << 2
)

// annotations lists what a printer prints of the annotations of a page:
// seals, stamps, filled-in fields.
func (s *source) annotations(p *sourcePage) ([]annotation, error) {
	list, err := s.DereferenceArray(p.dict["Annots"])
	if err != nil {
		return nil, err
	}
	var out []annotation
	for _, o := range list {
		d, err := s.DereferenceDict(o)
		if err != nil {
			return nil, err
		}
		flags, _ := s.DereferenceInteger(d["F"])
		if d == nil || flags == nil || *flags&annotHidden != 0 || *flags&annotPrint == 0 {
			continue
		}
		rect, ok := s.rect(d["Rect"])
		ref, look := s.appearance(d)
		if ref == nil || !ok {
			continue
		}
		box, ok := s.appearanceBox(look)
		if !ok {
			continue
		}
		a := annotation{form: *ref, sx: rect.Width() / box.Width(), sy: rect.Height() / box.Height()}
		a.dx, a.dy = rect.LL.X-a.sx*box.LL.X, rect.LL.Y-a.sy*box.LL.Y
		out = append(out, a)
	}
	return out, nil
}

// appearance is how an annotation normally looks, in the state it is in.
func (s *source) appearance(annot types.Dict) (*types.IndirectRef, *types.StreamDict) {
	ap, err := s.DereferenceDict(annot["AP"])
	if err != nil || ap == nil {
		return nil, nil
	}
	normal := ap["N"]
	if states, err := s.DereferenceDict(normal); err == nil && states != nil {
		state, ok := annot["AS"].(types.Name)
		if !ok {
			return nil, nil
		}
		normal = states[string(state)]
	}
	ref, ok := normal.(types.IndirectRef)
	if !ok {
		return nil, nil
	}
	sd, _, err := s.DereferenceStreamDict(ref)
	if err != nil || sd == nil {
		return nil, nil
	}
	sd.Dict["Subtype"] = types.Name("Form") // some writers leave it out
	return &ref, sd
}

// appearanceBox is the upright rectangle around an appearance after its own
// matrix.
func (s *source) appearanceBox(look *types.StreamDict) (types.Rectangle, bool) {
	box, ok := s.rect(look.Dict["BBox"])
	if !ok {
		return box, false
	}
	m := [6]float64{1, 0, 0, 1, 0, 0}
	if a, err := s.DereferenceArray(look.Dict["Matrix"]); err == nil && len(a) == 6 {
		for i := range m {
			if m[i], err = s.DereferenceNumber(a[i]); err != nil {
				return box, false
			}
		}
	}
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, x := range [...]float64{box.LL.X, box.UR.X} {
		for _, y := range [...]float64{box.LL.Y, box.UR.Y} {
			u, v := m[0]*x+m[2]*y+m[4], m[1]*x+m[3]*y+m[5]
			x0, y0, x1, y1 = min(x0, u), min(y0, v), max(x1, u), max(y1, v)
		}
	}
	return *types.NewRectangle(x0, y0, x1, y1), x1 > x0 && y1 > y0
}

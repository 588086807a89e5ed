package press

import (
	"bytes"
	"fmt"

	"github.com/pdfcpu/pdfcpu/pkg/filter"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// compose replaces the pages of the file by the sides of sheets.
func (s *source) compose(g *foldedSheet, done *Imposed) error {
	root := types.Dict{"Type": types.Name("Pages")}
	at, err := s.IndRefForNewObject(root)
	if err != nil {
		return err
	}
	var kids types.Array
	for i, side := range sides(done.Pages + done.Blank) {
		page, err := s.side(g, i/2, i%2 == 0, side)
		if err != nil {
			return err
		}
		page["Parent"] = *at
		ref, err := s.IndRefForNewObject(page)
		if err != nil {
			return err
		}
		kids = append(kids, *ref)
	}
	root["Kids"], root["Count"] = kids, types.Integer(len(kids))
	return s.catalog(*at)
}

// kept is what of the file's catalog holds for the sheets too.
var kept = map[string]bool{"Type": true, "Version": true, "Extensions": true, "OCProperties": true, "OutputIntents": true, "Lang": true}

// catalog points to the new pages and says how they are printed.
func (s *source) catalog(pages types.IndirectRef) error {
	d, err := s.Catalog()
	if err != nil {
		return err
	}
	for key := range d {
		if !kept[key] {
			delete(d, key)
		}
	}
	d["Pages"] = pages
	d["ViewerPreferences"] = types.Dict{"Duplex": types.Name("DuplexFlipShortEdge"), "PrintScaling": types.Name("None")}
	clear(s.Names)
	return nil
}

// side makes one side of leaf k.
func (s *source) side(g *foldedSheet, k int, front bool, pages pair) (types.Dict, error) {
	var b bytes.Buffer
	forms := types.Dict{}
	for _, right := range [...]bool{false, true} {
		n := pages.left
		if right {
			n = pages.right
		}
		if n >= len(s.pages) {
			continue // blank
		}
		x, edge := 0.0, pt(g.s.W/2)
		if right {
			x, edge = edge, pt(g.s.W)
		}
		fmt.Fprintf(&b, "q %.5g 0 %.5g %.5g re W n\n", x, edge-x, pt(g.s.H))
		if err := s.place(&b, forms, g, k, right, n); err != nil {
			return nil, err
		}
		b.WriteString("Q\n")
	}
	g.marks(&b, k, front)
	contents, err := s.stream(types.Dict{}, b.Bytes())
	if err != nil {
		return nil, err
	}
	return types.Dict{
		"Type":      types.Name("Page"),
		"MediaBox":  types.NewNumberArray(0, 0, pt(g.s.W), pt(g.s.H)),
		"TrimBox":   types.NewNumberArray(pt(g.s.W/2-g.w), pt((g.s.H-g.h)/2), pt(g.s.W/2+g.w), pt((g.s.H+g.h)/2)),
		"Resources": types.Dict{"XObject": forms},
		"Contents":  *contents,
	}, nil
}

// place draws page n, from 0, in its place.
func (s *source) place(b *bytes.Buffer, forms types.Dict, g *foldedSheet, k int, right bool, n int) error {
	p := &s.pages[n]
	x, y := g.corner(k, right)
	size := p.size()
	m := p.matrix(pt(x+(g.w-size.W)/2), pt(y+(g.h-size.H)/2))
	name := fmt.Sprintf("P%d", n+1)
	form, err := s.form(p, n+1)
	if err != nil {
		return err
	}
	forms[name] = *form
	fmt.Fprintf(b, "%.6f %.6f %.6f %.6f %.4f %.4f cm\n/%s Do\n", m[0], m[1], m[2], m[3], m[4], m[5], name)
	list, err := s.annotations(p)
	if err != nil {
		return fmt.Errorf("%w：第 %d 页的批注：%v", ErrBroken, n+1, err)
	}
	if len(list) == 0 {
		return nil
	}
	fmt.Fprintf(b, "%.5g %.5g %.5g %.5g re W n\n", p.clip.LL.X, p.clip.LL.Y, p.clip.Width(), p.clip.Height())
	for i, a := range list {
		id := fmt.Sprintf("%sA%d", name, i+1)
		forms[id] = a.form
		fmt.Fprintf(b, "q %.6f 0 0 %.6f %.4f %.4f cm /%s Do Q\n", a.sx, a.sy, a.dx, a.dy, id)
	}
	return nil
}

// form turns a page into a form: something drawn elsewhere as a whole.
func (s *source) form(p *sourcePage, number int) (*types.IndirectRef, error) {
	content, err := s.content(p, number)
	if err != nil {
		return nil, err
	}
	d := types.Dict{"Type": types.Name("XObject"), "Subtype": types.Name("Form"), "BBox": p.clip.Array()}
	if p.resources != nil {
		d["Resources"] = p.resources
	}
	if group, ok := p.dict.Find("Group"); ok {
		d["Group"] = group // how what is transparent on it mixes
	}
	return s.stream(d, content)
}

// stream stores a compressed stream.
func (s *source) stream(d types.Dict, content []byte) (*types.IndirectRef, error) {
	sd := types.StreamDict{Dict: d, Content: content, FilterPipeline: []types.PDFFilter{{Name: filter.Flate}}}
	sd.InsertName("Filter", filter.Flate)
	if err := sd.Encode(); err != nil {
		return nil, err
	}
	return s.IndRefForNewObject(sd)
}

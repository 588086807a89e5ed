package press

import (
	"errors"
	"fmt"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// source is a PDF file that is taken apart. Its objects are used again as
// they are: fonts, pictures and colours are not touched.
type source struct {
	*model.Context
	pages []sourcePage
	left  int64 // bytes of contents that may still be unpacked
}

// mostContents is what the contents of a book come to, unpacked, at most, and
// mostOfPage what those of a page do. A file of a few kilobytes can hold any
// number of them.
var mostContents int64 = 512 << 20

const mostOfPage = 64 << 20

// sourcePage is a page with what it has from the nodes above it.
type sourcePage struct {
	dict      types.Dict
	resources types.Object    // as it is, a reference mostly
	trim      types.Rectangle // what is left after the trim, in units of the page
	clip      types.Rectangle // what is printed: the trim and its bleed
	rotate    int             // clockwise, 0, 90, 180, 270
	unit      float64         // pt
	across    bool            // lies across, and is turned head to the left
}

// inherited is what pages have from the nodes above them.
var inherited = []string{"Resources", "MediaBox", "CropBox", "Rotate"}

// deepest is how deep trees of pages go in earnest.
const deepest = 50

func (s *source) read() error {
	root, err := s.Pages()
	if err != nil || root == nil {
		return fmt.Errorf("%w：找不到页面", ErrBroken)
	}
	if err := s.walk(*root, types.Dict{}, 0); err != nil {
		return err
	}
	if len(s.pages) == 0 {
		return fmt.Errorf("%w：一页也没有", ErrBroken)
	}
	return nil
}

// walk lists the pages below a node.
func (s *source) walk(node types.Object, above types.Dict, depth int) error {
	d, err := s.DereferenceDict(node)
	if err != nil || d == nil || depth > deepest {
		return fmt.Errorf("%w：第 %d 页缺失", ErrBroken, len(s.pages)+1)
	}
	own := types.Dict{}
	for _, key := range inherited {
		if v, ok := d.Find(key); ok {
			own[key] = v
		} else if v, ok := above.Find(key); ok {
			own[key] = v
		}
	}
	kids, ok := d.Find("Kids")
	if !ok {
		return s.add(d, own)
	}
	list, err := s.DereferenceArray(kids)
	if err != nil {
		return fmt.Errorf("%w：%v", ErrBroken, err)
	}
	for _, kid := range list {
		if err := s.walk(kid, own, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// add reads the boxes of a page.
func (s *source) add(d, own types.Dict) error {
	p := sourcePage{dict: d, resources: own["Resources"], unit: 1}
	media, ok := s.rect(own["MediaBox"])
	if !ok || media.Width() < 1 || media.Height() < 1 {
		return fmt.Errorf("%w：第 %d 页没有页面尺寸", ErrBroken, len(s.pages)+1)
	}
	visible := within(media, s, own["CropBox"], media)
	p.trim = within(media, s, d["TrimBox"], visible)
	p.clip = p.trim
	if _, ok := d.Find("TrimBox"); ok {
		p.clip = within(media, s, d["BleedBox"], p.trim)
	}
	if n, err := s.DereferenceNumber(own["Rotate"]); err == nil {
		p.rotate = ((int(math.Round(n/90))*90)%360 + 360) % 360
	}
	if n, err := s.DereferenceNumber(d["UserUnit"]); err == nil && n > 0 {
		p.unit = n
	}
	s.pages = append(s.pages, p)
	return nil
}

// rect reads a rectangle, its corners in order.
func (s *source) rect(o types.Object) (types.Rectangle, bool) {
	a, err := s.DereferenceArray(o)
	if err != nil || len(a) != 4 {
		return types.Rectangle{}, false
	}
	var v [4]float64
	for i := range v {
		if v[i], err = s.DereferenceNumber(a[i]); err != nil || math.Abs(v[i]) > 1e6 {
			return types.Rectangle{}, false
		}
	}
	r := types.NewRectangle(min(v[0], v[2]), min(v[1], v[3]), max(v[0], v[2]), max(v[1], v[3]))
	return *r, r.Width() > 0 && r.Height() > 0
}

// within returns the rectangle o as far as it lies within media, or otherwise
// the one given.
func within(media types.Rectangle, s *source, o types.Object, otherwise types.Rectangle) types.Rectangle {
	r, ok := s.rect(o)
	if !ok {
		return otherwise
	}
	r = *types.NewRectangle(max(r.LL.X, media.LL.X), max(r.LL.Y, media.LL.Y), min(r.UR.X, media.UR.X), min(r.UR.Y, media.UR.Y))
	if r.Width() <= 1 || r.Height() <= 1 {
		return otherwise
	}
	return r
}

// size is the trimmed page as it is read, mm.
func (p *sourcePage) size() Sheet {
	w, h := mm(p.trim.Width()*p.unit), mm(p.trim.Height()*p.unit)
	if p.angle()%180 != 0 {
		return Sheet{h, w}
	}
	return Sheet{w, h}
}

// angle is by how much the page is turned clockwise before it is printed. A
// page across lies with its head to the left: at the fold on a right page, at
// the fore edge on a left one, as GB/T 9704 has it.
func (p *sourcePage) angle() int {
	if p.across {
		return (p.rotate + 270) % 360
	}
	return p.rotate
}

// fit determines the size of the booklet's pages, that of the first, and turns
// the pages that lie across.
func (s *source) fit(done *Imposed) error {
	first := s.pages[0].size()
	for i := range s.pages {
		p := &s.pages[i]
		size := p.size()
		if !size.within(first) && (Sheet{size.H, size.W}).within(first) {
			p.across = true
			size = p.size()
			done.Turned = append(done.Turned, i+1)
		}
		if !size.within(first) {
			return fmt.Errorf("%w：第 %d 页是 %.4g×%.4g 毫米，第 1 页是 %.4g×%.4g 毫米，不能订成一本",
				ErrSize, i+1, size.W, size.H, first.W, first.H)
		}
		if size.W < first.W-slack || size.H < first.H-slack {
			done.Small = append(done.Small, i+1)
		}
	}
	done.Page = first
	return nil
}

func (s Sheet) within(room Sheet) bool { return s.W <= room.W+slack && s.H <= room.H+slack }

// matrix moves the content of the page, so that its trimmed part, turned
// upright, has its lower left corner at x, y pt.
func (p *sourcePage) matrix(x, y float64) [6]float64 {
	u, t := p.unit, p.trim
	switch p.angle() {
	case 90:
		return [6]float64{0, -u, u, 0, x - u*t.LL.Y, y + u*t.UR.X}
	case 180:
		return [6]float64{-u, 0, 0, -u, x + u*t.UR.X, y + u*t.UR.Y}
	case 270:
		return [6]float64{0, u, -u, 0, x + u*t.UR.Y, y - u*t.LL.X}
	}
	return [6]float64{u, 0, 0, u, x - u*t.LL.X, y - u*t.LL.Y}
}

// content joins the streams of a page. Blanks keep apart what one ends and
// the next begins with.
func (s *source) content(p *sourcePage, number int) ([]byte, error) {
	broken := func(err error) error { return fmt.Errorf("%w：第 %d 页：%v", ErrBroken, number, err) }
	o, err := s.Dereference(p.dict["Contents"])
	if err != nil {
		return nil, broken(err)
	}
	streams := types.Array{o}
	if list, ok := o.(types.Array); ok {
		streams = list
	}
	var all []byte
	for _, o := range streams {
		if o == nil {
			continue
		}
		sd, _, err := s.DereferenceStreamDict(o)
		if err != nil {
			return nil, broken(err)
		}
		if sd == nil {
			return nil, broken(errors.New("内容缺失"))
		}
		if err := sd.DecodeWithLimit(mostOfPage); err != nil {
			return nil, broken(err)
		}
		if s.left -= int64(len(sd.Content)); s.left < 0 || len(all)+len(sd.Content) > mostOfPage {
			return nil, fmt.Errorf("%w：到第 %d 页", ErrLarge, number)
		}
		all = append(append(all, sd.Content...), '\n')
	}
	return all, nil
}

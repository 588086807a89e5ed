package press

import (
	"reflect"
	"testing"

	"dangce/generator/doc"
)

// TestBleed: what ends at an edge runs over it, what does not stays, and the
// page that was given is as it was.
func TestBleed(t *testing.T) {
	make := func(tab, corner doc.Rect, bleed float64) doc.Page {
		return doc.Page{W: 210, H: 297, Bleed: bleed, Marks: []doc.Mark{
			&doc.Rect{X: 20, Y: 20, W: 170, H: 250}, &tab, &doc.Line{X1: 0, X2: 210}, &corner, &doc.Glyphs{S: "党"}}}
	}
	p := make(doc.Rect{X: 204, Y: 30, W: 6, H: 16}, doc.Rect{W: 5, H: 7}, 0)
	before := make(doc.Rect{X: 204, Y: 30, W: 6, H: 16}, doc.Rect{W: 5, H: 7}, 0)
	got := Bleed(&p, 3)
	if want := make(doc.Rect{X: 204, Y: 30, W: 9, H: 16}, doc.Rect{X: -3, Y: -3, W: 8, H: 10}, 3); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v %+v", got.Marks[1], got.Marks[3])
	}
	if !reflect.DeepEqual(p, before) {
		t.Error("the page itself has changed")
	}
}

package flow

import "testing"

// BenchmarkAtlas places all charts of the atlas.
func BenchmarkAtlas(b *testing.B) {
	m := newMeasurer(b)
	all := charts(b, papers[0])
	b.ReportAllocs()
	for b.Loop() {
		e := engineOf(m)
		for _, c := range all {
			if _, err := e.Place(c, papers[0].w, papers[0].h); err != nil {
				b.Fatal(err)
			}
		}
	}
}

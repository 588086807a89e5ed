package flow

import (
	"math"
	"testing"
)

// TestGraphvizRanksRows: the rows stand where their heights put them, whether
// Graphviz or this package stacks them.
func TestGraphvizRanksRows(t *testing.T) {
	bands := []band{{1.3, 12.6, 8.2, 40, 0, true}, {0, 19.4, 13, 40, 1, true}, {1.3, 14.1, 8.2, 40, 0, false}, {0, 26.5, 20, 40, 2, true}}
	d, err := run(bandsDOT(bands))
	if err != nil {
		t.Fatal(err)
	}
	if len(d.nodes) != 2+4+4+3 {
		t.Errorf("%d nodes", len(d.nodes))
	}
	want := stacked(bands)
	for i, y := range ranked(bands) {
		if math.Abs(y-want[i]) > 0.1 {
			t.Errorf("row %d at %.2f, want %.2f", i, y, want[i])
		}
	}
	first := d.nodes["n0"].X
	for _, name := range []string{"n1", "n2", "n3"} {
		if math.Abs(d.nodes[name].X-first)/fine > 0.1 {
			t.Errorf("spine at %.2f, %s at %.2f", first/fine, name, d.nodes[name].X/fine)
		}
	}
}

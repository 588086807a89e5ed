package book

import (
	"strings"
	"testing"

	"dangce/templates"
)

// TestChartsHaveOneName: contents, head of the page, chart, overview and list
// call a chart by the same name.
func TestChartsHaveOneName(t *testing.T) {
	set := embedded(t)
	flows := map[string]*templates.Flow{}
	for _, f := range set.Flows {
		flows[f.ID] = f
		if !strings.Contains(f.Title, f.Short()) {
			t.Errorf("%s is called %s and %s", f.ID, f.Title, f.Short())
		}
	}
	n := 0
	for _, b := range set.Books {
		for i := range b.Pages {
			p := &b.Pages[i]
			for _, block := range p.Blocks {
				block, ok := block.Body.(*flowBlock)
				if !ok {
					continue
				}
				n++
				if want := strings.ReplaceAll(flows[block.Chart].Title, "{county}", "{county.name}"); p.Title.String() != want {
					t.Errorf("%s: page %q holds the chart %q", b.Name, p.Title, want)
				}
			}
		}
	}
	if n != 10+1+14+14 {
		t.Errorf("%d pages with charts", n)
	}
}

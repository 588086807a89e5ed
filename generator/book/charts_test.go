package book

import (
	"strings"
	"testing"

	"dangce/config"
	"dangce/templates"
)

// TestChartsHaveOneName: contents, head of the page, chart, overview and list
// call a chart by the same name.
func TestChartsHaveOneName(t *testing.T) {
	set := embedded(t)
	flows := map[string]*templates.Flow{}
	for _, f := range set.Flows {
		flows[f.ID] = f
		if c := set.worded(f, &scope{Subject: &Subject{County: &config.County{}}, set: set}); !strings.Contains(c.Title, c.Name) {
			t.Errorf("%s is called %s and %s", f.ID, c.Title, c.Name)
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
				if want := flows[block.Chart].Title.Default.String(); p.Title.String() != want {
					t.Errorf("%s: page %q holds the chart %q", b.Name, p.Title, want)
				}
			}
		}
	}
	if n != 10+1+14+14 {
		t.Errorf("%d pages with charts", n)
	}
}

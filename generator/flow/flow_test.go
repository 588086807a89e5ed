package flow

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"dangce/config/diag"
	"dangce/generator/doc"
	"dangce/generator/line"
	"dangce/templates"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// TestGolden compares the places of boxes and lines, in 0.1 mm, with made-up
// widths of characters.
func TestGolden(t *testing.T) {
	e := engineOf(fakeMeasurer{})
	files := map[string]bool{}
	for name, p := range map[string]paper{"general-meeting": papers[0], "appraisal": papers[1], "deliberation": papers[0]} {
		for _, c := range charts(t, p) {
			if c.ID != name {
				continue
			}
			var sheets []*sheet
			if c.Kind == doc.FreeChart {
				sheets = []*sheet{freely(e, c, p).sheet}
			} else {
				var err error
				if sheets, err = e.sheets(c, p.w, p.h); err != nil {
					t.Fatal(err)
				}
			}
			file := filepath.Join("testdata", name+".golden")
			files[file] = true
			compare(t, file, dump(sheets))
		}
	}
	found, err := filepath.Glob(filepath.Join("testdata", "*.golden"))
	if err != nil || len(found) != len(files) {
		t.Errorf("goldens %q, tests use %d of them: %v", found, len(files), err)
	}
}

func dump(sheets []*sheet) string {
	var b strings.Builder
	for i, s := range sheets {
		fmt.Fprintf(&b, "page %d: type %.1f %.1f pt\n", i+1, s.box/doc.MMPerPt, s.col/doc.MMPerPt)
		for _, n := range s.nodes {
			fmt.Fprintf(&b, "node %s %.1f %.1f %.1f×%.1f %q\n", n.id, n.box.X, n.box.Y, n.box.W, n.box.H, joinLines(n.lines))
		}
		for _, w := range s.wires {
			fmt.Fprintf(&b, "line %s %s", w.from, w.to)
			for _, p := range w.pts {
				fmt.Fprintf(&b, " %.1f,%.1f", p.X, p.Y)
			}
			b.WriteString("\n")
		}
		for _, l := range s.labels {
			fmt.Fprintf(&b, "label %s %.1f %.1f\n", l.text, l.box.X, l.box.Y)
		}
	}
	return b.String()
}

func compare(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.ReplaceAll(string(want), "\r\n", "\n"); lines != got {
		t.Errorf("%s differs; -update rewrites it. Now:\n%s", file, got)
	}
}

// TestSameChartSameFigure: a chart is placed once, by whoever asks first, and
// two engines place it alike.
func TestSameChartSameFigure(t *testing.T) {
	m := newMeasurer(t)
	e := engineOf(m)
	all := charts(t, papers[0])
	var wg sync.WaitGroup
	for _, c := range all {
		for range 2 {
			wg.Go(func() {
				copied := *c
				if _, err := e.Place(&copied, 182, 260); err != nil {
					t.Error(err)
				}
			})
		}
	}
	wg.Wait()
	other := engineOf(m)
	for _, c := range all {
		figures, err := e.Place(c, 182, 260)
		if err != nil {
			t.Fatal(err)
		}
		again, err := e.Place(c, 182, 260)
		if err != nil || len(again) != len(figures) || again[0] != figures[0] {
			t.Errorf("%s is placed twice: %v", c.ID, err)
		}
		if apart, err := other.Place(c, 182, 260); err != nil || !reflect.DeepEqual(apart, figures) {
			t.Errorf("%s comes out differently: %v", c.ID, err)
		}
		changed := *c
		changed.Title += "（试行）"
		if now, err := e.Place(&changed, 182, 260); err != nil || now[0] == figures[0] {
			t.Errorf("%s: a changed title changes nothing: %v", c.ID, err)
		}
	}
}

func TestNoBoxesNoFigure(t *testing.T) {
	e := engineOf(fakeMeasurer{})
	for _, kind := range []doc.ChartKind{doc.TableChart, doc.FreeChart, doc.OrgChart} {
		figures, err := e.Place(&doc.Chart{Kind: kind, Title: "空"}, 182, 260)
		if err != nil || len(figures) != 0 {
			t.Errorf("kind %d: %d figures, %v", kind, len(figures), err)
		}
	}
}

func TestTooSmallIsAnError(t *testing.T) {
	e := engineOf(newMeasurer(t))
	for _, c := range charts(t, papers[0]) {
		_, err := e.Place(c, 60, 40)
		if err == nil || !strings.Contains(err.Error(), c.Title) {
			t.Errorf("%s in 60×40 mm: %v", c.ID, err)
		}
	}
}

// engineOf returns an engine that measures with m and knows the words of the
// templates.
func engineOf(m doc.Measurer) *Engine {
	var out diag.List
	return New(line.New(m, line.NewWords(templates.LoadWords(templatesFS(), "", &out))))
}

func joinLines(ls []textLine) string {
	var out []string
	for i := range ls {
		out = append(out, ls[i].String())
	}
	return strings.Join(out, "/")
}

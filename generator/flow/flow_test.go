package flow

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"dangce/generator/doc"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// TestGolden compares the places of boxes and lines, in 0.1 mm, with made-up
// widths of characters.
func TestGolden(t *testing.T) {
	e := New(fakeMeasurer{})
	files := map[string]bool{}
	for name, p := range map[string]paper{"general-meeting": papers[0], "appraisal": papers[1], "deliberation": papers[1]} {
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
			fmt.Fprintf(&b, "node %s %.1f %.1f %.1f×%.1f %q\n", n.id, n.box.X, n.box.Y, n.box.W, n.box.H, strings.Join(n.lines, "/"))
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
	e := New(m)
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
	other := New(m)
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
	e := New(fakeMeasurer{})
	for _, kind := range []doc.ChartKind{doc.TableChart, doc.FreeChart, doc.OrgChart} {
		figures, err := e.Place(&doc.Chart{Kind: kind, Title: "空"}, 182, 260)
		if err != nil || len(figures) != 0 {
			t.Errorf("kind %d: %d figures, %v", kind, len(figures), err)
		}
	}
}

func TestTooSmallIsAnError(t *testing.T) {
	e := New(newMeasurer(t))
	for _, c := range charts(t, papers[0]) {
		_, err := e.Place(c, 60, 40)
		if err == nil || !strings.Contains(err.Error(), c.Title) {
			t.Errorf("%s in 60×40 mm: %v", c.ID, err)
		}
	}
}

func TestLinesKeepTheRules(t *testing.T) {
	for s, want := range map[string]string{
		"议题集中、明确，一般不超过3项": "议题集中、/明确，一般/不超过3项",
		"按《支部工作条例》办理":     "按《支部/工作条例》/办理",
		"party-day党日":     "party-day/党日",
		"请党小组组长参加":        "请党小组/组长参加",
		"宣布改期 另行通知":       "宣布改期/另行通知",
		"会后7天内":           "会后7天内",
		"一般应在会后7天内":       "一般应在/会后7天内",
	} {
		tx := prepare(fakeMeasurer{}, doc.Body, s)
		lines := tx.lines(5, true)
		if got := strings.Join(lines, "/"); got != want {
			t.Errorf("%s: %s, want %s", s, got, want)
		}
		if len(lines) != tx.count(5) {
			t.Errorf("%s: %d lines, counted %d", s, len(lines), tx.count(5))
		}
	}
}

// FuzzLines: lines hold the whole text, fit, begin and end as they may, and
// are as many as counted.
func FuzzLines(f *testing.F) {
	f.Add("按《支部工作条例》办理，到会（含列席）12人", uint8(50), true)
	f.Add("  ，，Party 2027", uint8(3), false)
	f.Add("0\xbc\x8c00000 ", uint8(42), false) // a space at the end
	f.Add("研究《条例》确定议题，通知党员；签到清点、宣布（会议）", uint8(25), false)
	f.Add("研究《条例》确定议题，通知党员；签到清点、宣布（会议）", uint8(45), true)
	f.Fuzz(func(t *testing.T, s string, width uint8, even bool) {
		if len(s) > 200 {
			return
		}
		w := 1 + float64(width)/10
		tx := prepare(fakeMeasurer{}, doc.Body, s)
		lines := tx.lines(w, even)
		if squeeze(strings.Join(lines, "")) != squeeze(string([]rune(s))) {
			t.Errorf("%q became %q", s, lines)
		}
		if len(lines) != tx.count(w) {
			t.Errorf("%q: %d lines, counted %d", s, len(lines), tx.count(w))
		}
		for i, l := range lines {
			first, _ := utf8.DecodeRuneInString(l)
			last, _ := utf8.DecodeLastRuneInString(l)
			if proper := plain.MatchString(s); proper && (i > 0 && strings.ContainsRune(noStart, first) || i+1 < len(lines) && strings.ContainsRune(noEnd, last)) {
				t.Errorf("%q begins or ends as it must not", l)
			}
			if wide := prepare(fakeMeasurer{}, doc.Body, l).width; wide > w+1e-6 && len([]rune(l)) > 1 {
				t.Errorf("%q is %.2f em wide, room %.2f", l, wide, w)
			}
		}
	})
}

// plain are texts whose marks never come in runs longer than a line.
var plain = regexp.MustCompile(`^(?:\p{Han}{2}[，。、；：》）]?|\p{Han}[（《]\p{Han}{2}[》）])*$`)

func squeeze(s string) string { return strings.ReplaceAll(s, " ", "") }

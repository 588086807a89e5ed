package templates

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"dangce/config/diag"
)

func TestScoringIsOffAndSound(t *testing.T) {
	var out diag.List
	s := LoadScoring(Embedded(), "", LoadTables(Embedded(), "", &out), &out)
	if out.Len() != 0 || s.Enabled || s.Full() != 10000 || len(s.Items) < 3 {
		t.Errorf("enabled %v, full %s, %d items, findings %v", s.Enabled, s.Full(), len(s.Items), out.Sorted())
	}
	for points, want := range map[Points]string{10000: "五星", 9500: "五星", 9499: "四星", 5000: "一星", 4999: "", 0: ""} {
		if got := s.StarOf(points); got != want {
			t.Errorf("%s points are %q, want %q", points, got, want)
		}
	}
}

func TestPoints(t *testing.T) {
	for s, want := range map[string]Points{"2": 200, "0.5": 50, "12.25": 1225, "-1": -100} {
		if p, ok := parsePoints(s); !ok || p != want {
			t.Errorf("%s is %d, want %d", s, p, want)
		}
		if got := want.String(); want > 0 && got != s {
			t.Errorf("%d is written %s, want %s", want, got, s)
		}
	}
	for _, s := range []string{"", "两分", "1.234", "1e3", "½"} {
		if _, ok := parsePoints(s); ok {
			t.Errorf("%q was read", s)
		}
	}
}

// TestScoringFaults changes one line of scoring.toml at a time: each mistake
// is found at its key.
func TestScoringFaults(t *testing.T) {
	data, err := fs.ReadFile(Embedded(), "scoring.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct{ from, to, code, says string }{
		{`fact     = "cm_held"`, `fact     = "cm_helt"`, "unknown-name", "cm_helt"},
		{`short_of = "gm_due"`, `short_of = "gm_owed"`, "unknown-name", "gm_owed"},
		{`cap      = "8"`, `cap      = "-8"`, "scoring-points", "-8"},
		{`each     = "1"`, `each     = "一分"`, "scoring-points", "一分"},
		{`points = "30"`, `points = "31"`, "scoring-sum", "101"},
		{`each     = "1"`, `points   = "1"`, "scoring-loss", "冲突"},
		{"  is     = \"否\"\n  points =", "  is     = \"否\"\n  each   =", "scoring-loss", "冲突"},
		{`fact  = "rate"`, `fact  = "present"`, "scoring-loss", "百分数"},
		{`fact   = "appraisal"`, `fact   = "cm_due"`, "scoring-loss", "文字"},
		{`below = "80%"`, `below = "八成"`, "scoring-loss", "八成"},
		{`from  = "85"`, `from  = "96"`, "scoring-stars", "从高到低"},
		{`total   = "100"`, `total   = "很多"`, "scoring-points", "很多"},
	} {
		text := strings.Replace(string(data), x.from, x.to, 1)
		if text == string(data) {
			t.Fatalf("no %s", x.from)
		}
		var out diag.List
		overlay := Overlay(fstest.MapFS{"scoring.toml": {Data: []byte(text)}})
		LoadScoring(overlay, "模板", LoadTables(overlay, "模板", &out), &out)
		found := out.Sorted()
		if len(found) != 1 || found[0].Code != x.code || found[0].Line == 0 || found[0].Hint == "" || !strings.Contains(found[0].Message, x.says) && !strings.Contains(found[0].Hint, x.says) {
			t.Errorf("%s: findings %v", x.to, found)
		}
	}
}

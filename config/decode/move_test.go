package decode

import (
	"testing"

	"dangce/config/diag"
)

// TestMove: a value with an old key is read under the new one, and found where
// it was written.
func TestMove(t *testing.T) {
	var out diag.List
	f := Parse("x.toml", []byte(`[[step]]
who = "书记"
pages = ["P13"]
  [step.without]
  who = "党员"
  pages = ["P14"]
  odd = 1
[[step]]
who = { default = "书记", without = "党员" }
without_who = "别人"
[old]
[[old.word]]
from = "一"
[[old.word]]
from = "二"
`), &out)
	for _, x := range []struct {
		from, to string
		moved    bool
	}{
		{"step[0].without.who", "step[0].who.without", true},
		{"step[0].without.pages", "step[0].pages.without", true},
		{"step[0].without.when", "step[0].when.without", false},
		{"step[1].without_who", "step[1].who.without", false}, // taken
		{"step[7].who", "step[7].when", false},
		{"old.word[0]", "word[]", true},
		{"old.word[0]", "word[]", true},
		{"old.word[0]", "word[]", false},
	} {
		if got := f.Move(x.from, x.to); got != x.moved {
			t.Errorf("Move(%s, %s) = %v", x.from, x.to, got)
		}
	}
	if f.Empty("step[0].without") || !f.Empty("old.word") || f.Empty("nothing") {
		t.Error("Empty")
	}
	f.Drop("old")
	var got struct {
		Steps []struct {
			Who struct {
				Default string `toml:"default"`
				Without string `toml:"without"`
			} `toml:"who"`
			Pages struct {
				Default []string `toml:"default"`
				Without []string `toml:"without"`
			} `toml:"pages"`
		} `toml:"step"`
		Words []struct {
			From string `toml:"from"`
		} `toml:"word"`
	}
	f.Bind(&got, &out)
	s := got.Steps[0]
	if s.Who.Default != "书记" || s.Who.Without != "党员" || s.Pages.Default[0] != "P13" || s.Pages.Without[0] != "P14" ||
		len(got.Words) != 2 || got.Words[1].From != "二" || got.Steps[1].Who.Without != "党员" {
		t.Errorf("%+v", got)
	}
	for path, line := range map[string]int{"step[0].who.without": 5, "step[0].who.default": 2, "step[0].pages.without[0]": 6, "word[1].from": 15} {
		if at := f.Place(path); at.Line != line {
			t.Errorf("%s is at line %d, want %d", path, at.Line, line)
		}
	}
	var codes []string
	for _, x := range out.Sorted() {
		codes = append(codes, x.Code)
	}
	if len(codes) != 2 || out.Sorted()[0].Line != 4 || out.Sorted()[1].Line != 10 { // the table with odd, and without_who
		t.Errorf("findings %v", out.Sorted())
	}
	if at := f.Replace("书记", "组长"); len(at) != 2 || f.Text("step[0].who.default") != "组长" || f.Replace("书记", "组长") != nil {
		t.Errorf("Replace: %v", at)
	}
	if !f.Plain("step[0].who.default") || f.Plain("step[0].who") || f.Plain("step[0].none") {
		t.Error("Plain")
	}
	n := 0
	f.Texts(func(diag.Place, string) { n++ })
	if n != 9 {
		t.Errorf("%d texts", n)
	}
}

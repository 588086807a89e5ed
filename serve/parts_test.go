package serve

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A value that is changed by the form leaves everything else of the file as it
// is, remarks too.
func TestFormKeepsRemarks(t *testing.T) {
	text := "year = 2027  # 哪一年\r\n[dues]\r\nround  = \"fen\"    # 取到分\r\ncap = \"1000.00\"\r\n"
	all := sectionsOf(text)
	if len(all) != 2 || len(all[1].Settings) != 2 || all[1].Settings[0].Remark != "取到分" {
		t.Fatalf("%+v", all)
	}
	got, err := with(text, all[1].Settings[0], "jiao")
	if want := strings.Replace(text, `"fen"`, `"jiao"`, 1); err != nil || got != want {
		t.Errorf("%q, %v", got, err)
	}
	if got, err := with(text, all[1].Settings[1], `a"b\`); err != nil || !strings.Contains(got, `cap = "a\"b\\"`) {
		t.Errorf("%q, %v", got, err)
	}
	for _, bad := range []string{"二〇二七", "2027\n[x]", "2027 # x"} {
		if _, err := with(text, all[0].Settings[0], bad); err == nil {
			t.Errorf("%q was taken for a year", bad)
		}
	}
}

// People are found by the first letters of the pinyin, surnames with either
// reading.
func TestInitials(t *testing.T) {
	for name, want := range map[string]string{"张三": "zs", "东街社区党支部": "djsqdzb", "曾小乐": "zxy", "单明": "sm", "解放": "xf"} {
		if got := initials(name); !slices.Contains(got, want) {
			t.Errorf("%s: %q, want %s among them", name, got, want)
		}
	}
}

// What changes after a page was made and before it listens is not missed, and
// a page that was cut off hears what it missed.
func TestNoNewsIsMissed(t *testing.T) {
	var h hub
	seen := strconv.Itoa(h.seen())
	if c := h.join(seen); len(c) != 0 {
		t.Error("news where nothing changed")
	}
	h.tell("progress")
	if c := h.join(seen); len(c) != 0 {
		t.Error("progress is no change")
	}
	h.tell("changed")
	if c := h.join(seen); len(c) != 1 || <-c != "changed" {
		t.Error("the change was missed")
	}
}

package templates

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dangce/config/diag"
)

// TestWords: the words of the program are words, and each is once.
func TestWords(t *testing.T) {
	var out diag.List
	words := LoadWords(Embedded(), "", &out)
	if len(out.Sorted()) > 0 {
		t.Errorf("%v", out.Sorted())
	}
	for _, w := range []string{"党员", "报批", "事项", "分之一", "党员大会"} {
		if !slices.Contains(words, w) {
			t.Errorf("%s is not among them", w)
		}
	}
	if len(words) < 300 {
		t.Errorf("%d words", len(words))
	}
}

// TestBadWords: what cannot be a word is pointed at.
func TestBadWords(t *testing.T) {
	for _, bad := range []string{"党", "“两委”", "第3条", "中国共产党支部工作条例"} {
		var out diag.List
		over := fstest.MapFS{"words.toml": {Data: []byte("meeting = [\"党员\", \"" + bad + "\"]\n")}}
		words := LoadWords(Overlay(over), "模板", &out)
		found := out.Sorted()
		if len(found) != 1 || found[0].Place.File != "模板/words.toml" || found[0].Place.Line != 1 || !strings.Contains(found[0].Message, bad) {
			t.Errorf("%s: %v, %q", bad, found, words)
		}
	}
}

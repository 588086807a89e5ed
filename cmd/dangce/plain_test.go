package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestNamesSteerNothing: the name of a file that came back neither clears the
// screen nor makes up a line of its own, in what is said and what is asked for.
func TestNamesSteerNothing(t *testing.T) {
	t.Chdir(t.TempDir())
	name := "交回/\x1b[2J\x1b[H表\u202e.xlsx\n文件 100 个：已收 100；没有发现问题.xlsx"
	if err := os.Mkdir("交回", 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte("x"), 0o600); err != nil {
		t.Skip("no such names here: ", err)
	}
	if err := os.WriteFile("交回/别的.txt", []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"collect", "交回", "--example", "-v"}, {"collect", name, "--example"}, {"check", name}, {"impose", name}, {"verify", name}} {
		_, stdout, stderr := try(t.Context(), world{args: args})
		for _, line := range strings.Split(stdout+stderr, "\n") {
			if strings.HasPrefix(line, "文件 100 个") || strings.ContainsAny(line, "\x1b\u202e") {
				t.Errorf("%q: %q", args, line)
			}
		}
	}
}

// TestPlain passes text as it is.
func TestPlain(t *testing.T) {
	var b bytes.Buffer
	if n, err := (plain{&b}).Write([]byte("一\t二\n\f三\a\u200b\x9b")); n != 17 || err != nil {
		t.Error(n, err)
	}
	if b.String() != "一\t二\n\f三\uFFFD\uFFFD\uFFFD" {
		t.Errorf("%q", b.String())
	}
}

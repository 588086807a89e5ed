package diag

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the goldens")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if w := strings.ReplaceAll(string(want), "\r\n", "\n"); w != string(got) {
		t.Errorf("%s differs; got:\n%s", name, got)
	}
}

func samples() []Finding {
	return []Finding{
		{Place: Place{File: "county.toml", Line: 1, Column: 1, Width: 4, Text: "Year = 2027"}, Code: "unknown-key", Message: "不认识的键 Year", Hint: "应写成 year"},
		{Place: Place{File: "branches/东街.toml", Line: 12, Column: 21, Width: 4, Text: "name = \"张三\" ;post = \"书记\""}, Severity: Warning, Code: "x", Message: "在中文之后", Branch: "01-003", Owner: "01"},
		{Place: Place{File: "a.toml", Line: 3, Column: 10, Width: 2, Text: "\t\tname = “𠮷王”"}, Code: "x", Message: "制表符、全角引号、扩展区汉字"},
		{Place: Place{File: "a.toml", Line: 4, Column: 57, Width: 7, Text: `branches = ["分支/城关镇东街社区党支部.toml", "分支/城关镇西街社区党支部.toml", missing, "分支/城关镇南街社区党支部.toml"]`}, Code: "x", Message: "长行", Hint: "例如 \"a\""},
		{Place: Place{File: "a.toml", Line: 5, Column: 300, Width: 6, Text: "name = \"张三\""}, Code: "x", Message: "列数超过行尾"},
		{Place: Place{File: "a.toml", Line: 6, Column: 3, Text: "a\x1b[31m = \u202e1"}, Code: "x", Message: "控制\n字符\x1b[0m"},
		{Place: Place{File: "名册/党员.xlsx", Sheet: "党员", Cell: "B7", Row: 7, Col: 2}, Code: "double-identity", Message: "同一名党员出现两次",
			Also: []Place{{File: "a.toml", Line: 9, Column: 8, Width: 4, Text: "name = \"王伟\""}, {File: "b.xlsx", Sheet: "村"}}},
		{Code: "missing-file", Message: "没有文件"},
	}
}

func TestPrint(t *testing.T) {
	var b bytes.Buffer
	if err := Print(&b, samples(), 60); err != nil {
		t.Fatal(err)
	}
	golden(t, "print.txt", b.Bytes())
	for _, line := range strings.Split(b.String(), "\n") {
		if strings.HasPrefix(line, "    ") && Cells(line) > 60 {
			t.Errorf("%d cells: %s", Cells(line), line)
		}
	}
}

func TestJSON(t *testing.T) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(samples()); err != nil {
		t.Fatal(err)
	}
	golden(t, "findings.json", b.Bytes())
}

// The caret is under its character whatever the line holds before it,
// cut or not.
func TestCaretUnderCharacter(t *testing.T) {
	line := "甲乙ab“丙”、\t丁𠮷，e\u0301f" + strings.Repeat("字x", 40)
	runes := []rune(line)
	for _, width := range []int{0, 20, 33, 80} {
		for i, r := range runes {
			var b bytes.Buffer
			f := Finding{Place: Place{File: "f", Line: 1, Column: i + 1, Width: 1, Text: line}}
			if err := Print(&b, []Finding{f}, width); err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(b.String(), "\n")
			caret, at := Cells(lines[2][:strings.IndexByte(lines[2], '^')]), 0
			var under rune
			for _, s := range lines[1] {
				if at >= caret && Cells(string(s)) > 0 {
					under = s
					break
				}
				at += Cells(string(s))
			}
			if r == '\t' {
				r = ' '
			}
			if r != '\u0301' && (under != r || at != caret) {
				t.Fatalf("width %d, character %d %q: caret under %q\n%s", width, i, r, under, b.String())
			}
		}
	}
}

func TestSummary(t *testing.T) {
	e, w := Finding{}, Finding{Severity: Warning}
	for want, fs := range map[string][]Finding{
		"没有发现问题":        nil,
		"共 2 个错误":       {e, e},
		"共 1 个警告":       {w},
		"共 1 个错误，2 个警告": {w, e, w},
	} {
		if got := Summary(fs); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestWriteErrors(t *testing.T) {
	if Print(full{}, samples(), 0) == nil {
		t.Error("the error of the writer is lost")
	}
}

func TestSorted(t *testing.T) {
	var l List
	add := func(f Finding) { l.Add(f) }
	add(Finding{Place: Place{File: "b", Line: 1, Column: 1}, Severity: Warning, Message: "4"})
	add(Finding{Place: Place{File: "a", Sheet: "s", Cell: "C10", Row: 10, Col: 3}, Message: "3"})
	add(Finding{Place: Place{File: "a", Sheet: "s", Cell: "B10", Row: 10, Col: 2}, Message: "2"})
	add(Finding{Place: Place{File: "a", Sheet: "s", Cell: "C9", Row: 9, Col: 3}, Message: "1"})
	add(Finding{Message: "0"})
	got := ""
	for _, f := range l.Sorted() {
		got += f.Message
	}
	if got != "01234" || l.Errors() != 4 || l.Len() != 5 {
		t.Errorf("order %s, %d errors of %d", got, l.Errors(), l.Len())
	}
}

// A line of any length, as of a file that is no text at all.
func TestLongLinesAreCut(t *testing.T) {
	f := Finding{Place: Place{File: "a.toml", Line: 1, Column: 50_000, Width: 3, Text: strings.Repeat("[", 100_000)}, Message: "x"}
	var b strings.Builder
	if err := Print(&b, []Finding{f}, 0); err != nil {
		t.Fatal(err)
	}
	if b.Len() > 1000 || !strings.Contains(b.String(), "^~~") {
		t.Errorf("%d bytes", b.Len())
	}
}

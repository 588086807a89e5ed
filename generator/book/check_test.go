package book

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"dangce/config/diag"
	"dangce/templates"
)

// withFile loads the templates with one file replaced.
func withFile(name, text string) (*Set, []diag.Finding) {
	return withFiles(map[string]string{name: text})
}

func withFiles(texts map[string]string) (*Set, []diag.Finding) {
	own := fstest.MapFS{}
	for name, text := range texts {
		own[name] = &fstest.MapFile{Data: []byte(text)}
	}
	var out diag.List
	set := Load(templates.Overlay(own), "模板", &out)
	return set, out.Sorted()
}

// literal is a text in double quotes, braced a placeholder in it.
var (
	literal = regexp.MustCompile(`"(?:[^"\\\\]|\\\\.)*"`)
	braced  = regexp.MustCompile(`\{[a-z][A-Za-z0-9_.+-]*\}`)
)

// misspell misspells every placeholder of a template, and returns the places
// of the texts that hold one.
func misspell(text string) (wrong string, places []string) {
	var b strings.Builder
	for i, line := range strings.SplitAfter(text, "\n") {
		spelt := line
		line = literal.ReplaceAllStringFunc(line, func(s string) string {
			return braced.ReplaceAllStringFunc(s, func(name string) string { return name[:len(name)-1] + "x}" })
		})
		b.WriteString(line)
		if line == spelt {
			continue
		}
		for _, at := range literal.FindAllStringIndex(line, -1) {
			if strings.Contains(line[:at[0]], "#") && strings.Count(line[:at[0]], `"`)%2 == 0 && !strings.Contains(line[:at[0]], `"`) {
				continue // a comment
			}
			if braced.MatchString(line[at[0]:at[1]]) {
				places = append(places, fmt.Sprintf("%d:%d", i+1, utf8.RuneCountInString(line[:at[0]])+1))
			}
		}
	}
	return b.String(), places
}

// TestMisspeltPlaceholders: each text of each template file in which a
// placeholder is misspelt is a finding at its place, and there is no other. All
// files have them at once.
func TestMisspeltPlaceholders(t *testing.T) {
	wrong := map[string]string{}
	var want []string
	for _, f := range templates.Files() {
		data, err := templates.Copy(f.Path, "")
		if err != nil {
			t.Fatal(err)
		}
		text, places := misspell(string(data))
		if len(places) == 0 {
			continue
		}
		wrong[f.Path] = text
		for _, at := range places {
			want = append(want, "模板/"+f.Path+":"+at)
		}
	}
	_, found := withFiles(wrong)
	var got []string
	for _, x := range found {
		if strings.HasSuffix(x.Code, "placeholder") || x.Code == "unknown-choice" {
			got = append(got, fmt.Sprintf("%s:%d:%d", x.File, x.Line, x.Column))
		} else {
			t.Errorf("%v %s %s", x.Place, x.Code, x.Message)
		}
	}
	for _, at := range want {
		if !slices.Contains(got, at) {
			t.Errorf("%s: a misspelt placeholder is not found", at)
		}
	}
	for _, at := range got {
		if !slices.Contains(want, at) {
			t.Errorf("%s: found where nothing was misspelt", at)
		}
	}
	if len(want) < 700 || len(wrong) < 60 {
		t.Errorf("%d texts in %d files", len(want), len(wrong))
	}
}

// page is a county's own book of one page.
func ownBook(whom, page string) string {
	return fmt.Sprintf("code = \"ZZ\"\ntitle = \"书\"\nfile = \"书.pdf\"\nfor = %q\n[[page]]\nid = \"Z1\"\n%s\n", whom, page)
}

const aBlock, aColumn = "[[page.block]]\n", "[[page.block.column]]\n"

// TestMisplacedPlaceholders: what exists, but has nothing to be about where it
// stands, is a finding; what a list brings is none.
func TestMisplacedPlaceholders(t *testing.T) {
	for _, c := range []struct{ whom, page, code string }{
		{"branch", aBlock + "kind = \"text\"\ntext = \"{member.name}\"", "misplaced-placeholder 9"},
		{"branch", aBlock + "kind = \"table\"\ndata = \"members\"\n" + aColumn + "title = \"{member.name}\"\nvalue = \"□\"", "misplaced-placeholder 11"},
		{"branch", aBlock + "kind = \"table\"\ndata = \"members\"\n" + aColumn + "title = \"姓名\"\nvalue = \"{member.name}\"", ""},
		{"branch", aBlock + "kind = \"table\"\ndata = \"officers\"\n" + aColumn + "title = \"党费\"\nvalue = \"{dues.monthly}\"", "misplaced-placeholder 12"},
		{"branch", aBlock + "kind = \"list\"\ndata = \"groups\"\ncolumns = [\"*\"]\nrows = [[\"党小组\"], [{ text = \"{group.name}\" }]]", ""},
		{"branch", aBlock + "kind = \"list\"\ndata = \"groups\"\ncolumns = [\"*\"]\nrows = [[\"党小组\"], [{ text = \"{member.name}\" }]]", "misplaced-placeholder 11"},
		{"branch", "repeat = \"plan:lesson\"\nspare = 1\n" + aBlock + "kind = \"text\"\ntext = \"{entry.date}\"", ""},
		{"branch", "repeat = \"plan:lesson\"\n" + aBlock + "kind = \"text\"\ntext = \"{group.name}\"", "misplaced-placeholder 10"},
		{"branch", "repeat = \"plan:group_meeting\"\n" + aBlock + "kind = \"text\"\ntext = \"{group.name}\"", ""},
		{"branch", "title = \"{month}月\"\nrepeat = \"month\"\n" + aBlock + "kind = \"break\"", ""},
		{"branch", "title = \"{month}月\"\nrepeat = \"quarter\"\n" + aBlock + "kind = \"break\"", "misplaced-placeholder 7"},
		{"branch", aBlock + "kind = \"form\"\ncolumns = [\"*\"]\nrows = [[{ names = \"group\" }]]", "misplaced-name 10"},
		{"county", aBlock + "kind = \"text\"\ntext = \"{branch.name}\"", "misplaced-placeholder 9"},
		{"county", aBlock + "kind = \"table\"\ndata = \"branches\"\n" + aColumn + "value = \"{branch.name}\"", ""},
		{"county", aBlock + "kind = \"table\"\ndata = \"branches\"\n" + aColumn + "value = \"{times.lesson}\"", "misplaced-placeholder 11"},
		{"county", aBlock + "kind = \"table\"\ndata = \"members\"\n" + aColumn + "value = \"{member.name}\"", "misplaced-name 9"},
		{"county", aBlock + "kind = \"table\"\nuse = \"dues-ledger\"", "misplaced-name 4"},
		{"county", aBlock + "kind = \"text\"\nwhen = [\"cards\"]", "misplaced-name 9"},
		{"branch", aBlock + "kind = \"table\"\ndata = \"press\"\n" + aColumn + "value = \"{press.owner}\"", "misplaced-name 9"},
		{"branch", aBlock + "kind = \"text\"\ntext = \"{press.total}\"", "misplaced-placeholder 9"},
		{"collect", aBlock + "kind = \"text\"\ntext = \"{press.total}\"", "misplaced-placeholder 9"},
		{"committee", aBlock + "kind = \"table\"\ndata = \"press\"\n" + aColumn + "value = \"{press.owner}\"", ""},
		{"county", aBlock + "kind = \"text\"\ntext = \"{press.total}\"", ""},
		{"county", "repeat = \"committee\"\n" + aBlock + "kind = \"text\"\ntext = \"{committee.name}\"", ""},
	} {
		_, found := withFile("books/own.toml", ownBook(c.whom, c.page))
		got := ""
		if len(found) > 0 {
			got = fmt.Sprintf("%s %d", found[0].Code, found[0].Line)
		}
		if len(found) > 1 || got != c.code || len(found) > 0 && found[0].Hint == "" {
			t.Errorf("for %s\n%s\nfound %v, want %q", c.whom, c.page, found, c.code)
		}
	}
}

// TestEveryTableIsFilled: a placeholder that a table's rows cannot fill is a
// finding in the table, in all tables at once.
func TestEveryTableIsFilled(t *testing.T) {
	wrong := map[string]string{}
	for _, f := range templates.Files() {
		if path.Dir(f.Path) != "tables" {
			continue
		}
		data, err := templates.Copy(f.Path, "")
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		i := strings.Index(text, "[[column]]")
		wrong[f.Path] = text[:i] + "[[column]]\nid = \"wrong\"\ntitle = \"x\"\nvalue = \"{step.who}{member.name}{entry.date}\"\n" + text[i:]
	}
	_, all := withFiles(wrong)
	found := map[string][]diag.Finding{}
	for _, f := range all {
		found[f.File] = append(found[f.File], f)
	}
	for name := range wrong {
		if list := found["模板/"+name]; len(list) != 1 || list[0].Code != "misplaced-placeholder" {
			t.Errorf("%s: %v", name, list)
		}
	}
	if len(found) != len(wrong) || len(wrong) < 30 {
		t.Errorf("findings in %d files of %d", len(found), len(wrong))
	}
}

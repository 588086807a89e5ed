package fonts

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"dangce/fonts/internal/coverage"
	"dangce/fonts/internal/truetype"
)

func TestTablesMatchFiles(t *testing.T) {
	for _, role := range Roles {
		font, err := truetype.Parse(published(t, role), 0)
		if err != nil {
			t.Fatalf("%v: %v", role, err)
		}
		if err := font.Check(); err != nil {
			t.Errorf("%v: %v", role, err)
		}
		want, err := coverage.FromFont(font).AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := tables.ReadFile("table/" + role.String() + ".bin")
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("table of %v is out of date: run go generate in fonts", role)
		}
		// The decoded table says of every character what the font says.
		table := builtin()[role].table
		for r := rune(0); r <= 0x10FFFF; r++ {
			gid, has := font.GID(r)
			width, ok := table.Width(r)
			if ok && !has || ok && width != font.Advance(gid) { // 1000 units per em in all four
				t.Fatalf("%v: U+%04X: table %d %v, font %d %v", role, r, width, ok, font.Advance(gid), has)
			}
			if has && !ok && !IsPrivate(r) && r >= 0x20 && r != 0x7F {
				t.Errorf("%v: U+%04X is not in the table", role, r)
			}
		}
	}
}

func TestReadmeNamesEveryFile(t *testing.T) {
	readme, err := Licences.ReadFile("files/README.md")
	if err != nil {
		t.Fatal(err)
	}
	names := map[Role]string{Title: "NotoSerifSC_700Bold.ttf", Heading: "NotoSansSC_500Medium.ttf",
		Subheading: "LXGWWenKai-Regular.ttf", Body: "NotoSerifSC_400Regular.ttf"}
	for role, name := range names {
		row := fmt.Sprintf("| %v | %s |", role, name)
		sum := fmt.Sprintf("| %x |", sha256.Sum256(published(t, role)))
		found := false
		for line := range strings.Lines(string(readme)) {
			if strings.HasPrefix(line, row) && strings.Contains(line, sum) {
				found = true
			}
		}
		if !found {
			t.Errorf("README.md has no row %q with %s", row, sum)
		}
	}
	texts, err := fs.Glob(Licences, "files/OFL-*.txt")
	if err != nil || len(texts) != 3 {
		t.Fatalf("licence texts: %v, %v", texts, err)
	}
	for _, path := range texts {
		text, err := Licences.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"Copyright 20", "SIL OPEN FONT LICENSE Version 1.1", "TERMINATION"} {
			if !bytes.Contains(text, []byte(want)) {
				t.Errorf("%s lacks %q", path, want)
			}
		}
		if !bytes.Contains(readme, []byte(strings.TrimPrefix(path, "files/"))) {
			t.Errorf("README.md does not name %s", path)
		}
	}
}

// published returns the file of a built-in face as its maker published it.
func published(t testing.TB, role Role) []byte {
	t.Helper()
	file, err := Published(role)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

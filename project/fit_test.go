package project

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"dangce/config/example"
)

// TestFits: what fits on no page is found when the county is read, with its
// place, not when half of the county is built.
func TestFits(t *testing.T) {
	files := fstest.MapFS{}
	if err := fs.WalkDir(example.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			var data []byte
			data, err = fs.ReadFile(example.FS(), name)
			files[name] = &fstest.MapFile{Data: data}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	files[File].Data = append([]byte("templates = \"模板\"\n"), files[File].Data...)
	form := func(lines int) string {
		return "[[page.block]]\nkind = \"form\"\ncolumns = [\"*\"]\nrows = [[\"" + strings.Repeat(`高\n`, lines) + "\"]]\n"
	}
	book := "code = \"GG\"\ntitle = \"高\"\nfile = \"高.pdf\"\nfor = \"branch\"\n[[page]]\nid = \"G1\"\n" + form(9) + "[[page]]\nid = \"G2\"\n" + form(9)
	for lines, want := range map[string]string{"": "", form(60): "模板/books/tall.toml:11:3 too-high 《高》: 页 G2: 第 2 块: 内容高于版心（如党支部 "} {
		files["模板/books/tall.toml"] = &fstest.MapFile{Data: []byte(book + lines)}
		p := Load(files, File, Options{})
		found := ""
		for _, f := range p.Findings {
			if f.Severity == 0 {
				found += f.Place.String() + " " + f.Code + " " + f.Message
			}
		}
		if want == "" && (found != "" || p.Set == nil) || !strings.HasPrefix(found, want) || want != "" && p.County != nil {
			t.Errorf("found %q, want %q", found, want)
		}
	}
}

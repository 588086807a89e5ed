package templates

import (
	"fmt"
	"io/fs"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
)

// EmbeddedFile is a template of the program itself, for who wants to begin
// with a copy of it.
type EmbeddedFile struct {
	Path  string // books/handbook.toml
	Title string // 党支部工作手册; of files without a title, what they say they are
}

// Files lists the embedded templates, those of the top folder first.
func Files() []EmbeddedFile {
	var top, rest []EmbeddedFile
	_ = fs.WalkDir(embedded, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := embedded.ReadFile(name)
		if err != nil {
			return err // cannot be: the file is a part of the program
		}
		f := EmbeddedFile{name, titleOf(name, data)}
		if strings.Contains(name, "/") {
			rest = append(rest, f)
		} else {
			top = append(top, f)
		}
		return nil
	})
	return append(top, rest...)
}

// titleOf is the title that a template gives, or the first sentence of the
// comment that it begins with.
func titleOf(name string, data []byte) string {
	var titled struct {
		Title string `toml:"title"`
	}
	var ignored diag.List // other keys are no concern here
	if f := decode.Parse(name, data, &ignored); f != nil && f.Has("title") {
		f.Bind(&titled, &ignored)
		return strings.ReplaceAll(titled.Title, "\n", "")
	}
	first, _, _ := strings.Cut(string(data), "\n")
	first, _, _ = strings.Cut(strings.TrimLeft(first, "# "), "。")
	first, _, _ = strings.Cut(first, "：")
	return first
}

// Copy returns an embedded template as a county takes it over: headed by what
// it is, and what to do with it.
func Copy(name, version string) ([]byte, error) {
	data, err := embedded.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("templates: copy %s: %w", name, err)
	}
	head := fmt.Sprintf(`# 内置模板 %s 的副本，取自 dangce %s。
# 放在 county.toml 里 templates 指的文件夹中，它就代替内置的那一份。改完运行 dangce check。
# 不想改了，删去这个文件，就回到内置的写法。程序升级时内置的改了，这一份不会跟着改。
# 怎样写，见 docs/adding-a-book.md。

`, name, version)
	return append([]byte(head), data...), nil
}

package templates

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/fonts"
)

// folders are those of templates, each read as a whole.
var folders = []string{"agendas", "books", "flows", "tables", "workbooks"}

// CheckOverlay warns of files in the county's folder that look like templates
// and are read by nobody, because of their names or places, and reports
// characters in the others that no font has. covers says which there are.
func CheckOverlay(fsys fs.FS, overlayName string, covers func(rune) bool, out *diag.List) {
	o, ok := fsys.(overlay)
	if !ok {
		return
	}
	_ = fs.WalkDir(o.over, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "~$") {
			return nil // what cannot be read was reported by whoever needs it
		}
		switch shown := path.Join(overlayName, name); {
		case isRead(o.over, name):
			checkCharacters(o.over, shown, name, covers, out)
		case looksLike(o.over, name):
			out.Add(diag.Finding{Place: diag.Place{File: shown}, Severity: diag.Warning, Code: "unread-template",
				Message: "这个文件放在模板文件夹里，但没有读", Hint: whereTo(name)})
		}
		return nil
	})
}

// isRead reports whether somebody reads the file. Where the system does not
// tell capitals apart, their names may differ in them.
func isRead(over fs.FS, name string) bool {
	if lower := strings.ToLower(name); lower != name {
		if _, err := fs.Stat(over, lower); err != nil {
			return false
		}
		name = lower
	}
	dir, file := path.Split(name)
	if !strings.HasSuffix(file, ".toml") {
		return false
	}
	if dir != "" {
		return slices.Contains(folders, strings.TrimSuffix(dir, "/"))
	}
	_, err := fs.Stat(embedded, name)
	return err == nil || name == changesFile
}

// looksLike reports whether a file is meant as a template: by its name, or by
// a line that begins a table.
func looksLike(over fs.FS, name string) bool {
	if strings.Contains(strings.ToLower(path.Base(name)), ".toml") {
		return true
	}
	if strings.ToLower(path.Ext(name)) != ".txt" {
		return false
	}
	data, err := fs.ReadFile(over, name)
	return err == nil && bytes.Contains(data, []byte("\n[["))
}

// whereTo says what to do with a file that nobody reads.
func whereTo(name string) string {
	base := path.Base(name)
	lower := strings.ToLower(base)
	if right := strings.TrimSuffix(strings.TrimSuffix(lower, ".txt"), ".toml") + ".toml"; right != base {
		return fmt.Sprintf("改名为 %s：记事本“另存为”时，“保存类型”选“所有文件”", right)
	}
	var homes []string
	for _, dir := range append([]string{"."}, folders...) {
		if _, err := fs.Stat(embedded, path.Join(dir, base)); err == nil {
			homes = append(homes, dir)
		}
	}
	dir := path.Dir(name)
	switch {
	case len(homes) > 0 && homes[0] == ".":
		return "移出来，直接放在模板文件夹里"
	case len(homes) > 0:
		return "放进模板文件夹里的 " + homes[0] + " 文件夹"
	case dir == ".":
		return "新的书放进模板文件夹里的 books 文件夹；替换内置模板的，名字要和内置的一样，dangce templates 列出全部名字"
	}
	if near := decode.Nearest(path.Base(dir), folders); near != "" && !strings.Contains(dir, "/") {
		return fmt.Sprintf("文件夹改名为 %s", near)
	}
	return "模板文件夹里只读这几个文件夹：" + strings.Join(folders, "、") + "；书放在 books 里，里面不再分文件夹"
}

// checkCharacters reports the first character of each text that would not be
// printed.
func checkCharacters(over fs.FS, shown, name string, covers func(rune) bool, out *diag.List) {
	data, err := fs.ReadFile(over, name)
	if err != nil {
		return
	}
	var known diag.List // whoever reads the file reports what is wrong in it
	f := decode.Parse(shown, data, &known)
	if f == nil {
		return
	}
	f.Texts(func(at diag.Place, text string) {
		for _, r := range text {
			if r == '\n' || covers(r) && !fonts.IsPrivate(r) {
				continue
			}
			bad := diag.Finding{Place: narrowed(at, r), Code: "no-glyph", Message: fmt.Sprintf("“%c”（U+%04X）没有字体能印", r, r),
				Hint: "换一个字；确实要用，在 county.toml 的 [fonts] 里给 body 配一个有这个字的字体"}
			if fonts.IsPrivate(r) {
				bad.Code, bad.Message = "private-use", fmt.Sprintf("有自造字（U+%04X），别的电脑上会变成另一个字或方框", r)
				bad.Hint = "换成这个字的国家标准编码，重新输入"
			}
			out.Add(bad)
			return
		}
	})
}

// narrowed points at a character of the text at a place, where the line shows
// it.
func narrowed(at diag.Place, r rune) diag.Place {
	line := []rune(at.Text)
	for i := max(at.Column-1, 0); i < min(at.Column-1+at.Width, len(line)); i++ {
		if line[i] == r {
			at.Column, at.Width = i+1, 1
			break
		}
	}
	return at
}

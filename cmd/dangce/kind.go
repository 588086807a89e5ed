package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/config/regular"
	"dangce/generator/pack"
)

// People name a roster, a branch file or a folder of books where a command
// asks for something else. What they named is said, and what to name instead.

// packList lies in every folder that build or collect has written.
const packList = "manifest.json"

// head are the first bytes of a file, nil for what is none.
func head(name string) []byte {
	if info, err := os.Stat(name); err != nil || !info.Mode().IsRegular() {
		return nil // opening a pipe would wait for whoever writes into it
	}
	f, err := os.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	data := make([]byte, 8)
	n, err := io.ReadFull(f, data)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return data[:n]
}

// kindOf says in a few words what a file is, by what is in it.
func kindOf(name string) string {
	begin := head(name)
	for _, k := range []struct{ magic, what string }{
		{"%PDF-", "PDF"}, {"\xd0\xcf\x11\xe0", "旧格式的 Excel 或 Word 文件"},
		{"\xff\xd8\xff", "图片"}, {"\x89PNG", "图片"}, {"GIF8", "图片"}, {"BM", "图片"}, {"Rar!", "压缩包"}, {"7z\xBC\xAF", "压缩包"}, {"MZ", "程序"},
	} {
		if bytes.HasPrefix(begin, []byte(k.magic)) {
			return k.what
		}
	}
	ext := strings.ToLower(filepath.Ext(name))
	switch {
	case bytes.HasPrefix(begin, []byte("PK\x03\x04")) && (ext == ".docx" || ext == ".wps"):
		return "Word 文件"
	case bytes.HasPrefix(begin, []byte("PK\x03\x04")) && ext == ".zip":
		return "压缩包"
	case bytes.HasPrefix(begin, []byte("PK\x03\x04")):
		return "Excel 工作簿"
	case ext == ".csv":
		return "csv 表格"
	case filepath.Base(name) == packList:
		return "成品的清单"
	case ext == ".toml":
		return tomlKind(name)
	case ext == ".txt" || ext == ".md" || ext == ".json":
		return "文字文件"
	}
	return "别的文件"
}

// tomlKind says which of our files a TOML file is.
func tomlKind(name string) string {
	data, err := regular.ReadFile(name)
	if err != nil {
		return "别的文件"
	}
	f := decode.Parse(name, data, new(diag.List))
	switch {
	case f == nil:
		return "别的文件"
	case f.Has("county") || f.Has("committee") || f.Has("year"):
		return "县的配置文件"
	case f.Has("branch"):
		return "支部文件"
	case f.Has("holiday") || f.Has("workdays") || filepath.Base(name) == "holidays.toml":
		return "放假安排"
	case f.Has("title") || f.Has("step") || f.Has("block") || f.Has("column"):
		return "模板文件"
	}
	return "别的文件"
}

// folderKind says what a folder is, by what lies in it; "" for any other.
func folderKind(dir string) string {
	entries, _ := os.ReadDir(dir) // what cannot be read has no kind
	tables, branches, pdfs := 0, 0, 0
	for _, e := range entries {
		switch ext := strings.ToLower(filepath.Ext(e.Name())); {
		case e.Name() == packList:
			if strings.HasSuffix(filepath.Base(dir), "-汇总") {
				return "汇总文件夹"
			}
			return "成品文件夹"
		case e.Name() == defaultCounty:
			return "县的文件夹"
		case slices.Contains([]string{".xlsx", ".xls", ".xlsm", ".csv", ".ods", ".et"}, ext):
			tables++
		case ext == ".pdf":
			pdfs++
		case ext == ".toml" && tomlKind(filepath.Join(dir, e.Name())) == "支部文件":
			branches++
		}
	}
	switch {
	case branches > 0:
		return "放支部文件的文件夹"
	case pdfs > 0:
		return "放 PDF 的文件夹"
	case tables > 0:
		return "放表格的文件夹"
	}
	return ""
}

// near looks for a file around a folder: in the folders above, four of them,
// and in the folders it holds. It returns the path to write in its place.
func near(dir, name string) string {
	above := dir
	for range 4 {
		if abs, err := filepath.Abs(above); err != nil || filepath.Dir(abs) == abs {
			break // nothing lies above
		}
		above = filepath.Join(above, "..")
		if exists(filepath.Join(above, name)) {
			return filepath.Join(above, name)
		}
	}
	below, _ := filepath.Glob(filepath.Join(dir, "*", name)) // the pattern is ours
	if len(below) == 0 {
		below, _ = filepath.Glob(filepath.Join(dir, "*", "*", name))
	}
	if len(below) > 0 {
		return below[0]
	}
	return ""
}

// notCounty is what to say of a file or folder named where a county.toml
// belongs; nil for one that may be read.
func notCounty(name string) *diag.Finding {
	f := &diag.Finding{Place: diag.Place{File: filepath.ToSlash(name)}, Code: "foreign-file"}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return missingCounty(name)
	case err != nil || info.IsDir():
		return nil
	}
	kind := kindOf(name)
	switch kind {
	case "县的配置文件", "文字文件", "别的文件":
		return nil // what is wrong with it is found when it is read
	case "Excel 工作簿", "csv 表格", "旧格式的 Excel 或 Word 文件":
		f.Hint = "名册不写在命令里，放进 county.toml 的 rosters 一行写的文件夹；这里写 county.toml"
	case "支部文件", "放假安排", "模板文件":
		f.Hint = "它由 county.toml 带着读，这里写 county.toml"
	default:
		f.Hint = "这里写 county.toml"
	}
	f.Message = "这是" + spaced(kind) + "，不是县的配置文件"
	if there := whereCounty(filepath.Dir(name)); there != "" {
		f.Hint += "；" + there
	}
	return f
}

// missingCounty is what to say where there is no such file.
func missingCounty(name string) *diag.Finding {
	dir := filepath.Dir(name)
	f := &diag.Finding{Place: diag.Place{File: filepath.ToSlash(name)}, Code: "no-file", Message: "找不到文件 " + filepath.Base(name)}
	if kind := folderKind(dir); filepath.Base(name) == defaultCounty && dir != "." && kind != "" {
		f.Message = "这是" + kind + "，里面没有 " + defaultCounty
	}
	if f.Hint = whereCounty(dir); f.Hint == "" {
		f.Hint = "dangce init 生成一套可以改的起步文件"
	}
	return f
}

// whereCounty names the county.toml that is probably meant; "" without one.
func whereCounty(dir string) string {
	there := filepath.Join(dir, defaultCounty)
	if !exists(there) {
		there = near(dir, defaultCounty)
	}
	if there == "" {
		return ""
	}
	return "这里有一个，改写成它：" + filepath.ToSlash(there)
}

// spaced puts a space between Chinese and a word that begins in Latin letters.
func spaced(what string) string {
	if what != "" && what[0] < utf8.RuneSelf {
		return " " + what
	}
	return what
}

// notPack is what to say of a folder, or a file, that no pack lies in; nil
// for a pack.
func notPack(name string) error {
	info, err := os.Stat(name)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			return nil // whoever opens it says why
		}
		return &usageError{"没有 " + name + " 这个文件夹", cmp.Or(wherePack("."), "例：dangce verify output/2027-示例县")}
	}
	if !info.IsDir() {
		return &usageError{name + " 是文件（" + kindOf(name) + "），要核对的是整个成品文件夹", cmp.Or(wherePack(filepath.Dir(name)), "写 build 生成的那个文件夹")}
	}
	if exists(filepath.Join(name, packList)) {
		return nil
	}
	if there := wherePack(name); there != "" {
		what := ""
		if kind := folderKind(name); kind != "" {
			what = "这是" + kind + "，里面"
		}
		return &hintError{fmt.Errorf("核对 %s 失败：%s%w", name, what, pack.ErrNoManifest), there}
	}
	return nil
}

// wherePack names the pack that is probably meant; "" without one.
func wherePack(dir string) string {
	there := filepath.Join(dir, packList)
	if !exists(there) {
		there = near(dir, packList)
	}
	if there == "" {
		return ""
	}
	return "成品文件夹在这里，改写成它：" + filepath.ToSlash(filepath.Dir(there))
}

// notPDF is what to say of a file named where a PDF belongs; nil for what may
// be one.
func notPDF(name string) *diag.Finding {
	kind := kindOf(name)
	if kind == "PDF" || kind == "别的文件" {
		return nil
	}
	return &diag.Finding{Place: diag.Place{File: name}, Code: "impose", Message: "这是" + spaced(kind) + "，不是 PDF",
		Hint: "书的 PDF 在 build 生成的成品文件夹里，例：dangce impose 党费收缴台账.pdf"}
}

// bookIn advises on a folder named where a PDF belongs.
func bookIn(dir string) string {
	if books, _ := filepath.Glob(filepath.Join(dir, "*.pdf")); len(books) > 0 {
		return "写里面一本书的 PDF，例如 " + filepath.ToSlash(books[0])
	}
	return "写里面一本书的 PDF；书在 build 生成的成品文件夹里"
}

// notReturned is what to say of a folder in which no registers come back.
func notReturned(dir string) error {
	switch kind := folderKind(dir); kind {
	case "成品文件夹", "汇总文件夹", "县的文件夹", "放支部文件的文件夹":
		return &usageError{dir + " 是" + kind + "，不是放交回来的登记表的文件夹", "另建一个文件夹，把交回来的登记表放进去，写它的名字，例：dangce collect 交回的登记表"}
	}
	return nil
}

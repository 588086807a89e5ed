package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// Limits bound what opening a file may cost. A zero field means the default.
type Limits struct {
	File     int64 // bytes of the file
	Unzipped int64 // bytes of all parts of a workbook that are read
	Part     int64 // bytes of one part
	Rows     int   // rows with values, of one sheet
	Columns  int   // highest column with a value
	Cells    int   // cells with values, of the whole file
}

// Defaults are roomy for the roster of a county in one sheet, 40,000 rows of
// 26 columns: about 60 MB unzipped.
var Defaults = Limits{
	File:     32 << 20,
	Unzipped: 256 << 20,
	Part:     160 << 20,
	Rows:     200_000,
	Columns:  1_000,
	Cells:    4_000_000,
}

func (l Limits) withDefaults() Limits {
	or := func(n *int64, d int64) {
		if *n <= 0 {
			*n = d
		}
	}
	orInt := func(n *int, d int) {
		if *n <= 0 {
			*n = d
		}
	}
	or(&l.File, Defaults.File)
	or(&l.Unzipped, Defaults.Unzipped)
	or(&l.Part, Defaults.Part)
	orInt(&l.Rows, Defaults.Rows)
	orInt(&l.Columns, Defaults.Columns)
	orInt(&l.Cells, Defaults.Cells)
	return l
}

// OpenFile opens a file of fsys; see Open.
func OpenFile(fsys fs.FS, name string, limits Limits) (*Book, error) {
	limits = limits.withDefaults()
	f, err := fsys.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", name, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limits.File+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return Open(name, data, limits)
}

// Open reads a workbook (.xlsx, .xlsm) or a csv file. What a file is called
// does not matter, what it holds does; name is for places. A file that is
// refused gives an *Error.
func Open(name string, data []byte, limits Limits) (*Book, error) {
	limits = limits.withDefaults()
	if int64(len(data)) > limits.File {
		return nil, tooLarge("文件超过 %d MB", limits.File>>20)
	}
	if len(bytes.Trim(data, "\x00\r\n\t ")) == 0 {
		return nil, &Error{Reason: Blank}
	}
	if bytes.HasPrefix(data, []byte("PK")) {
		return openZip(name, data, limits)
	}
	if err := foreign(data); err != nil {
		return nil, err
	}
	if ext := strings.ToLower(path.Ext(name)); ext == ".xlsx" || ext == ".xlsm" {
		return nil, damaged("内容不是工作簿", nil)
	}
	return openCSV(name, data, limits)
}

// foreign recognises files that are neither zip nor text by how they begin.
func foreign(data []byte) error {
	if bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
		// An encrypted workbook is an OLE container too; the names in its
		// directory are UTF-16.
		if bytes.Contains(data, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")) {
			return &Error{Reason: Locked}
		}
		return &Error{Reason: OldBook}
	}
	head := bytes.TrimPrefix(data[:min(len(data), 1024)], []byte("\xEF\xBB\xBF"))
	head = bytes.TrimLeft(head, " \t\r\n")
	for _, f := range []struct{ prefix, what string }{
		{"%PDF", "PDF 文件"}, {"{\\rtf", "RTF 文档"}, {"\x89PNG", "图片"}, {"\xFF\xD8\xFF", "图片"}, {"GIF8", "图片"},
		{"Rar!", "压缩包"}, {"7z\xBC\xAF", "压缩包"}, {"\x1F\x8B", "压缩包"}, {"<", "网页或 XML 文件"},
	} {
		if bytes.HasPrefix(head, []byte(f.prefix)) {
			return &Error{Reason: OtherFile, What: f.what}
		}
	}
	return nil
}

func openZip(name string, data []byte, limits Limits) (*Book, error) {
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, damaged("", err)
	}
	p := newParts(zr, limits)
	switch {
	case p.has("xl/workbook.bin"):
		return nil, &Error{Reason: BinaryBook}
	case p.has("content.xml") && p.has("mimetype"):
		return nil, &Error{Reason: OpenBook}
	case p.has("word/document.xml"):
		return nil, &Error{Reason: OtherFile, What: " Word 文档"}
	case p.has("ppt/presentation.xml"):
		return nil, &Error{Reason: OtherFile, What: "演示文稿"}
	case !p.has("[content_types].xml") && !p.has("_rels/.rels"):
		return nil, &Error{Reason: OtherFile, What: "压缩包"}
	}
	book, err := readBook(name, p, limits)
	if e := (*Error)(nil); err != nil && !errors.As(err, &e) {
		return nil, damaged("", err)
	}
	return book, err
}

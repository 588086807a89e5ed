package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
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

// Open reads a workbook (.xlsx, .xlsm, .xls, .et, .ods) or a csv file. What a file is called
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
	if bytes.HasPrefix(data, []byte(oleMagic)) {
		return openOLE(name, data, limits)
	}
	if oldRecords(data) {
		book, err := readBIFF(name, data, limits)
		return book, refusal(err)
	}
	if err := foreign(name, data); err != nil {
		return nil, err
	}
	return openCSV(name, data, limits)
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
		return openODS(name, p, limits)
	case p.has("Index/Document.iwa"):
		return nil, &Error{Reason: OtherFile, What: "苹果电脑的 Numbers 表格"}
	case p.has("word/document.xml"):
		return nil, &Error{Reason: OtherFile, What: " Word 文档"}
	case p.has("ppt/presentation.xml"):
		return nil, &Error{Reason: OtherFile, What: "演示文稿"}
	case !p.has("[content_types].xml") && !p.has("_rels/.rels"):
		return nil, &Error{Reason: OtherFile, What: "压缩包"}
	}
	book, err := readBook(name, p, limits)
	return book, refusal(err)
}

// refusal makes an *Error of any error.
func refusal(err error) error {
	if e := (*Error)(nil); err != nil && !errors.As(err, &e) {
		return damaged("", err)
	}
	return err
}

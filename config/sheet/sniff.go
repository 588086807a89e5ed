package sheet

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf8"
)

// magic are the beginnings of files that are neither zip nor text nor OLE.
var magic = []struct{ prefix, what string }{
	{"%PDF", "PDF 文件"}, {"{\\rtf", "RTF 文档"}, {"\x89PNG", "图片"}, {"\xFF\xD8\xFF", "图片"}, {"GIF8", "图片"}, {"BM\x00", "图片"},
	{"II*\x00", "图片"}, {"MM\x00*", "图片"}, {"RIFF", "图片或影音"}, {"Rar!", "压缩包"}, {"7z\xBC\xAF", "压缩包"}, {"\x1F\x8B", "压缩包"},
	{"BZh", "压缩包"}, {"\xFD7zXZ", "压缩包"}, {"MZ", "程序"}, {"%!PS", "打印文件"}, {"SQLite format 3", "数据库"}, {"\x00\x01\x00\x00Standard", "数据库"},
}

// wrappers are the beginnings of files that an office's own encryption
// software wrote, with its name where known.
var wrappers = []struct{ prefix, name string }{
	{"b\x14#e", "亿赛通"}, {"E-SafeNet", "亿赛通"}, {"%TSD-Header-###%", "绿盾"}, {"TIPRAY", "绿盾"}, {"\x9B DRMONE", "Fasoo"}, {"DRMONE", "Fasoo"},
	{"SCDSA00", "SoftCamp"}, {"<DOCUMENT SAFER", "MarkAny"}, {"\x00\x00\x00\x00VAMTOO", "华途"}, {"IPGUARD", "IP-guard"}, {"CHINASEC", "明朝万达"},
}

// foreign recognises files that are neither zip nor OLE nor csv.
func foreign(name string, data []byte) error {
	for _, w := range wrappers {
		if bytes.HasPrefix(data, []byte(w.prefix)) {
			return &Error{Reason: Wrapped, What: w.name}
		}
	}
	if bytes.Contains(data[:min(len(data), 1024)], []byte("E-SafeNet")) {
		return &Error{Reason: Wrapped, What: "亿赛通"}
	}
	for _, f := range magic {
		if bytes.HasPrefix(data, []byte(f.prefix)) {
			return &Error{Reason: OtherFile, What: f.what}
		}
	}
	if err := markup(data); err != nil {
		return err
	}
	if !workbookName(name) {
		return nil
	}
	if !looksText(data) {
		return &Error{Reason: Wrapped}
	}
	if ext := strings.ToLower(path.Ext(name)); ext == ".xlsx" || ext == ".xlsm" || ext == ".ods" {
		return damaged("内容不是工作簿", nil)
	}
	return nil // tabs or commas under the name of an old workbook, as some systems export
}

// workbookName reports a name that no csv file has.
func workbookName(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".xlsx", ".xlsm", ".xls", ".xlt", ".xltx", ".et", ".ett", ".ods", ".wps", ".xlsb":
		return true
	}
	return false
}

// markup recognises web pages and XML, which systems save as .xls: office
// programs open them.
func markup(data []byte) error {
	head := data[:min(len(data), 4096)]
	if _, ok := utf16Order(head); ok {
		head = bytes.ReplaceAll(bytes.TrimLeft(head, "\xFF\xFE"), []byte{0}, nil)
	}
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")), " \t\r\n")
	lower := bytes.ToLower(head)
	switch {
	case bytes.HasPrefix(lower, []byte("mime-version:")), bytes.Contains(lower[:min(len(lower), 1024)], []byte("content-type: multipart/related")):
		return &Error{Reason: WebPage, What: "单个文件网页（MHTML）"}
	case !bytes.HasPrefix(head, []byte("<")):
		return nil
	case bytes.Contains(lower, []byte("excel.sheet")) || bytes.Contains(lower, []byte("office:spreadsheet")):
		return &Error{Reason: WebPage, What: " XML 表格（Excel 2003）"}
	case bytes.Contains(lower, []byte("<html")) || bytes.Contains(lower, []byte("<table")) || bytes.Contains(lower, []byte("<!doctype html")) || bytes.Contains(lower, []byte("<meta")):
		return &Error{Reason: WebPage, What: "网页"}
	}
	return &Error{Reason: OtherFile, What: "网页或 XML 文件"}
}

// oldRecords recognises workbooks without a container, a bare row of records:
// those of before 1993, and what some programs still write.
func oldRecords(data []byte) bool {
	if len(data) < 4 || data[0] != 0x09 || data[2] > 16 || data[2] < 4 || data[3] != 0 {
		return false
	}
	return data[1] == 0 || data[1] == 2 || data[1] == 4 || data[1] == 8
}

// looksText reports whether data may be a text in UTF-8, UTF-16 or GB18030.
func looksText(data []byte) bool {
	head := data[:min(len(data), 4096)]
	if _, ok := utf16Order(head); ok {
		return true
	}
	control := 0
	for _, b := range head {
		if b < ' ' && b != '\t' && b != '\r' && b != '\n' && b != '\f' {
			control++
		}
	}
	return control == 0 || control*100 < len(head) && utf8.Valid(head)
}

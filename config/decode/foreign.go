package decode

import "bytes"

// foreign says what a file is that holds no text at all, and what to do with
// it: people name a roster, or a finished book, where a county.toml belongs.
// what is "" for texts.
func foreign(data []byte) (what, hint string) {
	const other = "这里要写 county.toml 这样的文本文件；dangce init 生成一套可以改的起步文件"
	for _, k := range []struct{ magic, what, hint string }{
		{"PK\x03\x04", "Excel 工作簿或压缩包", "名册放进 county.toml 的 rosters 一行写的文件夹；这里写 county.toml"},
		{"\xd0\xcf\x11\xe0", "旧格式的 Excel 或 Word 文件", "名册放进 county.toml 的 rosters 一行写的文件夹；这里写 county.toml"},
		{"%PDF-", "PDF", other},
		{"\xff\xd8\xff", "图片", other},
		{"\x89PNG", "图片", other},
	} {
		if bytes.HasPrefix(data, []byte(k.magic)) {
			return k.what, k.hint
		}
	}
	if utf16(data) {
		return "", ""
	}
	if bytes.IndexByte(data[:min(len(data), 512)], 0) >= 0 {
		return "空白或二进制的数据", other
	}
	return "", ""
}

// utf16 reports whether a text begins with the mark of UTF-16.
func utf16(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\xFF\xFE")) || bytes.HasPrefix(data, []byte("\xFE\xFF"))
}

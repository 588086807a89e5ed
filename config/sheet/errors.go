package sheet

import "fmt"

// Reason says why a file could not be opened.
type Reason int

// The reasons. Callers that only report need none of them: Error and Hint say
// it in words.
const (
	Blank      Reason = iota + 1 // no bytes at all
	OldBook                      // a workbook of before Excel 97
	Locked                       // encrypted with a password
	OpenBook                     // .ods with something else than a table in it
	BinaryBook                   // .xlsb
	OtherFile                    // PDF, Word, picture, web page, …
	Damaged                      // truncated, wrong checksum, parts missing
	TooLarge                     // beyond the Limits
	Encoding                     // text neither UTF-8 nor GB18030
	Quotes                       // csv with a quote that nothing closes
	Wrapped                      // encrypted by an office's own software
	WebPage                      // a web page saved under the name of a workbook
)

// Error is the refusal of a file. Its text is for the person who sent it.
type Error struct {
	Reason Reason
	What   string // what was found, or which limit was passed
	Err    error  // the cause, or nil
}

func (e *Error) Error() string {
	switch e.Reason {
	case Blank:
		return "文件是空的"
	case OldBook:
		return "这是很旧的表格格式（Excel 5.0 以前），读不了"
	case Locked:
		return "文件加了打开密码，读不了"
	case OpenBook:
		return "这是 OpenDocument 文件，但不是表格"
	case BinaryBook:
		return "这是 .xlsb 表格，读不了"
	case OtherFile:
		return "这不是表格文件，是" + e.What
	case Damaged:
		return "文件已损坏或没有传完" + inBrackets(e.What)
	case TooLarge:
		return "表格过大：" + e.What
	case Encoding:
		return "文字编码认不出，不是 UTF-8，也不是 GB18030" + inBrackets(e.What)
	case Quotes:
		return "csv 第 " + e.What + " 行的引号不成对，它后面的行会被当成这一格的内容"
	case Wrapped:
		if e.What == "" {
			return "里面不是表格的内容，像是被单位的加密软件加了密"
		}
		return "文件被单位的加密软件加了密" + inBrackets(e.What)
	case WebPage:
		return "这不是真正的表格文件，是" + e.What
	}
	return fmt.Sprintf("打不开：%v", e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// Hint says what to do about it, in one line.
func (e *Error) Hint() string {
	const saveAs = "请用 Excel 或 WPS 打开后“另存为”“Excel 工作簿（*.xlsx）”再交"
	switch e.Reason {
	case Blank:
		return "请找原来的文件重新复制一份，确认能打开、有内容"
	case Locked:
		return "请打开文件，在“文件”“信息”“保护工作簿”里去掉打开密码，另存为 .xlsx 再交"
	case OtherFile:
		return "只改文件名的后缀没有用；请在 Excel 或 WPS 里做成表格，“另存为” .xlsx 再交"
	case Damaged:
		return "请在原来的电脑上打开，能打开就“另存为”一个新的 .xlsx 再交；打不开就用备份"
	case TooLarge:
		return "请把数据复制到一个新工作簿（只要数据，不要图片和多余的空行空列），或分成几个文件"
	case Quotes:
		return "用记事本打开，在那一行补上或删去一个英文双引号；或在 Excel、WPS 里打开原表，另存为 .xlsx 再交"
	case Wrapped:
		return "请解密后再交：在装有加密软件的电脑上解密，或走外发审批；“另存为”没有用，存出来的还是密文。没有加密软件的，用备份"
	}
	return saveAs
}

func inBrackets(s string) string {
	if s == "" {
		return ""
	}
	return "（" + s + "）"
}

func damaged(what string, err error) error {
	return &Error{Reason: Damaged, What: what, Err: err}
}

func tooLarge(format string, args ...any) error {
	return &Error{Reason: TooLarge, What: fmt.Sprintf(format, args...)}
}

package sheet

import "fmt"

// Reason says why a file could not be opened.
type Reason int

// The reasons. Callers that only report need none of them: Error and Hint say
// it in words.
const (
	Blank      Reason = iota + 1 // no bytes at all
	OldBook                      // .xls or .et: an OLE container
	Locked                       // encrypted with a password
	OpenBook                     // .ods
	BinaryBook                   // .xlsb
	OtherFile                    // PDF, Word, picture, web page, …
	Damaged                      // truncated, wrong checksum, parts missing
	TooLarge                     // beyond the Limits
	Encoding                     // text neither UTF-8 nor GB18030
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
		return "这是旧格式的表格（.xls 或 .et），读不了"
	case Locked:
		return "文件加了打开密码，读不了"
	case OpenBook:
		return "这是 .ods 表格，读不了"
	case BinaryBook:
		return "这是 .xlsb 表格，读不了"
	case OtherFile:
		return "这不是表格文件，是" + e.What
	case Damaged:
		if e.What != "" {
			return "文件已损坏或没有传完（" + e.What + "）"
		}
		return "文件已损坏或没有传完"
	case TooLarge:
		return "表格过大：" + e.What
	case Encoding:
		return "文字编码认不出，不是 UTF-8，也不是 GB18030（" + e.What + "）"
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
	case Encoding:
		return saveAs
	}
	return saveAs
}

func damaged(what string, err error) error {
	return &Error{Reason: Damaged, What: what, Err: err}
}

func tooLarge(format string, args ...any) error {
	return &Error{Reason: TooLarge, What: fmt.Sprintf(format, args...)}
}

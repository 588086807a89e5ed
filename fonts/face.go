package fonts

import (
	"errors"
	"fmt"

	"dangce/fonts/internal/coverage"
	"dangce/fonts/internal/truetype"
)

// FaceID names one face of a Set. IDs are the same in every run with the same
// county fonts.
type FaceID uint8

// numFaces is the number of FaceIDs: the built-in face of each role, then the
// county's own.
const numFaces = 2 * len(Roles)

// String returns a short name of the face, fit for a font key in a PDF:
// "body", or "body-own" for the county's.
func (id FaceID) String() string {
	if int(id) < len(Roles) {
		return Role(id).String()
	}
	return Role(int(id)-len(Roles)).String() + "-own"
}

// face is one face: its table at hand, its font parsed on demand.
type face struct {
	table *coverage.Table
	font  func() (*truetype.Font, error)
	file  string // as the county named it; "" when built in

	restricted bool
}

// File is a county's own font: the bytes of a .ttf, or of a .ttc and the
// index of the font in it.
type File struct {
	Name  string // shown in messages: the path as the county wrote it
	Data  []byte
	Index int
}

// FileError says why a county's font file cannot be used. Both texts are
// Chinese and meant for the user.
type FileError struct {
	Role    string // as configured: "body"
	Name    string // File.Name
	Problem string
	Hint    string // what to do
	Err     error  // the cause, nil for an unknown role
}

func (e *FileError) Error() string {
	if e.Name == "" {
		return fmt.Sprintf("字体 %s：%s", e.Role, e.Problem)
	}
	return fmt.Sprintf("字体 %s（%s）：%s", e.Role, e.Name, e.Problem)
}

func (e *FileError) Unwrap() error { return e.Err }

// open parses and checks a county's font.
func (file File) open(role Role) (*face, error) {
	font, err := truetype.Parse(file.Data, file.Index)
	if err == nil {
		err = font.Check()
	}
	if err != nil {
		problem, hint := file.explain(err)
		return nil, &FileError{Role: role.String(), Name: file.Name, Problem: problem, Hint: hint, Err: err}
	}
	table := coverage.FromFont(font)
	return &face{
		table: table,
		font:  func() (*truetype.Font, error) { return font, nil },
		file:  file.Name,

		restricted: font.Restricted,
	}, nil
}

// explain puts an error of package truetype into words for the user.
func (file File) explain(err error) (problem, hint string) {
	switch {
	case errors.Is(err, truetype.ErrCFF):
		return "字形是 PostScript（CFF）轮廓，无法嵌入", "请换用同一字体的 TrueType 版本（.ttf 或 .ttc）；.otf 多为 CFF 轮廓"
	case errors.Is(err, truetype.ErrWeb):
		return "是网页字体（WOFF）", "请换用同一字体的 .ttf 或 .ttc 文件"
	case errors.Is(err, truetype.ErrIndex):
		if count := truetype.Count(file.Data); count > 1 {
			return fmt.Sprintf("文件内有 %d 个字体，没有第 %d 号", count, file.Index), fmt.Sprintf("index 请填 0 到 %d，第一个字体是 0", count-1)
		}
		return fmt.Sprintf("文件内只有一个字体，没有第 %d 号", file.Index), "请删去 index，或填 index = 0"
	case errors.Is(err, truetype.ErrNoCmap):
		return "没有 Unicode 字符映射表（cmap），无法按汉字取字形", "请换用支持 Unicode 的 .ttf 或 .ttc 文件；符号字体不能用作正文"
	case errors.Is(err, truetype.ErrNotFont):
		return "不是 TrueType 字体文件", "请选 .ttf 或 .ttc 文件，例如 C:\\Windows\\Fonts 里的 simfang.ttf"
	default:
		return "字体文件已损坏或不完整", "请重新复制或下载这个文件，再试一次；仍不行就删去这一项，使用内置字体"
	}
}

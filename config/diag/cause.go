package diag

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
)

// Cause words why the system refused something, in a few Chinese words that
// go after a colon: 没有权限. What it does not know keeps the number of the
// system's error, which a technician can look up.
func Cause(err error) string {
	for _, c := range append(causes, systemCauses...) {
		if errors.Is(err, c.err) {
			return c.words
		}
	}
	if own, ok := errors.AsType[interface {
		error
		Cause() string
	}](err); ok {
		return own.Cause()
	}
	if n, ok := errors.AsType[syscall.Errno](err); ok {
		return fmt.Sprintf("系统错误 %d", uintptr(n))
	}
	return "原因不明"
}

type cause struct {
	err   error
	words string
}

var causes = []cause{
	{fs.ErrPermission, "没有权限"},
	{fs.ErrNotExist, "没有这个文件或文件夹"},
	{fs.ErrExist, "已经有了"},
	{fs.ErrClosed, "文件已经关上了"},
	{os.ErrDeadlineExceeded, "等得太久"},
	{io.ErrUnexpectedEOF, "文件不完整"},
	{io.ErrShortWrite, "没有写完"},
	{context.Canceled, "已中断"},
}

package diag

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestCauseIsChinese(t *testing.T) {
	_, missing := os.ReadFile(filepath.Join(t.TempDir(), "x"))
	for _, c := range []struct {
		err  error
		want string
	}{
		{missing, "没有这个文件或文件夹"},
		{fmt.Errorf("read: %w", os.ErrPermission), "没有权限"},
		{syscall.Errno(30000), "系统错误 30000"},
		{errors.New("something of a library"), "原因不明"},
	} {
		if got := Cause(c.err); got != c.want {
			t.Errorf("Cause(%v) = %s, want %s", c.err, got, c.want)
		}
	}
	for _, c := range systemCauses {
		if got := Cause(&os.PathError{Op: "open", Path: "x", Err: c.err}); got != c.words {
			t.Errorf("Cause(%v) = %s, want %s", c.err, got, c.words)
		}
	}
}

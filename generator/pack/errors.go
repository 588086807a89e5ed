package pack

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"dangce/config/diag"
)

// Errors of this package are of five kinds. errLocked: another run has the
// folder. errOwner: the folder holds what another command, county or year
// wrote. errPath: the caller asked for a path that may not be written, a bug.
// ErrNoManifest, ErrBadManifest: the folder is no whole pack. All others come
// from the machine: disk, rights, lengths of paths. Each arrives in an *Error
// with what to do about it.
var (
	errLocked      = errors.New("另一个 dangce 正在写这个文件夹")
	errOwner       = errors.New("这个文件夹里是别的成品")
	errPath        = errors.New("路径不在成品文件夹以内，或占用了程序自己的文件名")
	ErrNoManifest  = errors.New("没有 " + manifestName)
	errNoFolder    = errors.New("这是文件，不是文件夹")
	errKind        = errors.New("这是管道或设备，不是普通的文件")
	errSize        = errors.New("文件太大，不是本程序写的")
	errFile        = errors.New("有一个文件叫这个名字")
	ErrBadManifest = errors.New(manifestName + " 不是本程序写的，或已损坏")
)

// Error is a failed operation on a file of the pack. Its text is Chinese and
// for the user; the cause of the system is in Err.
type Error struct {
	Op   string // 写入, 读取, …
	Path string
	Hint string // what to do, or ""
	Err  error
}

func (e *Error) Error() string { return e.Op + " " + e.Path + " 失败：" + reason(e.Err) }

func (e *Error) Unwrap() error { return e.Err }

// fail wraps the cause of the system. An *Error below it is passed on as it is.
func fail(op, name string, err error) error {
	if _, ok := errors.AsType[*Error](err); ok {
		return err
	}
	_, hint := explain(err)
	if strings.HasPrefix(op, "读取") || strings.HasPrefix(op, "打开") {
		if errors.Is(err, fs.ErrPermission) {
			hint = "用生成它的那个账号运行，或请管理员放开权限"
		}
	}
	return &Error{Op: op, Path: name, Hint: hint, Err: err}
}

// reason words a cause in Chinese: ours, the system's, or that of whoever
// fills a file.
func reason(err error) string {
	if what, _ := explain(err); what != "" {
		return what
	}
	for _, own := range []error{errLocked, errPath, errKind, errSize, ErrNoManifest} {
		if errors.Is(err, own) {
			return own.Error()
		}
	}
	if system(err) {
		return diag.Cause(err)
	}
	return err.Error()
}

// system reports whether an error came from the operating system.
func system(err error) bool {
	if _, ok := errors.AsType[*fs.PathError](err); ok {
		return true
	}
	if _, ok := errors.AsType[*os.LinkError](err); ok {
		return true
	}
	_, ok := errors.AsType[syscall.Errno](err)
	return ok
}

// What a rename onto a folder means.
const (
	inTheWay = "同名的文件夹占了位置"
	moveAway = "把那个文件夹改名或移走，再运行一次"
)

// explain returns what a cause means and what to do about it, or "".
func explain(err error) (what, hint string) {
	if what, hint = explainSystem(err); what != "" {
		return what, hint
	}
	switch {
	case errors.Is(err, ErrBadManifest):
		return err.Error(), "文件夹若是 build 生成的，请重新生成"
	case errors.Is(err, fs.ErrExist):
		return inTheWay, moveAway
	case errors.Is(err, fs.ErrPermission):
		return "没有权限", "换一个自己能写的文件夹（-o），或请管理员放开权限"
	case errors.Is(err, fs.ErrNotExist):
		return "没有这个文件或文件夹", "请核对路径"
	}
	return "", ""
}

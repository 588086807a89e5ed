package pack

import (
	"errors"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/windows"
)

func explainSystem(err error) (what, hint string) {
	switch {
	case errors.Is(err, windows.ERROR_DISK_FULL), errors.Is(err, windows.ERROR_HANDLE_DISK_FULL), errors.Is(err, windows.ERROR_DISK_QUOTA_EXCEEDED):
		return "磁盘已满", "清出空间后再运行一次，会接着做完"
	case errors.Is(err, windows.ERROR_WRITE_PROTECT):
		return "磁盘是只读的", "用 -o 换一个能写的文件夹"
	case errors.Is(err, windows.ERROR_SHARING_VIOLATION), errors.Is(err, windows.ERROR_LOCK_VIOLATION):
		return "文件正被别的程序打开", "关掉打开着它的 WPS、Excel 或看图软件，再运行一次"
	case errors.Is(err, windows.ERROR_ACCESS_DENIED):
		// What Windows says of a rename onto a file that Excel has open, too.
		return "没有权限，或文件正被别的程序打开", "关掉打开着它的 WPS、Excel 或看图软件，再运行一次；还不行，用 -o 换一个自己能写的文件夹"
	case errors.Is(err, windows.ERROR_FILENAME_EXCED_RANGE), errors.Is(err, windows.ERROR_BUFFER_OVERFLOW):
		return "路径太长", "用 -o 换一个短些的文件夹，如 D:\\党册"
	case errors.Is(err, windows.ERROR_DIRECTORY):
		return "路径中有一段是文件，不是文件夹", "用 -o 换一个文件夹"
	}
	return "", ""
}

// rename waits a little for virus scanners and indexers, which open a new
// file for a moment just when it is to be renamed.
func rename(root *os.Root, from, to string) error {
	var err error
	for wait := 10 * time.Millisecond; wait < time.Second; wait *= 2 {
		err = root.Rename(from, to)
		if !errors.Is(err, windows.ERROR_SHARING_VIOLATION) && !errors.Is(err, windows.ERROR_ACCESS_DENIED) {
			return err
		}
		time.Sleep(wait)
	}
	return err
}

// remove deletes a file or an empty folder. Some servers of network drives do
// not know the newer way that root asks for; they get the old one.
func remove(root *os.Root, name string) error {
	err := root.Remove(name)
	if errors.Is(err, windows.ERROR_INVALID_FUNCTION) || errors.Is(err, windows.ERROR_NOT_SUPPORTED) {
		return os.Remove(filepath.Join(root.Name(), filepath.FromSlash(name)))
	}
	return err
}

// syncFolder does nothing: NTFS keeps names in a journal of its own.
func (p *Pack) syncFolder() error { return nil }

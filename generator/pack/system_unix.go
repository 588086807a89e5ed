//go:build !windows

package pack

import (
	"errors"
	"os"
	"syscall"
)

func explainSystem(err error) (what, hint string) {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return "磁盘已满", "清出空间后再运行一次，会接着做完"
	case errors.Is(err, syscall.EFBIG):
		return "文件太大，磁盘或系统不让写", "用 -o 换一个磁盘，如本机的硬盘"
	case errors.Is(err, syscall.EISDIR):
		return inTheWay, moveAway
	case errors.Is(err, syscall.EROFS):
		return "磁盘是只读的", "用 -o 换一个能写的文件夹"
	case errors.Is(err, syscall.ENAMETOOLONG):
		return "路径太长", "用 -o 换一个短些的文件夹"
	case errors.Is(err, syscall.ENOTDIR):
		return "路径中有一段是文件，不是文件夹", "用 -o 换一个文件夹"
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return "同时打开的文件太多", "用 --jobs 1 再试"
	case errors.Is(err, syscall.ENOLCK), errors.Is(err, syscall.ENOTSUP):
		return "这个磁盘不能加锁", "用 -o 换到本机磁盘，做完再复制过去"
	}
	return "", ""
}

func rename(root *os.Root, from, to string) error { return root.Rename(from, to) }

func remove(root *os.Root, name string) error { return root.Remove(name) }

// syncFolder has the disk keep the names in the folder of the pack.
func (p *Pack) syncFolder() error {
	dir, err := p.root.Open(".")
	if err != nil {
		return fail("写入", p.dir, err)
	}
	defer dir.Close()
	// Some servers of network drives cannot; the manifest is whole even so.
	if err := dir.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, syscall.ENOTSUP) {
		return fail("写入", p.dir, err)
	}
	return nil
}

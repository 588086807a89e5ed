//go:build !windows

package diag

import "syscall"

var systemCauses = []cause{
	{syscall.ENOSPC, "磁盘已满"},
	{syscall.EDQUOT, "磁盘已满"},
	{syscall.EFBIG, "文件太大，磁盘或系统不让写"},
	{syscall.EROFS, "磁盘是只读的"},
	{syscall.EISDIR, "这是文件夹，不是文件"},
	{syscall.ENOTDIR, "路径中有一段是文件，不是文件夹"},
	{syscall.ENAMETOOLONG, "路径太长"},
	{syscall.ELOOP, "链接绕成了圈"},
	{syscall.EMFILE, "同时打开的文件太多"},
	{syscall.ENFILE, "同时打开的文件太多"},
	{syscall.EIO, "磁盘读写出错，可能坏了"},
	{syscall.EPIPE, "接收的程序已经退出"},
	{syscall.ENOMEM, "内存不够"},
	{syscall.EBUSY, "文件正被别的程序占用"},
}

package diag

import "syscall"

// The numbers are Windows' own; package syscall names only some of them.
var systemCauses = []cause{
	{syscall.Errno(112), "磁盘已满"},               // ERROR_DISK_FULL
	{syscall.Errno(39), "磁盘已满"},                // ERROR_HANDLE_DISK_FULL
	{syscall.Errno(1295), "磁盘已满"},              // ERROR_DISK_QUOTA_EXCEEDED
	{syscall.Errno(223), "文件太大，磁盘或系统不让写"},      // ERROR_FILE_TOO_LARGE
	{syscall.Errno(19), "磁盘是只读的"},              // ERROR_WRITE_PROTECT
	{syscall.Errno(32), "文件正被别的程序打开"},          // ERROR_SHARING_VIOLATION
	{syscall.Errno(33), "文件正被别的程序打开"},          // ERROR_LOCK_VIOLATION
	{syscall.Errno(267), "路径中有一段是文件，不是文件夹"},    // ERROR_DIRECTORY
	{syscall.Errno(206), "路径太长"},               // ERROR_FILENAME_EXCED_RANGE
	{syscall.Errno(111), "路径太长"},               // ERROR_BUFFER_OVERFLOW
	{syscall.Errno(123), "名字里有 Windows 不许用的字"}, // ERROR_INVALID_NAME
	{syscall.Errno(21), "磁盘没有准备好"},             // ERROR_NOT_READY
	{syscall.Errno(23), "磁盘读写出错，可能坏了"},         // ERROR_CRC
	{syscall.Errno(1117), "磁盘读写出错，可能坏了"},       // ERROR_IO_DEVICE
	{syscall.Errno(8), "内存不够"},                 // ERROR_NOT_ENOUGH_MEMORY
	{syscall.Errno(53), "找不到网络上的文件夹"},          // ERROR_BAD_NETPATH
	{syscall.Errno(59), "网络断了"},                // ERROR_UNEXP_NET_ERR
	{syscall.Errno(64), "网络断了"},                // ERROR_NETNAME_DELETED
	{syscall.Errno(109), "接收的程序已经退出"},          // ERROR_BROKEN_PIPE
}

//go:build unix

package wasmcache

import (
	"io/fs"
	"os"
	"strconv"
	"syscall"
)

// owned reports whether a folder belongs to this user and only the user may
// write to it.
func owned(info fs.FileInfo) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(st.Uid) == os.Geteuid() && info.Mode().Perm()&0o022 == 0
}

func user() string { return strconv.Itoa(os.Geteuid()) }

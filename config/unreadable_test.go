package config

import (
	"io/fs"
	"slices"
	"syscall"
	"testing"

	"dangce/config/diag"
)

// locked is a folder in which nobody may look.
type locked struct {
	fs.FS
	dir string
}

func (l locked) Open(name string) (fs.File, error) {
	if name == l.dir {
		return nil, &fs.PathError{Op: "open", Path: name, Err: syscall.EACCES}
	}
	return l.FS.Open(name)
}

func (l locked) Stat(name string) (fs.FileInfo, error) { return fs.Stat(l.FS, name) }

// TestLockedFolder: a folder that a pattern looks into and may not is an
// error, not a folder without members; one that no pattern names is a remark.
func TestLockedFolder(t *testing.T) {
	const roster = "姓名,所在党支部\n赵六,东街社区党支部\n"
	for pattern, want := range map[string]string{
		"名册/*/*.csv": "county.toml unreadable 读不了文件 名册/*/*.csv（名册/乙）：没有权限",
		"名册/*.csv":   "名册/乙 unread-roster 这个文件夹看不了，里面有没有名册不知道：没有权限",
	} {
		files := county(t, "county.toml", "branches =", "rosters = [\""+pattern+"\"]\nbranches =", "名册/党员.csv", "", roster, "名册/甲/党员.csv", "", roster, "名册/乙/党员.csv", "", roster)
		c, found := load(locked{files, "名册/乙"}, Options{})
		if !slices.ContainsFunc(found, func(f diag.Finding) bool { return f.File+" "+f.Code+" "+f.Message == want }) {
			t.Errorf("%s: %v", pattern, found)
		}
		if pattern == "名册/*/*.csv" && c != nil {
			t.Error("the county is there without the members of the folder")
		}
	}
}

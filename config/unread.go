package config

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"dangce/config/diag"
)

// tableFiles are the files that people take for rosters.
var tableFiles = []string{".xls", ".et", ".xlsx", ".xlsm", ".csv", ".ods"}

// unread warns of tables that lie in a folder of rosters and that no pattern
// of county.toml matches: whoever put them there believes they are read.
func (l *loader) unread(sheets []string) {
	var dirs []string
	for _, p := range l.file.Rosters {
		pattern, _ := sheetOf(p)
		rel, bad := l.local(pattern)
		if bad != nil || path.Dir(rel) == "." || strings.ContainsAny(path.Dir(rel), `*?[\`) {
			continue // beside county.toml lie tables of all sorts
		}
		if dir := path.Dir(rel); !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
	}
	for _, dir := range dirs {
		l.unreadIn(dir, sheets, 0)
	}
}

// deepest is how many folders below a folder of rosters are looked into.
const deepest = 3

// unreadIn warns of the tables in a folder and below it. A folder that is
// missing has its finding.
func (l *loader) unreadIn(dir string, sheets []string, depth int) {
	entries, err := fs.ReadDir(l.fsys, path.Join(l.dir, dir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		l.out.Add(diag.Finding{Place: diag.Place{File: l.shown(dir)}, Severity: diag.Warning, Code: "unread-roster",
			Message: "这个文件夹看不了，里面有没有名册不知道：" + diag.Cause(err), Hint: "检查是否有权限读"})
	}
	for _, e := range entries {
		rel, kind := path.Join(dir, e.Name()), strings.ToLower(path.Ext(e.Name()))
		switch {
		case ignored(e.Name()), slices.Contains(sheets, rel), slices.Contains(l.account.Unread, l.shown(rel)):
		case e.IsDir() && depth < deepest:
			l.unreadIn(rel, sheets, depth+1)
		case !e.IsDir() && slices.Contains(tableFiles, kind):
			hint := fmt.Sprintf("要读就在 rosters 里加上 \"%s/*%s\"，不是名册就移出这个文件夹", dir, path.Ext(e.Name()))
			l.account.Unread = append(l.account.Unread, l.shown(rel))
			l.out.Add(diag.Finding{Place: diag.Place{File: l.shown(rel)}, Severity: diag.Warning, Code: "unread-roster",
				Message: "这个文件放在名册文件夹里，但没有读", Hint: hint})
		}
	}
}

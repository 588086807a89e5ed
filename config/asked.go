package config

import (
	"crypto/sha256"
	"path"
	"slices"
	"strings"

	"dangce/config/diag"
	"dangce/config/roster"
)

// expandRosters returns the files that rosters = […] matches, each once. An
// item may name a sheet of a file, 名册/总表.xlsx#转出党员: the sheet is read
// whatever it is called, and of a file that no other item matches it alone.
func (l *loader) expandRosters() []string {
	l.asked = map[string]roster.Ask{}
	missing := unmatched{}
	var all, whole []string
	for i, p := range l.file.Rosters {
		if p == "" {
			continue // not a string: reported
		}
		pattern, name := sheetOf(p)
		names, bad := l.glob(pattern)
		if bad != nil {
			missing[i] = bad
			continue
		}
		for _, rel := range names {
			if !slices.Contains(all, rel) {
				all = append(all, rel)
			}
			if name == "" {
				whole = append(whole, rel)
			} else {
				ask := l.asked[rel]
				ask.Sheets = append(ask.Sheets, name)
				l.asked[rel] = ask
			}
		}
	}
	missing.report(l, "rosters", l.file.Rosters, len(all))
	for rel, ask := range l.asked {
		ask.Only = !slices.Contains(whole, rel)
		l.asked[rel] = ask
	}
	return all
}

// sheetOf divides an item of rosters into the pattern of files and the sheet
// that it names, or "".
func sheetOf(p string) (pattern, name string) {
	i := strings.LastIndexByte(p, '#')
	if i < 0 || !slices.Contains(tableFiles, strings.ToLower(path.Ext(p[:i]))) {
		return p, ""
	}
	return p[:i], strings.TrimSpace(p[i+1:])
}

// unmatched are the patterns of a key that lead to no file, by their index.
type unmatched map[int]*pathError

// report reports them: where others lead to files, each by itself; where none
// does, once.
func (u unmatched) report(l *loader, key string, patterns []string, found int) {
	several := len(patterns) > 1
	for i, p := range patterns {
		bad := u[i]
		switch {
		case bad == nil:
			continue
		case bad.code != "no-file" || !several:
		case found > 0:
			bad.hint = "检查文件夹和扩展名；用不着的，从 " + key + " 里去掉 \"" + p + "\" 这一项，别的留着"
		case key == "branches":
			bad.hint = "支部文件放进 county.toml 旁边的文件夹里；支部都写在名册里的，在这一行开头加 #"
		default:
			bad.hint = "把名册（xlsx、xls、ods 或 csv）放进 county.toml 旁边的文件夹里，再检查一次；没有名册的，在这一行开头加 #"
		}
		l.out.Add(bad.finding(l.toml.Place(item(key, i))))
		if several && found == 0 && bad.code == "no-file" {
			return
		}
	}
}

// copied reports a roster that another file holds as well, and says so once
// for the file instead of once for each person.
func (l *loader) copied(rel string, first map[[sha256.Size]byte]string) bool {
	sum, read := l.sums[rel]
	other, met := first[sum]
	if !read || !met {
		first[sum] = rel
		return false
	}
	if len(other) > len(rel) {
		rel, other = other, rel // b - 副本.xlsx is the copy
	}
	l.out.Add(diag.Finding{
		Place: diag.Place{File: l.shown(rel)}, Code: "copied-roster", Also: []diag.Place{{File: l.shown(other)}},
		Message: "和 " + l.shown(other) + " 内容一样，里面的人会写两遍", Hint: "两个文件内容一样，移走一个",
	})
	return true
}

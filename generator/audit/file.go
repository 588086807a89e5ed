package audit

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"dangce/config/diag"
)

// Verdict is what became of a returned file.
type Verdict string

// The verdicts.
const (
	Accepted  Verdict = "已收"
	Duplicate Verdict = "重复"
	Foreign   Verdict = "不是本县本年"
	Unread    Verdict = "读不出"
)

// File is a file of the folder, and what became of it.
type File struct {
	Path      string    `json:"path"` // as findings name it
	Verdict   Verdict   `json:"verdict"`
	Title     string    `json:"title,omitempty"`     // of the kind of workbook
	Committee string    `json:"committee,omitempty"` // code
	Branch    string    `json:"branch,omitempty"`    // code
	Saved     time.Time `json:"saved"`               // by an office program, else as the folder says
	Filled    int       `json:"filled"`              // rows with something filled in
	Faults    int       `json:"faults"`              // cells to put right
	Reason    string    `json:"reason,omitempty"`
	Hint      string    `json:"hint,omitempty"`
	Same      string    `json:"same,omitempty"` // of a duplicate: the file that counts

	name string // in the folder
	fsys fs.FS  // the folder
}

// returned is a file that was read.
type returned struct {
	file   *File
	form   *form
	rows   map[*table][]entry
	ids    map[string]bool // of the activities that have a row, filled in or not
	faults []diag.Finding
	moved  []diag.Place // of days that a time in the night made the next
}

// newest orders files from the one saved last to the first; those saved at
// one time by their paths, so that the order is the same on every run.
func newest(a, b *returned) int {
	return cmp.Or(b.file.Saved.Compare(a.file.Saved), cmp.Compare(a.file.Path, b.file.Path))
}

// counting decides which of several files of one kind and owner counts: the one
// saved last among those in which something is filled in. The others stay
// listed, and nothing of them is used.
func counting(all []*returned) []*returned {
	type owner struct{ form, committee, branch string }
	groups := make(map[owner][]*returned)
	for _, r := range all {
		k := owner{r.form.name, r.file.Committee, r.file.Branch}
		if r.form.name == Ledger || r.form.name == Accountability || r.form.name == Sample {
			k.branch = r.file.Path // every one counts: rows carry ids
		}
		groups[k] = append(groups[k], r)
	}
	var kept []*returned
	for _, g := range groups {
		slices.SortFunc(g, func(a, b *returned) int {
			if (a.file.Filled > 0) != (b.file.Filled > 0) {
				if a.file.Filled > 0 {
					return -1
				}
				return 1
			}
			return newest(a, b)
		})
		kept = append(kept, g[0])
		for _, r := range g[1:] {
			r.file.Verdict, r.file.Same = Duplicate, g[0].file.Path
			r.file.Reason = "同一单位交了几份，以最后保存的为准"
			r.file.Hint = "以 " + g[0].file.Path + " 为准；不对的话，把不要的那份移走再汇总"
			if rows := onlyIn(r, g[0]); len(rows) > 0 {
				r.file.Reason += fmt.Sprintf("；这份里有 %d 行是那份没有的，或者填得不一样，没有用：%s", len(rows), shortList(rows))
				r.file.Hint = "核对这几行，要用的抄到 " + g[0].file.Path + " 里，再汇总一次"
			}
		}
	}
	slices.SortFunc(kept, func(a, b *returned) int { return cmp.Compare(a.file.Path, b.file.Path) })
	return kept
}

// onlyIn lists the rows of a copy in which something is filled in that the
// copy which counts lacks or has otherwise, by what they are about. An early
// copy of which all went into a later one has none.
func onlyIn(r, counts *returned) []string {
	kept := join([]*returned{counts})
	var only []string
	for i := range r.form.sheets {
		for _, e := range r.rows[r.form.sheets[i].table] {
			k, ok := e.base().form.table.about(e)
			if ok && adds(kept.by[k], e) {
				only = append(only, e.base().sheet+" "+k.id)
			}
		}
	}
	return only
}

// shortList names the first few.
func shortList(all []string) string {
	const most = 5
	if len(all) > most {
		return strings.Join(all[:most], "、") + " 等"
	}
	return strings.Join(all, "、")
}

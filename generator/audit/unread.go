package audit

import (
	"path"
	"slices"
	"strings"

	"dangce/config"
	"dangce/generator/plan"
)

// What could not be read is not what was not done. It is in the summary as
// such, and no share counts it: neither among what was due nor among what was
// done.

// toCorrect is said of a register, or of an activity, that could not be read.
const toCorrect = "读不了，待改正"

// packed are the names of archives: a register may lie in one.
var packed = map[string]bool{".zip": true, ".rar": true, ".7z": true}

// unread finds out whose registers those files are that could not be read: by
// the names of branches and committees in their own names, or in those of
// their folders.
func (r *reader) unread(files []*File) (branches, committees map[string]bool) {
	branches, committees = map[string]bool{}, map[string]bool{}
	for _, f := range files {
		base, ext := path.Base(f.name), strings.ToLower(path.Ext(f.name))
		if f.Verdict != Unread || !readable[ext] && !packed[ext] || strings.HasPrefix(base, "~$") || r.another(base) {
			continue
		}
		if b := longestName(base, r.county.Branches(), func(b *config.Branch) []string { return []string{b.Name, b.Short, b.Code} }); b != nil {
			f.Branch, f.Committee = b.Code, b.Committee.Code
			branches[b.Code] = true
			continue
		}
		com := longestName(f.name, r.county.Committees, func(c *config.Committee) []string { return []string{c.Name, c.Short} })
		if com == nil {
			continue
		}
		f.Committee = com.Code
		if !strings.Contains(base, ofAllBranches) {
			committees[com.Code] = true
			continue
		}
		for _, b := range com.Branches {
			branches[b.Code] = true
		}
	}
	return branches, committees
}

// ofAllBranches occurs in the name of the register of a committee's branches.
const ofAllBranches = "全部支部"

// another reports whether a file is named as a form that is no register.
func (r *reader) another(base string) bool {
	return slices.ContainsFunc(r.order, func(f *form) bool {
		return f.name != Register && f.name != RegisterAll && f.name != CommitteeRegister && strings.Contains(base, f.title)
	})
}

// longestName returns whose name occurs in a text, the longest where several
// do; nil where none does, or two have that name.
func longestName[T any](text string, list []*T, names func(*T) []string) *T {
	var best *T
	longest, twice := 0, false
	for _, x := range list {
		for _, n := range names(x) {
			switch {
			case n == "" || !strings.Contains(text, n) || len(n) < longest:
			case len(n) == longest:
				twice = twice || best != x
			default:
				best, longest, twice = x, len(n), false
			}
		}
	}
	if twice {
		return nil
	}
	return best
}

// unreadable marks what of a branch's year could not be read.
func (a *auditor) unreadable(b *Branch) {
	b.Unread = !b.Reported && len(b.Files) == 0 && a.unread[b.Code]
	gone := a.gone(b)
	for i := range b.Activities {
		act := &b.Activities[i]
		if !act.Happened() {
			act.Unread = b.Unread || gone[act.ID] || act.row != nil && act.row.Held.bad
		}
		act.Unjudged = act.Unread || act.Kind == plan.ThemeDay && act.Happened() && act.OnTime && (act.row.Fixed.bad || act.row.Signed.bad)
	}
	if b.Unread {
		b.Ten = [11]Ratio{}
	}
	for m := range b.Dues {
		b.Dues[m].Unread = b.Unread || b.Dues[m].row != nil && b.Dues[m].row.Paid.bad
	}
}

// Registers is how many of the registers due have been read, filled in: one of
// each branch, and one of each committee.
func (out *Result) Registers() Ratio {
	due := len(out.Branches)
	for _, c := range out.Committees {
		due += one(c.owes())
	}
	return Ratio{due - len(out.Missing), due}
}

// Complete reports whether so many of the registers due have been read that a
// notice about the county can be drafted.
func (out *Result) Complete() bool {
	r := out.Registers()
	return int64(r.Num)*100_000 >= int64(out.county.Review.Enough)*int64(r.Den)
}

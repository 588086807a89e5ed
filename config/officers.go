package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/config/sheet"
)

// lostSigns mark where a character was lost on the way.
const lostSigns = "?？□■〓*\uFFFD"

// posts reports posts that one person alone should hold, and those that lost a
// character.
func (l *records) posts(b *branchEntry) {
	first, officers := map[string]memberEntry{}, Officers()
	for _, m := range b.members {
		for j, p := range m.Posts {
			if strings.ContainsAny(p, lostSigns) {
				l.report(diag.Warning, "post-lost", m.entry, postField(m, j), of(m.Name, "党内职务")+"是“"+p+"”，像是丢了字", "补上丢了的字；不知道的把这一格清空")
			}
			if p == Deputy || !slices.Contains(officers, p) {
				continue
			}
			o, met := first[p]
			if !met {
				first[p] = m
			}
			if !met || o.Member == m.Member {
				continue
			}
			sev, code, hint := diag.Warning, "two-holders", "确认分工，一般一人一职"
			if p == Secretary {
				sev, code, hint = diag.Error, "two-secretaries", "只留一名书记，另一名写“副书记”或删去"
			}
			l.report(sev, code, m.entry, postField(m, j), fmt.Sprintf("支部有两名%s：%s、%s", p, o.Name, m.Name), hint, o.at.Place("post"))
		}
	}
}

// postField is the field of the j-th post: its own place in a TOML array.
func postField(m memberEntry, j int) string {
	if field := item("post", j); m.written(field) {
		return field
	}
	return "post"
}

// jobTitles head columns that hold posts of the Party as well as jobs.
var jobTitles = []string{"职务", "现任职务", "现职务", "担任职务", "任职情况"}

func holdsJobs(title string) bool { return slices.Contains(jobTitles, sheet.Key(title)) }

// partPosts parts the posts of the Party from all others.
func partPosts(all []string) (posts, jobs []string) {
	for _, p := range all {
		if isPost(p) || InCommittee(p) {
			posts = append(posts, p)
		} else {
			jobs = append(jobs, p)
		}
	}
	return posts, jobs
}

// postsOf finds the posts of a member, in a roster without a column for them
// also under 职务, and tells jobs from them where 职务 is the column of posts.
// 党小组组长 is known by the name of the group too.
func (m memberEntry) postsOf() {
	row, ok := m.at.(rowOrigin)
	switch {
	case !ok:
	case m.Job != "" && !row.HasColumn("post") && holdsJobs(row.Heading("job")):
		if posts, jobs := partPosts(readPosts(m.Job)); len(posts) > 0 {
			m.Posts, m.Job = append(m.Posts, posts...), strings.Join(jobs, "、")
		}
	case len(m.Posts) > 0 && holdsJobs(row.Heading("post")):
		posts, jobs := partPosts(m.Posts)
		m.Posts = posts
		for _, j := range jobs {
			if m.Job == "" {
				m.Job = j
			} else if !strings.Contains(m.Job, j) {
				m.Job += "、" + j
			}
		}
	}
	for i, p := range m.Posts {
		if m.Group != nil && (p == m.Group.Name+"组长" || p == m.Group.Name+"长") {
			m.Posts[i] = GroupLeader
		}
	}
}

// officers checks who leads the branch: a secretary, nobody on probation, and
// a committee of a size that the rules know.
func (l *records) officers(b *branchEntry) {
	l.secretary(b)
	var held []memberEntry
	described := b.at.State("branch_committee") == decode.Given // and not only its secretary
	for _, m := range b.members {
		described = described || slices.ContainsFunc(m.Posts, func(p string) bool { return InCommittee(p) })
		if !slices.ContainsFunc(m.Posts, func(p string) bool { return InCommittee(p) || slices.Contains(Officers(), p) }) {
			continue
		}
		held = append(held, m)
		if m.Probation {
			l.report(diag.Warning, "probation-post", m.entry, "post", of(m.Name, "党内职务")+"是“"+strings.Join(m.Posts, "、")+"”，却是预备党员",
				"预备党员没有被选举权；已经转正的改为正式，否则核对职务", m.at.Place("status"))
		}
	}
	switch n := len(held); {
	case n == 0 || !described || l.unruly(b):
	case b.HasCommittee && (n < leastCommittee || n > mostCommittee):
		l.report(diag.Warning, "committee-size", b.entry, "name", fmt.Sprintf("设支部委员会，名册里的书记、副书记、委员有 %d 人", n),
			"支部委员会由 3 至 5 人组成，一般不超过 7 人；在“党内职务”里补上或核对")
	case !b.HasCommittee && n > mostWithout:
		l.report(diag.Warning, "committee-size", b.entry, "name", fmt.Sprintf("不设支部委员会，名册里的书记、副书记、委员却有 %d 人", n),
			"不设支委会的支部设书记 1 名，必要时设副书记 1 名；核对职务和正式党员人数")
	}
}

// unruly reports a branch that has a committee against the rules, or has none
// against them: that was reported.
func (l *records) unruly(b *branchEntry) bool {
	return b.at.State("branch_committee") == decode.Given && b.HasCommittee != (b.full() >= committeeFrom)
}

// How many persons a branch's committee has, and how many officers a branch
// without one: 《中国共产党支部工作条例（试行）》第二十条.
const (
	committeeFrom  = 7 // full members
	leastCommittee = 3
	mostCommittee  = 7
	mostWithout    = 2
)

// secretary reports a branch without one, once for all branches of a sheet
// that has no column of posts. What the sheet of branches says fills in for
// such a column and is compared with it otherwise.
func (l *records) secretary(b *branchEntry) {
	if len(b.members) == 0 {
		return // reported
	}
	var have []string
	for _, m := range b.members {
		if m.Has(Secretary) {
			have = append(have, m.Name)
		}
	}
	said := sheet.Name(b.said.Secretary)
	switch {
	case len(have) > 0 && (said == "" || slices.Contains(have, said)):
	case len(have) > 0:
		l.report(diag.Warning, "other-secretary", b.entry, "secretary", "党支部表里写的书记是“"+said+"”，党员名册里是“"+have[0]+"”", "核对是谁，改正一处")
	case said != "" && l.elect(b, said):
	case said != "":
		l.report(diag.Warning, "no-secretary", b.entry, "secretary", "党支部表里写的书记是“"+said+"”，支部的党员里没有这个人", "核对姓名和这个人所在的支部")
	case !slices.ContainsFunc(b.members, func(m memberEntry) bool { return m.at.State("post") == decode.Bad }) && !l.broken(b):
		l.withoutSecretary(b)
	}
}

// broken reports a branch in a file of which lines could not be read.
func (l *records) broken(b *branchEntry) bool { return l.cut[b.at.Place("").File] }

// cutFiles are the files of which lines could not be read.
func (l *records) cutFiles() map[string]bool {
	cut := map[string]bool{}
	for _, f := range l.out.Sorted() {
		if f.Code == "syntax" {
			cut[f.Place.File] = true
		}
	}
	return cut
}

// elect makes the member of a name the secretary; there must be one.
func (l *records) elect(b *branchEntry, name string) bool {
	at := -1
	for i, m := range b.members {
		if m.Name == name {
			if at >= 0 {
				return false
			}
			at = i
		}
	}
	if at < 0 {
		return false
	}
	m := b.members[at].Member
	m.Posts = append(Posts{Secretary}, m.Posts...)
	return true
}

func (l *records) withoutSecretary(b *branchEntry) {
	row, ok := b.members[0].at.(rowOrigin)
	if !ok || row.HasColumn("post") {
		l.report(diag.Warning, "no-secretary", b.entry, "name", "名册里没有书记", "在书记的“党内职务”里写“书记”；正在选举的可以不改")
		return
	}
	at := row.Header()
	l.noPosts[at] = append(l.noPosts[at], cmp.Or(b.Short, b.Name))
}

// withoutPosts reports sheets of members that have no column of posts.
func (l *records) withoutPosts() {
	for at, names := range l.noPosts {
		of := strings.Join(names[:min(len(names), 3)], "、")
		if len(names) > 3 {
			of += fmt.Sprintf("等 %d 个支部", len(names))
		}
		l.out.Add(diag.Finding{Place: at, Severity: diag.Warning, Code: "no-posts",
			Message: "没有“党内职务”一列，" + of + "没有书记", Hint: "加“党内职务”一列，写上书记、委员；只有书记的，在党支部表里加“书记”一列写姓名"})
	}
}

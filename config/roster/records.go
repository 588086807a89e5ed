package roster

func readCommittee(r *row, to *Roster) {
	to.Committees = append(to.Committees, Committee{
		Row:    r.whole(),
		Code:   r.code("code"),
		Name:   r.text("name"),
		Short:  r.text("short"),
		Kind:   r.text("kind"),
		Parent: r.text("parent"),
	})
}

func readBranch(r *row, to *Roster) {
	code := r.code("code")
	r.branch = code.Value
	committee := r.code("committee_code")
	if committee.Empty() {
		committee = r.text("committee")
	}
	to.Branches = append(to.Branches, Branch{
		Row:       r.whole(),
		Code:      code,
		Name:      r.text("name"),
		Short:     r.text("short"),
		Committee: committee,
		Kind:      r.text("kind"),
		Founded:   r.date("founded"),
		TermEnds:  r.date("term_ends"),
		Place:     r.text("place"),
		Groups:    r.list("groups", "、，,；;"),
		Committed: r.flag("branch_committee"),
	})
}

func readMember(r *row, to *Roster) {
	code := r.code("branch_code")
	r.branch = code.Value
	m := Member{
		Row:        r.whole(),
		BranchCode: code,
		Branch:     r.text("branch"),
		Name:       r.name("name"),
		ID:         r.memberID("id"),
		Gender:     r.text("gender"),
		Ethnicity:  r.text("ethnicity"),
		Birth:      r.date("birth"),
		Education:  r.text("education"),
		Joined:     r.date("joined"),
		Confirmed:  r.date("confirmed"),
		Status:     r.text("status"),
		Group:      r.text("group"),
		Posts:      r.list("post", "、，,；;/／ 　"),
		Duty:       r.text("duty"),
		Leader:     r.flag("is_leader"),
		Job:        r.text("job"),
		Phone:      r.code("phone"),

		DuesCategory: r.text("dues_category"),
		DuesBase:     r.money("dues_base"),
		DuesAmount:   r.money("dues_amount"),
		DuesReason:   r.text("dues_reason"),

		CardNo:   r.code("card_no"),
		CardYear: r.year("card_year"),
		Note:     r.text("note"),
	}
	if r.cols["branch_code"] == 0 && r.cols["branch"] == 0 {
		m.Captions = r.captionsFor()
	}
	to.Members = append(to.Members, m)
}

// captionsFor lists the lines that may name the row's branch; the list is
// shared by all rows below the same caption.
func (r *row) captionsFor() []Field {
	if r.current == nil {
		t := r.table
		t.current = append(t.current, t.inside...)
		t.current = append(t.current, t.above...)
		t.current = append(t.current, Field{t.sheet.Name, t.sheet.Places(0), 0})
	}
	return r.current
}

package audit

import (
	"fmt"
	"time"

	"dangce/config"
	"dangce/config/date"
	"dangce/generator/plan"
)

// ReviewOf is what the county's reviewers noted about a branch.
type ReviewOf struct {
	Month    time.Month // planned
	Team     string
	On       date.Date // zero: not reviewed yet
	By       string
	Opinion  string
	Receipt  date.Date // the branch signed for the reviewers' opinion
	Handbook Ratio     // records there, of those asked for
	Good     Ratio     // records in order, of those there
	Cards    Ratio     // cards that agree with the ledger, of those looked at
	Matters  Ratio     // matters with a complete procedure, of all
	Shown    Ratio     // matters made public, of all

	Volumes              Number         // books and cards looked through
	Kinds                []ReviewedKind // in the order of the norms
	CardNote, MatterNote string         // what did not agree, what was incomplete
}

// ReviewedKind is what the reviewers counted of one kind of record.
type ReviewedKind struct {
	RecordKind
	Have, Good Number
	Note       string
}

func (a *auditor) reviewOf(b *Branch) {
	v := &b.Review
	if r := visitTable.find(a.rows, b.Code, "调阅"); r != nil {
		v.On, v.Receipt = r.Reviewed.date(), r.ReceiptOn.date()
		v.By, v.Opinion, v.Volumes = r.By.text, r.Opinion.text, r.Volumes.number()
	}
	for _, k := range Records(b.Plan) {
		if !v.On.IsZero() {
			k.Should = a.dueBefore(b, k.Kind, v.On)
		}
		v.Kinds = append(v.Kinds, ReviewedKind{RecordKind: k})
		r := recordTable.find(a.rows, b.Code, k.Name)
		if r == nil {
			continue
		}
		seen := &v.Kinds[len(v.Kinds)-1]
		seen.Have, seen.Good, seen.Note = r.Have.number(), r.Good.number(), r.Note.text
		if !a.part(&r.line, &r.Good, seen.Good, seen.Have, k.Name+"规范", "实有") {
			seen.Good = Number{}
		}
		if seen.Have.Given {
			v.Handbook.Add(Ratio{min(seen.Have.N, k.Should), k.Should})
			if seen.Good.Given {
				v.Good.Add(Ratio{seen.Good.N, seen.Have.N})
			}
		}
	}
	if r := cardTable.find(a.rows, b.Code, "调阅"); r != nil {
		if n, m := r.Match.number(), r.Checked.number(); n.Given && m.Given && a.part(&r.line, &r.Match, n, m, "与台账相符", "抽查本数") {
			v.Cards = Ratio{n.N, m.N}
		}
		v.CardNote = r.Note.text
	}
	if r := reviewedTable.find(a.rows, b.Code, "调阅"); r != nil {
		if all := r.Matters.number(); all.Given {
			if n := r.Complete.number(); a.part(&r.line, &r.Complete, n, all, "程序完整", "事项数") {
				v.Matters = Ratio{n.N, all.N}
			}
			if n := r.Shown.number(); a.part(&r.line, &r.Shown, n, all, "公开到位", "事项数") {
				v.Shown = Ratio{n.N, all.N}
			}
		}
		v.MatterNote = r.Note.text
	}
}

// part reports whether a number can be a part of another; if not, it is a
// fault.
func (a *auditor) part(l *line, at *countCell, n, of Number, name, whole string) bool {
	if !n.Given || !of.Given || n.N <= of.N {
		return true
	}
	a.fault(l, at.at(), "more-than-all", fmt.Sprintf("%s %d，多于%s %d，没有计入", name, n.N, whole, of.N), "核对后改正")
	return false
}

// dueBefore counts the records of a kind that were due when the branch was
// reviewed: what is planned for the day itself, or was moved to it or behind
// it within its month, need not be there yet.
func (a *auditor) dueBefore(b *Branch, k plan.Kind, day date.Date) int {
	n := 0
	for i := range b.Activities {
		act := &b.Activities[i]
		if act.Kind != k || !act.Date.Before(day) {
			continue
		}
		moved := a.movedTo(b.Branch, act)
		if within := act.Held.Month == act.Month && act.Held.Year == act.Date.Year; moved.IsZero() && within {
			moved = act.Held
		}
		if moved.IsZero() || moved.Before(day) {
			n++
		}
	}
	return n
}

// movedTo is the day to which the committee let the branch move a theme day;
// zero if none.
func (a *auditor) movedTo(b *config.Branch, act *Activity) date.Date {
	if act.Kind != plan.ThemeDay {
		return date.Date{}
	}
	if r := deferralTable.find(a.rows, b.Code, monthKey(int(act.Month))); r != nil && r.Decision.text == agreed {
		return r.To.date()
	}
	return date.Date{}
}

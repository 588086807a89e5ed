package audit

import (
	"fmt"
	"time"

	"dangce/config/date"
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

func monthKey(m int) string { return fmt.Sprintf("%d月", m) }

func (a *auditor) reviewOf(b *Branch) {
	v := &b.Review
	if r := a.rows.find(tableVisits, b.Code, "调阅"); r != nil {
		v.On, _ = parseISO(r.text("reviewed"))
		v.Receipt, _ = parseISO(r.text("receipt_on"))
		v.By, v.Opinion, v.Volumes = r.text("by"), r.text("opinion"), number(r, "volumes")
	}
	for _, k := range Records(b.Plan) {
		v.Kinds = append(v.Kinds, ReviewedKind{RecordKind: k})
		r := a.rows.find(tableRecords, b.Code, k.Name)
		if r == nil {
			continue
		}
		seen := &v.Kinds[len(v.Kinds)-1]
		seen.Have, seen.Good, seen.Note = number(r, "have"), number(r, "good"), r.text("note")
		if have := number(r, "have"); have.Given {
			v.Handbook.Add(Ratio{have.N, k.Should})
			if good := number(r, "good"); good.Given {
				v.Good.Add(Ratio{good.N, have.N})
			}
		}
	}
	if r := a.rows.find(tableCards, b.Code, "调阅"); r != nil {
		if n, m := number(r, "match"), number(r, "checked"); n.Given && m.Given {
			v.Cards = Ratio{n.N, m.N}
		}
		v.CardNote = r.text("note")
	}
	if r := a.rows.find(tableReviewed, b.Code, "调阅"); r != nil {
		if all := number(r, "matters"); all.Given {
			v.Matters = Ratio{number(r, "complete").N, all.N}
			v.Shown = Ratio{number(r, "shown").N, all.N}
		}
		v.MatterNote = r.text("note")
	}
}

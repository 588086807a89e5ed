package audit

import (
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

func (a *auditor) reviewOf(b *Branch) {
	v := &b.Review
	if r := visitTable.find(a.rows, b.Code, "调阅"); r != nil {
		v.On, v.Receipt = r.Reviewed.date(), r.ReceiptOn.date()
		v.By, v.Opinion, v.Volumes = r.By.text, r.Opinion.text, r.Volumes.number()
	}
	for _, k := range Records(b.Plan) {
		v.Kinds = append(v.Kinds, ReviewedKind{RecordKind: k})
		r := recordTable.find(a.rows, b.Code, k.Name)
		if r == nil {
			continue
		}
		seen := &v.Kinds[len(v.Kinds)-1]
		seen.Have, seen.Good, seen.Note = r.Have.number(), r.Good.number(), r.Note.text
		if seen.Have.Given {
			v.Handbook.Add(Ratio{seen.Have.N, k.Should})
			if seen.Good.Given {
				v.Good.Add(Ratio{seen.Good.N, seen.Have.N})
			}
		}
	}
	if r := cardTable.find(a.rows, b.Code, "调阅"); r != nil {
		if n, m := r.Match.number(), r.Checked.number(); n.Given && m.Given {
			v.Cards = Ratio{n.N, m.N}
		}
		v.CardNote = r.Note.text
	}
	if r := reviewedTable.find(a.rows, b.Code, "调阅"); r != nil {
		if all := r.Matters.number(); all.Given {
			v.Matters = Ratio{r.Complete.number().N, all.N}
			v.Shown = Ratio{r.Shown.number().N, all.N}
		}
		v.MatterNote = r.Note.text
	}
}

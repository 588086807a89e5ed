// Package audit reads the registers that branches and committees send back,
// compares them with the plan, and works out what the county wants to know:
// who has returned what, which cells are faulty, how often meetings were held,
// the three indicators of the theme day, dues, problems and their correction.
//
// It is for the command collect, which hands it a folder and the county, and
// gets plain data back: verdicts, findings, and rows for the tables of the
// summary. It promises:
//
//   - every file gets a verdict, whatever it holds, in bounded memory;
//   - what is read is what the writer's own table defines: titles, kinds,
//     bounds and choices come from the workbook that was handed out;
//   - a value that can be read in two ways is a finding, never a guess;
//   - shares are sums divided once, of whole numbers; nothing to divide by is
//     “—”, never 0 %;
//   - it finds what does not fit together and says so as a hint; it judges no
//     one and proposes no measure;
//   - the same files give the same result, and one more file changes only
//     what it is about.
package audit

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"

	"dangce/config"
	"dangce/generator/plan"
)

// Identity is the line by which a register without properties is recognised:
// county, year and code of branch or committee.
func Identity(county string, year int, owner string) string {
	return fmt.Sprintf("%s-%d-%s", county, year, owner)
}

var identity = regexp.MustCompile(`(\d{6})-(\d{4})-([0-9A-Za-z-]+)`)

// parseIdentity finds an identity in a text.
func parseIdentity(s string) (county string, year int, owner string, ok bool) {
	m := identity.FindStringSubmatch(s)
	if m == nil {
		return "", 0, "", false
	}
	year, _ = strconv.Atoi(m[2]) // four digits
	return m[1], year, m[3], true
}

// Visit is when a branch's records are reviewed by the county, and by whom.
type Visit struct {
	Branch *config.Branch
	Month  time.Month
	Team   string
}

// Schedule spreads all branches over the months and teams of [review], each
// once, in the order of their codes: a team gets neighbours, and no team of
// any month has two more than another.
func Schedule(c *config.County) []Visit {
	months, teams := c.Review.Months, c.Review.Teams
	if len(months) == 0 || len(teams) == 0 {
		return nil
	}
	branches := c.Branches()
	slots := len(months) * len(teams)
	out := make([]Visit, len(branches))
	for i, b := range branches {
		slot := i * slots / len(branches)
		out[i] = Visit{b, months[slot/len(teams)], teams[slot%len(teams)]}
	}
	return out
}

// RecordKind is a kind of record and how many of it a year asks for.
type RecordKind struct {
	Kind   plan.Kind
	Name   string
	Should int
}

// Records lists what a branch's year asks for, kind by kind.
func Records(p *plan.Plan) []RecordKind {
	var out []RecordKind
	for _, k := range recordOrder {
		n := p.Count(k)
		if n == 0 {
			continue
		}
		out = append(out, RecordKind{Kind: k, Name: p.Of(k)[0].Name, Should: n})
	}
	return out
}

// recordOrder is the order of the norms B01–B10.
var recordOrder = []plan.Kind{
	plan.CommitteeMeeting, plan.ThemeDay, plan.GroupMeeting, plan.GeneralMeeting, plan.Lesson,
	plan.OrgLifeMeeting, plan.PlanFiling, plan.Appraisal, plan.SpiritCheck, plan.Commendation,
}

// RecordOrder is the place of a kind of record in the order of the norms.
func RecordOrder(k plan.Kind) int { return slices.Index(recordOrder, k) }

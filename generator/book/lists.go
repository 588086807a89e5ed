package book

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dangce/generator/plan"
	"dangce/templates"
	"dangce/templates/phrase"
)

// argument is what may follow the colon of a word of `data` or `repeat`.
type argument struct {
	number bool     // a whole number
	any    bool     // whatever the words of the list say
	words  []string // "" among them: nothing need follow
}

// Common arguments.
var (
	noArgument  = argument{words: []string{""}}
	aCount      = argument{number: true}
	anyArgument = argument{any: true}
	activities  = argument{words: append(templates.ActivityKinds(), string(plan.CommitteeWork), "all", "")}
	normLevels  = argument{words: []string{"", templates.LevelCommittee, templates.LevelBranch, templates.LevelMember}}
)

// most is the largest number that makes sense after a colon.
const most = 999

// sample is a valid argument with its colon, for hints.
func (a argument) sample() string {
	switch {
	case a.number:
		return ":8"
	case a.any || slices.Contains(a.words, ""):
		return ""
	}
	return ":" + a.words[0]
}

// check returns what is wrong with an argument of the word, or nil.
func (a argument) check(word, arg string) *phrase.Fault {
	switch {
	case a.any || !a.number && slices.Contains(a.words, arg):
		return nil
	case a.number:
		if n, err := strconv.Atoi(arg); err == nil && n >= 1 && n <= most {
			return nil
		}
		return &phrase.Fault{Code: "bad-argument", Message: fmt.Sprintf("%s: 后面的 %q 应是 1 到 %d 的整数", word, arg, most), Hint: "例：" + word + ":8"}
	case len(a.words) == 1:
		return &phrase.Fault{Code: "bad-argument", Message: word + " 后面不写冒号", Hint: "写成 \"" + word + "\""}
	}
	var names []string
	for _, w := range a.words {
		if w != "" {
			names = append(names, word+":"+w)
		}
	}
	return &phrase.Fault{Code: "bad-argument", Message: "没有 " + word + ":" + arg, Hint: "可用：" + strings.Join(names, "、")}
}

// listed makes an entry of a list.
func listed(needs, brings, drops need, arg argument, scopes func(*scope, string) []scope) phrase.Entry[list] {
	return phrase.Entry[list]{Needs: needs, Means: list{arg: arg, brings: brings, drops: drops, scopes: scopes}}
}

// repeats are the words of `repeat`; each yields the scopes that a page, a
// book or a column is made in.
var repeats = map[string]phrase.Entry[list]{
	"plan":       listed(aPlan, anEntry|aGroup|aMonth|aQuarter, 0, activities, repeatPlan),
	"group":      listed(aBranch, aGroup, 0, noArgument, repeatGroup),
	"committee":  listed(0, aCommittee, subjects, noArgument, repeatCommittee),
	"month":      listed(0, aMonth|aQuarter, 0, noArgument, repeatMonth),
	"quarter":    listed(0, aQuarter, aMonth, noArgument, repeatQuarter),
	"half_year":  listed(0, aHalf, 0, noArgument, repeatHalf),
	"times":      listed(0, aNumber, 0, aCount, repeatTimes),
	"per":        listed(aBranch, aNumber, 0, aCount, repeatPer),
	"category":   listed(0, aLevel, 0, noArgument, repeatCategory),
	"bracket":    listed(0, aLevel, 0, noArgument, repeatBracket),
	"ballots":    listed(aBranch, 0, 0, aCount, repeatBallots),
	"cards":      listed(aBranch, aMember, 0, noArgument, repeatCards),
	"card_year":  listed(0, aCard, 0, noArgument, repeatCardYears),
	"sample":     listed(0, aSample|aCommittee|aBranch|aPlan|aMonth|aQuarter|aNumber, subjects, noArgument, repeatSample),
	"supplement": listed(aBranch, aMember|aSupplement|aNumber, 0, argument{words: []string{"new"}}, rowSupplement),
	"visit":      listed(0, aVisit|aCommittee|aBranch|aNumber, subjects, noArgument, rowVisits),
}

// rows are the words of `data`; each yields the scopes of the rows.
var rows = map[string]phrase.Entry[list]{
	"members":   listed(aBranch, aMember|aNumber, 0, argument{words: []string{"", "full", "probation", "group"}}, rowMembers),
	"officers":  listed(aBranch, aMember|aNumber, theDues, noArgument, rowOfficers),
	"groups":    listed(aBranch, aGroup|aNumber, 0, noArgument, rowGroups),
	"plan":      listed(aPlan, anEntry|aGroup|aNumber, 0, activities, rowPlan),
	"year_plan": listed(aPlan, anEntry|aGroup|aMonth|aNumber, 0, argument{words: []string{"", "merged"}}, rowYearPlan),
	"norms":     listed(0, aNorm|aNumber, 0, normLevels, rowNorms),
	"rates":     listed(0, aRate|aNumber, 0, noArgument, rowRates),
	"quorums":   listed(0, aQuorum|aNumber, 0, anyArgument, rowQuorums),
	"months":    listed(0, aMonth|aQuarter|aNumber, 0, noArgument, rowMonths),
	"quarters":  listed(0, aQuarter|aNumber, aMonth, noArgument, rowQuarters),
	"numbers":   listed(0, aNumber, 0, aCount, repeatTimes),
	"lookup":    listed(0, aNumber, 0, noArgument, rowLookup),
	"words":     listed(0, aWord|aNumber, 0, anyArgument, rowWords),
	"press":     listed(theOrder, aLine|aNumber, 0, noArgument, rowPress),

	"flow_charts": listed(0, aChart|aNumber, 0, charts, rowCharts),
	"flow_steps":  listed(0, aChart|aStep|aNumber, 0, charts, rowSteps),
	"flow_duties": listed(0, aChart|aDuty|aNumber, 0, charts, rowDuties),

	"branches":            listed(0, aCommittee|aBranch|aNumber, subjects, noArgument, rowBranches),
	"owners":              listed(0, aCommittee|aBranch|aNumber, subjects, noArgument, rowOwners),
	"committees":          listed(0, aCommittee|aNumber, subjects, noArgument, rowCommittees),
	"planning_committees": listed(0, aCommittee|aNumber, subjects, noArgument, rowCommittees),
	"dues_committees":     listed(0, aCommittee|aNumber, subjects, noArgument, rowCommittees),
	"plans":               listed(0, aCommittee|aBranch|aPlan|aNumber, subjects, noArgument, rowPlans),
	"changes":             listed(0, aChange|aCommittee|aBranch|aPlan|aNumber, subjects, noArgument, rowChanges),
	"dues_levels":         listed(0, aLevel|aNumber, 0, noArgument, rowLevels),
	"dues_branches":       listed(0, aTotal|aCommittee|aBranch|aNumber, subjects, noArgument, rowDuesBranches),

	"activities":     listed(0, anEntry|aGroup|aNumber|subjects, 0, noArgument, rowActivities),
	"branch_months":  listed(0, aMonth|aQuarter|aNumber|subjects, 0, noArgument, rowBranchMonths),
	"branch_members": listed(0, aMember|aNumber|subjects, 0, noArgument, rowBranchMembers),
	"matters":        listed(0, aNumber|subjects, 0, aCount, rowMatters),
	"works":          listed(aPlan, anEntry|aNorm|aNumber, 0, noArgument, rowWorks),
	"sign_offs":      listed(0, aMonth|aQuarter|aCommittee|aBranch|aNumber, subjects, noArgument, rowSignOffs),
	"deferrals":      listed(0, aChange|aCommittee|aBranch|aNumber, subjects, noArgument, rowDeferrals),
	"visits":         listed(0, aVisit|aCommittee|aBranch|aNumber, subjects, noArgument, rowVisits),
	"record_kinds":   listed(0, aVisit|aRecordKind|aCommittee|aBranch|aNumber, subjects, noArgument, rowRecordKinds),
	"slips":          listed(0, aSlip|aNumber, 0, anyArgument, rowSlips),

	"reviewed_kinds":      listed(aBranch, aReview|aNumber, 0, noArgument, rowReviewed),
	"feedback":            listed(aBranch, aProblem|aNumber, 0, aCount, rowFeedback),
	"returned_committees": listed(aCollection, anEach|aNumber, 0, noArgument, rowReturned),
	"supplement":          listed(aBranch, aMember|aSupplement|aNumber, 0, argument{words: []string{"events", "new", "dues", "officers", "groups", "signs"}}, rowSupplement),
	"grounds":             listed(0, aGround|aNumber, 0, noArgument, rowGrounds),
	"methods":             listed(0, aMethod|aNumber, 0, noArgument, rowMethods),
}

// charts may be all, those of the seven systems, or those beside them.
var charts = argument{words: []string{"", "seven", "beside"}}

// scopesOf returns the scopes that a word of a list yields.
func (sc *scope) scopesOf(v *phrase.Vocabulary[list], word, arg string) []scope {
	if l, ok := v.Get(word); ok {
		return l.Means.scopes(sc, arg)
	}
	return nil
}

// tableRows returns the scopes of a table's rows.
func (sc *scope) tableRows(data templates.Data) []scope {
	word, arg := data.Cut()
	return sc.scopesOf(sc.set.words.rows, word, arg)
}

// repeated returns the scopes of a page: one for each repetition, then the
// spare copies, in which nothing is filled in.
func (sc *scope) repeated(repeat templates.Repeat, spare int) []scope {
	out := []scope{*sc}
	if repeat != "" {
		word, arg := repeat.Cut()
		out = sc.scopesOf(sc.set.words.repeats, word, arg)
	}
	for range spare {
		out = append(out, *sc)
	}
	return out
}

func numbered(list []scope) []scope {
	for i := range list {
		list[i].no = i + 1
	}
	return list
}

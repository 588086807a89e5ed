package book

import (
	"math/bits"
	"slices"
	"strings"

	"dangce/config/date"
	"dangce/generator/doc"
	"dangce/templates"
	"dangce/templates/phrase"
)

// need is what must be in scope for a name to mean something there.
type need = phrase.Needs

// Things in scope. The first ones are looked for when a text is filled in:
// without them a placeholder is blank, as on spare forms. The others are what
// rows say beside that; they only tell where a placeholder makes sense.
const (
	aCommittee need = 1 << iota
	aBranch
	aPlan
	anEntry
	aGroup
	aMember
	aMonth
	aQuarter
	aHalf
	aNorm
	aRate
	aQuorum
	aChange
	aLine // of the press order
	aChart
	aStep
	aDuty
	aNumber // of a row or a repetition
	aLevel
	aTotal
	aCollection
	aBook

	theDues // the subject's dues are assessed
	aWord
	aCard // a year of one
	aVisit
	aSample
	aRecordKind
	aSlip
	aReview
	aProblem
	aGround
	aMethod
	anEach      // committee in the bulletin
	aTally      // of the organization chart
	aSupplement // a row of it
	theOrder    // of the print shop: known to county and committees, whose books are made last

	anywhere   need = 0
	everywhere need = 1<<40 - 1
	subjects        = aCommittee | aBranch | aPlan | theDues
)

// nouns name the things in messages, in the order of the constants.
var nouns = []string{"党委", "党支部", "年度计划", "一次活动", "党小组", "党员", "月份", "季度", "半年", "规范", "党费标准", "法定人数规则", "改期",
	"付印的书", "流程图", "流程图的步骤", "责任人", "序号", "缴费档次", "党费合计", "汇总结果", "书",
	"党费核定", "词", "党费证的年份", "调阅安排", "暗访样本", "记录种类", "编号空行", "调阅结果", "调阅问题", "问责内容", "问责方式", "党委汇总数", "组织体系图的个数", "增补", "付印清单（只有县级和党委的书、表里有）"}

// value is what a placeholder means in a scope.
type value = func(*scope) doc.Value

// field is a placeholder.
type field = phrase.Entry[value]

func text(n need, f func(*scope) string) field {
	return field{Needs: n, Means: func(s *scope) doc.Value { return doc.TextValue(f(s)) }}
}

func typed(n need, f value) field { return field{Needs: n, Means: f} }

func num(n need, f func(*scope) int) field {
	return field{Needs: n, Means: func(s *scope) doc.Value { return doc.IntValue(f(s)) }}
}

func day(n need, f func(*scope) date.Date) field {
	return field{Needs: n, Means: func(s *scope) doc.Value { return doc.DateValue(f(s).String()) }}
}

// condition is a word of `when`.
type condition = phrase.Entry[func(*scope) bool]

func when(n need, f func(*scope) bool) condition { return condition{Needs: n, Means: f} }

// list is a word of `data` or `repeat`: what must be in scope, what each row
// or repetition has in scope beside that, and what it loses.
type list struct {
	arg    argument
	brings need
	drops  need
	scopes func(sc *scope, arg string) []scope
}

// after returns what is in scope in the rows.
func (l *list) after(in need, arg string) need {
	brings := l.brings
	if brings&aGroup != 0 && brings&anEntry != 0 && arg != "" && arg != "all" && arg != "group_meeting" {
		brings &^= aGroup // only the meetings of groups have one
	}
	return in&^l.drops | brings
}

// vocabulary is all that templates may name.
type vocabulary struct {
	fields     *phrase.Vocabulary[value]
	charts     *phrase.Vocabulary[value] // in charts, which say nothing of one branch
	conditions *phrase.Vocabulary[func(*scope) bool]
	repeats    *phrase.Vocabulary[list]
	rows       *phrase.Vocabulary[list]
	signers    *phrase.Vocabulary[func(*scope) []string]
}

// guide is where all names are explained.
const guide = "全部名字见 docs/adding-a-book.md"

// words is the vocabulary of the program.
var words = vocabulary{
	fields: phrase.NewVocabulary(phrase.Placeholder, guide, recordFields, countyFields, dayFields(), branchFields, headcounts, memberFields, duesFields, levelFields, entryFields,
		timeFields, activityFields(), bookFields, cardFields, quarterFields, quorumFields, quorumTexts(), publicFields, localFields, normFields, normTexts(), noticeFields,
		ownerFields, copyFields(), pressFields, flowFields, bulletinFields(), feedbackFields(), groundFields, occasionFields, registerFields, planFields, countyPlanFields, supplementFields()),
	charts:     phrase.NewVocabulary(phrase.Placeholder, "流程图里可以写 {county.name}、{theme_day}、{by-5}、{by+5}、{publication.days}", countyFields, dayFields(), publicFields),
	conditions: phrase.NewVocabulary("条件", guide, conditions, kindConditions()),
	repeats:    phrase.NewVocabulary("重复方式", guide, repeats),
	rows:       phrase.NewVocabulary("行的来源", guide, rows),
	signers:    phrase.NewVocabulary("签到名单", guide, signing),
}

// lacks says what a name is about that is not in scope, and what would bring
// it there.
func (w *vocabulary) lacks(n need) string {
	i := bits.TrailingZeros64(uint64(n))
	var from []string
	for _, kind := range []struct {
		key string
		of  *phrase.Vocabulary[list]
	}{{"data", w.rows}, {"repeat", w.repeats}} {
		for _, name := range kind.of.Names() {
			if l, _ := kind.of.Get(name); l.Means.brings&(1<<i) != 0 {
				from = append(from, kind.key+" = \""+name+l.Means.arg.sample()+"\"")
			}
		}
	}
	said := "它说的是" + nouns[i]
	switch {
	case len(from) == 0:
		return said + "，这里没有"
	case len(from) > 4:
		from = append(from[:4:4], "…")
	}
	return said + "，写在列出" + nouns[i] + "的地方：" + strings.Join(from, "、")
}

// has reports whether what a placeholder is about is in scope. Outside, it
// is blank: spare forms have no date, a county's cover no branch.
func (sc *scope) has(n need) bool {
	for ; n != 0; n &= n - 1 {
		if !sc.hasOne(n & -n) {
			return false
		}
	}
	return true
}

func (sc *scope) hasOne(n need) bool {
	switch n {
	case aCommittee:
		return sc.Committee != nil
	case aBranch:
		return sc.Branch != nil
	case aPlan:
		return sc.Plan != nil
	case anEntry:
		return sc.entry != nil
	case aGroup:
		return sc.group != nil
	case aMember:
		return sc.member != nil
	case aMonth:
		return sc.month != 0
	case aQuarter:
		return sc.quarter != 0
	case aHalf:
		return sc.half != 0
	case aNorm:
		return sc.norm != nil
	case aRate:
		return sc.rate != nil
	case aQuorum:
		return sc.quorum != nil
	case aChange:
		return sc.change != nil
	case aLine:
		return sc.press != nil
	case aChart:
		return sc.flow.chart != nil
	case aStep:
		return sc.flow.step != nil
	case aDuty:
		return sc.flow.duty != nil
	case aNumber:
		return sc.no != 0
	case aLevel:
		return sc.level != nil
	case aTotal:
		return sc.totals != nil
	case aCollection:
		return sc.Collected != nil
	case aBook:
		return sc.book != nil
	}
	return true
}

// expand fills in the placeholders of a text.
func (sc *scope) expand(t phrase.Text) string {
	if t.Constant() {
		return t.String()
	}
	return t.Fill(func(name string) string { return sc.named(name).String() })
}

// expandName fills in the placeholders in the id of a column: paid{mm}.
func (sc *scope) expandName(id string) string {
	if !strings.Contains(id, "{") {
		return id
	}
	return sc.expand(phrase.New(id))
}

// named is what a placeholder means in the scope; blank where it has nothing
// to be about.
func (sc *scope) named(name string) doc.Value {
	f, known := sc.set.words.fields.Get(name)
	if !known {
		return doc.TextValue("{" + name + "}") // never silent; Load has reported it
	}
	if !sc.has(f.Needs) {
		return doc.Value{}
	}
	return f.Means(sc)
}

// value fills in a text that is a single placeholder as a typed value, any
// other as text.
func (sc *scope) value(t phrase.Text) doc.Value {
	if name, ok := t.Single(); ok {
		return sc.named(name)
	}
	return doc.TextValue(sc.expand(t))
}

// filled expands a text; ok is false where it has placeholders and all of
// them are blank.
func (sc *scope) filled(t phrase.Text) (line string, ok bool) {
	line = t.Fill(func(name string) string {
		v := sc.named(name).String()
		ok = ok || v != ""
		return v
	})
	return line, ok || t.Constant()
}

// holds reports whether all conditions hold.
func (sc *scope) holds(list templates.When) bool {
	return !slices.ContainsFunc(list, func(w string) bool {
		name, not := strings.CutPrefix(w, "!")
		c, known := sc.set.words.conditions.Get(name)
		return known && c.Means(sc) == not
	})
}

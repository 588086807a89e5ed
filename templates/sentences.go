package templates

import (
	"io/fs"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/templates/phrase"
)

// Sentences is sentences.toml: what the program makes of numbers and names,
// and prints. The tag has lists the placeholders of a sentence. A county's
// file says only what it says differently.
type Sentences struct {
	Bulletin   BulletinSentences   `toml:"bulletin"`
	Feedback   FeedbackSentences   `toml:"feedback"`
	Grounds    GroundsSentences    `toml:"grounds"`
	Quorum     QuorumSentences     `toml:"quorum"`
	Chart      ChartSentences      `toml:"chart"`
	Member     MemberSentences     `toml:"member"`
	Card       CardSentences       `toml:"card"`
	Dues       DuesSentences       `toml:"dues"`
	Plan       PlanSentences       `toml:"plan"`
	Handed     HandedSentences     `toml:"handed"`
	Form       FormSentences       `toml:"form"`
	Supplement SupplementSentences `toml:"supplement"`
	Remarks    RemarksSentences    `toml:"remarks"` // of plans

	Source *decode.File `toml:"-"` // nil without a file
}

// The sentences by what they are about.
type (
	BulletinSentences struct {
		UntilPlan      phrase.Text `toml:"until_plan" has:"day"`
		Leaders        phrase.Text `toml:"leaders" has:"rate due met"`
		LeadersNone    phrase.Text `toml:"leaders_none" has:""`
		Reached        phrase.Text `toml:"reached" has:"rate due met"`
		ReachedNone    phrase.Text `toml:"reached_none" has:""`
		Attendance     phrase.Text `toml:"attendance" has:"rate due met"`
		AttendanceNone phrase.Text `toml:"attendance_none" has:""`
		Dues           phrase.Text `toml:"dues" has:"due paid rate"`
		DuesOver       phrase.Text `toml:"dues_over" has:"met over"`
		DuesNone       phrase.Text `toml:"dues_none" has:""`
		Meetings       phrase.Text `toml:"meetings" has:"name due held"`
		MeetingsNone   phrase.Text `toml:"meetings_none" has:""`
		Signed         phrase.Text `toml:"signed" has:"due signed"`
		SignedNone     phrase.Text `toml:"signed_none" has:""`
		Reviews        phrase.Text `toml:"reviews" has:"all done"`
		ReviewsHave    phrase.Text `toml:"reviews_have" has:"due have"`
		ReviewsGood    phrase.Text `toml:"reviews_good" has:"seen good"`
		Counted        phrase.Text `toml:"counted" has:"what n"`
		Untyped        phrase.Text `toml:"untyped" has:""`
		Checked        phrase.Text `toml:"checked" has:"n outcomes"`
		CheckedNone    phrase.Text `toml:"checked_none" has:""`
		County         phrase.Text `toml:"county" has:""`
		TitleMonth     phrase.Text `toml:"title_month" has:"year month"`
		TitleYear      phrase.Text `toml:"title_year" has:"year"`
		Period         phrase.Text `toml:"period" has:"from to"`
		Hollow         phrase.Text `toml:"hollow" has:"n names"`
		HollowNone     phrase.Text `toml:"hollow_none" has:""`
		Low            phrase.Text `toml:"low" has:"n names line"`
		LowNone        phrase.Text `toml:"low_none" has:"line"`
		Praised        phrase.Text `toml:"praised" has:"n names"`
		PraisedOne     phrase.Text `toml:"praised_one" has:"branch text"`
		PraisedNone    phrase.Text `toml:"praised_none" has:""`
		Blamed         phrase.Text `toml:"blamed" has:"n methods"`
		BlamedNone     phrase.Text `toml:"blamed_none" has:""`
		Day            phrase.Text `toml:"day" has:""`
	}
	FeedbackSentences struct {
		Volumes phrase.Text `toml:"volumes" has:"n"`
		Cards   phrase.Text `toml:"cards" has:"drawn agree"`
		Matters phrase.Text `toml:"matters" has:"n whole shown"`
		Note    phrase.Text `toml:"note" has:"name note"`
		Card    phrase.Text `toml:"card" has:""`
		Matter  phrase.Text `toml:"matter" has:""`
	}
	SupplementSentences struct {
		At   phrase.Text `toml:"at" has:"book page"`
		In   phrase.Text `toml:"in" has:"book"`
		Copy phrase.Text `toml:"copy" has:"n"`
	}
	GroundsSentences struct {
		Methods phrase.Text `toml:"methods" has:"who n"`
	}
	QuorumSentences struct {
		NoVote        phrase.Text `toml:"no_vote" has:""`
		There         phrase.Text `toml:"there" has:"share"`
		VotesExpected phrase.Text `toml:"votes_expected" has:"share"`
		VotesPresent  phrase.Text `toml:"votes_present" has:"share"`
		ShareAtLeast  phrase.Text `toml:"share_at_least" has:"den num"`
		ShareAbove    phrase.Text `toml:"share_above" has:"den num"`
	}
	ChartSentences struct {
		Decision phrase.Text `toml:"decision" has:""`
		Often    phrase.Text `toml:"often" has:"period"`
		Theme    phrase.Text `toml:"theme" has:"day"`
		Months   phrase.Text `toml:"months" has:"months"`
		Monthly  phrase.Text `toml:"monthly" has:""`
		Around   phrase.Text `toml:"around" has:"when day"`
		Steps    phrase.Text `toml:"steps" has:"phase n"`
		End      phrase.Text `toml:"end" has:""`
		Before   phrase.Text `toml:"before" has:"n"`
		Within   phrase.Text `toml:"within" has:"n"`
		By       phrase.Text `toml:"by" has:"day"`
		Goes     phrase.Text `toml:"goes" has:"chart n"`
		GoesTo   phrase.Text `toml:"goes_to" has:"chart"`
		Part     phrase.Text `toml:"part" has:"n"`
		Detail   phrase.Text `toml:"detail" has:""`

		When      phrase.Text `toml:"when" has:""`
		Form      phrase.Text `toml:"form" has:""`
		Procedure phrase.Text `toml:"procedure" has:""`
		Standard  phrase.Text `toml:"standard" has:""`
		Who       phrase.Text `toml:"who" has:""`
		Page      phrase.Text `toml:"page" has:""`
		Stage     phrase.Text `toml:"stage" has:""`
		Flow      phrase.Text `toml:"flow" has:""`
		List      phrase.Text `toml:"list" has:""`

		Legend    phrase.Text `toml:"legend" has:""`
		Step      phrase.Text `toml:"step" has:""`
		Judge     phrase.Text `toml:"judge" has:""`
		Outcome   phrase.Text `toml:"outcome" has:""`
		Way       phrase.Text `toml:"way" has:""`
		Back      phrase.Text `toml:"back" has:""`
		Connector phrase.Text `toml:"connector" has:""`

		Liability phrase.Text `toml:"liability" has:""`
		Basis     phrase.Text `toml:"basis" has:""`
		Applies   phrase.Text `toml:"applies" has:""`
		Record    phrase.Text `toml:"record" has:""`
		Maker     phrase.Text `toml:"maker" has:""`
	}
	MemberSentences struct {
		Full            phrase.Text `toml:"full" has:""`
		ExcellentOf     phrase.Text `toml:"excellent_of" has:""`
		ExcellentOfFull phrase.Text `toml:"excellent_of_full" has:""`
		Probationary    phrase.Text `toml:"probationary" has:""`
		Birthday        phrase.Text `toml:"birthday" has:"name day"`
		NoBirthday      phrase.Text `toml:"no_birthday" has:""`
		AnyChapter      phrase.Text `toml:"any_chapter" has:""`
	}
	CardSentences struct {
		Span      phrase.Text `toml:"span" has:"from to"`
		SpanBlank phrase.Text `toml:"span_blank" has:""`
		Old       phrase.Text `toml:"old" has:"no"`
	}
	DuesSentences struct {
		Quarter phrase.Text `toml:"quarter" has:"n"`
		Minus   phrase.Text `toml:"minus" has:"items"`
		Fixed   phrase.Text `toml:"fixed" has:"amount"`
		Range   phrase.Text `toml:"range" has:"least most amount"`
		Above   phrase.Text `toml:"above" has:"from"`
		UpTo    phrase.Text `toml:"up_to" has:"to"`
		Between phrase.Text `toml:"between" has:"from to"`
		Fen     phrase.Text `toml:"fen" has:""`
		Jiao    phrase.Text `toml:"jiao" has:""`
		Yuan    phrase.Text `toml:"yuan" has:""`
	}
	PlanSentences struct {
		Approved   phrase.Text `toml:"approved" has:""`
		Pending    phrase.Text `toml:"pending" has:""`
		Shift      phrase.Text `toml:"shift" has:"month note"`
		NoShift    phrase.Text `toml:"no_shift" has:""`
		Monthly    phrase.Text `toml:"monthly" has:""`
		InTurn     phrase.Text `toml:"in_turn" has:""`
		TurnFrom   phrase.Text `toml:"turn_from" has:"day"`
		First      phrase.Text `toml:"first" has:"note"`
		FirstHalf  phrase.Text `toml:"first_half" has:""`
		SecondHalf phrase.Text `toml:"second_half" has:""`
		ThisMonth  phrase.Text `toml:"this_month" has:""`
	}
	HandedSentences struct {
		Handbook     phrase.Text `toml:"handbook" has:""`
		Deliberation phrase.Text `toml:"deliberation" has:""`
		Card         phrase.Text `toml:"card" has:""`
		Ledger       phrase.Text `toml:"ledger" has:""`
		GroupMinutes phrase.Text `toml:"group-minutes" has:""`
		Copies       phrase.Text `toml:"copies" has:"name n"`
	}
	FormSentences struct {
		Number phrase.Text `toml:"number" has:""`
		Name   phrase.Text `toml:"name" has:""`
		Day    phrase.Text `toml:"day" has:""`
		NotYet phrase.Text `toml:"not_yet" has:""`
	}
	RemarksSentences struct {
		Unfounded     phrase.Text `toml:"unfounded" has:"day"`
		Founded       phrase.Text `toml:"founded" has:"day"`
		NoCommittee   phrase.Text `toml:"no_committee" has:"norm"`
		GeneralBranch phrase.Text `toml:"general_branch" has:""`
		TermOver      phrase.Text `toml:"term_over" has:"day"`
		PlanAfter     phrase.Text `toml:"plan_after" has:"day"`
		NoDay         phrase.Text `toml:"no_day" has:"month name"`
		WithTheme     phrase.Text `toml:"with_theme" has:""`
		AfterTheme    phrase.Text `toml:"after_theme" has:"day"`
		WithLife      phrase.Text `toml:"with_life" has:""`
		AfterLife     phrase.Text `toml:"after_life" has:"day"`
		Moved         phrase.Text `toml:"moved" has:"from to why"`
		ShortMonth    phrase.Text `toml:"short_month" has:"day"`
		NotFounded    phrase.Text `toml:"not_founded" has:""`
		DayOff        phrase.Text `toml:"day_off" has:"day why"`
		Weekend       phrase.Text `toml:"weekend" has:"day weekday"`
		Taken         phrase.Text `toml:"taken" has:"day name"`
		Spread        phrase.Text `toml:"spread" has:""`
		InTurn        phrase.Text `toml:"in_turn" has:""`
		Crowded       phrase.Text `toml:"crowded" has:""`
		Exchanged     phrase.Text `toml:"exchanged" has:"holiday"`
		ByCounty      phrase.Text `toml:"by_county" has:""`
		ByLaw         phrase.Text `toml:"by_law" has:"year"`
		ThemeShort    phrase.Text `toml:"theme_short" has:"day last"`
		ThemeHoliday  phrase.Text `toml:"theme_holiday" has:"day holiday to weekday"`
		ThemeOff      phrase.Text `toml:"theme_off" has:"day why to weekday"`
		ThemeWeekend  phrase.Text `toml:"theme_weekend" has:"day was to weekday"`
		Asked         phrase.Text `toml:"asked" has:"day"`
		SameDay       phrase.Text `toml:"same_day" has:""`
		Approved      phrase.Text `toml:"approved" has:"from to day no"`
		ThenHoliday   phrase.Text `toml:"then_holiday" has:"holiday"`
		Occasion      phrase.Text `toml:"occasion" has:"name"`
	}
)

// LoadSentences reads sentences.toml of fsys. It returns what could be read,
// never nil.
func LoadSentences(fsys fs.FS, overlayName string, out *diag.List) *Sentences {
	s := new(Sentences)
	s.Source = readLayered(fsys, overlayName, "sentences.toml", s, out)
	return s
}

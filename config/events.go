package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"dangce/config/date"
	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/config/sheet"
)

// EventKind says what changed.
type EventKind string

// The kinds of events. Those after GroupChange are of a branch as a whole.
const (
	MovedIn     EventKind = "转入"
	MovedOut    EventKind = "转出"
	Died        EventKind = "去世"
	Expelled    EventKind = "出党"
	Confirmed   EventKind = "转正"
	Admitted    EventKind = "发展为预备"
	Appointed   EventKind = "任职"
	Dismissed   EventKind = "免职"
	DuesChange  EventKind = "缴费变更"
	GroupChange EventKind = "党小组变更"
	Renamed     EventKind = "更名"
	Dissolved   EventKind = "撤销"
	Merged      EventKind = "合并"
)

var eventKinds = &choice{what: "变动", words: [][]string{
	{string(MovedIn), "转入", "调入", "组织关系转入", "转进"},
	{string(MovedOut), "转出", "调出", "组织关系转出", "转走"},
	{string(Died), "去世", "死亡", "病故", "逝世"},
	{string(Expelled), "出党", "开除党籍", "除名", "退党", "自行脱党"},
	{string(Confirmed), "转正", "预备党员转正", "转为正式"},
	{string(Admitted), "发展为预备", "发展预备党员", "接收预备党员", "吸收为预备党员", "新发展", "发展"},
	{string(Appointed), "任职", "当选", "增补"},
	{string(Dismissed), "免职", "卸任", "离任", "辞职"},
	{string(DuesChange), "缴费变更", "党费变更", "党费调整"},
	{string(GroupChange), "党小组变更", "调整党小组", "换组"},
	{string(Renamed), "更名", "支部更名"},
	{string(Dissolved), "撤销", "支部撤销"},
	{string(Merged), "合并", "支部合并"},
}}

// EventKinds lists the kinds as people write them.
func EventKinds() []string { return eventKinds.shown() }

// UnmarshalText reads the kind as people write it.
func (k *EventKind) UnmarshalText(text []byte) error { return eventKinds.read((*string)(k), text) }

// Comes reports whether a person becomes a member of the branch, Leaves
// whether he ceases to be one.
func (k EventKind) Comes() bool { return k == MovedIn || k == Admitted }
func (k EventKind) Leaves() bool {
	return k == MovedOut || k == Died || k == Expelled
}

// ofBranch reports whether the event is about the branch as a whole.
func (k EventKind) ofBranch() bool { return k == Renamed || k == Dissolved || k == Merged }

// Event is what changed in a branch on a day. The fields of the member say who
// he is, and where the kind asks for it, his new post, group or dues; Note is
// the contents.
type Event struct {
	EventFacts
	Member

	Of *Member // whom it concerns; nil for a branch
}

// EventFacts are what an event says beside the member.
type EventFacts struct {
	Date  date.Date `toml:"date" sheet:"event_date" example:"2027-05-20" what:"变动日期"`
	Kind  EventKind `toml:"kind" sheet:"event_kind" example:"转入" what:"变动" needed:"yes"`
	From  string    `toml:"from" sheet:"event_from" what:"从何处" max:"60"`
	To    string    `toml:"to" sheet:"event_to" what:"到何处" max:"60"`
	Basis string    `toml:"basis" sheet:"event_basis" what:"依据" max:"60"`
}

// eventRow is an event as a roster has it.
type eventRow struct {
	Event
	inBranch
}

// eventEntry is an event with the branch in which it happened.
type eventEntry struct {
	*Event
	entry
	branch *branchEntry
}

var eventRules = rulesOf[EventFacts]()

// Standing is what a member is in his branch from a day on.
type Standing struct {
	From  date.Date
	Posts Posts
	Group *Group
}

// On reports whether the member belongs to the branch on a day: from the day
// he came, until the day before he left.
func (m *Member) On(day date.Date) bool {
	return (m.Came.IsZero() || !m.Came.After(day)) && (m.Left.IsZero() || m.Left.After(day))
}

// FullOn reports whether the member is a full one on a day.
func (m *Member) FullOn(day date.Date) bool {
	return !m.Probation || !m.Turned.IsZero() && !m.Turned.After(day)
}

// PostsOn returns the posts of the member on a day.
func (m *Member) PostsOn(day date.Date) Posts { return m.standing(day).Posts }

// GroupOn returns the group of the member on a day, nil without one.
func (m *Member) GroupOn(day date.Date) *Group { return m.standing(day).Group }

func (m *Member) standing(day date.Date) Standing {
	now := Standing{Posts: m.Posts, Group: m.Group}
	for _, s := range m.Later {
		if !s.From.After(day) {
			now = s
		}
	}
	return now
}

// Owes returns the first and the last month of a year in which the member
// pays dues to the branch, and whether there is any. Whoever moves pays where
// he was for the month in which he moves, and where he is from the next one
// on, so that no month is paid twice; who died or was expelled owes nothing
// from that month on; who was admitted owes the whole month (中组发〔2008〕3号
// 第八条, and the county's default for parts of a month).
func (m *Member) Owes(year int) (first, last time.Month, any bool) {
	first, last = time.January, time.December
	if m.Joined.Year == year {
		first = m.Joined.Month
	}
	if m.Came.Year == year && m.CameBy == MovedIn {
		first = max(first, m.Came.Month+1)
	}
	switch {
	case m.Left.IsZero() || m.Left.Year > year:
	case m.Left.Year < year:
		return first, 0, false
	case m.LeftBy == MovedOut:
		last = m.Left.Month
	default:
		last = m.Left.Month - 1
	}
	return first, last, m.Joined.Year <= year && first <= last
}

// Everyone returns who belongs to the branch at some time of the year: its
// members, and who came or went.
func (b *Branch) Everyone() []*Member {
	if len(b.Events) == 0 {
		return b.Members
	}
	return b.everyone
}

// MembersOn returns the members on a day, in the order of the roster, those
// who came later at the end.
func (b *Branch) MembersOn(day date.Date) []*Member {
	if len(b.Events) == 0 {
		return b.Members
	}
	var out []*Member
	for _, m := range b.everyone {
		if m.On(day) {
			out = append(out, m)
		}
	}
	return out
}

// MembersOn returns the members of a group on a day.
func (g *Group) MembersOn(b *Branch, day date.Date) []*Member {
	if len(b.Events) == 0 {
		return g.Members
	}
	var out []*Member
	for _, m := range b.MembersOn(day) {
		if m.GroupOn(day) == g {
			out = append(out, m)
		}
	}
	return out
}

// HolderOn returns the first member with a post on a day, or nil.
func (b *Branch) HolderOn(post string, day date.Date) *Member {
	for _, m := range b.MembersOn(day) {
		if slices.Contains(m.PostsOn(day), post) {
			return m
		}
	}
	return nil
}

// OpenOn reports whether there is the branch on a day.
func (b *Branch) OpenOn(day date.Date) bool { return b.Closed.IsZero() || b.Closed.After(day) }

// allEvents are the events of all branches, by day.
func (l *records) allEvents() []eventEntry {
	var all []eventEntry
	for _, b := range l.branches {
		b.Events = nil
		for _, e := range b.events {
			if l.checkEvent(e) {
				all = append(all, e)
			}
		}
	}
	order := func(k EventKind) int {
		switch { // of one day: leaving and dismissal first
		case k.Leaves(), k == Dismissed:
			return 0
		case k.Comes():
			return 1
		case k.ofBranch():
			return 3
		}
		return 2
	}
	slices.SortStableFunc(all, func(a, b eventEntry) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(order(a.Kind), order(b.Kind)))
	})
	return all
}

// checkEvent checks what an event says of itself, and whether it is one of the
// county's year.
func (l *records) checkEvent(e eventEntry) bool {
	l.checkFields(e.entry, eventRules, &e.EventFacts, "")
	year := l.file.Year
	switch {
	case e.Date.IsZero():
		if e.at.State("date") == decode.Missing {
			l.report(diag.Error, "missing-key", e.entry, "date", e.who()+"没有写哪一天", "写上日期，如 2027-05-20")
		}
		return false
	case e.Kind == "":
		return false // reported
	case e.Date.MonthOnly():
		l.report(diag.Error, "need-day", e.entry, "date", "这里要写到日："+e.Date.String(), "例如 "+e.Date.String()+"-20")
		return false
	case year == 0 || e.Date.Year > year:
		l.report(diag.Error, "event-year", e.entry, "date", fmt.Sprintf("%s的日期 %s 在 %d 年之后", e.who(), e.Date, year), "核对年份")
		return false
	case e.Date.Year < year-1:
		l.report(diag.Warning, "event-year", e.entry, "date", fmt.Sprintf("%s是 %s 的，早于 %d 年，没有用", e.who(), e.Date, year-1), "写错年份的改正；以前的可以留着")
		return false
	case !e.Kind.ofBranch() && strings.TrimSpace(e.Name) == "":
		if e.at.State("name") != decode.Bad {
			l.report(diag.Error, "missing-key", e.entry, "name", string(e.Kind)+"没有写是谁", "写上姓名")
		}
		return false
	}
	e.Name = strings.TrimSpace(e.Name)
	return true
}

// who words an event in messages: 张三转入.
func (e eventEntry) who() string { return e.Name + string(e.Kind) }

// past reports whether an event is from before the county's year: then what
// the roster says already is no contradiction.
func (l *records) past(e eventEntry) bool { return e.Date.Year < l.file.Year }

// events applies what changed in the year, day by day, and reports what
// cannot be.
func (l *records) events() {
	for _, b := range l.branches {
		b.everyone = slices.Clone(b.Members)
	}
	var done []eventEntry
	for _, e := range l.allEvents() {
		b := e.branch
		if !b.OpenOn(e.Date) {
			l.report(diag.Error, "event-closed", e.entry, "date", fmt.Sprintf("%s在 %s，支部 %s 已经不在了", e.who(), e.Date, b.Closed), "核对日期")
			continue
		}
		if !l.apply(e) {
			continue
		}
		b.Events = append(b.Events, e.Event)
		done = append(done, e)
	}
	for _, e := range done {
		l.alone(e)
	}
	for _, b := range l.branches {
		if len(b.Events) > 0 {
			l.asPrinted(b)
		}
	}
}

// asPrinted makes Members those of the day from which the books are.
func (l *records) asPrinted(b *branchEntry) {
	day := date.New(l.file.Year, time.January, 1)
	if l.file.County.Issued.After(day) {
		day = l.file.County.Issued
	}
	b.Members = b.MembersOn(day)
	for _, g := range b.Groups {
		g.Members = nil
	}
	for _, m := range b.Members {
		now := m.standing(day)
		m.Posts, m.Group = now.Posts, now.Group
		m.Later = slices.DeleteFunc(m.Later, func(s Standing) bool { return !s.From.After(day) })
		if m.Group != nil {
			m.Group.Members = append(m.Group.Members, m)
		}
		if m.Probation && m.FullOn(day) {
			m.Probation, m.Status, m.Confirmed = false, Full, m.Turned
		}
	}
}

// apply changes the county as an event says, and reports whether it could.
func (l *records) apply(e eventEntry) bool {
	switch k := e.Kind; {
	case k.ofBranch():
		return l.branchEvent(e)
	case k.Comes():
		return l.arrival(e)
	}
	m := l.memberOf(e)
	if m == nil {
		return false
	}
	e.Of = m
	switch e.Kind {
	case Confirmed:
		return l.confirm(e, m)
	case Appointed, Dismissed:
		return l.post(e, m)
	case DuesChange:
		return l.newDues(e, m)
	case GroupChange:
		return l.newGroup(e, m)
	}
	m.Left, m.LeftBy = e.Date, e.Kind
	return true
}

// matches returns the members of an event's name, and birth and number as far
// as given, who belonged to the branch at some time.
func (e eventEntry) matches() []*Member {
	var out []*Member
	for _, m := range e.branch.everyone {
		if folded(m.Name) != folded(e.Name) || e.ID != "" && m.ID != "" && e.ID != m.ID {
			continue
		}
		if !e.Birth.IsZero() && !m.Birth.IsZero() && (e.Birth.Year != m.Birth.Year || e.Birth.Month != m.Birth.Month) {
			continue
		}
		out = append(out, m)
	}
	return out
}

// memberOf returns whom an event concerns, or says why nobody.
func (l *records) memberOf(e eventEntry) *Member {
	all := e.matches()
	var now []*Member
	for _, m := range all {
		if m.On(e.Date) {
			now = append(now, m)
		}
	}
	switch {
	case len(now) == 1:
		return now[0]
	case len(now) > 1:
		l.report(diag.Error, "event-who", e.entry, "name", fmt.Sprintf("支部里有 %d 个%s，不知道是哪一个%s", len(now), e.Name, e.Kind), "在这一行写上出生日期或党员编号")
	case len(all) == 0 && l.past(e) && e.Kind.Leaves(): // the roster knows already
	case len(all) == 0 && e.arrives() != nil:
		l.early(e, e.arrives().Date, e.arrives().Kind)
	case len(all) == 0:
		l.report(diag.Error, "event-who", e.entry, "name", "支部的名册里没有"+e.Name+"，"+string(e.Kind)+"的不知道是谁", "核对姓名和支部；年内离开的，名册里的那一行不要删，由这张表记他哪天离开")
	case !all[0].Left.IsZero() && !all[0].Left.After(e.Date):
		l.report(diag.Error, "event-order", e.entry, "date", fmt.Sprintf("%s已在 %s %s，又写 %s %s", e.Name, all[0].Left, all[0].LeftBy, e.Date, e.Kind), "核对两个日期，或删去一行")
	default:
		l.early(e, all[0].Came, all[0].CameBy)
	}
	return nil
}

// early reports an event of a member from before he came.
func (l *records) early(e eventEntry, came date.Date, by EventKind) {
	l.report(diag.Error, "event-order", e.entry, "date", fmt.Sprintf("%s %s 才%s，%s 却写着%s", e.Name, came, by, e.Date, e.Kind), "核对两个日期，是否填反")
}

// arrives returns the event by which the person of e comes later, or nil.
func (e eventEntry) arrives() *Event {
	for _, o := range e.branch.events {
		if o.Kind.Comes() && folded(o.Name) == folded(e.Name) {
			return o.Event
		}
	}
	return nil
}

// arrival lets a person become a member: one of the roster, which may have
// been brought up to date, or a new one.
func (l *records) arrival(e eventEntry) bool {
	for _, m := range e.matches() {
		if !m.On(e.Date) {
			continue
		}
		if !m.Came.IsZero() {
			l.report(diag.Error, "event-twice", e.entry, "date", fmt.Sprintf("%s已在 %s %s，又写一次%s", m.Name, m.Came, m.CameBy, e.Kind), "删去一行；确是两个人的，都写上出生日期")
			return false
		}
		m.Came, m.CameBy, e.Of = e.Date, e.Kind, m
		return true
	}
	m := e.Member
	from := l.elsewhereBefore(e)
	if from != nil {
		e.inherit(&m, from)
	}
	if e.Kind == Admitted {
		m.Status = Probationary
		if m.Joined.IsZero() {
			m.Joined = e.Date
		} else if m.Joined.Compare(e.Date) != 0 && !m.Joined.MonthOnly() {
			l.report(diag.Warning, "event-joined", e.entry, "joined", fmt.Sprintf("%s %s 发展为预备党员，入党日期却是 %s", e.Name, e.Date, m.Joined), "入党日期是支部党员大会通过的那一天，核对两个日期")
		}
	}
	m.Note = ""
	came := memberEntry{Member: &m, entry: e.entry, later: &laterRow{}}
	if from == nil {
		l.member(came)
	} else if e.dues() {
		l.memberDues(came)
	}
	l.labelOf(e.branch, &m)
	m.Group = l.groupNamed(e, m.Group, "group")
	m.Came, m.CameBy, e.Of = e.Date, e.Kind, &m
	e.branch.everyone = append(e.branch.everyone, &m)
	return true
}

// elsewhereBefore returns the person of an event as another branch of the
// county had him until he left it, or nil. One that left no branch may still
// be in a roster: that is a warning, as for rosters.
func (l *records) elsewhereBefore(e eventEntry) *Member {
	if e.Kind != MovedIn {
		return nil
	}
	var found *Member
	for _, b := range l.branches {
		if b == e.branch {
			continue
		}
		named := folded(e.From) != "" && slices.Contains([]string{folded(b.Name), folded(b.Short), folded(b.Code)}, folded(e.From))
		for _, m := range (eventEntry{e.Event, e.entry, b}).matches() {
			switch {
			case m.LeftBy == MovedOut && !m.Left.After(e.Date) && (named || found == nil):
				found = m
			case named && m.Left.IsZero():
				l.report(diag.Warning, "event-still-there", e.entry, "from", fmt.Sprintf("%s %s 从%s转入，那边没有写他转出", e.Name, e.Date, b.Short), "在那个支部也记一行“转出”，不然两边都算他")
			}
		}
	}
	return found
}

// dues reports whether an event says what a member pays.
func (e eventEntry) dues() bool {
	return slices.ContainsFunc([]string{"category", "base", "amount", "base_items"}, func(key string) bool { return e.written("dues." + key) })
}

// inherit fills in what an event leaves out of a member from his record in
// the branch that he left.
func (e eventEntry) inherit(m *Member, from *Member) {
	now := *from
	now.Posts, now.Group, now.Label = m.Posts, m.Group, ""
	now.Came, now.CameBy, now.Left, now.LeftBy, now.Later = date.Date{}, "", date.Date{}, "", nil
	if e.dues() {
		now.Dues = m.Dues
	}
	now.Duty, now.Leader = m.Duty, m.Leader || from.Leader
	now.Job, now.Phone = cmp.Or(m.Job, from.Job), cmp.Or(m.Phone, from.Phone)
	if !from.Turned.IsZero() {
		now.Probation, now.Status, now.Confirmed, now.Turned = false, Full, from.Turned, date.Date{}
	}
	*m = now
}

// labelOf names a person who came, beside those who were there: their labels
// are printed already.
func (l *records) labelOf(b *branchEntry, m *Member) {
	m.Label = m.Name
	for _, mark := range []func(*Member) string{birthMonth, birthDay, number} {
		if !slices.ContainsFunc(b.everyone, func(o *Member) bool { return o.Label == m.Label }) {
			return
		}
		if own := mark(m); own != "" {
			m.Label = m.Name + "(" + own + ")"
		}
	}
}

// groupNamed returns the branch's group that an event names.
func (l *records) groupNamed(e eventEntry, named *Group, field string) *Group {
	if named == nil || strings.TrimSpace(named.Name) == "" {
		return nil
	}
	g := groupOf(e.branch.Groups, strings.TrimSpace(named.Name))
	if g == nil {
		l.report(diag.Error, "unknown-group", e.entry, field, "支部没有叫 "+quoted(named.Name)+" 的党小组", groupHint(e.branch, named.Name))
	}
	return g
}

func (l *records) confirm(e eventEntry, m *Member) bool {
	switch {
	case !m.Probation && m.Confirmed.Compare(e.Date) == 0 || !m.Probation && l.past(e):
		return true // the roster knows already
	case !m.Probation || !m.Turned.IsZero():
		l.report(diag.Error, "event-confirmed", e.entry, "date", fmt.Sprintf("%s已经是正式党员，又写 %s 转正", m.Name, e.Date), "核对是谁；名册里已改为正式的，转正日期要和这里一致")
		return false
	case !m.Joined.IsZero() && !lastDay(m.Joined).Before(e.Date):
		l.report(diag.Error, "date-order", e.entry, "date", fmt.Sprintf("%s %s 转正，早于入党日期 %s", m.Name, e.Date, m.Joined), "核对两个日期")
		return false
	}
	m.Turned = e.Date
	return true
}

// post gives a member a post or takes one from him. The post is in its own
// column or in the contents; a dismissal without one is from all.
func (l *records) post(e eventEntry, m *Member) bool {
	posts, field := e.Posts, "post"
	if len(posts) == 0 && e.Note != "" {
		posts, field = readPosts(e.Note), "note"
	}
	now := m.standing(e.Date)
	if e.Kind == Appointed {
		if len(posts) == 0 {
			l.report(diag.Error, "event-post", e.entry, "post", m.Name+"任职，没有写任什么职务", "在“党内职务”或“内容”里写上职务，如 组织委员")
			return false
		}
		if !m.FullOn(e.Date) {
			l.report(diag.Warning, "probation-post", e.entry, field, m.Name+"任"+strings.Join(posts, "、")+"，却是预备党员", "预备党员没有被选举权；核对职务")
		}
		for _, p := range posts {
			if !slices.Contains(now.Posts, p) {
				now.Posts = append(slices.Clone(now.Posts), p)
			}
		}
	} else {
		if len(posts) == 0 {
			posts = now.Posts
		}
		for _, p := range posts {
			if !slices.Contains(now.Posts, p) && !l.past(e) {
				l.report(diag.Error, "event-post", e.entry, field, fmt.Sprintf("%s %s 免去%s，他那时没有这个职务", m.Name, e.Date, p), "核对职务和日期；名册里写付印时的职务，年内的变动写在这张表里")
				return false
			}
		}
		now.Posts = slices.DeleteFunc(slices.Clone(now.Posts), func(p string) bool { return slices.Contains(posts, p) })
	}
	m.stands(e.Date, now)
	return true
}

// stands notes what a member is from a day on.
func (m *Member) stands(day date.Date, s Standing) {
	s.From = day
	if n := len(m.Later); n > 0 && m.Later[n-1].From == day {
		m.Later[n-1] = s
		return
	}
	m.Later = append(m.Later, s)
}

func (l *records) newGroup(e eventEntry, m *Member) bool {
	named, field := e.Group, "group"
	if named == nil || named.Name == "" {
		named, field = &Group{Name: cmp.Or(e.To, e.Note)}, "to"
	}
	g := l.groupNamed(e, named, field)
	if g == nil {
		if named.Name == "" {
			l.report(diag.Error, "event-group", e.entry, field, m.Name+"党小组变更，没有写到哪个小组", "在“到何处”里写上党小组的名称")
		}
		return false
	}
	now := m.standing(e.Date)
	now.Group = g
	m.stands(e.Date, now)
	return true
}

// newDues takes over terms that hold from the month of the event on.
func (l *records) newDues(e eventEntry, m *Member) bool {
	terms := e.Dues.DuesTerms
	if !e.dues() {
		l.report(diag.Error, "event-dues", e.entry, "dues.category", m.Name+"缴费变更，没有写变成什么", "写上缴费类别和月计费基数；减交、免交、定额的写核定月党费和减免原因")
		return false
	}
	month := e.Date.Month
	if l.past(e) {
		month = time.January
	}
	before := m.Dues.DuesTerms
	var later []DuesTerms
	for _, t := range m.Dues.Later {
		if t.From <= month {
			before = t
		}
		if t.From != month {
			later = append(later, t)
		}
	}
	errors := l.out.Errors()
	terms.From = month
	l.terms(termsEntry{memberEntry: memberEntry{m, e.entry, &laterRow{}}, DuesTerms: &terms, at: "dues.", since: fmt.Sprintf(" %d 月起的", int(month)), before: before})
	if l.out.Errors() > errors {
		return false
	}
	if month == time.January {
		terms.From = 0
		m.Dues.DuesTerms, m.Dues.Later = terms, later
		return true
	}
	m.Dues.Later = append(later, terms)
	slices.SortFunc(m.Dues.Later, func(a, b DuesTerms) int { return cmp.Compare(a.From, b.From) })
	return true
}

// alone reports posts that two hold on the day of an event, which one alone
// should hold. The end of the other's may be of the same day. Of events before
// the year counts what is left of them when it begins.
func (l *records) alone(e eventEntry) {
	if e.Of == nil || e.Kind != Appointed && !e.Kind.Comes() {
		return
	}
	day := e.Date
	if begins := date.New(l.file.Year, time.January, 1); day.Before(begins) {
		day = begins
	}
	if !e.Of.On(day) {
		return
	}
	for _, p := range e.Of.PostsOn(day) {
		if p != Secretary {
			continue
		}
		for _, o := range e.branch.MembersOn(day) {
			if o != e.Of && slices.Contains(o.PostsOn(day), p) {
				l.report(diag.Error, "two-secretaries", e.entry, "date", fmt.Sprintf("%s 起支部有两名书记：%s、%s", day, o.Name, e.Of.Name), "前一名书记免职也要记一行，日期不晚于这一天")
			}
		}
	}
}

// branchEvent applies what happens to a branch as a whole.
func (l *records) branchEvent(e eventEntry) bool {
	b := e.branch
	if e.Kind == Renamed {
		name := sheet.Tidy(cmp.Or(e.To, e.Note))
		if name == "" {
			l.report(diag.Error, "event-name", e.entry, "to", "更名没有写新的名称", "在“到何处”里写上党支部的新全称")
		}
		return name != ""
	}
	if e.Kind == Merged && strings.TrimSpace(e.To) == "" {
		l.report(diag.Error, "event-name", e.entry, "to", "合并没有写并入哪个党支部", "在“到何处”里写上并入的党支部")
		return false
	}
	b.Closed = e.Date
	var left []string
	for _, m := range b.everyone {
		if m.On(e.Date) {
			left = append(left, m.Name)
		}
	}
	if n := len(left); n > 0 {
		l.report(diag.Error, "event-closed", e.entry, "date", fmt.Sprintf("支部 %s %s，还有 %d 名党员没有转出：%s", e.Date, e.Kind, n, strings.Join(left[:min(n, 5)], "、")), "每名党员记一行“转出”，日期不晚于这一天，在转入的支部记“转入”")
	}
	return true
}

package audit

import (
	"cmp"
	"reflect"

	"dangce/config/sheet"
)

// Names of the workbooks that are read back, as in templates/workbooks.
const (
	Register          = "register"
	RegisterAll       = "register-all"
	CommitteeRegister = "committee-register"
	Review            = "review"
	Sample            = "inspection-sample"
	Ledger            = "rectification"
	Accountability    = "accountability"
)

// Summary is the workbook that a collection writes, and next year's reads.
const Summary = "review-summary"

// Forms are the workbooks that are read back.
var Forms = []string{Register, RegisterAll, CommitteeRegister, Review, Sample, Ledger, Accountability}

// The rows that come back. To read another table, write the struct of its rows
// and its line below.

type lifeRow struct {
	line
	Branch          branchCell `col:"branch,key,shared"`
	ID              idCell     `col:"id,key"`
	Month           monthCell  `col:"month,key"`
	Held            dayCell    `col:"held"`
	Expected        countCell  `col:"expected"`
	Present         countCell  `col:"present"`
	Leave           countCell  `col:"leave"`
	Voted           textCell   `col:"voted,optional" choices:"votes"`
	Agreed          countCell  `col:"agreed,optional"`
	Signed          textCell   `col:"signed" choices:"yes_no"`
	LeadersExpected countCell  `col:"leaders_expected"`
	LeadersPresent  countCell  `col:"leaders_present"`
	Fixed           countCell  `col:"fixed"`
	Optional        textCell   `col:"optional"`
	ChangeNo        textCell   `col:"change_no"`
	Page            countCell  `col:"page"`
}

type duesRow struct {
	line
	Branch     branchCell `col:"branch,key,shared"`
	Month      monthCell  `col:"month,key"`
	Paid       moneyCell  `col:"paid"`
	Owing      countCell  `col:"owing"`
	Collected  dayCell    `col:"collected"`
	Remitted   moneyCell  `col:"remitted"`
	RemittedOn dayCell    `col:"remitted_on"`
}

type tenRow struct {
	line
	Branch branchCell   `col:"branch,key,shared"`
	Member textCell     `col:"member,key"`
	Deeds  [10]deedCell `col:"m01 m02 m03 m04 m05 m06 m07 m08 m09 m10"`
}

type matterRow struct {
	line
	Branch           branchCell `col:"branch,key,shared"`
	ID               idCell     `col:"id,key"`
	Name             textCell   `col:"matter"`
	Cause            textCell   `col:"cause"`
	SameCause        textCell   `col:"same_cause,optional" choices:"yes_no"`
	Proposed         dayCell    `col:"proposed"`
	ProposedExpected countCell  `col:"proposed_expected,optional"`
	ProposedPresent  countCell  `col:"proposed_present,optional"`
	Consulted        dayCell    `col:"consulted"`
	Reviewed         dayCell    `col:"reviewed"`
	ReviewedExpected countCell  `col:"reviewed_expected,optional"`
	ReviewedPresent  countCell  `col:"reviewed_present,optional"`
	ReviewedAgreed   countCell  `col:"reviewed_agreed,optional"`
	Resolved         dayCell    `col:"resolved"`
	Assembly         textCell   `col:"assembly,optional" choices:"assemblies"`
	ResolvedExpected countCell  `col:"resolved_expected,optional"`
	ResolvedPresent  countCell  `col:"resolved_present,optional"`
	ResolvedAgreed   countCell  `col:"resolved_agreed,optional"`
	ShownFrom        dayCell    `col:"shown_from"`
	ShownTo          dayCell    `col:"shown_to"`
	ResultFrom       dayCell    `col:"result_from"`
	ResultTo         dayCell    `col:"result_to"`
}

type workRow struct {
	line
	ID    idCell    `col:"id,key"`
	Month monthCell `col:"month,key"`
	Held  dayCell   `col:"held"`
}

type signOffRow struct {
	line
	Branch   branchCell `col:"branch,key"`
	Month    monthCell  `col:"month,key"`
	Reviewed dayCell    `col:"reviewed"`
	Problems textCell   `col:"problems"`
}

type deferralRow struct {
	line
	Branch   branchCell `col:"branch,key"`
	Month    monthCell  `col:"month,key"`
	To       dayCell    `col:"to"`
	Decision textCell   `col:"decision" choices:"decisions"`
}

type visitRow struct {
	line
	Branch    branchCell `col:"branch,key"`
	Month     monthCell  `col:"month,key"`
	Reviewed  dayCell    `col:"reviewed"`
	Volumes   countCell  `col:"volumes"`
	By        textCell   `col:"by"`
	Opinion   textCell   `col:"opinion"`
	ReceiptOn dayCell    `col:"receipt_on"`
}

type recordRow struct {
	line
	Branch branchCell `col:"branch,key"`
	Month  monthCell  `col:"month,key"`
	Record textCell   `col:"record,key"`
	Have   countCell  `col:"have"`
	Good   countCell  `col:"good"`
	Note   textCell   `col:"note"`
}

type cardRow struct {
	line
	Branch  branchCell `col:"branch,key"`
	Checked countCell  `col:"checked"`
	Match   countCell  `col:"match"`
	Note    textCell   `col:"note"`
}

type reviewedRow struct {
	line
	Branch   branchCell `col:"branch,key"`
	Matters  countCell  `col:"matters"`
	Complete countCell  `col:"complete"`
	Shown    countCell  `col:"shown"`
	Note     textCell   `col:"note"`
}

type foundRow struct {
	line
	ID      idCell     `col:"id,key"`
	Branch  branchCell `col:"branch,key"`
	Found   dayCell    `col:"found"`
	Problem textCell   `col:"problem"`
	Type    textCell   `col:"type"`
	Page    textCell   `col:"page"`
	Owner   textCell   `col:"owner"`
	Grade   textCell   `col:"grade" choices:"grades"`
}

type sampleRow struct {
	line
	No        countCell  `col:"no,read"`
	Group     textCell   `col:"group,read"`
	Month     monthCell  `col:"month,key"`
	Committee textCell   `col:"committee,read"`
	Code      codeCell   `col:"code,key"`
	Branch    branchCell `col:"branch,key"`
	Secretary textCell   `col:"secretary,read"`
	Place     textCell   `col:"place,read"`
	Drawn     countCell  `col:"drawn,read"`
	On        dayCell    `col:"on"`
	Team      textCell   `col:"team,optional"`
	Expected  countCell  `col:"expected,optional"`
	Present   countCell  `col:"present,optional"`
	Problem   textCell   `col:"problem"`
	Type      textCell   `col:"type"`
	Grade     textCell   `col:"grade" choices:"grades"`
	Example   textCell   `col:"example"`
}

type ledgerRow struct {
	line
	ID        idCell     `col:"id,key"`
	Committee textCell   `col:"committee,read"`
	Code      codeCell   `col:"code,key"`
	Branch    branchCell `col:"branch,key"`
	Source    textCell   `col:"source" choices:"sources"`
	Found     dayCell    `col:"found"`
	Problem   textCell   `col:"problem"`
	Type      textCell   `col:"type"`
	Grade     textCell   `col:"grade" choices:"grades"`
	Owner     textCell   `col:"owner"`
	Measure   textCell   `col:"measure"`
	Deadline  dayCell    `col:"deadline,read"`
	Done      dayCell    `col:"done"`
	Evidence  textCell   `col:"evidence"`
	By        textCell   `col:"by"`
	State     textCell   `col:"state" choices:"states"`
	Overdue   textCell   `col:"overdue,read"`
	Closed    dayCell    `col:"closed"`
	Checked   dayCell    `col:"checked"`
	Outcome   textCell   `col:"outcome" choices:"outcomes"`
}

type blameRow struct {
	line
	ID        idCell    `col:"id,key"`
	Subject   textCell  `col:"subject"`
	Class     textCell  `col:"class"`
	Ground    countCell `col:"ground"`
	Fact      textCell  `col:"fact"`
	Method    textCell  `col:"method"`
	DecidedBy textCell  `col:"decided_by"`
	Decided   dayCell   `col:"decided"`
	Served    dayCell   `col:"served"`
	Effect    textCell  `col:"effect"`
	Demand    textCell  `col:"demand"`
	Finished  dayCell   `col:"finished"`
}

// The tables that come back, by their names in templates/tables, and what
// their rows are about: whose they are ("" whose file it is) and which.
var (
	lifeTable      = newTable("register-life", func(r *lifeRow) (string, string) { return r.Branch.text, r.ID.text })
	duesTable      = newTable("register-dues", func(r *duesRow) (string, string) { return r.Branch.text, r.Month.key() })
	tenTable       = newTable("register-ten", func(r *tenRow) (string, string) { return r.Branch.text, sheet.Name(r.Member.text) })
	matterTable    = newTable("register-matters", func(r *matterRow) (string, string) { return r.Branch.text, r.ID.text })
	workTable      = newTable("works", func(r *workRow) (string, string) { return "", r.ID.text })
	signOffTable   = newTable("sign-offs", func(r *signOffRow) (string, string) { return r.Branch.text, r.Month.key() })
	deferralTable  = newTable("deferrals", func(r *deferralRow) (string, string) { return r.Branch.text, r.Month.key() })
	visitTable     = newTable("review-visits", func(r *visitRow) (string, string) { return r.Branch.text, "调阅" })
	recordTable    = newTable("review-records", func(r *recordRow) (string, string) { return r.Branch.text, r.Record.text })
	cardTable      = newTable("review-cards", func(r *cardRow) (string, string) { return r.Branch.text, "调阅" })
	reviewedTable  = newTable("review-matters", func(r *reviewedRow) (string, string) { return r.Branch.text, "调阅" })
	foundTable     = newTable("review-problems", func(r *foundRow) (string, string) { return "", r.ID.text })
	sampleTable    = newTable("inspection-sample", func(r *sampleRow) (string, string) { return r.Branch.text, r.Month.key() })
	ledgerTable    = newTable[ledgerRow]("rectification", nil)
	blameTable     = newTable[blameRow]("accountability", nil)
	unnamedTable   = newTable[struct{ line }]("", nil) // one that the county added: its cells are checked
	returnedTables = []*table{lifeTable.table, duesTable.table, tenTable.table, matterTable.table, workTable.table, signOffTable.table, deferralTable.table,
		visitTable.table, recordTable.table, cardTable.table, reviewedTable.table, foundTable.table, sampleTable.table, ledgerTable.table, blameTable.table}
)

// table is a table that comes back.
type table struct {
	*schema
	name string
	key  func(entry) (owner, id string) // nil for rows that are alone
}

// tableOf knows the type of the rows of a table.
type tableOf[T any] struct{ *table }

func newTable[T any](name string, key func(*T) (owner, id string)) tableOf[T] {
	t := &table{schema: schemaOf[T](), name: name}
	if key != nil {
		t.key = func(e entry) (string, string) { return key(any(e).(*T)) }
	}
	return tableOf[T]{t}
}

func (t *table) make() entry { return reflect.New(t.row).Interface().(entry) }

// tableNamed returns the table with that name in templates.
func tableNamed(name string) *table {
	for _, t := range returnedTables {
		if t.name == name {
			return t
		}
	}
	return unnamedTable.table
}

// find returns the row about something, or nil.
func (t tableOf[T]) find(all *rows, owner, id string) *T {
	e, ok := any(all.find(t.table, owner, id)).(*T)
	if !ok {
		return nil
	}
	return e
}

// of lists the rows of the table in the order of their owners and keys.
func (t tableOf[T]) of(all *rows) []*T { return typed[T](all.of(t.table)) }

// in lists the rows of the table in a file, in their order.
func (t tableOf[T]) in(r *returned) []*T { return typed[T](r.rows[t.table]) }

func typed[T any](list []entry) []*T {
	out := make([]*T, len(list))
	for i, e := range list {
		out[i] = any(e).(*T)
	}
	return out
}

// about says what a row is about; false for rows on their own.
func (t *table) about(e entry) (rowKey, bool) {
	if t.key == nil {
		return rowKey{}, false
	}
	owner, id := t.key(e)
	f := e.base().from.file
	return rowKey{table: t, owner: cmp.Or(owner, f.Branch, f.Committee), id: id}, true
}

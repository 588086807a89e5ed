// Package roster reads the rosters of a county, workbooks and csv files with
// 党委, 党支部 and 党员 sheets as offices keep them, into records.
//
// It is for package config, which joins the records with the TOML files,
// matches names with codes and checks everything a sheet alone cannot tell.
// Read promises: every value keeps its place, whatever a file holds gives
// findings and never a panic, and a column of identity numbers is skipped
// without its values being kept.
//
// What Read settles: which sheet holds what, which column is which, dates,
// amounts, years, yes and no. What it leaves to config: words for kinds,
// categories and status, whether a month alone will do for a date, which
// branch a name means, and whatever is missing beside a name.
package roster

import (
	"dangce/config/date"
	"dangce/config/diag"
	"dangce/config/money"
	"dangce/config/sheet"
)

// Roster holds the records of one file, sheet by sheet in the order of the
// workbook, row by row.
type Roster struct {
	Committees []Committee
	Branches   []Branch
	Members    []Member
}

// Field is the text of one cell, trimmed, full-width digits and letters made
// half-width. The zero Field stands for a column that the sheet does not
// have; a Field with Value "" but a place for an empty cell.
type Field struct {
	Value  string
	places *sheet.Places // worked out only when asked for
	col    int
}

// Empty reports whether nothing was written.
func (f Field) Empty() bool { return f.Value == "" }

// Place returns where the field stands: file[sheet!cell] of a workbook,
// file:line:column of a csv file. It is the zero Place for a zero Field.
func (f Field) Place() diag.Place {
	if f.places == nil {
		return diag.Place{}
	}
	return f.places.Place(f.col)
}

// Date is a field with a date: OK when it could be read, perhaps as a month
// alone (Day 0). A field that is not OK and not Empty has had its finding.
type Date struct {
	Field
	Date date.Date
	OK   bool
}

// Money is a field with an amount; OK as in Date.
type Money struct {
	Field
	Fen money.Fen
	OK  bool
}

// Flag is a field with 是 or 否; OK as in Date.
type Flag struct {
	Field
	Yes bool
	OK  bool
}

// Year is a field with a year of four digits; OK as in Date.
type Year struct {
	Field
	Year int
	OK   bool
}

// List is a field with several values, in their order, without empty ones.
type List struct {
	Field
	Items []string
}

// Committee is one row of a 党委 sheet.
type Committee struct {
	Row    Field // of the row as a whole, for findings about it
	Code   Field
	Name   Field
	Short  Field
	Kind   Field // as written: 乡镇, township, …
	Parent Field // 所属党委 of a 党总支: code, name or short
}

// Branch is one row of a 党支部 sheet.
type Branch struct {
	Row       Field
	Code      Field
	Name      Field
	Short     Field
	Committee Field // 所属党委: code, name or short
	Kind      Field // as written: 村, village, …
	Founded   Date
	TermEnds  Date
	Place     Field
	Groups    List
	Committed Flag // 设支委会
}

// Member is one row of a 党员 sheet. Its branch is told by BranchCode or
// Branch where the sheet has such a column, and otherwise by Captions alone.
type Member struct {
	Row        Field
	BranchCode Field
	Branch     Field // 所在党支部: name or short, perhaps the code
	// Captions are the lines that may name the branch when the sheet has
	// neither column: the nearest line above the row or its header first,
	// the sheet's name (a csv file's name without extension) last. They may
	// say more than a name: 东街社区党支部党员花名册（23人）.
	Captions []Field

	Name      Field // normalised: 张　三 is 张三; the row has no record without it
	ID        Field
	Gender    Field
	Ethnicity Field
	Birth     Date
	Education Field
	Joined    Date
	Confirmed Date
	Status    Field // 人员类别
	Group     Field
	Posts     List
	Duty      Field
	Leader    Flag
	Job       Field
	Phone     Field

	DuesCategory Field
	DuesBase     Money
	DuesAmount   Money
	DuesReason   Field

	CardNo   Field
	CardYear Year
	Note     Field
}

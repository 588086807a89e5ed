package templates

// Titles are the columns that a county's rosters may have, with the other
// ways offices write them. Titles are compared without spaces, line breaks,
// brackets with what stands in them, *, ： and without telling full-width
// letters from half-width ones.
type Titles struct {
	Committee []Title  // of a 党委 sheet
	Branch    []Title  // of a 党支部 sheet
	Member    []Title  // of a 党员 sheet
	Unread    []string // columns whose values are never read: identity numbers
	Totals    []string // words that open a row of totals
	Yes, No   []string // what stands for 是 and 否
}

// Title is one column. ID is what package roster calls it; Key marks the
// column without which a row is no record.
type Title struct {
	ID    string
	Title string   // the column's own title, printed in templates and messages
	Also  []string // read as well
	Key   bool
}

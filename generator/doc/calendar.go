package doc

// Calendar is the months of a year, three beside each other.
type Calendar struct {
	Months             [12]CalendarMonth
	Weekdays           [7]string // from Monday on
	Head, Week, Number Style     // names of months and of weekdays, days
	Rest, Mark         Ink       // behind days off and marked days
}

// CalendarMonth is a month, its weeks beginning on Monday.
type CalendarMonth struct {
	Name  string
	First int // column of the first day, from 0
	Days  []CalendarDay
}

// CalendarDay is a day of a month.
type CalendarDay struct{ Rest, Marked bool }

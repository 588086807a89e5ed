package doc

// Agenda is a list of days with something to do, for calendar programs.
type Agenda struct {
	Title  string
	Author string
	Date   string // YYYY-MM-DD, the fixed date of the file
	Events []Event
}

// Event takes one whole day.
type Event struct {
	UID         string // the same in every version of the agenda
	Date        string // YYYY-MM-DD
	Summary     string
	Description string // lines separated by \n
	Categories  []string
}

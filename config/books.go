package config

// The books that the program itself knows by name, as in templates/books:
// branches order them, the county binds them and adds spare copies.
const (
	Handbook     = "handbook"
	Deliberation = "deliberation"
	Card         = "card"
)

// BoundBooks are the books whose binding the county chooses.
func BoundBooks() []string { return []string{Handbook, Deliberation, Card} }

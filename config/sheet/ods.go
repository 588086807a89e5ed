package sheet

func openODS(name string, p *parts, limits Limits) (*Book, error) {
	return nil, &Error{Reason: OpenBook}
}

package sheet

import "strings"

// records divides csv text into records. encoding/csv either refuses every
// stray quote or, told to be lazy, lets an unclosed one swallow the lines
// below it: people would be lost in silence. Here a stray quote is read as it
// is, and an unclosed one is noticed.
type records struct {
	rest   string
	comma  rune
	line   int // of the beginning of rest
	first  int // line of the record
	fields []string

	widths map[int]int // how many records have so many fields
	open   int         // line of a quote that runs to the end of the text
	long   []swallowed
}

// swallowed is a quoted field of several lines with the separators of the
// lines that it may have swallowed: of the first and the last together with
// what is around the field, and the most of one between.
type swallowed struct{ line, first, between, last int }

func (r *records) next() bool {
	if r.rest == "" {
		return false
	}
	r.first = r.line
	r.fields = r.fields[:0]
	for {
		field, more := r.field()
		r.fields = append(r.fields, field)
		if !more {
			break
		}
	}
	if r.widths == nil {
		r.widths = map[int]int{}
	}
	r.widths[len(r.fields)]++
	return true
}

// field reads one field; more reports that the record goes on.
func (r *records) field() (text string, more bool) {
	if strings.HasPrefix(r.rest, `"`) {
		if text, more, ok := r.quoted(); ok {
			return text, more
		}
	}
	end := strings.IndexAny(r.rest, string(r.comma)+"\n")
	if end < 0 {
		text, r.rest = r.rest, ""
		return text, false
	}
	text = r.rest[:end]
	return text, r.pass(end)
}

// pass goes on behind the separator or line break at end.
func (r *records) pass(end int) (more bool) {
	if end >= len(r.rest) {
		r.rest = ""
		return false
	}
	if r.rest[end] == '\n' {
		r.rest = r.rest[end+1:]
		r.line++
		return false
	}
	r.rest = r.rest[end+len(string(r.comma)):]
	return true
}

// quoted reads a field in quotes. It gives up on one that other text follows
// in the same line, which is then read as it is.
func (r *records) quoted() (text string, more, ok bool) {
	from := 1
	for {
		i := strings.IndexByte(r.rest[from:], '"')
		if i < 0 {
			r.open, r.rest = r.line, ""
			return "", false, true
		}
		end := from + i
		after := r.rest[end+1:]
		switch {
		case strings.HasPrefix(after, `"`):
			from = end + 2
			continue
		case after == "", after[0] == '\n', strings.HasPrefix(after, string(r.comma)):
			inner := r.rest[1:end]
			r.note(inner)
			r.line += strings.Count(inner, "\n")
			return strings.ReplaceAll(inner, `""`, `"`), r.pass(end + 1), true
		case strings.Contains(r.rest[:end], "\n"):
			r.open = r.line
			r.rest = ""
			return "", false, true
		default:
			return "", false, false
		}
	}
}

// note remembers a field of several lines.
func (r *records) note(inner string) {
	lines := strings.Split(inner, "\n")
	last := len(lines) - 1
	if last == 0 {
		return
	}
	commas := func(s string) int { return strings.Count(s, string(r.comma)) }
	after, _, _ := strings.Cut(r.rest[1+len(inner):], "\n")
	s := swallowed{line: r.line, first: len(r.fields) + commas(lines[0]), last: commas(lines[last]) + commas(after)}
	for _, l := range lines[1:last] {
		s.between = max(s.between, commas(l))
	}
	r.long = append(r.long, s)
}

// unclosed returns the line of a quote that was not closed, 0 without one: it
// runs to the end, or over whole records.
func (r *records) unclosed() int {
	if r.open > 0 {
		return r.open
	}
	most, width := 0, 0 // fields of most records
	for w, n := range r.widths {
		if n > most || n == most && w > width {
			most, width = n, w
		}
	}
	for _, s := range r.long {
		if width > 2 && (s.between >= width-1 || s.first == width-1 && s.last == width-1) {
			return s.line
		}
	}
	return 0
}

package sheet

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
)

// value makes a cell of what was read.
func (o *ods) value() Cell {
	c := &o.cell
	text := spaces(string(c.content))
	if c.fault {
		return Cell{Kind: Fault, Text: text}
	}
	switch c.typ {
	case "float", "percentage", "currency":
		return withShown(number(c.value, format{}, epoch1900), text)
	case "date":
		return isoCell(c.value, format{shape: o.styles.shape(o.style())})
	case "time":
		return timeCell(c.value, text)
	case "boolean":
		return boolCell(on(c.value))
	case "string":
		if text == "" {
			text = c.value
		}
	default:
		if c.formula && text == "" {
			return Cell{Kind: Formula}
		}
	}
	return textCell(text)
}

// spaces makes runs of blanks one, as the format has it; those that count are
// elements of their own, kept as no-break spaces until here.
func spaces(s string) string {
	s = blanks.ReplaceAllString(s, " ")
	return strings.ReplaceAll(s, "\u00a0", " ")
}

var blanks = regexp.MustCompile(`[ \t\r]+`)

// withShown adds the text that is shown where it has the digits of the number
// and more: 003, DF0012.
func withShown(c Cell, shown string) Cell {
	if c.Kind != Number || c.more != nil || !isDigits(c.Text) || shown == c.Text || strings.ContainsAny(shown, ".,%") {
		return c
	}
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, shown)
	switch {
	case shown == "TRUE", shown == "FALSE":
		return boolCell(shown == "TRUE")
	case digits == "", strings.TrimLeft(digits, "0") != strings.TrimLeft(c.Text, "0"):
	case digits == shown:
		c.Text = shown
	default:
		c.more = &extra{shown: shown}
	}
	return c
}

var duration = regexp.MustCompile(`^PT(\d{1,4})H(\d{1,2})M(\d{1,2})([.,]\d+)?S$`)

// timeCell makes a number of a time of day, as the other formats have it.
func timeCell(value, shown string) Cell {
	m := duration.FindStringSubmatch(value)
	if m == nil {
		return textCell(shown)
	}
	secs := 0
	for _, part := range m[1:4] {
		n, _ := strconv.Atoi(part) // a few digits
		secs = secs*60 + n
	}
	return numberCell("", float64(secs)/secondsOfDay, format{shape: clock}, epoch1900)
}

// style returns the style of the cell: its own, its row's or its column's.
func (o *ods) style() string {
	if o.cell.style != "" {
		return o.cell.style
	}
	if o.rowStyle != "" {
		return o.rowStyle
	}
	for _, run := range o.columns {
		if o.col < run.last {
			return run.style
		}
	}
	return ""
}

// odsStyles are the styles that matter: what dates show, and hidden tables.
type odsStyles struct {
	dates        map[string]shape  // by name of the data style
	data         map[string]string // from a cell style to its data style
	parents      map[string]string
	hiddenTables map[string]bool

	name string // of the style being read
	date string // of the date style being read
	day  bool
}

func newODSStyles() *odsStyles {
	return &odsStyles{dates: map[string]shape{}, data: map[string]string{}, parents: map[string]string{}, hiddenTables: map[string]bool{}}
}

const maxStyles = 64_000

func (s *odsStyles) start(t xml.StartElement) {
	if len(s.data)+len(s.dates)+len(s.hiddenTables) > maxStyles {
		return
	}
	switch t.Name.Local {
	case "style":
		s.name = attrOf(t, "name")
		if d := attrOf(t, "data-style-name"); d != "" {
			s.data[s.name] = d
		}
		if p := attrOf(t, "parent-style-name"); p != "" {
			s.parents[s.name] = p
		}
	case "table-properties":
		if attrOf(t, "display") == "false" {
			s.hiddenTables[s.name] = true
		}
	case "date-style":
		s.date, s.day = attrOf(t, "name"), false
	case "day", "day-of-week":
		s.day = true
	}
}

func (s *odsStyles) end(name string) {
	if name != "date-style" || s.date == "" {
		return
	}
	s.dates[s.date] = monthDate
	if s.day {
		s.dates[s.date] = wholeDate
	}
	s.date = ""
}

// shape returns what a cell style shows of a date.
func (s *odsStyles) shape(style string) shape {
	for range 8 { // styles inherit from others
		if d, ok := s.data[style]; ok {
			return s.dates[d]
		}
		style = s.parents[style]
	}
	return wholeDate
}

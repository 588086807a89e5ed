package book

import (
	"strings"

	"dangce/generator/doc"
)

// whole ties the characters of a name in a list together, so that it stands
// on one line; one of several parts may be broken behind each.
func whole(name string) string {
	parts := strings.SplitAfter(name, "·")
	for i, p := range parts {
		parts[i] = strings.Join(strings.Split(p, ""), string(doc.Joiner))
	}
	return strings.Join(parts, "")
}

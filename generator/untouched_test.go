package generator

import (
	"reflect"
	"testing"
)

// TestLayoutLeavesBooksAlone: after layout every book is what the templates
// made, so that it may be laid out again, or written to a workbook.
func TestLayoutLeavesBooksAlone(t *testing.T) {
	c, set := load(t)
	eachBook(t, c, set, func(l *laid) []string {
		if !reflect.DeepEqual(l.doc, set.Build(l.of, l.sub)) {
			return []string{"was changed by layout"}
		}
		return nil
	})
}

package generator

import (
	"reflect"
	"testing"
)

// TestLayoutLeavesBooksAlone: after layout every book is what the templates
// made, so that it may be laid out again, or written to a workbook.
func TestLayoutLeavesBooksAlone(t *testing.T) { eachCounty(t, "untouched") }

func checkUntouched(e *engine, l *laid, _ []job) []string {
	if !reflect.DeepEqual(l.doc, e.set.Build(l.of, l.sub)) {
		return []string{"was changed by layout"}
	}
	return nil
}

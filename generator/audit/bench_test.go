package audit_test

import (
	"bytes"
	"fmt"
	"io"
	"testing"
	"testing/fstest"

	"dangce/generator/audit"
	"dangce/generator/book"
	"dangce/generator/xlsx"
)

// BenchmarkCollect collects a thousand filled registers and writes the
// summary.
func BenchmarkCollect(b *testing.B) {
	w := newWorld(b, 1000, 11)
	folder := fstest.MapFS{}
	// Filling each in costs more than all that is measured: what one branch
	// filled in is good for the rest, whose properties differ.
	for i, br := range w.county.Branches() {
		sub := w.subject(br.Committee, br)
		wb := w.set.Workbook(w.set.Template(audit.Register), sub)
		fillIn(wb)
		var out bytes.Buffer
		if err := xlsx.Write(&out, wb); err != nil {
			b.Fatal(err)
		}
		folder[fmt.Sprintf("%04d.xlsx", i)] = &fstest.MapFile{Data: out.Bytes()}
	}
	b.ReportAllocs()
	for b.Loop() {
		r := w.collect(w.input(folder))
		if r.Totals.Reported != 1000 {
			b.Fatalf("%d branches reported, findings %v", r.Totals.Reported, r.Findings[:min(3, len(r.Findings))])
		}
		sub := &book.Subject{County: w.county, Calendar: w.calendar, Occasion: &book.Occasion{Day: "2027-12-31"}}
		if err := xlsx.Write(io.Discard, w.set.Filled(w.set.Template("review-summary"), sub, r.Rows)); err != nil {
			b.Fatal(err)
		}
	}
}

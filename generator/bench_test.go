package generator

import (
	"io"
	"testing"

	"dangce/config"
	"dangce/generator/book"
	"dangce/generator/pdf"
	"dangce/generator/xlsx"
)

// eachBranch calls do with one branch of a synthetic county after the other,
// for as long as the benchmark runs: what a worker does, without the disk.
func eachBranch(b *testing.B, do func(e *engine, sub *book.Subject, j *job), is func(*job) bool) {
	b.Helper()
	c, set := synthetic(b, 60)
	e, err := newEngine(c, set)
	if err != nil {
		b.Fatal(err)
	}
	type piece struct {
		t task
		j job
	}
	var all []piece
	for _, t := range tasks(c, set, &Options{}) {
		for _, j := range t.jobsOf(is) {
			if t.branch != nil {
				all = append(all, piece{t, j})
			}
		}
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		x := &all[i%len(all)]
		do(e, e.subject(&x.t), &x.j)
	}
}

func benchBook(b *testing.B, name string) {
	pages := 0
	var w *pdf.Writer
	eachBranch(b, func(e *engine, sub *book.Subject, j *job) {
		if w == nil {
			w = pdf.NewWriter(e.fonts)
		}
		l, err := e.lay(j.book, sub)
		if err != nil {
			b.Fatal(err)
		}
		f, err := e.file(block, l)
		if err != nil {
			b.Fatal(err)
		}
		if err := w.Write(io.Discard, f); err != nil {
			b.Fatal(err)
		}
		pages += len(f.Pages)
	}, func(j *job) bool { return j.shown() && j.book.Name == name })
	b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(pages), "ms/page")
	b.ReportMetric(float64(pages)/float64(b.N), "pages/op")
}

func BenchmarkHandbook(b *testing.B) { benchBook(b, config.Handbook) }
func BenchmarkLedger(b *testing.B)   { benchBook(b, "ledger") }

func BenchmarkLedgerWorkbook(b *testing.B) {
	eachBranch(b, func(e *engine, sub *book.Subject, j *job) {
		sub, err := e.findRecords(j.workbook, sub)
		if err != nil {
			b.Fatal(err)
		}
		if err := xlsx.Write(io.Discard, e.set.Workbook(j.workbook, sub)); err != nil {
			b.Fatal(err)
		}
	}, func(j *job) bool { return j.workbook != nil && j.workbook.Name == "dues-ledger" })
	b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms/workbook")
}

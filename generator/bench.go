package generator

import (
	"context"
	"fmt"
	"io"

	"dangce/config"
	"dangce/generator/book"
	"dangce/generator/pdf"
	"dangce/generator/xlsx"
)

// Bench makes single files over and over, for benchmarks: what a worker does
// for one branch, without the disk.
type Bench struct {
	press *press
	all   []task
	pdf   *pdf.Writer
	next  int
}

// NewBench prepares a county.
func NewBench(c *config.County, set *book.Set) (*Bench, error) {
	pr, err := newPress(c, set)
	if err != nil {
		return nil, err
	}
	b := &Bench{press: pr, pdf: pdf.NewWriter(pr.fonts)}
	for _, t := range tasks(c, set, &Options{}) {
		if t.branch != nil {
			b.all = append(b.all, t)
		}
	}
	return b, nil
}

// Book makes the named book of the next branch and returns its pages.
func (b *Bench) Book(ctx context.Context, name string) (int, error) {
	j, sub, err := b.job(func(j *job) bool { return j.book != nil && j.book.Name == name })
	if err != nil {
		return 0, err
	}
	f, err := b.press.pages(j, sub)
	if err != nil {
		return 0, err
	}
	return len(f.Pages), b.pdf.Write(io.Discard, f)
}

// Workbook makes the named workbook of the next branch.
func (b *Bench) Workbook(name string) error {
	j, sub, err := b.job(func(j *job) bool { return j.workbook != nil && j.workbook.Name == name })
	if err != nil {
		return err
	}
	if err := b.press.findRecords(j.workbook, sub); err != nil {
		return err
	}
	return xlsx.Write(io.Discard, b.press.set.Workbook(j.workbook, sub))
}

// job finds the next branch that has such a file.
func (b *Bench) job(is func(*job) bool) (*job, *book.Subject, error) {
	for range b.all {
		t := &b.all[b.next%len(b.all)]
		b.next++
		for i := range t.books {
			if is(&t.books[i]) {
				return &t.books[i], b.press.subject(t), nil
			}
		}
	}
	return nil, nil, fmt.Errorf("no branch has it")
}

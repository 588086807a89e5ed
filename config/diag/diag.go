// Package diag holds findings: what is wrong in an input file, where, and
// what to do about it.
//
// Every stage that reads input adds findings to one List; the command prints
// them once, sorted by place. The package knows neither files nor terminals
// and imports the standard library only.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
)

// Severity says whether a finding stops the build.
type Severity int

// The severities. An Error stops the build before anything is written.
const (
	Error Severity = iota
	Warning
)

// String returns the word printed in messages.
func (s Severity) String() string {
	if s == Warning {
		return "警告"
	}
	return "错误"
}

// Place is a place in an input file. A text file gives Line and Column, both
// from 1, Column counted in characters; a workbook gives Sheet and Cell. A
// zero Place belongs to the input as a whole.
type Place struct {
	File   string
	Line   int
	Column int
	Width  int    // characters to underline, at least 1
	Text   string // the line itself, for the caret
	Sheet  string
	Cell   string // A1 notation, or "" for the sheet as a whole
	Row    int    // of Cell, from 1: for sorting
	Col    int    // of Cell, from 1: for sorting
}

// String returns file:line:column or file[sheet!cell].
func (p Place) String() string {
	switch {
	case p.Sheet != "" && p.Cell != "":
		return fmt.Sprintf("%s[%s!%s]", p.File, p.Sheet, p.Cell)
	case p.Sheet != "":
		return fmt.Sprintf("%s[%s]", p.File, p.Sheet)
	case p.Line > 0:
		return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
	}
	return p.File
}

// Finding is one thing to put right.
type Finding struct {
	Place
	Severity Severity
	Code     string // stable name of the kind of finding, e.g. "unknown-key"
	Message  string // what is wrong, one line
	Hint     string // what to do, one line, may be ""
	Also     []Place
	Branch   string // code of the branch concerned, or ""
	Owner    string // code of the committee concerned, or ""
}

// List collects findings. Its methods may be called from several goroutines.
type List struct {
	mu   sync.Mutex
	all  []Finding
	errs int
}

// Add appends f.
func (l *List) Add(f Finding) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all = append(l.all, f)
	if f.Severity == Error {
		l.errs++
	}
}

// Errors returns the number of errors.
func (l *List) Errors() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.errs
}

// Len returns the number of findings.
func (l *List) Len() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.all)
}

// Sorted returns a copy of all findings by file, line or row, column, then
// message.
func (l *List) Sorted() []Finding {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := slices.Clone(l.all)
	slices.SortStableFunc(s, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Sheet, b.Sheet),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Row, b.Row),
			cmp.Compare(max(a.Column, a.Col), max(b.Column, b.Col)),
			cmp.Compare(a.Message, b.Message))
	})
	return s
}

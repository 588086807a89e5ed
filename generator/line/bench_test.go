package line_test

import (
	"testing"
	"unicode/utf8"

	"dangce/generator/doc"
	"dangce/generator/line"
)

// long is a paragraph of about 300 characters, too long to be remembered.
var long = sample + sample[:3*96]

func perRune(b *testing.B, s string) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(utf8.RuneCountInString(s)), "ns/rune")
}

// BenchmarkParagraph prepares, breaks and places a paragraph.
func BenchmarkParagraph(b *testing.B) {
	for _, bc := range []struct {
		name  string
		total bool
	}{{"greedy", false}, {"total", true}} {
		b.Run(bc.name, func(b *testing.B) {
			e := line.New(plain{}, words)
			s := line.Setting{Width: 34_000, First: 2_000, Align: doc.AlignJustify, Total: bc.total}
			var lines []line.Line
			var p line.Placed
			b.ReportAllocs()
			for b.Loop() {
				t := e.Prepare(long, line.Style{})
				lines = t.Break(lines[:0], &s)
				for i := range lines {
					t.Place(&p, &lines[i], true)
				}
			}
			perRune(b, long)
		})
	}
}

// BenchmarkCell sets a short text on one line: the label of a cell.
func BenchmarkCell(b *testing.B) {
	e := line.New(plain{}, words)
	s := line.Setting{Width: 12_000, Align: doc.AlignCenter}
	var lines []line.Line
	var p line.Placed
	b.ReportAllocs()
	for b.Loop() {
		t := e.Prepare("党员大会", line.Style{})
		lines = t.Break(lines[:0], &s)
		t.Place(&p, &lines[0], true)
	}
}

// BenchmarkCount asks how many lines a text of two takes.
func BenchmarkCount(b *testing.B) {
	e := line.New(plain{}, words)
	s := line.Setting{Width: 9_000}
	b.ReportAllocs()
	for b.Loop() {
		e.Prepare("由上级党委追究党支部书记", line.Style{}).Count(&s)
	}
}

package pdf_test

import (
	"fmt"
	"io"
	"testing"

	"dangce/fonts"
	"dangce/generator/doc"
	"dangce/generator/pdf"
)

// BenchmarkWrite writes forms of a hundred cells a page: a leaf, where fonts
// are most of the work, and a book, where pages are.
func BenchmarkWrite(b *testing.B) {
	set := newSet(b)
	for _, pages := range []int{2, 100} {
		b.Run(fmt.Sprintf("pages=%d", pages), func(b *testing.B) {
			f := &pdf.File{Title: "册", Pages: make([]doc.Page, pages)}
			for i := range f.Pages {
				f.Pages[i] = form(set, i)
			}
			w := pdf.NewWriter(set)
			b.ReportAllocs()
			for b.Loop() {
				if err := w.Write(io.Discard, f); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N*pages), "ms/page")
		})
	}
}

// form is a page of lines and labels.
func form(set *fonts.Set, number int) doc.Page {
	p := doc.Page{W: 210, H: 297, Number: number + 1}
	p.Marks = line(set, fonts.Title, 60, 25, 18, fmt.Sprintf("第 %d 次党员大会记录", number+1))
	for row := range 20 {
		y := 40 + 11*float64(row)
		p.Body = append(p.Body, &doc.Line{X1: 20, Y1: y + 3, X2: 190, Y2: y + 3, Width: 0.25, Ink: doc.Gray55})
		for col := range 5 {
			first := rune(0x4E00 + (number*7+row*31+col*5)%900)
			text := string([]rune{first, first + 1, '，', first + 2}) + fmt.Sprint(row)
			p.Body = append(p.Body, line(set, fonts.Body, 22+34*float64(col), y, 10.5, text)...)
		}
	}
	return p
}

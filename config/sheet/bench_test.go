package sheet

import (
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// wide builds a workbook of rows × cols: texts, dates and numbers mixed as in
// a roster.
func wide(tb testing.TB, rows, cols int) []byte {
	tb.Helper()
	f := excelize.NewFile()
	day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	check(tb, err)
	w, err := f.NewStreamWriter("Sheet1")
	check(tb, err)
	for r := 1; r <= rows; r++ {
		row := make([]any, cols)
		for c := range row {
			switch c % 4 {
			case 0:
				row[c] = fmt.Sprintf("东街社区%d", r%50)
			case 1:
				row[c] = 4743.7 + float64(r%9000)
			case 2:
				row[c] = excelize.Cell{StyleID: day, Value: 37000 + r%9000}
			default:
				row[c] = fmt.Sprintf("1380000%04d", r%10000)
			}
		}
		check(tb, w.SetRow(fmt.Sprintf("A%d", r), row))
	}
	check(tb, w.Flush())
	buf, err := f.WriteToBuffer()
	check(tb, err)
	return buf.Bytes()
}

func check(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func BenchmarkOpenXLSX(b *testing.B) {
	data := wide(b, 10_000, 20)
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		book, err := Open("a.xlsx", data, Limits{})
		check(b, err)
		if len(book.Sheets[0].Rows) != 10_000 {
			b.Fatal("rows missing")
		}
	}
}

func BenchmarkOpenCSV(b *testing.B) {
	data := []byte(strings.Repeat("张三,1990-01-01,4743.7,13800000000,东街社区党支部,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o\n", 10_000))
	b.ReportAllocs()
	for range b.N {
		book, err := Open("a.csv", data, Limits{})
		check(b, err)
		if len(book.Sheets[0].Rows) != 10_000 {
			b.Fatal("rows missing")
		}
	}
}

package xlsx

import (
	"fmt"
	"io"
	"testing"

	"github.com/xuri/excelize/v2"

	"dangce/generator/calc"
	"dangce/generator/doc"
)

// BenchmarkLedger writes a dues ledger with its full finish. The aim is 6 ms
// of CPU for 20 members.
func BenchmarkLedger(b *testing.B) {
	for _, members := range []int{20, 50} {
		b.Run(fmt.Sprintf("members=%d", members), func(b *testing.B) { benchmarkWrite(b, ledger(members)) })
	}
}

func benchmarkWrite(b *testing.B, wb *doc.Workbook) {
	b.SetBytes(int64(len(bytesOf(b, wb))))
	b.ReportAllocs()
	var w Writer
	from := cpuTime()
	for b.Loop() {
		if err := w.Write(io.Discard, wb); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(cpuTime()-from)/1e6/float64(b.N), "cpu-ms/op")
}

const countyRows, countyCols = 1000, 40

func countyValue(r, c int) string {
	return [...]string{"城关镇党委", "东街社区党支部", fmt.Sprint("B", r, "-", c)}[(r+c)%3]
}

// BenchmarkCounty writes a sheet of 1,000 rows and 40 columns, a fifth of them
// texts, one a formula; and the same values through excelize's stream, with
// nothing but the values, their formats and the widths.
func BenchmarkCounty(b *testing.B) {
	b.Run("dangce", func(b *testing.B) {
		t := &doc.Table{ID: "county"}
		for c := range countyCols {
			col := doc.Column{ID: fmt.Sprint("c", c), Title: fmt.Sprint("第", c, "列"), Kind: doc.KindInt}
			switch {
			case c < 8:
				col.Kind = doc.KindText
			case c == countyCols-1:
				col.Formula = calc.MustParse("add(c8,c9)")
			}
			t.Cols = append(t.Cols, col)
		}
		for r := range countyRows {
			rec := doc.Record{Values: make([]doc.Value, countyCols)}
			for c := range countyCols - 1 {
				if rec.Values[c] = doc.IntValue(r*c + c); c < 8 {
					rec.Values[c] = doc.TextValue(countyValue(r, c))
				}
			}
			t.Rows = append(t.Rows, rec)
		}
		benchmarkWrite(b, &doc.Workbook{Title: "县汇总", Year: 2027, Sheets: []doc.Sheet{{Name: "明细", Table: t, Filter: true}}})
	})
	b.Run("excelize-stream", func(b *testing.B) {
		b.ReportAllocs()
		from := cpuTime()
		for b.Loop() {
			if err := streamed(); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(cpuTime()-from)/1e6/float64(b.N), "cpu-ms/op")
	})
}

func streamed() error {
	f := excelize.NewFile()
	defer f.Close()
	style, err := f.NewStyle(cellStyle(text, left, false, plain))
	if err != nil {
		return err
	}
	out, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	if err := out.SetColWidth(1, countyCols, 12); err != nil {
		return err
	}
	row := make([]any, countyCols)
	for r := range countyRows {
		for c := range row {
			switch {
			case c < 8:
				row[c] = excelize.Cell{StyleID: style, Value: countyValue(r, c)}
			case c == countyCols-1:
				row[c] = excelize.Cell{StyleID: style, Value: r * 17, Formula: fmt.Sprintf("I%d+J%d", r+2, r+2)}
			default:
				row[c] = excelize.Cell{StyleID: style, Value: r*c + c}
			}
		}
		if err := out.SetRow(cell(1, r+2), row); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return f.Write(io.Discard)
}

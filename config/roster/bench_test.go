package roster

import (
	"fmt"
	"strings"
	"testing"

	"dangce/config/diag"

	"github.com/xuri/excelize/v2"
)

const benchMembers = 10_000

var benchTitles = strings.Split("序号,党支部代码,姓名,身份证号,性别,民族,出生日期,学历,入党日期,转正日期,人员类别,党小组,党内职务,是否领导,工作岗位,联系电话,缴费类别,月计费基数,备注", ",")

func benchRow(i int) []string {
	return strings.Split(fmt.Sprintf("%d,01-%03d,张三%d,11010119800101%04d,男,汉族,1980-01-%02d,大专,2001-07-01,2002-07-01,正式党员,第一党小组,%s,否,某单位职工,1380000%04d,在职,%d.50,",
		i, i/20, i, i%10000, i%28+1, []string{"", "书记", "组织委员、宣传委员"}[i%3], i%10000, 3000+i%7000), ",")
}

func benchRead(b *testing.B, data []byte) {
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	all := titles(b)
	for b.Loop() {
		var out diag.List
		if r := NewReader(all, kinds...).Read("a", data, Ask{}, &out); len(r.Records) != benchMembers || out.Len() != 0 {
			b.Fatalf("%d members, %d findings", len(r.Records), out.Len())
		}
	}
}

func BenchmarkReadXLSX(b *testing.B) {
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	for i := range benchMembers + 1 {
		row := benchTitles
		if i > 0 {
			row = benchRow(i)
		}
		cells := make([]any, len(row))
		for c, v := range row {
			cells[c] = v
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	benchRead(b, workbookBytes(b, f))
}

func BenchmarkReadCSV(b *testing.B) {
	var s strings.Builder
	s.WriteString(strings.Join(benchTitles, ",") + "\n")
	for i := range benchMembers {
		s.WriteString(strings.Join(benchRow(i), ",") + "\n")
	}
	benchRead(b, []byte(s.String()))
}

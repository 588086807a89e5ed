package config

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"dangce/config/diag"
)

// BenchmarkLoad loads 2,000 branches of 20 members, in 20 files or in one.
func BenchmarkLoad(b *testing.B) {
	for _, files := range []int{1, 20} {
		b.Run(fmt.Sprintf("files=%d", files), func(b *testing.B) {
			fsys := fstest.MapFS{"county.toml": {Data: []byte(goodCounty)}, "holidays.toml": {Data: []byte(goodHolidays)}}
			size := 0
			for i := range files {
				var s strings.Builder
				for j := range 2000 / files {
					writeBranch(&s, i*2000/files+j)
				}
				size += s.Len()
				fsys[fmt.Sprintf("branches/%02d.toml", i)] = &fstest.MapFile{Data: []byte(s.String())}
			}
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				var out diag.List
				if c := Load(fsys, "county.toml", Options{}, &out); c == nil || len(c.Branches()) != 2000 {
					b.Fatal(out.Sorted()[0])
				}
			}
		})
	}
}

func writeBranch(s *strings.Builder, n int) {
	fmt.Fprintf(s, "[[branch]]\ncode = \"01-%04d\"\nname = \"第%d村支部委员会\"\nshort = \"第%d村党支部\"\ncommittee = \"01\"\nkind = \"village\"\ngroups = [\"第一党小组\"]\n", n, n, n)
	for j := range 20 {
		fmt.Fprintf(s, "[[branch.member]]\nname = \"张三%d\"\ngender = \"男\"\nethnicity = \"汉族\"\nbirth = 1980-05-%02d\n"+
			"joined = 2005-07-01\nconfirmed = 2006-07-01\neducation = \"大专\"\nstatus = \"正式\"\ngroup = \"第一党小组\"\n"+
			"phone = \"13800000000\"\ndues = { category = \"salaried\", base = \"4900.00\" }\n", j, j+1)
	}
}

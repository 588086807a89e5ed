package decode

import (
	"fmt"
	"strings"
	"testing"

	"dangce/config/date"
	"dangce/config/diag"
	"dangce/config/money"
)

// BenchmarkMembers parses and binds one document of 40,000 members with
// eleven keys each, 10 MB.
func BenchmarkMembers(b *testing.B) {
	var src strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&src, "[[branch]]\ncode = \"01-%04d\"\n", i)
		for j := range 20 {
			fmt.Fprintf(&src, "[[branch.member]]\nname = \"张三%d\"\ngender = \"男\"\nethnicity = \"汉族\"\nbirth = 1980-05-%02d\n"+
				"joined = 2005-07-01\nconfirmed = 2006-07-01\neducation = \"大专\"\nstatus = \"正式\"\ngroup = \"第一党小组\"\n"+
				"phone = \"13800000000\"\ndues = { category = \"salaried\", base = \"4900.00\" }\n", j, j+1)
		}
	}
	data := []byte(src.String())
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		var doc struct {
			Branch []struct {
				Code   string `toml:"code"`
				Member []struct {
					Name      string    `toml:"name"`
					Gender    string    `toml:"gender"`
					Ethnicity string    `toml:"ethnicity"`
					Birth     date.Date `toml:"birth"`
					Joined    date.Date `toml:"joined"`
					Confirmed date.Date `toml:"confirmed"`
					Education string    `toml:"education"`
					Status    string    `toml:"status"`
					Group     string    `toml:"group"`
					Phone     string    `toml:"phone"`
					Dues      struct {
						Category string    `toml:"category"`
						Base     money.Fen `toml:"base"`
					} `toml:"dues"`
				} `toml:"member"`
			} `toml:"branch"`
		}
		var out diag.List
		Parse("x.toml", data, &out).Bind(&doc, &out)
		if out.Len() != 0 || len(doc.Branch) != 2000 {
			b.Fatal("not bound")
		}
	}
}

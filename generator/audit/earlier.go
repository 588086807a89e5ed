package audit

import (
	"fmt"

	"dangce/config/sheet"
	"dangce/generator/doc"
)

// earlier reads a ledger, or a register of accountability, of an earlier run.
func (r *reader) earlier(e EarlierLedger) (*returned, error) {
	b, err := sheet.Open(e.Name, e.Data, limits)
	if err != nil {
		return nil, fmt.Errorf("读以前的 %s: %w", e.Name, err)
	}
	f := &File{Path: e.Name, name: e.Name, Saved: e.Edited}
	fm := r.forms[b.Properties[doc.PropTemplate]]
	if fm == nil {
		for _, name := range []string{Ledger, Accountability} {
			if x := r.forms[name]; x != nil && fm == nil {
				if s, _ := x.find(b); s[0].sheet != nil {
					fm = x
				}
			}
		}
	}
	if fm == nil || fm.name != Ledger && fm.name != Accountability {
		return nil, fmt.Errorf("读以前的 %s: 不是整改台账，也不是问责登记表", e.Name)
	}
	sheets, _ := fm.find(b)
	return r.records(f, fm, b, sheets), nil
}

// Rates are the shares of a year gone by.
type Rates struct{ Leaders, Reached, Attendance Ratio }

// lastYear reads the shares of committees and county from last year's
// summary; nil where they cannot be read.
func (r *reader) lastYear(data []byte) map[string]Rates {
	b, err := sheet.Open("去年的汇总", data, limits)
	if err != nil {
		return nil
	}
	var titles sheet.Titles
	for id, title := range map[string]string{"code": "编码", "leaders_num": "领导实到", "leaders_den": "领导应到",
		"reached_num": "达标支部", "reached_den": "应开展支部", "present": "实到", "expected": "应到"} {
		titles.Add(id, title)
	}
	var out map[string]Rates
	for _, s := range b.Sheets {
		if sheet.Key(s.Name) != sheet.Key(CountySheet) {
			continue
		}
		h, ok := s.Header(&titles, 5)
		if !ok {
			continue
		}
		out = map[string]Rates{}
		for _, row := range s.Rows {
			if row.N <= h.Last {
				continue
			}
			n := func(id string) int {
				v, _ := count(&doc.Column{}, row.At(h.Col(id)), row.At(h.Col(id)).Text)
				return int(v.N)
			}
			code := sheet.Fold(row.At(h.Col("code")).Text)
			if code == doc.TotalTitle || code == "全县" {
				code = ""
			}
			out[code] = Rates{Ratio{n("leaders_num"), n("leaders_den")}, Ratio{n("reached_num"), n("reached_den")}, Ratio{n("present"), n("expected")}}
		}
	}
	return out
}

// CountySheet is the sheet of the summary that next year's reads.
const CountySheet = "03 县汇总"

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

// lastYearRow is what is read of last year's summary.
type lastYearRow struct {
	line
	Code            textCell  `col:"code,key"`
	LeadersPresent  countCell `col:"leaders_present,read"`
	LeadersExpected countCell `col:"leaders_expected,read"`
	Reached         countCell `col:"reached,read"`
	Has             countCell `col:"has,read"`
	Present         countCell `col:"present,read"`
	Expected        countCell `col:"expected,read"`
}

var lastYearTable = newTable[lastYearRow]("summary-county", nil)

// newLastYear finds the sheet of the summary that next year's reads.
func newLastYear(wb *doc.Workbook) *formSheet {
	for i := range wb.Sheets {
		if t := wb.Sheets[i].Table; t != nil && t.ID == lastYearTable.name {
			fs := newFormSheet(wb.Sheets[i].Name, lastYearTable.table, t.Cols)
			return &fs
		}
	}
	return nil
}

// lastYear reads the shares of committees and county from last year's
// summary; nil where they cannot be read.
func (r *reader) lastYear(data []byte) map[string]Rates {
	b, err := sheet.Open("去年的汇总", data, limits)
	if err != nil || r.summary == nil {
		return nil
	}
	fs := r.summary
	for _, s := range b.Sheets {
		if sheet.Key(s.Name) != sheet.Key(fs.name) {
			continue
		}
		h, ok := fs.header(s)
		if !ok {
			continue
		}
		out := map[string]Rates{}
		for _, row := range s.Rows {
			if row.N <= h.Last {
				continue
			}
			e := new(lastYearRow)
			e.form = fs
			for i := range fs.cols {
				if col := h.Col(fs.cols[i].ID); fs.read[i] && fs.fields[i] >= 0 && col > 0 {
					v, _ := r.value(&fs.cols[i], row.At(col), 0)
					put(e, i, col, v, false)
				}
			}
			code := sheet.Fold(e.Code.text)
			if code == doc.TotalTitle || code == "全县" {
				code = ""
			}
			share := func(num, den countCell) Ratio { return Ratio{int(num.n), int(den.n)} }
			out[code] = Rates{share(e.LeadersPresent, e.LeadersExpected), share(e.Reached, e.Has), share(e.Present, e.Expected)}
		}
		return out
	}
	return nil
}

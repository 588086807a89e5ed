package config

import (
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"dangce/config/diag"
)

// FuzzLoad: any bytes in county.toml, a branch file or the holidays give a
// County or errors, never a panic; and every finding has a place within its
// line.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(goodCounty), []byte(goodBranch), []byte(goodHolidays))
	f.Add(twenty["county.toml"].Data, twenty["branches/西街.toml"].Data, []byte(goodHolidays))
	for _, m := range messages {
		files := county(f, m.edits...)
		f.Add(files[cty].Data, files[brn].Data, files[hol].Data)
	}
	covers := func(r rune) bool { return r != '鬱' }
	f.Fuzz(func(t *testing.T, cfg, branches, days []byte) {
		fsys := fstest.MapFS{"county.toml": {Data: cfg}, "branches/a.toml": {Data: branches}, "holidays.toml": {Data: days}}
		for _, opts := range []Options{{Covers: covers}, {Covers: covers, Partial: true}} {
			var out diag.List
			c := Load(fsys, "county.toml", opts, &out)
			if (c == nil) != (out.Errors() > 0) && !opts.Partial {
				t.Fatalf("County %v with %d errors", c != nil, out.Errors())
			}
			for _, f := range out.Sorted() {
				if f.Message == "" || f.Code == "" || f.File == "" || f.Line > 0 && (f.Column < 1 || f.Width < 1 || f.Column > utf8.RuneCountInString(f.Text)+1) {
					t.Fatalf("bad finding %+v", f)
				}
			}
			if c == nil {
				continue
			}
			seen := map[string]bool{}
			for _, b := range c.Branches() {
				if b.Committee == nil || b.Kind == "" || seen[b.Code] {
					t.Fatalf("an unchecked branch: %+v", b)
				}
				seen[b.Code] = true
			}
		}
	})
}

package synth_test

import (
	"testing"
	"testing/fstest"

	"dangce/config"
	"dangce/config/diag"
	"dangce/generator/synth"
)

// A clean county gives no finding but those about the size of branches: a
// false alarm is as bad as silence.
func TestACleanCountyHasNoFindings(t *testing.T) {
	for _, seed := range []uint64{1, 2, 3} {
		files, err := synth.Files(synth.Options{Branches: 200, Seed: seed, Year: 2027, Name: "示例县", Code: "419900"})
		if err != nil {
			t.Fatal(err)
		}
		fsys := fstest.MapFS{}
		for name, data := range files {
			fsys[name] = &fstest.MapFile{Data: data}
		}
		var list diag.List
		var account config.Account
		c := config.Load(fsys, "county.toml", config.Options{Account: &account}, &list)
		for _, f := range list.Sorted() {
			if f.Code != "many-members" && f.Code != "no-holidays" {
				t.Errorf("seed %d: %s %s %s", seed, f.Place, f.Code, f.Message)
			}
		}
		if c == nil || len(c.Branches()) != 200 {
			t.Fatalf("seed %d: no county of 200 branches", seed)
		}
		for _, f := range account.Rosters {
			for _, s := range f.Sheets {
				if s.Kind == "" && s.Looks {
					t.Errorf("seed %d: %s[%s] is not read: %s", seed, f.File, s.Name, s.Why)
				}
				for _, col := range s.Columns {
					if col.ID == "" && col.Values > 0 && col.Title != "序号" {
						t.Errorf("seed %d: %s[%s] column %s is not read", seed, f.File, s.Name, col.Title)
					}
				}
			}
		}
	}
}

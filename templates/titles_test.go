package templates

import (
	"slices"
	"testing"
	"testing/fstest"

	"dangce/config/diag"
)

func TestTitlesHaveEveryColumn(t *testing.T) {
	var out diag.List
	titles := LoadTitles(Embedded(), "", &out)
	for _, f := range out.Sorted() {
		t.Error(f.Place, f.Message)
	}
	for name, list := range map[string][]Title{"committee": titles.Committee, "branch": titles.Branch, "member": titles.Member} {
		var ids []string
		for _, x := range list {
			ids = append(ids, x.ID)
		}
		for _, id := range titleIDs[name] {
			if !slices.Contains(ids, id) {
				t.Errorf("%s has no column %s", name, id)
			}
		}
	}
}

func TestTitlesOfACounty(t *testing.T) {
	over := fstest.MapFS{"titles.toml": {Data: []byte(`[[committee]]
id = "nmae"
title = "党委名称"
key = true
[[branch]]
id = "name"
title = "党支部名称"
[[member]]
id = "name"
title = "姓名"
key = true
[[member]]
id = "name"
title = "名字"
`)}}
	var out diag.List
	LoadTitles(Overlay(over), "templates", &out)
	var got []string
	for _, f := range out.Sorted() {
		got = append(got, f.Place.String()+" "+f.Code)
	}
	want := []string{"templates/titles.toml:2:6 titles-id", "templates/titles.toml:5:3 titles-key", "templates/titles.toml:13:6 titles-id"}
	if !slices.Equal(got, want) {
		t.Errorf("findings %q, want %q", got, want)
	}
}

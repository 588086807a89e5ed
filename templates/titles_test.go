package templates

import (
	"slices"
	"testing"
	"testing/fstest"

	"dangce/config/diag"
)

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
	known := map[string][]string{"committee": {"name"}, "branch": {"name"}, "member": {"name"}}
	LoadTitles(Overlay(over), "templates", known, &out)
	var got []string
	for _, f := range out.Sorted() {
		got = append(got, f.Place.String()+" "+f.Code)
	}
	want := []string{"templates/titles.toml:2:6 titles-id", "templates/titles.toml:5:3 titles-key", "templates/titles.toml:13:6 titles-id"}
	if !slices.Equal(got, want) {
		t.Errorf("findings %q, want %q", got, want)
	}
}

package templates

import (
	"io/fs"
	"maps"
	"slices"
	"strings"

	"dangce/config/diag"
)

// Titles is titles.toml: the columns that a county's rosters may have, with
// the other ways offices write them. Titles are compared without spaces, line
// breaks, brackets with what is in them, * and colons, and without
// telling full-width letters from half-width ones.
type Titles struct {
	Skip   []string `toml:"skip"`   // sheets of these names are not read
	Others []string `toml:"others"` // lists with one of these in their names are of people who are no members: not read unless asked
	Unread []string `toml:"unread"` // a column with one of these in its title is not read: identity numbers
	Totals []string `toml:"totals"` // words that open a row of totals
	Yes    []string `toml:"yes"`
	No     []string `toml:"no"`
	None   []string `toml:"none"` // what means an empty cell

	Committee []Title `toml:"committee"` // of a 党委 sheet
	Branch    []Title `toml:"branch"`    // of a 党支部 sheet
	Member    []Title `toml:"member"`    // of a 党员 sheet
	Event     []Title `toml:"event"`     // of a 党员变动 sheet, beside those of a 党员 sheet
}

// Title is one column. ID is what package roster calls it; Key marks the
// column without which a row is no record.
type Title struct {
	ID    string   `toml:"id,required" example:"birth"`
	Title string   `toml:"title,required" example:"出生日期"` // printed in empty rosters and messages
	Also  []string `toml:"also"`
	Like  []string `toml:"like"` // words in titles that are not read, for “是不是”
	// Beside are titles of another column which mean this one where the sheet
	// has that other column as well: 职务 beside 工作单位及职务.
	Beside []string `toml:"beside"`
	Key    bool     `toml:"key"`
	Check  bool     `toml:"check"` // only compared with what was read: not in empty rosters
}

// List returns the columns of a kind of sheet: committee, branch, member or
// event.
func (t *Titles) List(kind string) []Title {
	return map[string][]Title{"committee": t.Committee, "branch": t.Branch, "member": t.Member, "event": t.events()}[kind]
}

// events are the columns of an event: its own, and those that say who the
// member is and what he is now.
func (t *Titles) events() []Title {
	if len(t.Event) == 0 {
		return nil
	}
	all := slices.Clone(t.Event)
	for _, m := range t.Member {
		if strings.HasPrefix(m.ID, "later_") || slices.ContainsFunc(t.Event, func(e Title) bool { return e.ID == m.ID }) {
			continue
		}
		m.Key = false
		all = append(all, m)
	}
	return all
}

// LoadTitles reads titles.toml of fsys. known says which columns the program
// reads, by kind of sheet. overlayName names the county's overlay folder in
// messages. It returns what could be read, never nil.
func LoadTitles(fsys fs.FS, overlayName string, known map[string][]string, out *diag.List) *Titles {
	t := new(Titles)
	file := readTOML(fsys, overlayName, "titles.toml", out)
	if file == nil {
		return t
	}
	before := out.Errors()
	file.Bind(t, out)
	unread := out.Errors() > before
	if len(t.Event) == 0 && fsys != embedded {
		// A file of the county's from before there were such sheets.
		t.Event = LoadTitles(embedded, "", nil, new(diag.List)).Event
	}
	for _, kind := range slices.Sorted(maps.Keys(known)) {
		list, seen := t.List(kind), map[string]bool{}
		for i, title := range list {
			at := item(kind, i) + ".id"
			switch {
			case title.ID == "": // reported
			case !slices.Contains(known[kind], title.ID):
				file.Add(out, diag.Error, "titles-id", at, "没有叫 "+title.ID+" 的列", "可用的有："+strings.Join(known[kind], "、"))
			case seen[title.ID]:
				file.Add(out, diag.Error, "titles-id", at, title.ID+" 写了两遍", "合成一段，叫法都写进 also")
			}
			seen[title.ID] = true
		}
		if !unread && !slices.ContainsFunc(list, func(x Title) bool { return x.Key }) {
			file.Add(out, diag.Error, "titles-key", kind, kind+" 里没有一列写着 key = true", "给 id = \"name\" 的那一段加上 key = true")
		}
	}
	return t
}

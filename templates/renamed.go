package templates

import (
	"path"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
)

// conditional are the keys that were tables of their own in earlier versions:
// [step.no_committee] who = "…".
var conditional = []string{"community", "no_committee"}

// flowTexts are the keys that such a table of a chart could have.
var flowTexts = []string{"when", "form", "procedure", "standard", "who", "pages", "quorum"}

// renameKeys gives what a county's file says with keys of an earlier version
// the keys of today, and warns.
func renameKeys(name string, file *decode.File, out *diag.List) {
	r := renamer{file: file, out: out, warned: map[diag.Place]bool{}}
	switch {
	case path.Dir(name) == "flows":
		r.placeholder("{county}", "{county.name}")
		r.placeholder("{day}", "{theme_day}日")
		r.flow()
	case name == changesFile:
		r.placeholder("{county}", "{county.name}")
		r.placeholder("{day}", "{theme_day}日")
		r.each("change", func(at string) { r.rows(at, "box", "text") })
	case name == "activities.toml":
		r.each("activity", r.activity)
	case name == "norms.toml":
		r.placeholder("{county}", "{county.name}")
		r.placeholder("{day}", "{theme_day}")
		r.each("norm", func(at string) {
			r.variant(at+".without_committee", at+".text.no_committee")
			r.file.Drop(at + ".without_source") // nothing was printed of it
		})
	case name == "wording.toml":
		for _, key := range localKeys() {
			r.move("village."+key, "local."+key+".default", "village", `[local] `+key+` = { default = "…", community = "…" }`)
			r.move("community."+key, "local."+key+".community", "community", `[local] `+key+` = { default = "…", community = "…" }`)
		}
	case name == "roles.toml":
		r.roles()
	case name == "sentences.toml":
		for _, key := range []string{"article", "ours", "partly_ours", "common"} {
			r.file.Drop("quorum." + key) // sources.toml says how sources are printed
		}
	}
	for _, table := range r.emptied {
		if file.Empty(table) {
			file.Drop(table)
		}
	}
}

type renamer struct {
	file    *decode.File
	out     *diag.List
	warned  map[diag.Place]bool // several things may be said with one key
	emptied []string            // tables that things were moved out of
}

// each calls do for the elements of a list.
func (r *renamer) each(list string, do func(at string)) {
	for i := 0; r.file.Has(item(list, i)); i++ {
		do(item(list, i))
	}
}

// move moves a value, and warns at the key that was of an earlier version,
// with the form of today.
func (r *renamer) move(from, to, key, form string) {
	place := r.file.KeyPlace(key)
	if !r.file.Move(from, to) {
		return
	}
	if key != from {
		r.emptied = append(r.emptied, key)
	}
	if !r.warned[place] {
		name := strings.TrimPrefix(path.Ext(key), ".")
		if name == "" {
			name = key
		}
		r.warn(place, name, form)
	}
	r.warned[place] = true
}

func (r *renamer) warn(at diag.Place, old, form string) {
	r.out.Add(diag.Finding{Place: at, Severity: diag.Warning, Code: "old-key", Message: old + " 是旧写法，这一版还认，下一版不认了", Hint: "改写成 " + form})
}

// placeholder renames a placeholder in all texts.
func (r *renamer) placeholder(old, name string) {
	if places := r.file.Replace(old, name); len(places) > 0 {
		r.warn(places[0], old, name)
	}
}

// variant moves what is now said for a condition, a.who.no_committee.
func (r *renamer) variant(from, to string) {
	r.variantOf(from, to, from)
}

func (r *renamer) variantOf(from, to, key string) {
	up, condition, _ := cutLast(to)
	_, name, _ := cutLast(up)
	r.move(from, to, key, name+` = { default = "…", `+condition+` = "…" }`)
}

// cutLast cuts the last key off a path.
func cutLast(at string) (up, last string, ok bool) {
	i := strings.LastIndexByte(at, '.')
	if i < 0 {
		return "", at, false
	}
	return at[:i], at[i+1:], true
}

func (r *renamer) flow() {
	for _, key := range []string{"title", "subtitle", "basis", "applies"} {
		r.variantOf("community."+key, key+".community", "community")
	}
	r.each("step", func(at string) { r.rows(at, "box", "box") })
	r.each("decision", func(at string) { r.rows(at, "text", "text") })
}

// rows moves what a row of a chart said in tables by condition. Its text was
// called box or text, whatever it was.
func (r *renamer) rows(at, box, text string) {
	for _, condition := range conditional {
		table := at + "." + condition
		r.variantOf(table+".box", at+"."+box+"."+condition, table)
		r.variantOf(table+".text", at+"."+text+"."+condition, table)
		for _, key := range flowTexts {
			r.variantOf(table+"."+key, at+"."+key+"."+condition, table)
		}
	}
}

func (r *renamer) activity(at string) {
	for _, key := range []string{"topic", "responsible", "participants"} {
		r.variant(at+".no_committee_"+key, at+"."+key+".no_committee")
	}
	r.variant(at+".no_groups_responsible", at+".responsible.no_groups")
	const form = `in = [{ month = 6, topic = { default = "…", no_committee = "…" } }]`
	old := at + ".no_committee_in"
	for r.file.Has(old + "[0].topic") {
		month, to := r.file.Text(old+"[0].month"), ""
		r.each(at+".in", func(in string) {
			if r.file.Text(in+".month") == month {
				to = in
			}
		})
		if to == "" {
			r.move(old+"[0].topic", old+"[0].topic.no_committee", old, form)
			r.file.Move(old+"[0]", at+".in[]")
			continue
		}
		r.move(old+"[0].topic", to+".topic.no_committee", old, form)
		r.file.Drop(old + "[0]")
	}
}

func (r *renamer) roles() {
	r.move("without_committee.note", "committee.no_committee", "without_committee", `committee = { default = "…", no_committee = "…" }`)
	for _, x := range []struct{ table, condition string }{{"without_committee", "no_committee"}, {"without_groups", "no_groups"}} {
		for _, dropped := range []string{".source", ".note"} {
			r.file.Drop(x.table + dropped) // nothing was printed of them
		}
		for first := x.table + ".word[0]"; r.file.Has(first); {
			r.file.Move(first+".to", first+"."+x.condition)
			r.move(first, "word[]", x.table, `[[word]] from = "…" `+x.condition+` = "…"`)
		}
		if word := x.table + ".word"; r.file.Empty(word) {
			r.file.Drop(word)
		}
		r.emptied = append(r.emptied, x.table)
	}
}

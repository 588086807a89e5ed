package generator

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"dangce/config"
	"dangce/generator/doc"
	"dangce/generator/internal/exampletest"
)

// TestRows: every row of every table that lists members is printed exactly
// once, in its order, under a head that is on each page. A table over
// both pages of an opening prints each name twice, left and right.
func TestRows(t *testing.T) { eachCounty(t, "rows") }

func checkRows(_ *engine, l *laid, _ []job) []string {
	var out []string
	rosters := 0
	for i := range l.doc.Units {
		if list := rosterIn(&l.doc.Units[i], l.sub.Branch); list != nil {
			rosters++
			for _, f := range rowFaults(list, unitPages(l, i)) {
				out = append(out, l.doc.Units[i].Page+" rows: "+f)
			}
		}
	}
	if l.of.Name == "handbook" && rosters < 1 {
		out = append(out, "P10 rows: no roster")
	}
	return out
}

// nameColumn returns the column with the names of members, or -1.
func nameColumn(t *doc.Table) int {
	return slices.IndexFunc(t.Cols, func(c doc.Column) bool { return exampletest.Squeeze(c.Title) == "姓名" && !c.Hidden })
}

// rosterIn returns the tables of a unit that together have a row for each
// member of the branch; nil where it lists anything else.
func rosterIn(u *doc.Unit, b *config.Branch) []*doc.Table {
	var list []*doc.Table
	var names []string
	for _, block := range u.Blocks {
		t, ok := block.(*doc.Table)
		if !ok {
			continue
		}
		col := nameColumn(t)
		if col < 0 {
			return nil
		}
		list = append(list, t)
		for _, r := range t.Rows {
			names = append(names, r.Values[col].String())
		}
	}
	if b == nil || len(names) == 0 || len(names) != len(b.Members) || names[0] != b.Members[0].Label {
		return nil
	}
	return list
}

// rowFaults compares the column of names, read from the finished pages, with
// the rows.
func rowFaults(list []*doc.Table, pages []doc.Page) []string {
	t, col := list[0], nameColumn(list[0])
	var want strings.Builder
	for _, part := range list {
		for _, r := range part.Rows {
			want.WriteString(exampletest.Squeeze(r.Values[col].String()))
		}
	}
	var out []string
	var sides [2]strings.Builder // even and odd pages
	for i := range pages {
		p := &pages[i]
		side := 0
		if t.Spread {
			side = p.Number % 2
		}
		sides[side].WriteString(strings.Join(withoutFoot(list, columnUnder(p, t.Cols[col].Title)), ""))
	}
	read := sides[:1]
	if t.Spread {
		read = sides[:]
	}
	for k := range read {
		if got := read[k].String(); got != want.String() {
			out = append(out, fmt.Sprintf("names printed %s, want %s", clip(got), clip(want.String())))
		}
	}
	return out
}

// withoutFoot drops the words in the foot of the tables, or the parts of them
// that are in a column, from what a page prints there.
func withoutFoot(list []*doc.Table, printed []string) []string {
	var foot strings.Builder
	for _, t := range list {
		foot.WriteString(t.PageSum + "\n")
		for _, r := range slices.Concat(t.Foot, t.PageFoot) {
			for _, v := range r.Values {
				foot.WriteString(exampletest.Squeeze(v.String()) + "\n")
			}
		}
	}
	for n := len(printed); n > 0 && strings.Contains(foot.String(), printed[n-1]); n-- {
		printed = printed[:n-1]
	}
	return printed
}

func clip(s string) string {
	r := []rune(s)
	if len(r) > 60 {
		return fmt.Sprintf("%q… (%d characters)", string(r[:60]), len(r))
	}
	return fmt.Sprintf("%q", s)
}

// columnUnder reads all text below a title of a head, within the upright
// lines beside it, from the top down; rows on a page without a head are not
// found.
func columnUnder(p *doc.Page, title string) []string {
	all := texts(p)
	at := slices.IndexFunc(all, func(a area) bool { return a.s == title })
	if at < 0 {
		return nil
	}
	head := all[at]
	mid := (head.x1 + head.x2) / 2
	left, right := 0.0, p.W
	for _, l := range strokes(p) {
		if l.x1 != l.x2 || l.y1 > head.y2+8 || l.y2 < head.y2 {
			continue
		}
		if l.x1 < mid {
			left = math.Max(left, l.x1)
		} else {
			right = math.Min(right, l.x1)
		}
	}
	foot := head.y2 // of the line on the right, piece by piece
	for grown := true; grown; {
		grown = false
		for _, l := range strokes(p) {
			if l.x1 == l.x2 && math.Abs(l.x1-right) < 0.1 && l.y1 < foot+0.5 && l.y2 > foot+0.5 {
				foot, grown = l.y2, true
			}
		}
	}
	var under []area
	for _, a := range all {
		if m := (a.x1 + a.x2) / 2; a.y1 > head.y2 && m > left && m < right && a.y2 < foot {
			under = append(under, a)
		}
	}
	slices.SortStableFunc(under, func(a, b area) int {
		if d := a.y2 - b.y2; math.Abs(d) > 1 {
			return int(math.Copysign(1, d))
		}
		return int(math.Copysign(1, a.x1-b.x1))
	})
	var out []string
	for _, a := range under {
		out = append(out, exampletest.Squeeze(a.s))
	}
	return out
}

package generator

import (
	"fmt"
	"slices"
	"testing"

	"dangce/config"
	"dangce/generator/book"
	"dangce/generator/doc"
)

// unitPages returns the pages of unit i of a book. Spare pages may have been
// moved, so the unit that follows on paper need not be the next.
func unitPages(l *laid, i int) []doc.Page {
	end := len(l.Pages)
	for _, first := range l.First {
		if first > l.First[i] {
			end = min(end, first-1)
		}
	}
	pages := l.Pages[l.First[i]-1 : end]
	for n := len(pages); n > 0 && pages[n-1].Kind == "filler"; n-- {
		pages = pages[:n-1]
	}
	return pages
}

// margins are the inner margins that bindings need, mm.
var margins = map[config.Binding]float64{config.Perfect: 25, config.PUR: 25, config.Sewn: 20, config.Wire: 20, config.Saddle: 15}

// inColour are the books that may use colour: displays, nothing that is bound.
var inColour = map[string]bool{"flows": true, "flows-poster": true, "norms": true, "norms-poster": true}

// display are sizes of books beside those of the scale: of titles, and of what
// GB/T 9704 asks of letters.
var display = map[string][]float64{
	"handbook": {42}, "deliberation": {42}, "group-minutes": {42}, "ledger": {42}, "card": {34}, "theme-notice": {16}, "bulletin": {16},
}

// TestPages holds every page of every book to what a printed page promises.
func TestPages(t *testing.T) { eachCounty(t, "pages") }

func checkPages(e *engine, l *laid, _ []job) []string {
	heading := newMeasurer(e.fonts).Face(doc.Heading, '党')
	inner, bound := margins[book.BindingOf(l.of, e.county)]
	switch {
	case len(l.of.Margins) == 4:
		inner = l.of.Margins[3]
	case !bound:
		inner = l.doc.Format.Outer
	}
	var out []string
	words := make(map[string]bool)
	for _, w := range e.set.Words {
		words[w] = true
	}
	forced := make(map[string]bool)
	charts := make(map[string]bool) // kinds of pages with charts, which are set by themselves
	for i := range l.doc.Units {
		u := &l.doc.Units[i]
		if chartOf(u) != nil {
			charts[u.Page] = true
		}
		forcedBreaks(forced, u)
		for _, f := range unevenColumns(u, unitPages(l, i)) {
			out = append(out, fmt.Sprintf("%s: %s", u.Page, f))
		}
	}
	for i := range l.Pages {
		p := &l.Pages[i]
		faults := slices.Concat(outside(p), overlaps(p), cuts(p), misplaced(p, &l.doc.Format, inner), torn(p), gappy(p), letterSpaced(p))
		if !inColour[l.of.Name] {
			faults = append(faults, coloured(p)...)
			if !charts[p.Kind] {
				faults = append(faults, slices.Concat(badEnds(p, words, forced), crowded(p), offScale(p, display[l.of.Name]...))...)
			}
		}
		if l.of.Name == "handbook" {
			faults = append(faults, slices.Concat(small(p, 9), shrunk(p, heading))...)
		}
		if p.Number != i+1 {
			faults = append(faults, fmt.Sprintf("is numbered %d", p.Number))
		}
		for _, f := range faults {
			out = append(out, fmt.Sprintf("%s page %d: %s", p.Kind, i+1, f))
		}
	}
	return out
}

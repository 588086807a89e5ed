package generator

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"dangce/generator/doc"
)

const (
	closers = "，、；：。？！）》〉」』】〕］｝”’"
	openers = "（《〈「『【〔［｛“‘"
)

// gappy finds punctuation marks beside each other that both keep their blank
// halves.
func gappy(p *doc.Page) []string {
	var out []string
	onPage(p, func(m doc.Mark, _, _ float64) {
		g, ok := m.(*doc.Glyphs)
		if !ok {
			return
		}
		by := make(map[int]float64)
		for _, k := range g.Kerns {
			by[k.At] = k.By
		}
		var last rune
		for i, r := range g.S {
			shut := last != 0 && strings.ContainsRune(closers, last)
			tight := shut && strings.ContainsRune(closers+openers, r) || last != 0 && strings.ContainsRune(openers, last) && strings.ContainsRune(openers, r)
			if tight && by[i] > -0.3*g.Size*doc.MMPerPt {
				out = append(out, fmt.Sprintf("%c%c in %q have full gaps", last, r, g.S))
			}
			last = r
		}
	})
	return out
}

// letterSpaced finds letters and digits that are moved apart.
func letterSpaced(p *doc.Page) []string {
	var out []string
	latin := func(r rune) bool { return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
	onPage(p, func(m doc.Mark, _, _ float64) {
		g, ok := m.(*doc.Glyphs)
		if !ok {
			return
		}
		moved := make(map[int]bool)
		for _, k := range g.Kerns {
			moved[k.At] = true
		}
		for i, r := range g.S {
			before, _ := utf8.DecodeLastRuneInString(g.S[:i])
			if i > 0 && latin(before) && latin(r) && (g.Track != 0 || moved[i]) {
				out = append(out, fmt.Sprintf("%q is letter-spaced", g.S))
				return
			}
		}
	})
	return out
}

package line

import (
	"cmp"
	"slices"
)

// Words is a dictionary of words that lines do not break where anything else
// fits. It does not change and may be shared.
type Words struct {
	groups [hanzi]uint16 // by first character: where its words begin in list, from 1
	list   [][]rune      // by first character, the longest first; nil ends a group
}

// The characters that a word may begin with: those below U+A000 that are in
// common use.
const (
	firstHanzi = 0x4e00
	hanzi      = 0xa000 - firstHanzi
)

// NewWords makes a dictionary. Words of one character, and those that begin
// with none of the common hanzi, have no effect.
func NewWords(words []string) *Words {
	w := new(Words)
	var all [][]rune
	for _, s := range words {
		if rs := []rune(s); len(rs) > 1 && rs[0] >= firstHanzi && rs[0] < firstHanzi+hanzi {
			all = append(all, rs)
		}
	}
	slices.SortFunc(all, func(a, b []rune) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(len(b), len(a)), slices.Compare(a, b))
	})
	for i, rs := range all {
		if i == 0 || rs[0] != all[i-1][0] {
			w.list = append(w.list, nil)
			w.groups[rs[0]-firstHanzi] = uint16(len(w.list) + 1)
		}
		w.list = append(w.list, rs)
	}
	w.list = append(w.list, nil)
	return w
}

// mark raises the levels of breaks within words. Where words overlap, the
// first one counts, and of those that begin together the longest.
func (w *Words) mark(items []item) {
	if len(w.list) == 0 {
		return
	}
	for k := 0; k < len(items); {
		n := w.match(items[k:])
		for i := 1; i < n; i++ {
			if it := &items[k+i]; it.level < word {
				it.level = word
			}
		}
		k += max(n, 1)
	}
}

// match returns the length of the longest word at the start of items, 0 for
// none.
func (w *Words) match(items []item) int {
	r := items[0].r - firstHanzi
	if r < 0 || r >= hanzi || w.groups[r] == 0 {
		return 0
	}
words:
	for _, rs := range w.list[w.groups[r]-1:] {
		if rs == nil {
			return 0
		}
		if len(rs) > len(items) {
			continue
		}
		for i := 1; i < len(rs); i++ {
			if items[i].r != rs[i] {
				continue words
			}
		}
		return len(rs)
	}
	return 0
}

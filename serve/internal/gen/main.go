// Command gen writes the table of first letters, from the order of Chinese
// characters by pinyin in golang.org/x/text.
package main

import (
	"cmp"
	"fmt"
	"os"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// firsts are the characters that stand first under their letters.
const firsts = "阿八嚓咑妸发旮哈丌咔垃呣拏噢妑七呥仨他屲夕丫帀"

const letters = "abcdefghjklmnopqrstwxyz"

// First and last character of the table.
const from, to = 0x4e00, 0x9fa5

func main() {
	c := collate.New(language.MustParse("zh-u-co-pinyin"))
	var all []rune
	for r := rune(from); r <= to; r++ {
		all = append(all, r)
	}
	slices.SortStableFunc(all, func(a, b rune) int {
		return cmp.Or(c.CompareString(string(a), string(b)), cmp.Compare(a, b))
	})
	table := make([]byte, to-from+1)
	heads := []rune(firsts)
	at := -1
	for _, r := range all {
		for at+1 < len(heads) && c.CompareString(string(heads[at+1]), string(r)) <= 0 {
			at++
		}
		table[r-from] = letters[max(at, 0)]
	}
	if err := os.WriteFile("initials.txt", table, 0o644); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

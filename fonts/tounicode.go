package fonts

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"
)

const (
	cmapHead = `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<</Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
2 beginbfrange
<0000> <DFFF> <0000>
<F900> <FFFF> <F900>
endbfrange
`
	cmapFoot = `endcmap
CMapName currentdict /CMap defineresource pop
end
end`
	// bfLimit is how many lines one bfchar block may hold (PDF 32000-1, 9.10.3
	// and the CMap specification).
	bfLimit = 100
)

// ToUnicode returns the ToUnicode CMap of a cut font: every code means itself,
// the private-use codes in rare mean the characters beyond the BMP that they
// stand for. With it, copying and searching find the true characters.
func ToUnicode(rare map[uint16]rune) []byte {
	var b strings.Builder
	b.WriteString(cmapHead)
	for codes := range slices.Chunk(slices.Sorted(maps.Keys(rare)), bfLimit) {
		fmt.Fprintf(&b, "%d beginbfchar\n", len(codes))
		for _, code := range codes {
			high, low := utf16.EncodeRune(rare[code])
			fmt.Fprintf(&b, "<%04X> <%04X%04X>\n", code, high, low)
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString(cmapFoot)
	return []byte(b.String())
}

package pdf

import (
	"encoding/hex"
	"fmt"
	"slices"
	"unicode/utf16"
)

const (
	cmapHead = `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
`
	cmapFoot = `endcmap
CMapName currentdict /CMap defineresource pop
end
end
`
	// blockLimit is how many lines one block may hold (ISO 32000-1, 9.10.3).
	blockLimit = 100
)

// run is characters in a row whose codes are in a row.
type run struct {
	code  uint16 // of the first
	r     rune
	count int
}

// appendToUnicode appends the map from the codes of a cut font, 1… in the
// order of runes, to characters: what searching and copying find.
func appendToUnicode(b []byte, runes []rune) []byte {
	var single, ranges []run
	for _, x := range runs(runes) {
		if x.count == 1 {
			single = append(single, x)
		} else {
			ranges = append(ranges, x)
		}
	}
	b = append(b, cmapHead...)
	for block := range slices.Chunk(single, blockLimit) {
		b = fmt.Appendf(b, "%d beginbfchar\n", len(block))
		for _, x := range block {
			b = appendUTF16(appendCode(b, x.code), x.r)
		}
		b = append(b, "endbfchar\n"...)
	}
	for block := range slices.Chunk(ranges, blockLimit) {
		b = fmt.Appendf(b, "%d beginbfrange\n", len(block))
		for _, x := range block {
			b = appendCode(appendCode(b, x.code), x.code+uint16(x.count-1))
			b = appendUTF16(b, x.r)
		}
		b = append(b, "endbfrange\n"...)
	}
	return append(b, cmapFoot...)
}

// runs joins characters in a row. Within a run only the last byte of the
// codes changes, and only the last byte of the characters, as the format asks.
func runs(runes []rune) []run {
	var out []run
	for i, r := range runes {
		code := uint16(i + 1)
		if n := len(out); n > 0 && code&0xFF != 0 && r&0xFF != 0 && out[n-1].r+rune(out[n-1].count) == r {
			out[n-1].count++
			continue
		}
		out = append(out, run{code, r, 1})
	}
	return out
}

func appendCode(b []byte, code uint16) []byte {
	return append(hex.AppendEncode(append(b, '<'), []byte{byte(code >> 8), byte(code)}), '>')
}

func appendUTF16(b []byte, r rune) []byte {
	b = append(b, '<')
	var units [2]uint16
	for _, u := range utf16.AppendRune(units[:0], r) {
		b = hex.AppendEncode(b, []byte{byte(u >> 8), byte(u)})
	}
	return append(b, ">\n"...)
}

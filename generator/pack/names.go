package pack

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Limits of one name. Windows counts UTF-16 units, 260 for a whole path of
// folder, committee, branch and file; Linux counts bytes, 255 for one name.
const (
	maxUnits = 60
	maxBytes = 200
)

// Names hands out names of files and folders that Windows, Linux and macOS
// take, each unique within its folder even where case does not count. The
// zero Names is ready; it is not safe for concurrent use.
//
// What a name becomes depends on the name alone, except where two are equal:
// then the later ones get -2, -3, … in the order of the calls. Ask for all
// names of a county in the same order in partial runs too.
type Names struct {
	taken map[string]bool
}

// Name returns a name for stem and ext (with its dot, or "") in folder, which
// is any string that identifies the folder.
func (n *Names) Name(folder, stem, ext string) string {
	if n.taken == nil {
		n.taken = make(map[string]bool)
	}
	name := Safe(stem, ext)
	for i := 2; n.taken[fold(folder)+"\x00"+fold(name)]; i++ {
		// Shortened before the number is added, so that the number survives.
		tail := fmt.Sprintf("-%d", i)
		name = Safe(shorten(clean(stem), tail+ext)+tail, ext)
	}
	n.taken[fold(folder)+"\x00"+fold(name)] = true
	return name
}

// Safe returns stem and ext as one name that every system takes. What is not
// allowed in a name becomes its full-width form; a name that is too long is cut
// and ends in ~ and part of its hash, so that names that differ only at their
// end stay apart.
func Safe(stem, ext string) string {
	return shorten(clean(stem), ext) + ext
}

var fullWidth = strings.NewReplacer("<", "＜", ">", "＞", ":", "：", `"`, "＂", "/", "／", `\`, "＼", "|", "｜", "?", "？", "*", "＊")

func clean(s string) string {
	s = strings.ToValidUTF8(s, "_")
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == '\u2028', r == '\u2029':
			return -1 // line breaks, direction marks: unseen, and able to mislead
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, s)
	s = norm.NFC.String(fullWidth.Replace(s))
	s = strings.TrimRight(strings.TrimLeft(s, " "), " .")
	if s == "" {
		return "未命名"
	}
	if s[0] == '.' || reserved(s) {
		s = "_" + s
	}
	return s
}

// reserved reports whether Windows takes s for a device. It looks at what
// comes before the first dot.
func reserved(s string) bool {
	base, _, _ := strings.Cut(s, ".")
	base = strings.ToUpper(strings.TrimRight(base, " "))
	switch base {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$":
		return true
	}
	digit, ok := strings.CutPrefix(base, "COM")
	if !ok {
		digit, ok = strings.CutPrefix(base, "LPT")
	}
	return ok && utf8.RuneCountInString(digit) == 1 && strings.ContainsAny(digit, "0123456789¹²³")
}

// shorten cuts s so that s and tail keep within the limits.
func shorten(s, tail string) string {
	if fits(s + tail) {
		return s
	}
	sum := sha256.Sum256([]byte(s))
	mark := "~" + hex.EncodeToString(sum[:3])
	for s != "" && !fits(s+mark+tail) {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return strings.TrimRight(s, " .") + mark
}

func fits(s string) bool {
	units := 0
	for _, r := range s {
		units += max(utf16.RuneLen(r), 1)
	}
	return units <= maxUnits && len(s) <= maxBytes
}

// fold maps names to one form where some file system takes them for the same.
func fold(s string) string {
	return norm.NFC.String(strings.ToLower(strings.ToUpper(s)))
}

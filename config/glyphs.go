package config

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"dangce/config/diag"
	"dangce/fonts"
)

// glyphs remembers which characters can be printed: a county repeats the same
// few thousand.
type glyphs struct {
	covers func(rune) bool
	known  []verdict // by rune, below extended
}

type verdict uint8

const (
	unasked verdict = iota
	printable
	unprintable

	extended = 0x40000 // above lie no characters of names
)

func newGlyphs(covers func(rune) bool) *glyphs {
	return &glyphs{covers: covers, known: make([]verdict, extended)}
}

func (g *glyphs) ok(r rune) bool {
	if r >= extended {
		return g.covers(r)
	}
	if g.known[r] == unasked {
		g.known[r] = unprintable
		if g.covers(r) && !fonts.IsPrivate(r) && !unicode.IsControl(r) {
			g.known[r] = printable
		}
	}
	return g.known[r] == printable
}

// bad returns the first character of s that cannot be printed.
func (g *glyphs) bad(s string) (rune, bool) {
	for _, r := range s {
		if !g.ok(r) {
			return r, true
		}
	}
	return 0, false
}

// text checks a text of county.toml that is printed.
func (l *loader) text(path, what, s string, longest int) {
	if n := utf8.RuneCountInString(s); n > longest {
		l.add(diag.Error, "too-long", path, fmt.Sprintf("%s太长：%d 个字", what, n), fmt.Sprintf("不超过 %d 个字，否则纸上排不下", longest))
		return
	}
	if r, bad := l.glyphs.bad(s); bad {
		l.out.Add(glyphFinding(l.toml.Place(path), what, r))
	}
}

// glyphFinding reports a character that would not be printed. The place is
// narrowed to the character where the line shows it.
func glyphFinding(at diag.Place, what string, r rune) diag.Finding {
	line := []rune(at.Text)
	for i := max(at.Column-1, 0); i < min(at.Column-1+at.Width, len(line)); i++ {
		if line[i] == r {
			at.Column, at.Width = i+1, 1
			break
		}
	}
	f := diag.Finding{Place: at, Code: "no-glyph",
		Message: fmt.Sprintf("%s里的“%c”（U+%04X）没有字体能印", what, r, r),
		Hint:    "核对这个字；确实要用，在 [fonts] 里给 body 配一个有这个字的字体"}
	switch {
	case fonts.IsPrivate(r):
		f.Code = "private-use"
		f.Message = fmt.Sprintf("%s里有自造字（U+%04X），别的电脑上会变成另一个字或方框", what, r)
		f.Hint = "换成这个字的国家标准编码，重新输入"
	case unicode.IsControl(r):
		f.Code = "control-character"
		f.Message = fmt.Sprintf("%s里有看不见的控制字符（U+%04X）", what, r)
		f.Hint = "删去后重新输入；一项内容写成一行"
	}
	return f
}

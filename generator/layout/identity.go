package layout

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"rsc.io/qr/coding"

	"dangce/generator/doc"
)

// pageCode is the identity of the n-th page of a kind.
func pageCode(code string, n int) string {
	code = fmt.Sprintf("%s-%03d", code, n)
	return code + "-" + string(checkCharacter(code))
}

// checkCharacter returns the ISO 7064 mod 37,36 check character of the
// letters and digits of s; other characters do not count.
func checkCharacter(s string) rune {
	const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	p := 36
	for _, r := range s {
		v := -1
		switch {
		case r >= '0' && r <= '9':
			v = int(r - '0')
		case r >= 'A' && r <= 'Z':
			v = int(r-'A') + 10
		}
		if v < 0 {
			continue
		}
		p += v
		if p %= 36; p == 0 {
			p = 36
		}
		p = p * 2 % 37
	}
	return rune(alphabet[(37-p)%36])
}

// code prints the identity of the page at its outer top corner: as a square
// code, and in letters beside it.
func (e *Engine) code(f *doc.Format, p *doc.Page) {
	c, err := encode(p.Code)
	if err != nil {
		return // longer than any code holds: the letters remain
	}
	side := float64(c.Size) * codeModule
	quiet := codeQuiet * codeModule
	y := codeTop + quiet
	x := p.DX
	if outerRight(f, p) {
		x = p.DX + f.TextW() - side
	}
	m := &doc.Matrix{X: x, Y: y, Module: codeModule, N: c.Size, Bits: make([]bool, c.Size*c.Size)}
	for i := range m.Bits {
		row, col := i/c.Size, i%c.Size
		m.Bits[i] = c.Bitmap[row*c.Stride+col/8]&(0x80>>(col%8)) != 0
	}
	p.Marks = append(p.Marks, m)
	e.codeText(f, p, x, side, quiet)
}

// codeText prints the identity in letters, its groups joined by ·.
func (e *Engine) codeText(f *doc.Format, p *doc.Page, x, side, quiet float64) {
	st := &e.deco.Code
	s := grouped(p.Code)
	w := e.width(s, st)
	tx := x + side + quiet
	if outerRight(f, p) {
		tx = x - quiet - w
	}
	p.Marks, _ = e.glyphs(p.Marks, s, st, tx, codeTop+quiet+side-0.5, 0)
}

// grouped is an identity as printed in letters.
func grouped(code string) string { return strings.ReplaceAll(code, "-", "·") }

// plans holds the pattern of a square code by version: where its bits go.
// Working a plan out takes longer than everything else about a code.
var plans [coding.MaxVersion + 1]func() (*coding.Plan, error)

func init() {
	for v := coding.Version(coding.MinVersion); v <= coding.MaxVersion; v++ {
		plans[v] = sync.OnceValues(func() (*coding.Plan, error) { return coding.NewPlan(v, coding.Q, 0) })
	}
}

// encode makes the smallest square code of level Q that holds an identity.
func encode(code string) (*coding.Code, error) {
	text := coding.Alpha(code) // capitals, digits, - and .
	if err := text.Check(); err != nil {
		return nil, err
	}
	for v := coding.Version(coding.MinVersion); v <= coding.MaxVersion; v++ {
		if text.Bits(v) > v.DataBytes(coding.Q)*8 {
			continue
		}
		plan, err := plans[v]()
		if err != nil {
			return nil, err
		}
		return plan.Encode(text)
	}
	return nil, errLongCode
}

var errLongCode = errors.New("标识太长，方码装不下")

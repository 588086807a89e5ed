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
	side := float64(float64(len(c)) * codeModule)
	quiet := codeQuiet * codeModule
	y := codeTop + quiet
	x := p.DX
	if outerRight(f, p) {
		x = p.DX + f.TextW() - side
	}
	m := &doc.Matrix{X: x, Y: y, Module: codeModule, N: len(c), Bits: make([]bool, 0, len(c)*len(c))}
	for _, row := range c {
		for i := range c {
			m.Bits = append(m.Bits, row>>i&1 != 0)
		}
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
	p.Marks = e.print(p.Marks, s, st, tx, codeTop+quiet+side-0.5)
}

// grouped is an identity as printed in letters.
func grouped(code string) string { return strings.ReplaceAll(code, "-", "·") }

// plans holds what the square codes of each version have in common. Working it
// out takes longer than everything else about a code.
var plans [maxCode + 1]func() (*codePlan, error)

func init() {
	for v := range plans {
		plans[v] = sync.OnceValues(func() (*codePlan, error) { return newCodePlan(coding.Version(v)) })
	}
}

// encode makes the smallest square code of level Q that holds an identity.
func encode(code string) (squareCode, error) {
	text := coding.Alpha(code) // capitals, digits, - and .
	if err := text.Check(); err != nil {
		return nil, err
	}
	for v := coding.Version(coding.MinVersion); v <= maxCode; v++ {
		if text.Bits(v) > v.DataBytes(coding.Q)*8 {
			continue
		}
		plan, err := plans[v]()
		if err != nil {
			return nil, err
		}
		return plan.encode(text)
	}
	return nil, errLongCode
}

var errLongCode = errors.New("标识太长，方码装不下")

package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"testing/quick"

	"dangce/generator/doc"
)

func font(f doc.Face) Font {
	if f == 1 {
		return Font{Families: []string{"Noto Serif SC", "SimSun", "serif"}, Weight: 700}
	}
	return Font{Families: []string{"O'Hara & Co", "serif"}}
}

// every holds each kind of mark once.
var every = doc.Page{W: 100, H: 50, DX: 5, DY: 7,
	Body: []doc.Mark{
		&doc.Rect{X: 1, Y: 2, W: 30, H: 20, Width: 0.3, Ink: 0xac1a21, Fill: 0xfaeeea, Radius: 40},
		&doc.Glyphs{X: 2.00049, Y: 9, Size: 12, W: 25.4, Track: 0.5, Face: 1, Ink: doc.White, S: "议题 <1> & “二”𠮷"},
		&doc.Glyphs{X: 2, Y: 9, Size: 12, W: 4, S: "是"},
		&doc.Glyphs{X: 2, Y: 9, Size: 12, W: 4, S: "　 "},
	},
	Marks: []doc.Mark{
		&doc.Line{X1: 0, Y1: 0, X2: 10, Y2: -0.0001, Width: 0.25, Dash: 1.2},
		&doc.Path{Points: []doc.Point{{X: 1, Y: 1}, {X: 2, Y: 2}, {X: 3, Y: 1}}, Closed: true, Fill: doc.Gold},
		&doc.Path{Points: []doc.Point{{X: 1, Y: 1}, {X: 2, Y: 2}, {X: 3, Y: 1}, {X: 4, Y: 4}}, Curve: true, Width: 0.4, Fill: doc.NoInk},
		&doc.Rect{W: 10, H: 10, Fill: doc.NoInk},
		&doc.Matrix{X: 1, Y: 2, Module: 0.42, N: 2, Bits: []bool{true, true, false, true}},
		&doc.Picture{W: 1, H: 1, Type: "png", Data: []byte("x")},
	},
}

func TestEveryMark(t *testing.T) {
	var out bytes.Buffer
	if err := Write(&out, Drawing{Title: "图 <一>", Pages: []doc.Page{every, {W: 120, H: 30}}, Font: font}); err != nil {
		t.Fatal(err)
	}
	const want = `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" width="120mm" height="90mm" viewBox="0 0 120 90" xml:space="preserve">
<title>图 &lt;一&gt;</title>
<g transform="translate(0 0)">
<rect width="100" height="50" fill="#ffffff"/>
<g transform="translate(5 7)">
<rect x="1" y="2" width="30" height="20" rx="10" fill="#faeeea" stroke="#ac1a21" stroke-width="0.3"/>
<text x="2" y="9" font-size="4.233" font-family="&#39;Noto Serif SC&#39;, SimSun, serif" font-weight="700" letter-spacing="0.5" textLength="25.4" lengthAdjust="spacingAndGlyphs" fill="#ffffff">议题 &lt;1&gt; &amp; “二”𠮷</text>
<text x="2" y="9" font-size="4.233" font-family="&#39;OHara &amp; Co&#39;, serif">是</text>
</g>
<line x1="0" y1="0" x2="10" y2="0" stroke="#000000" stroke-width="0.25" stroke-dasharray="1.2"/>
<path d="M1 1L2 2L3 1Z" fill="#b8892b"/>
<path d="M1 1C2 2 3 1 4 4" fill="none" stroke="#000000" stroke-width="0.4"/>
<path transform="translate(1 2) scale(0.42)" d="M0 0h2v1h-2zM1 1h1v1h-1z"/>
<image x="0" y="0" width="1" height="1" xlink:href="data:image/png;base64,eA=="/>
</g>
<g transform="translate(0 60)">
<rect width="120" height="30" fill="#ffffff"/>
</g>
</svg>
`
	if got := out.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestAnyTextIsWellFormed: whatever a text holds, a reader of XML gets it
// back, but for characters that XML does not have.
func TestAnyTextIsWellFormed(t *testing.T) {
	check := func(s string, x, w float64) bool {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return true
		}
		var out bytes.Buffer
		p := doc.Page{W: 10, H: 10, Marks: []doc.Mark{&doc.Glyphs{X: x, W: w, Size: 9, S: s}}}
		if err := Write(&out, Drawing{Title: s, Pages: []doc.Page{p}, Font: font}); err != nil {
			return false
		}
		d := xml.NewDecoder(&out)
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				return true
			} else if err != nil {
				t.Logf("%q: %v", s, err)
				return false
			}
		}
	}
	if err := quick.Check(check, nil); err != nil {
		t.Error(err)
	}
	for _, s := range []string{"]]>", "\x00\x1b", "\xff\xfe", "\uFFFE", "&lt;", "<!--"} {
		if !check(s, 1, 1) {
			t.Errorf("%q is not well formed", s)
		}
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestErrorsOfTheWriter(t *testing.T) {
	err := Write(broken{}, Drawing{Pages: []doc.Page{every}, Font: font})
	if err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("got %v", err)
	}
}

package press

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dangce/fonts"
	"dangce/generator/doc"
	"dangce/generator/internal/inspect"
	"dangce/generator/pdf"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Where each page of a test book says which one it is, mm from its upper left
// corner: no place is its own mirror image.
const nameX, nameY = 23.0, 41.0

// finished makes a PDF of n pages that say 第1页, 第2页, …
func finished(t testing.TB, n int, w, h float64) []byte {
	t.Helper()
	set, err := fonts.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	face, _ := set.Face(fonts.Body, '第')
	f := &pdf.File{Title: "党册", Date: time.Date(2026, 12, 10, 12, 0, 0, 0, time.UTC)}
	for i := range n {
		f.Pages = append(f.Pages, doc.Page{W: w, H: h, Number: i + 1, Marks: []doc.Mark{
			&doc.Glyphs{X: nameX, Y: nameY, Size: 12, Face: doc.Face(face), S: fmt.Sprintf("第%d页", i+1)}}})
	}
	var b bytes.Buffer
	if err := pdf.NewWriter(set).Write(&b, f); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// imposed imposes a file and reads what came of it.
func imposed(t testing.TB, data []byte, how Imposing) (*Imposed, *inspect.File, []byte) {
	t.Helper()
	var b bytes.Buffer
	done, err := Impose(&b, bytes.NewReader(data), how)
	if err != nil {
		t.Fatal(err)
	}
	f, err := inspect.Open(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Pages) != 2*done.Sheets {
		t.Fatalf("%d sides of %d sheets", len(f.Pages), done.Sheets)
	}
	return done, f, b.Bytes()
}

// standing is a page on a side of a sheet: its left edge from the sheet's.
type standing struct {
	name string
	x, y float64
}

// on lists what is on a side.
func on(p *inspect.Page) []standing {
	var out []standing
	for _, t := range p.Texts {
		out = append(out, standing{t.S, t.X - p.Media.X - nameX, t.Y - p.Media.Y - nameY})
	}
	return out
}

// TestFolds: sheets printed on both sides, turned over the short edge, laid
// into each other and folded read 1…n, then the blank pages.
func TestFolds(t *testing.T) {
	for _, size := range []struct {
		w, h  float64
		sheet string
	}{{210, 297, "A3"}, {148, 210, "A4"}, {105, 148, "A5"}, {184, 260, "A3"}} {
		for _, n := range []int{1, 3, 4, 5, 8, 30, 31} {
			t.Run(fmt.Sprintf("%d of %s", n, size.sheet), func(t *testing.T) {
				done, f, _ := imposed(t, finished(t, n, size.w, size.h), Imposing{Paper: 0.1})
				if done.Sheet.String() != size.sheet {
					t.Errorf("on %s", done.Sheet)
				}
				if done.Pages != n || done.Pages+done.Blank != 4*done.Sheets || done.Blank > 3 {
					t.Errorf("%+v", done)
				}
				var left, right []leaf
				for i := 0; i < len(f.Pages); i += 2 {
					l, r := folded(t, &f.Pages[i], &f.Pages[i+1], size.w, size.h)
					left, right = append(left, l), append(right, r)
				}
				for i, got := range fold(left, right) {
					want := ""
					if i < n {
						want = fmt.Sprintf("第%d页", i+1)
					}
					if got != want {
						t.Errorf("page %d reads %q", i+1, got)
					}
				}
			})
		}
	}
}

// folded returns the two halves of a sheet, and checks that what is behind
// each other meets.
func folded(t *testing.T, front, back *inspect.Page, w, h float64) (left, right leaf) {
	t.Helper()
	mid := front.Media.W / 2
	behind := on(back)
	for _, p := range on(front) {
		l := leaf{front: p.name}
		for _, b := range behind {
			if math.Abs((front.Media.W-b.x-w)-p.x) < 0.05 && math.Abs(b.y-p.y) < 0.05 {
				l.back = b.name
			}
		}
		if math.Abs(p.y-(front.Media.H-h)/2) > 0.05 {
			t.Errorf("%s stands %g mm below the edge", p.name, p.y)
		}
		if p.x < mid-w/2 {
			left = l
		} else {
			right = l
		}
	}
	// A blank front has a page behind it too.
	for _, b := range behind {
		if b.name == left.back || b.name == right.back {
			continue
		}
		if b.x < mid-w/2 {
			right.back = b.name
		} else {
			left.back = b.name
		}
	}
	return left, right
}

// TestCreep: from sheet to sheet the pages are nearer to the fold by the
// thickness of the paper, those of the outermost one right at it.
func TestCreep(t *testing.T) {
	const w, paper = 148.0, 0.13
	done, f, _ := imposed(t, finished(t, 40, w, 210), Imposing{Paper: paper})
	for i := range f.Pages {
		mid, k := f.Pages[i].Media.W/2, float64(i/2)
		for _, p := range on(&f.Pages[i]) {
			want := mid - w + k*paper
			if p.x > mid-w/2 {
				want = mid - k*paper
			}
			if math.Abs(p.x-want) > 0.02 {
				t.Errorf("sheet %d: %s stands at %.3f, want %.3f", i/2+1, p.name, p.x, want)
			}
		}
	}
	if want := 9 * paper; math.Abs(done.Creep-want) > 1e-9 {
		t.Errorf("moved by %g, want %g", done.Creep, want)
	}
}

// TestSheets: what does not fit is refused, what is turned is turned back, and
// room beside the pages is used for marks.
func TestSheets(t *testing.T) {
	data := finished(t, 4, 148, 210)
	for _, c := range []struct {
		sheet Sheet
		want  Sheet
		marks bool
	}{{Sheet{}, Sheet{297, 210}, false}, {Sheet{320, 225}, Sheet{320, 225}, true}, {Sheet{297, 420}, Sheet{297, 420}, false}, {Sheet{210, 297}, Sheet{297, 210}, false}} {
		done, _, out := imposed(t, data, Imposing{Sheet: c.sheet})
		if done.Sheet != c.want || done.Trimmed != c.marks {
			t.Errorf("on %v: %+v", c.sheet, done)
		}
		_, _, bare := imposed(t, data, Imposing{Sheet: c.sheet, Bare: true})
		if len(bare) >= len(out) {
			t.Errorf("on %v: no marks", c.sheet)
		}
	}
	var b bytes.Buffer
	if _, err := Impose(&b, bytes.NewReader(data), Imposing{Sheet: Sheet{210, 148}}); !errors.Is(err, ErrSize) || b.Len() > 0 {
		t.Errorf("two A5 pages on A5: %v", err)
	}
	if _, err := ParseSheet("A9"); err == nil || !strings.Contains(err.Error(), "A3") {
		t.Errorf("A9: %v", err)
	}
	for in, want := range map[string]Sheet{"a3": {420, 297}, "SRA3": {450, 320}, "450x320": {450, 320}, "390×270": {390, 270}} {
		if got, err := ParseSheet(in); err != nil || got != want {
			t.Errorf("%s: %v, %v", in, got, err)
		}
	}
}

// TestPagesAcross: pages that lie across, or are only shown so, are upright
// with their head to the left.
func TestPagesAcross(t *testing.T) {
	upright := []string{"第1页", "第2页", "第3页", "第4页"}
	for _, rotate := range []int{0, 90, 180, 270} {
		data := changed(t, finished(t, 4, 148, 210), func(n int, d types.Dict) {
			if n == 3 {
				d["Rotate"] = types.Integer(rotate)
			}
		})
		done, f, _ := imposed(t, data, Imposing{})
		if turned := len(done.Turned) == 1 && done.Turned[0] == 3; turned != (rotate%180 == 90) {
			t.Errorf("rotated by %d: turned %v", rotate, done.Turned)
		}
		var all []string
		for i := range f.Pages {
			for _, text := range f.Pages[i].Texts {
				all = append(all, text.S)
				if text.S != "第3页" {
					continue
				}
				// Turned by 90, as it is shown, and by 270, so that its head is
				// to the left, the page is as it was made.
				x, y := nameX, nameY
				if rotate >= 180 {
					x, y = 148-x, 210-y
				}
				p := &f.Pages[i]
				gx, gy := text.X-p.Media.X, text.Y-p.Media.Y
				if gx > p.Media.W/2 {
					gx -= p.Media.W / 2
				}
				if math.Abs(gx-x) > 0.6 || math.Abs(gy-y) > 0.6 {
					t.Errorf("rotated by %d: at %.1f, %.1f, want %.1f, %.1f", rotate, gx, gy, x, y)
				}
			}
		}
		for _, name := range upright {
			if !strings.Contains(strings.Join(all, " "), name) {
				t.Errorf("rotated by %d: %s is missing", rotate, name)
			}
		}
	}
}

// changed changes the dictionaries of pages as other programs write them.
func changed(t testing.TB, data []byte, change func(n int, d types.Dict)) []byte {
	t.Helper()
	ctx, err := api.ReadAndValidate(bytes.NewReader(data), model.NewDefaultConfiguration())
	if err != nil {
		t.Fatal(err)
	}
	for i := range ctx.PageCount {
		d, _, _, err := ctx.PageDict(i+1, false)
		if err != nil {
			t.Fatal(err)
		}
		change(i+1, d)
	}
	var b bytes.Buffer
	if err := api.WriteContext(ctx, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestRefusesFiles: encrypted and damaged files are refused with an error of their
// class; nothing is written.
func TestRefusesFiles(t *testing.T) {
	whole := finished(t, 8, 148, 210)
	var secret bytes.Buffer
	if err := api.Encrypt(bytes.NewReader(whole), &secret, model.NewAESConfiguration("", "owner", 256)); err != nil {
		t.Fatal(err)
	}
	mixed := changed(t, whole, func(n int, d types.Dict) {
		if n == 5 {
			d["MediaBox"], d["TrimBox"] = types.NewNumberArray(0, 0, 1000, 1200), nil
		}
	})
	// A few bytes for each time the same content is to be unpacked.
	defer func(most int64) { mostContents = most }(mostContents)
	mostContents = 1 << 16
	large := changed(t, whole, func(_ int, d types.Dict) {
		again := types.Array{}
		for range 1000 {
			again = append(again, d["Contents"])
		}
		d["Contents"] = again
	})
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"large":     {large, ErrLarge},
		"empty":     {nil, ErrBroken},
		"text":      {[]byte("党费收缴台账"), ErrBroken},
		"a zip":     {append([]byte("PK\x03\x04"), whole[4:]...), ErrBroken},
		"half":      {whole[:len(whole)/2], ErrBroken},
		"encrypted": {secret.Bytes(), ErrEncrypted},
		"mixed":     {mixed, ErrSize},
	} {
		var b bytes.Buffer
		if _, err := Impose(&b, bytes.NewReader(c.data), Imposing{}); !errors.Is(err, c.want) || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", name, err, b.Len())
		}
	}
}

// FuzzImpose: any bytes give a booklet or an error of a known class.
func FuzzImpose(f *testing.F) {
	f.Add(finished(f, 2, 105, 148))
	f.Add([]byte("%PDF-1.4\ntrailer<</Root 1 0 R>>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := Impose(&bytes.Buffer{}, bytes.NewReader(data), Imposing{})
		if err != nil && !errors.Is(err, ErrBroken) && !errors.Is(err, ErrEncrypted) && !errors.Is(err, ErrLarge) && !errors.Is(err, ErrSize) {
			t.Error(err)
		}
	})
}

// TestSealsStay: an annotation that is printed, a seal, stays in its place on
// the page; one that is only shown on screens goes.
func TestSealsStay(t *testing.T) {
	data := changed(t, finished(t, 4, 148, 210), func(n int, d types.Dict) {
		flags := types.Integer(4)
		if n == 2 {
			flags = 0
		}
		if n > 2 {
			return
		}
		d["Annots"] = types.Array{types.Dict{"Type": types.Name("Annot"), "Subtype": types.Name("Stamp"), "F": flags,
			"Rect": types.NewNumberArray(100, 100, 200, 150)}}
	})
	ctx, err := api.ReadAndValidate(bytes.NewReader(data), model.NewDefaultConfiguration())
	if err != nil {
		t.Fatal(err)
	}
	look := types.StreamDict{Dict: types.Dict{"Type": types.Name("XObject"), "Subtype": types.Name("Form"), "BBox": types.NewNumberArray(0, 0, 10, 10)},
		Content: []byte("1 0 0 rg 0 0 10 10 re f")}
	if err := look.Encode(); err != nil {
		t.Fatal(err)
	}
	ref, err := ctx.IndRefForNewObject(look)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		d, _, _, err := ctx.PageDict(i+1, false)
		if err != nil {
			t.Fatal(err)
		}
		a, err := ctx.DereferenceDict(d["Annots"].(types.Array)[0])
		if err != nil {
			t.Fatal(err)
		}
		a["AP"] = types.Dict{"N": *ref}
	}
	var b bytes.Buffer
	if err := api.WriteContext(ctx, &b); err != nil {
		t.Fatal(err)
	}
	_, f, _ := imposed(t, b.Bytes(), Imposing{})
	for i := range f.Pages {
		if red, want := f.Pages[i].Operators["rg"], map[int]int{0: 1}[i]; red != want {
			t.Errorf("side %d: %d seals, want %d", i+1, red, want)
		}
	}
}

// TestSameBytes: the clock leaves no trace.
func TestSameBytes(t *testing.T) {
	data := finished(t, 6, 148, 210)
	_, f, first := imposed(t, data, Imposing{Paper: 0.1})
	time.Sleep(1100 * time.Millisecond) // the clock of PDF files ticks in seconds
	if _, _, second := imposed(t, data, Imposing{Paper: 0.1}); !bytes.Equal(first, second) {
		t.Error("the bytes differ")
	}
	if got := f.Info["CreationDate"]; !strings.HasPrefix(got, "D:20261210120000") || f.Info["Title"] != "党册" {
		t.Errorf("made %q, title %q", got, f.Info["Title"])
	}
	for _, font := range f.Fonts {
		if !font.Embedded {
			t.Errorf("%s is not embedded", font.Name)
		}
	}
}

// TestOtherReaders: qpdf finds the file sound, and poppler finds the pages
// where they belong.
func TestOtherReaders(t *testing.T) {
	_, _, out := imposed(t, finished(t, 12, 148, 210), Imposing{Sheet: Sheet{450, 320}, Paper: 0.1})
	name := filepath.Join(t.TempDir(), "booklet.pdf")
	if err := os.WriteFile(name, out, 0o600); err != nil {
		t.Fatal(err)
	}
	if s := tool(t, "qpdf", "--check", name); strings.Contains(s, "WARNING") || !strings.Contains(s, "No syntax or stream encoding errors") {
		t.Error(s)
	}
	sides := strings.Split(tool(t, "pdftotext", "-layout", name, "-"), "\f")
	for i, want := range []string{"第12页 第1页", "第2页 第11页", "第10页 第3页", "第4页 第9页", "第8页 第5页", "第6页 第7页"} {
		if got := strings.Join(strings.Fields(sides[i]), " "); got != want {
			t.Errorf("side %d reads %q, want %q", i+1, got, want)
		}
	}
}

// tool runs a program that is no part of Go. Where it is missing the test is
// skipped, and fails on the machine that decides.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	exe, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is not installed", name)
		}
		t.Skipf("%s is not installed", name)
	}
	out, err := exec.Command(exe, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

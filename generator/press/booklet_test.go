package press

import (
	"fmt"
	"math"
	"strconv"
	"testing"

	"dangce/generator/doc"
)

// booklet returns n pages of A6, each saying which page of which booklet it
// is, at a place of its own that is not symmetric.
func booklet(name string, n int) []doc.Page {
	pages := make([]doc.Page, n)
	for i := range pages {
		pages[i] = doc.Page{W: 105, H: 148, DX: 11, DY: 13, Number: i + 1,
			Body:  []doc.Mark{&doc.Glyphs{X: 1, Y: 2, S: "body"}},
			Marks: []doc.Mark{&doc.Glyphs{X: 7, Y: 9, S: name + strconv.Itoa(i+1)}}}
	}
	return pages
}

// cell is one page on one side of a sheet: where its upper left corner is.
type cell struct {
	name string
	x, y float64
}

// cells finds the pages on one side of a sheet.
func cells(t *testing.T, p *doc.Page) []cell {
	t.Helper()
	var out []cell
	bodies := 0
	for _, m := range p.Marks {
		g, ok := m.(*doc.Glyphs)
		if !ok {
			continue
		}
		if g.S == "body" {
			bodies++
			continue
		}
		out = append(out, cell{g.S, g.X - 7, g.Y - 9})
	}
	if bodies != len(out) {
		t.Errorf("%d pages, %d bodies", len(out), bodies)
	}
	return out
}

// leaf is a half of a cut sheet: a page in front and the one behind it.
type leaf struct{ front, back string }

// cut cuts sheets printed on both sides and turned over the long edge, and
// returns for each pile the leaves left and right of the fold.
func cut(t *testing.T, sheets []doc.Page, slots int) (left, right [][]leaf) {
	t.Helper()
	left, right = make([][]leaf, slots), make([][]leaf, slots)
	if len(sheets)%2 != 0 {
		t.Fatalf("%d sides", len(sheets))
	}
	for i := 0; i < len(sheets); i += 2 {
		backs := cells(t, &sheets[i+1])
		for _, f := range cells(t, &sheets[i]) {
			slot := int(math.Round((f.y - 0.5) / 148))
			back := ""
			for _, b := range backs {
				// Turned over, the left edge of the back lies behind the
				// right edge of the front.
				if mirrored := sheets[i].W - b.x - 105; math.Abs(mirrored-f.x) < 0.01 && math.Abs(b.y-f.y) < 0.01 {
					back = b.name
				}
			}
			if back == "" {
				t.Fatalf("nothing meets %s at %g, %g", f.name, f.x, f.y)
			}
			if f.x < sheets[i].W/2-1 {
				left[slot] = append(left[slot], leaf{f.name, back})
			} else {
				right[slot] = append(right[slot], leaf{f.name, back})
			}
		}
	}
	return left, right
}

// fold reads a booklet of leaves folded into each other, the first outermost.
func fold(left, right []leaf) []string {
	var read []string
	for _, l := range right {
		read = append(read, l.front, l.back)
	}
	for i := len(left) - 1; i >= 0; i-- {
		read = append(read, left[i].back, left[i].front)
	}
	return read
}

// TestReadsInOrder: cut, with the lower pile under the upper one, each
// booklet comes off the pile in order and reads 1 to n.
func TestReadsInOrder(t *testing.T) {
	for _, n := range []int{4, 8, 12, 16} {
		for _, count := range []int{1, 2, 3, 7, 8} {
			t.Run(fmt.Sprintf("%d of %d pages", count, n), func(t *testing.T) {
				var books [][]doc.Page
				for i := range count {
					books = append(books, booklet(string(rune('a'+i)), n))
				}
				sheets, err := Booklets(books, A4)
				if err != nil {
					t.Fatal(err)
				}
				if want := (count + 1) / 2 * n / 4 * 2; len(sheets) != want {
					t.Errorf("%d sides, want %d", len(sheets), want)
				}
				l, r := cut(t, sheets, 2)
				lefts, rights := append(l[0], l[1]...), append(r[0], r[1]...)
				if len(lefts) != count*n/4 {
					t.Fatalf("%d leaves, want %d", len(lefts), count*n/4)
				}
				for i := range count {
					from, to := i*n/4, (i+1)*n/4
					for k, page := range fold(lefts[from:to], rights[from:to]) {
						if want := string(rune('a'+i)) + strconv.Itoa(k+1); page != want {
							t.Errorf("booklet %d, page %d: %s", i+1, k+1, page)
						}
					}
				}
			})
		}
	}
}

// TestMarksStayOnTheSheet: pages keep their size, and nothing is printed
// beyond the paper.
func TestMarksStayOnTheSheet(t *testing.T) {
	sheets, err := Booklets([][]doc.Page{booklet("a", 12), booklet("b", 12)}, A4)
	if err != nil {
		t.Fatal(err)
	}
	for i := range sheets {
		p := &sheets[i]
		if p.W != 210 || p.H != 297 {
			t.Errorf("sheet of %g×%g", p.W, p.H)
		}
		cuts := 0
		for _, m := range p.Marks {
			l, ok := m.(*doc.Line)
			if !ok {
				continue
			}
			cuts++
			for _, v := range [...][2]float64{{l.X1, l.Y1}, {l.X2, l.Y2}} {
				if v[0] < 0 || v[0] > p.W || v[1] < 0 || v[1] > p.H {
					t.Errorf("mark at %v", v)
				}
			}
			if l.Y1 == l.Y2 && l.Y1 != 148.5 {
				t.Errorf("cut at %g", l.Y1)
			}
			if l.X1 == l.X2 && l.X1 != 105 {
				t.Errorf("fold at %g", l.X1)
			}
		}
		if cuts != 5 {
			t.Errorf("%d marks to cut and fold", cuts)
		}
	}
}

func TestRefuses(t *testing.T) {
	if _, err := Booklets([][]doc.Page{booklet("a", 12), booklet("b", 10)}, A4); err == nil {
		t.Error("10 pages were folded")
	}
	if _, err := Booklets([][]doc.Page{booklet("a", 4)}, Sheet{200, 297}); err == nil {
		t.Error("210 mm were put on 200")
	}
	if s, err := Booklets(nil, A4); err != nil || len(s) != 0 {
		t.Error(s, err)
	}
}

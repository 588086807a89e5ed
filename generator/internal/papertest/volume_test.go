package papertest

import (
	"fmt"
	"math"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dangce/generator"
	"dangce/generator/book"
	"dangce/generator/internal/exampletest"
	"dangce/generator/internal/inspect"
	"dangce/generator/pack"
	"dangce/templates"

	"github.com/xuri/excelize/v2"
)

// isVolume reports whether a file of the print shop holds the books or covers of
// many branches one behind the other.
func isVolume(f pack.File) bool {
	return strings.HasPrefix(f.Path, "付印"+"/") && strings.Contains(path.Base(f.Path), "连排")
}

// TestVolumes: a volume holds the pages of the branches' own books, in the
// order of the branches, each book from a right page; nothing is left out and
// nothing is there twice.
func TestVolumes(t *testing.T) {
	b := exampleCounty(t)
	var volumes []pack.File
	for _, f := range b.Files {
		if isVolume(f) {
			volumes = append(volumes, f)
		}
	}
	if len(volumes) < 4 {
		t.Fatalf("only %d volumes", len(volumes))
	}
	for _, v := range volumes {
		single, covers := singles(b, v)
		if len(single) == 0 {
			t.Errorf("%s: no books that it could hold", v.Path)
			continue
		}
		rest := b.PDF(t, v.Path).Pages
		at := 0
		for _, f := range single {
			own := b.PDF(t, f.Path).Pages
			if at%2 == 1 && !covers {
				if len(rest) == 0 || shownText(&rest[0]) != "" {
					t.Errorf("%s: page %d before %s is not blank", v.Path, at+1, f.Path)
					break
				}
				rest, at = rest[1:], at+1
			}
			if len(rest) < len(own) {
				t.Errorf("%s ends within %s", v.Path, f.Path)
				break
			}
			for i := range own {
				if got, want := shownText(&rest[i]), shownText(&own[i]); got != want {
					t.Errorf("%s page %d: %s, want page %d of %s: %s", v.Path, at+i+1, clip(got), i+1, f.Path, clip(want))
					break
				}
			}
			rest, at = rest[len(own):], at+len(own)
		}
		if len(rest) > 1 || len(rest) == 1 && shownText(&rest[0]) != "" {
			t.Errorf("%s: %d pages too many", v.Path, len(rest))
		}
	}
}

// TestPressOrder: what the print shop reads in 付印单 is what is in the
// files. Each book begins at its page, each cover is where the order says,
// with the boxes of a cover for the spine of its own block, and what differs
// copy by copy is said so.
func TestPressOrder(t *testing.T) {
	b := exampleCounty(t)
	f, err := excelize.OpenFile(filepath.Join(b.Dir, "付印", "付印单.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("付印单")
	if err != nil {
		t.Fatal(err)
	}
	head := slices.IndexFunc(rows, func(r []string) bool { return slices.Contains(r, "封面配对码") })
	copies := 0
	for _, row := range rows[head+1:] {
		cell := func(title string) string {
			if i := slices.Index(rows[head], title); i >= 0 && i < len(row) {
				return row[i]
			}
			return ""
		}
		number := func(title string) int {
			n, _ := strconv.Atoi(cell(title))
			return n
		}
		pair := cell("封面配对码")
		if pair == "" {
			continue // the sums
		}
		copies += number("印数")
		file := cell("文件夹") + "/" + cell("内文文件")
		from, to := number("内文起页"), number("止页")
		block := b.PDF(t, file)
		if block == nil || from < 1 || to > len(block.Pages) || from%2 == 0 {
			t.Errorf("%s: pages %d to %d of %s", pair, from, to, file)
			continue
		}
		if several := strings.Contains(cell("备注"), "各不相同"); several != (to-from+1 > number("页数")) || several && to-from+1 != number("页数")*number("印数") {
			t.Errorf("%s: pages %d to %d, %s pages a copy, %s copies, note %q", pair, from, to, cell("页数"), cell("印数"), cell("备注"))
		}
		if cell("封面页") == "" {
			if !strings.HasPrefix(cell("封面纸"), "无") {
				t.Errorf("%s: no cover, but %s", pair, cell("封面纸"))
			}
			continue
		}
		covers := b.PDF(t, strings.ReplaceAll(file, "内文", "封面"))
		n := number("封面页")
		if covers == nil || n < 1 || n > len(covers.Pages) {
			t.Errorf("%s: no page %d of covers", pair, n)
			continue
		}
		cover := &covers.Pages[n-1]
		if !strings.Contains(shownText(cover), pair) {
			t.Errorf("%s: cover %d does not show the code", pair, n)
		}
		spine, _ := strconv.ParseFloat(cell("书脊mm"), 64)
		if w := 2*block.Pages[from-1].Trim.W + spine; math.Abs(cover.Trim.W-w) > 0.1 || math.Abs(cover.Bleed.W-w-2*b.County.Print.Bleed) > 0.1 {
			t.Errorf("%s: cover is cut to %.1f mm with a bleed of %.1f, want %.1f", pair, cover.Trim.W, cover.Bleed.W, w)
		}
	}
	list, err := generator.List(t.Context(), b.County, generator.Options{Set: b.Set})
	if err != nil {
		t.Fatal(err)
	}
	listed := 0
	for _, l := range list {
		if i := slices.IndexFunc(b.Set.Books, func(t *templates.Book) bool { return t.Name == l.Book }); i >= 0 && book.Pressed(b.Set.Books[i], b.County) {
			listed += l.Copies * l.Booklets
		}
	}
	if listed != copies {
		t.Errorf("list counts %d bound books, the order %d", listed, copies)
	}
	guide := b.PDF(t, "付印"+"/付印须知.pdf")
	if len(guide.Pages) != 1 || !strings.Contains(shownText(&guide.Pages[0]), fmt.Sprintf("合计%d册", copies)) {
		t.Errorf("付印须知 has %d pages and does not say %d copies on one", len(guide.Pages), copies)
	}
}

// singles returns the files of the branches that a volume is made of, in the
// order of their codes, and whether they are covers.
func singles(b *exampletest.Pack, v pack.File) ([]pack.File, bool) {
	root := strings.TrimPrefix(path.Dir(v.Path), "付印"+"/") + "/"
	title, _, _ := strings.Cut(path.Base(v.Path), "-")
	name, covers := title+".pdf", strings.Contains(path.Base(v.Path), "封面")
	if covers {
		name = title + "-封面.pdf"
	}
	var out []pack.File
	for _, f := range b.Files {
		if strings.HasPrefix(f.Path, root) && f.Branch != "" && path.Base(f.Path) == name {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(x, y pack.File) int { return strings.Compare(x.Branch, y.Branch) })
	return out, covers
}

// shownText is all text of a page in the order in which it is drawn.
func shownText(p *inspect.Page) string {
	var s strings.Builder
	for _, text := range p.Texts {
		s.WriteString(text.S)
	}
	return exampletest.Squeeze(s.String())
}

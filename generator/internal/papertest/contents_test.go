package papertest

import (
	"cmp"
	"math"
	"strconv"
	"strings"
	"testing"

	"dangce/generator/internal/exampletest"
	"dangce/generator/internal/inspect"
	"dangce/generator/pack"
)

// TestContents: the page numbers printed in the contents are the pages where
// the sections are. Everything is read from the finished file.
func TestContents(t *testing.T) {
	b := exampleCounty(t)
	b.EachPDF(t, func(t *testing.T, f pack.File) {
		pdf := b.PDF(t, f.Path)
		if isVolume(f) {
			return // many books one behind the other, compared with them below
		}
		entries := contentsOf(pdf)
		if f.Book == "handbook" && f.Pages > 1 && len(entries) < 10 {
			t.Fatalf("only %d entries", len(entries))
		}
		marked := make(map[string]int)
		for _, m := range pdf.Bookmarks {
			marked[exampletest.Squeeze(m.Title)+"\x00"+strconv.Itoa(m.Page)]++
		}
		last := 0
		for _, e := range entries {
			if e.number != e.page {
				t.Errorf("%s: the contents say page %d, the link jumps to %d", e.title, e.number, e.page)
			}
			if e.page < last {
				t.Errorf("%s stands on page %d, before the one above it", e.title, e.page)
			}
			last = e.page
			if printed, ok := exampletest.NumberOn(&pdf.Pages[e.page-1]); !ok || printed != e.number {
				t.Errorf("%s: the contents say page %d, the page itself %d", e.title, e.number, printed)
			}
			if marked[e.title+"\x00"+strconv.Itoa(e.page)] == 0 {
				t.Errorf("%s, page %d, has no bookmark", e.title, e.page)
			}
			head := cmp.Or(headedOtherwise[e.title], e.title)
			if !chartTitle(e.title) && !headed(&pdf.Pages[e.page-1], head) {
				t.Errorf("%s: the title does not stand on page %d", e.title, e.page)
			}
		}
	})
}

// headedOtherwise are sections whose pages begin with other words.
var headedOtherwise = map[string]string{
	"续页":      "接第页会议（活动）", // the whole page is to be written on; its first line says what it continues
	"主题党日签到页": "月签到页",      // one for each month, listed once
	"第一件事项":   "第1件／共",     // a matter begins with its form, under its number
	"第二件事项":   "第2件／共",
	"第三件事项":   "第3件／共",
	"第四件事项":   "第4件／共",
	"第五件事项":   "第5件／共",
	"第六件事项":   "第6件／共",
	"第七件事项":   "第7件／共",
	"第八件事项":   "第8件／共",
}

// TestPageNumbers: a page that prints its number prints the right one, and
// right pages at the right.
func TestPageNumbers(t *testing.T) {
	b := exampleCounty(t)
	b.EachPDF(t, func(t *testing.T, f pack.File) {
		pdf := b.PDF(t, f.Path)
		if isVolume(f) {
			return
		}
		numbers := 0
		for i := range pdf.Pages {
			n, ok := exampletest.NumberOn(&pdf.Pages[i])
			if !ok {
				continue
			}
			numbers++
			if n != i+1 {
				t.Errorf("page %d prints %d", i+1, n)
			}
		}
		if f.Book == "handbook" && f.Pages > 1 && numbers < len(pdf.Pages)*3/4 {
			t.Errorf("only %d of %d pages print a number", numbers, len(pdf.Pages))
		}
	})
}

// entry is a line of the contents as printed, and where its link jumps to.
type entry struct {
	title  string // without spaces
	number int
	page   int
}

// contentsOf reads the lines of the contents: the texts within each link.
func contentsOf(f *inspect.File) []entry {
	var out []entry
	for i := range f.Pages {
		p := &f.Pages[i]
		for _, l := range p.Links {
			var line []string
			for _, text := range p.Texts {
				onTab := !text.Ink.Black() && text.Ink.V[0] == 1 // the word of its thumb tab, white on black
				if !onTab && text.Y > l.Y && text.Y < l.Y+l.H && text.X >= l.X-0.1 && text.X < l.X+l.W {
					line = append(line, text.S)
				}
			}
			if n := len(line); n > 1 {
				number, err := strconv.Atoi(line[n-1])
				if err != nil {
					number = -1
				}
				out = append(out, entry{exampletest.Squeeze(strings.Join(line[:n-1], "")), number, l.Page})
			}
		}
	}
	return out
}

// headed reports whether a line of the page has all characters of the title,
// in their order: 上级党委每月审阅意见 for 党委审阅意见.
func headed(p *inspect.Page, title string) bool {
	lines := make(map[int]string) // by baseline, 0.1 mm
	for _, text := range p.Texts {
		lines[int(math.Round(10*text.Y))] += text.S
	}
	for _, line := range lines {
		rest := []rune(title)
		for _, r := range line {
			if len(rest) > 0 && r == rest[0] {
				rest = rest[1:]
			}
		}
		if len(rest) == 0 {
			return true
		}
	}
	return false
}

// chartTitle tells the pages of flowcharts, which are blank until charts are
// drawn; their titles are part of the charts.
func chartTitle(title string) bool { return strings.HasSuffix(title, "流程图") }

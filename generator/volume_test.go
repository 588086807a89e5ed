package generator

import (
	"path"
	"slices"
	"strings"
	"testing"

	"dangce/generator/internal/inspect"
	"dangce/generator/pack"
)

// volume tells the files of the print shop that hold the books or covers of
// many branches one behind the other.
func volume(f pack.File) bool {
	return strings.HasPrefix(f.Path, pressFolder+"/") && strings.Contains(path.Base(f.Path), "连排")
}

// TestVolumes: a volume holds the pages of the branches' own books, in the
// order of the branches, each book from a right page; nothing is left out and
// nothing is there twice.
func TestVolumes(t *testing.T) {
	b := exampleCounty(t)
	var volumes []pack.File
	for _, f := range b.files {
		if volume(f) {
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
		rest := b.pdfs[v.Path].Pages
		at := 0
		for _, f := range single {
			own := b.pdfs[f.Path].Pages
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

// singles returns the files of the branches that a volume is made of, in the
// order of their codes, and whether they are covers.
func singles(b *built, v pack.File) ([]pack.File, bool) {
	root := strings.TrimPrefix(path.Dir(v.Path), pressFolder+"/") + "/"
	title, _, _ := strings.Cut(path.Base(v.Path), "-")
	name, covers := title+".pdf", strings.Contains(path.Base(v.Path), "封面")
	if covers {
		name = title + "-封面.pdf"
	}
	var out []pack.File
	for _, f := range b.files {
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
	return squeeze(s.String())
}

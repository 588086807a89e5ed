package papertest

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"dangce/config"
	"dangce/config/diag"
	"dangce/fonts"
	"dangce/generator"
	"dangce/generator/book"
	"dangce/generator/internal/exampletest"
	"dangce/generator/internal/inspect"
	"dangce/generator/pack"
	"dangce/generator/synth"
	"dangce/templates"
)

// fence is a block of docs/adding-a-book.md that says into which file its
// text goes.
var fence = regexp.MustCompile("(?ms)^ *```toml (\\S+)\n(.*?)^ *```$")

// step is the text of one such block.
type step struct{ file, text string }

// guideSteps reads the blocks of the guide in their order, without the
// indentation of a list around them.
func guideSteps(t *testing.T) []step {
	t.Helper()
	data, err := os.ReadFile("../../../docs/adding-a-book.md")
	if err != nil {
		t.Fatal(err)
	}
	var list []step
	for _, m := range fence.FindAllStringSubmatch(strings.ReplaceAll(string(data), "\r\n", "\n"), -1) {
		list = append(list, step{m[1], m[2]})
	}
	if len(list) < 8 {
		t.Fatalf("only %d blocks in the guide", len(list))
	}
	return list
}

// guideCounty is a synthetic county.
func guideCounty(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := synth.Write(synth.Options{Branches: 3, Seed: 7, Year: 2027, Name: "示例县", Code: "419900"}, func(name string) (io.WriteCloser, error) {
		return &memoryFile{files: files, name: name}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// memoryFile enters what is written to it into files.
type memoryFile struct {
	bytes.Buffer
	files fstest.MapFS
	name  string
}

func (f *memoryFile) Close() error {
	f.files[f.name] = &fstest.MapFile{Data: f.Bytes()}
	return nil
}

// follow does what a step says: a line of county.toml goes to its beginning,
// a table of it to its end, all else is added to the file.
func follow(files fstest.MapFS, s step) {
	old := &fstest.MapFile{}
	if f, ok := files[s.file]; ok {
		old = f
	}
	text := string(old.Data) + "\n" + s.text
	if s.file == "county.toml" && !strings.HasPrefix(s.text, "[") {
		text = s.text + "\n" + string(old.Data)
	}
	files[s.file] = &fstest.MapFile{Data: []byte(text)}
}

// loadAll loads a county with its templates as the commands do.
func loadAll(files fs.FS, out *diag.List) (*config.County, *book.Set) {
	county := config.Load(files, "county.toml", config.Options{}, out)
	if county == nil {
		return nil, nil
	}
	set := book.Load(county.Templates, county.Overlay, out)
	if faces, err := fonts.New(nil); err == nil {
		templates.CheckOverlay(county.Templates, county.Overlay, faces.Covers, out)
	}
	return county, set
}

// aboutTemplates are the findings in files of templates.
func aboutTemplates(out *diag.List) []diag.Finding {
	return slices.DeleteFunc(out.Sorted(), func(f diag.Finding) bool {
		return !strings.Contains(f.File, "templates") && f.Severity == diag.Warning
	})
}

// TestGuideStepByStep: after each step of the guide the county checks clean
// and its books can be laid out.
func TestGuideStepByStep(t *testing.T) {
	files := guideCounty(t)
	last := 0
	for i, s := range guideSteps(t) {
		follow(files, s)
		if s.file == "county.toml" && i == 0 {
			files["templates/books"] = &fstest.MapFile{Mode: fs.ModeDir}
		}
		var out diag.List
		county, set := loadAll(files, &out)
		if found := aboutTemplates(&out); len(found) > 0 {
			t.Fatalf("step %d, %s: %v", i+1, s.file, found)
		}
		lines, err := generator.List(t.Context(), county, generator.Options{Set: set, Books: []string{"hardship"}})
		if err != nil {
			t.Fatalf("step %d: %v", i+1, err)
		}
		pages := 0
		for _, l := range lines {
			pages += l.Pages
		}
		if pages < last || strings.HasSuffix(s.file, "hardship.toml") && pages == 0 {
			t.Errorf("step %d: %d pages after %d", i+1, pages, last)
		}
		last = pages
	}
}

// guideBuilt builds the county of the guide.
func guideBuilt(t *testing.T) *exampletest.Pack {
	t.Helper()
	files := guideCounty(t)
	for _, s := range guideSteps(t) {
		follow(files, s)
	}
	var out diag.List
	b := &exampletest.Pack{Dir: t.TempDir()}
	b.County, b.Set = loadAll(files, &out)
	if found := aboutTemplates(&out); len(found) > 0 {
		t.Fatal(found)
	}
	if err := buildInto(b.Dir, b.County, pack.Options{}, generator.Options{Set: b.Set}); err != nil {
		t.Fatal(err)
	}
	if err := b.Read(); err != nil {
		t.Fatal(err)
	}
	return b
}

const hardship = "困难党员帮扶登记册"

// TestGuide builds the book of docs/adding-a-book.md from the very text of
// the guide, and looks at all that the guide says of it.
func TestGuide(t *testing.T) {
	b := guideBuilt(t)
	lines, err := generator.List(t.Context(), b.County, generator.Options{Set: b.Set})
	if err != nil {
		t.Fatal(err)
	}
	names := labelsOf(b.County)
	if len(names) < 30 {
		t.Fatalf("only %d names", len(names))
	}
	identities := map[string]string{}
	books := 0
	for _, f := range b.Files {
		if strings.Contains(f.Path, "民主测评票") {
			t.Errorf("%s is printed though the guide leaves it out", f.Path)
		}
		if f.Book != "hardship" || f.Branch == "" || strings.Contains(f.Path, "封面") {
			continue
		}
		books++
		all := b.County.Branches()
		branch := all[slices.IndexFunc(all, func(br *config.Branch) bool { return br.Code == f.Branch })]
		if path.Base(f.Path) != hardship+".pdf" || f.Pages != 16 && len(branch.Members) < 40 || f.Pages%4 != 0 {
			t.Errorf("%s has %d pages", f.Path, f.Pages)
		}
		i := slices.IndexFunc(lines, func(l generator.Line) bool { return l.Path == f.Path })
		if i < 0 || lines[i].Title != hardship || lines[i].Pages != f.Pages || lines[i].Copies != 2 {
			t.Errorf("%s: the list says %+v", f.Path, lines[max(i, 0)])
		}
		pdf := b.PDF(t, f.Path)
		guideContents(t, f.Path, pdf)
		guideForms(t, f.Path, pdf, branch)
		for other := range names {
			if !names[other][f.Branch] && strings.Contains(exampletest.Squeeze(wholeText(pdf)), other) {
				t.Errorf("%s names %s of another branch", f.Path, other)
			}
		}
		for at, id := range identitiesOf(pdf) {
			if !accepted(strings.ReplaceAll(id, "·", "-")) || !strings.HasPrefix(id, "419900·2027·"+strings.ReplaceAll(f.Branch, "-", "·")+"·KN·") {
				t.Errorf("%s, page %d: identity %s", f.Path, at, id)
			}
			if where := identities[id]; where != "" {
				t.Errorf("%s stands on %s too", id, where)
			}
			identities[id] = fmt.Sprintf("%s, page %d", f.Path, at)
		}
	}
	if books != len(b.County.Branches()) || books < 3 {
		t.Errorf("%d books for %d branches", books, len(b.County.Branches()))
	}
	if want := 12 * books; len(identities) < want {
		t.Errorf("%d identities, want %d and more", len(identities), want)
	}
	guidePress(t, b)
}

// labelsOf tells in which branches there is a member of a name.
func labelsOf(c *config.County) map[string]map[string]bool {
	in := map[string]map[string]bool{}
	for _, br := range c.Branches() {
		for _, m := range br.Members {
			if in[m.Name] == nil {
				in[m.Name] = map[string]bool{}
			}
			in[m.Name][br.Code] = true
		}
	}
	// A name that is part of a longer one proves nothing.
	maps.DeleteFunc(in, func(name string, _ map[string]bool) bool {
		for other := range in {
			if other != name && strings.Contains(other, name) {
				return true
			}
		}
		return len([]rune(name)) < 3
	})
	return in
}

// guideContents: the contents list the titles, with the pages on which they
// are.
func guideContents(t *testing.T, name string, f *inspect.File) {
	t.Helper()
	var titles []string
	for _, e := range contentsOf(f) {
		titles = append(titles, e.title)
		if printed, ok := exampletest.NumberOn(&f.Pages[e.page-1]); e.number != e.page || !ok || printed != e.number {
			t.Errorf("%s: %s is said to be on page %d, is on %d, which prints %d", name, e.title, e.number, e.page, printed)
		}
		if !headed(&f.Pages[e.page-1], e.title) {
			t.Errorf("%s: page %d is not headed %s", name, e.page, e.title)
		}
	}
	want := []string{"使用说明", "困难党员摸排表", "困难党员名单", "走访帮扶记录", "款物发放登记", "年终小结和审签"}
	if !slices.Equal(titles, want) {
		t.Errorf("%s: contents %q", name, titles)
	}
}

// guideForms: every member of the branch is in the survey once, in order;
// there are eight records of visits, numbered; what nobody knows is blank.
func guideForms(t *testing.T, name string, f *inspect.File, b *config.Branch) {
	t.Helper()
	var survey []string
	visits := 0
	ids := identitiesOf(f)
	for i := range f.Pages {
		text := pageText(&f.Pages[i])
		switch kind, _, _ := strings.Cut(after(ids[i+1], "·KN·"), "·"); kind {
		case "K03":
			for _, line := range f.Pages[i].Texts {
				survey = append(survey, line.S)
			}
		case "K05":
			visits++
			if want := exampletest.Squeeze(b.Short + "第" + strconv.Itoa(visits) + "次"); !strings.Contains(text, want) {
				t.Errorf("%s: visit %d lacks %s", name, visits, want)
			}
			if secretary := holder(b); secretary != "" && !strings.Contains(text, secretary) {
				t.Errorf("%s: visit %d lacks the secretary", name, visits)
			}
		}
	}
	if visits != 8 {
		t.Errorf("%s: %d records of visits", name, visits)
	}
	at := 0
	for _, m := range b.Members {
		i := slices.Index(survey[at:], m.Label)
		for k := at; i < 0 && k+1 < len(survey); k++ {
			if survey[k]+survey[k+1] == m.Label { // a long name takes two lines
				i = k + 1 - at
			}
		}
		if i < 0 {
			t.Errorf("%s: the survey lacks %s, or out of order", name, m.Label)
			continue
		}
		at += i + 1
	}
	first := pageText(&f.Pages[0])
	for _, want := range []string{b.Name, b.Committee.Name, "2027年度", "示例县", holder(b), b.Code + "-KN"} {
		if !strings.Contains(first, exampletest.Squeeze(want)) {
			t.Errorf("%s: the title page lacks %s", name, want)
		}
	}
}

// guidePress: the print shop gets the blocks and covers of all branches, and
// the labels and the receipt name the book with its copies.
func guidePress(t *testing.T, b *exampletest.Pack) {
	t.Helper()
	for _, com := range b.County.Committees {
		var blocks, covers, labels *inspect.File
		for _, f := range b.Files {
			if !strings.HasPrefix(f.Path, "付印/"+com.Code+"-") {
				continue
			}
			switch path.Base(f.Path) {
			case hardship + "-内文连排.pdf":
				blocks = b.PDF(t, f.Path)
			case hardship + "-封面连排.pdf":
				covers = b.PDF(t, f.Path)
			case "包装标签.pdf":
				labels = b.PDF(t, f.Path)
			}
		}
		if blocks == nil || covers == nil || labels == nil {
			t.Fatalf("%s: blocks, covers or labels are missing", com.Code)
		}
		pages := 0
		for _, br := range com.Branches {
			for _, f := range b.Files {
				if f.Branch == br.Code && path.Base(f.Path) == hardship+".pdf" {
					if got := pageText(&blocks.Pages[pages]); !strings.Contains(got, exampletest.Squeeze(br.Name)) {
						t.Errorf("%s: page %d of the volume does not begin the book of %s", com.Code, pages+1, br.Short)
					}
					pages += f.Pages
				}
			}
		}
		if len(blocks.Pages) != pages || len(covers.Pages) != len(com.Branches) {
			t.Errorf("%s: %d pages of blocks, want %d; %d covers for %d branches", com.Code, len(blocks.Pages), pages, len(covers.Pages), len(com.Branches))
		}
		if n := strings.Count(exampletest.Squeeze(wholeText(labels)), hardship+"2本"); n != len(com.Branches) {
			t.Errorf("%s: %d labels name the book", com.Code, n)
		}
	}
	receipt := exampletest.Squeeze(wholeText(b.PDF(t, "00-县级/配发签收单.pdf")))
	if n := strings.Count(receipt, hardship+"2"); n != len(b.County.Branches()) || !strings.Contains(receipt, "另领的书") {
		t.Errorf("%d lines of the receipt name the book, of %d", n, len(b.County.Branches()))
	}
}

// TestGuideChanges: a sentence of an embedded book, and a word that books
// share, are changed as the guide says.
func TestGuideChanges(t *testing.T) {
	for _, c := range []struct {
		file, old, new string
		books          []string // nil: all, since few end in pages for notes
	}{
		{"books/handbook.toml", "不得外传、拍照公开", "不得外传、转借、拍照公开", []string{"handbook"}},
		{"wording.toml", `filler = "记　事"`, `filler = "备　忘"`, nil},
	} {
		data, err := templates.Copy(c.file, "test")
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(data, []byte(c.old)); n != 1 {
			t.Fatalf("%s has %q %d times", c.file, c.old, n)
		}
		if guide, err := os.ReadFile("../../../docs/adding-a-book.md"); err != nil || !strings.Contains(string(guide), c.old) || !strings.Contains(string(guide), c.new) {
			t.Errorf("the guide does not tell of %q", c.old)
		}
		files := guideCounty(t)
		follow(files, step{"county.toml", `templates = "templates"`})
		files["templates/"+c.file] = &fstest.MapFile{Data: bytes.ReplaceAll(data, []byte(c.old), []byte(c.new))}
		var out diag.List
		county, set := loadAll(files, &out)
		if found := aboutTemplates(&out); len(found) > 0 {
			t.Fatal(found)
		}
		b := &exampletest.Pack{Dir: t.TempDir(), County: county, Set: set}
		if err := buildInto(b.Dir, county, pack.Options{}, generator.Options{Set: set, Books: c.books}); err != nil {
			t.Fatal(err)
		}
		if err := b.Read(); err != nil {
			t.Fatal(err)
		}
		found := false
		for name := range b.PDFs {
			text := exampletest.Squeeze(wholeText(b.PDF(t, name)))
			found = found || strings.Contains(text, exampletest.Squeeze(changed(c.new)))
			if c.books != nil && strings.Contains(text, exampletest.Squeeze(changed(c.old))) { // 记事 is in other texts too
				t.Errorf("%s: the old words are still there", c.file)
			}
		}
		if !found {
			t.Errorf("%s: the new words are nowhere", c.file)
		}
	}
}

// changed is the text within the quotes of a line, or all of it.
func changed(s string) string {
	if _, inner, ok := strings.Cut(s, `"`); ok {
		return strings.TrimSuffix(inner, `"`)
	}
	return s
}

func after(s, mark string) string {
	_, rest, _ := strings.Cut(s, mark)
	return rest
}

// identitiesOf returns the identities printed in a book by page, from 1.
func identitiesOf(f *inspect.File) map[int]string {
	ids := map[int]string{}
	for i := range f.Pages {
		for _, text := range f.Pages[i].Texts {
			if identityText.MatchString(text.S) {
				ids[i+1] = text.S
			}
		}
	}
	return ids
}

func pageText(p *inspect.Page) string {
	var b strings.Builder
	for _, text := range p.Texts {
		b.WriteString(text.S)
	}
	return exampletest.Squeeze(b.String())
}

func wholeText(f *inspect.File) string {
	var b strings.Builder
	for i := range f.Pages {
		b.WriteString(pageText(&f.Pages[i]) + "\n")
	}
	return b.String()
}

func holder(b *config.Branch) string {
	for _, m := range b.Members {
		if m.Has("书记") {
			return m.Name
		}
	}
	return ""
}

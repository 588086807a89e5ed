package generator

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/xuri/excelize/v2"

	"dangce/config"
	"dangce/generator/book"
	"dangce/generator/internal/exampletest"
	"dangce/templates"
)

var branchKinds = []config.BranchKind{config.Village, config.Community, config.Agency, config.Institution, config.SOE, config.Private, config.SocialOrg, config.School, config.Retired}

// everyKind is a county with a branch of each kind, each with all the books
// that there are for branches, its charts drawn as SVG too.
var everyKind = exampletest.OnceOf(func() (*config.County, *book.Set, error) {
	c, set, err := random(sizes(len(branchKinds)))
	if err == nil {
		for i, b := range c.Branches() {
			b.Kind = branchKinds[i]
			if (b.Kind == config.Village || b.Kind == config.Community) && !slices.Contains(b.Books, "deliberation") {
				b.Books = append(b.Books, "deliberation")
			}
		}
	}
	return c, set, err
}, building(Options{SVG: true}))

// ownWords is what no form prints: marks and words of the program's own, lengths
// of publication that the law does not know.
var ownWords = map[string]*regexp.Regexp{
	"a mark of the program":           regexp.MustCompile(`默认口径|默认写法|标D|上位规定|种子(?:[^站]|$)|合适做法|\[[RW]|出处：?[SD]\b`),
	"the code of a form":              regexp.MustCompile(`(?:^|[^-·A-Z0-9])P[0-9]{2}(?:[^0-9]|$)`),
	"days of publication":             regexp.MustCompile(`(?:公[示开布](?:期|时间)?(?:一般|各|不少于|为|满)*|一般)[7七][天日]`),
	"residents by the villagers' law": regexp.MustCompile(`参照.{0,8}村民委员会组织法`),
}

// TestSourcesOnPaper walks the text of all books, workbooks and charts of the
// example and of a county with branches of every kind: each article that is
// printed is one of a source in force, no mark of the program reaches paper,
// and nothing is made public for seven days.
func TestSourcesOnPaper(t *testing.T) {
	for _, county := range []struct {
		name  string
		build func(*testing.T) *exampletest.Pack
	}{{"example", exampleCounty}, {"every kind", everyKind}} {
		t.Run(county.name, func(t *testing.T) {
			if testing.Short() && county.name != "example" {
				t.Skip("a second county")
			}
			b := county.build(t)
			w := &sourceWalk{t: t, sources: b.Set.Sources, year: b.County.Year, seen: map[string]bool{}, cited: map[string]bool{}}
			for _, f := range b.Files {
				w.file(b, f.Path)
			}
			if w.texts < 1000 || len(w.cited) < 12 {
				t.Errorf("%d texts, of sources %v", w.texts, w.cited)
			}
			for _, name := range []string{"支部工作条例", "村民委员会组织法", "城市居民委员会组织法", "中组发〔2008〕3号", "党章"} {
				if !w.cited[name] {
					t.Errorf("nothing cites %s", name)
				}
			}
		})
	}
}

// sourceWalk checks texts against the sources.
type sourceWalk struct {
	t       *testing.T
	sources *templates.Sources
	year    int
	seen    map[string]bool // texts that were checked
	cited   map[string]bool // sources by their short names
	texts   int
}

// file checks the texts of a file of a pack. What is bound for the press has
// the pages of the others.
func (w *sourceWalk) file(b *exampletest.Pack, name string) {
	switch path.Ext(name) {
	case ".pdf":
		if strings.HasPrefix(name, "付印/") {
			return
		}
		f, err := b.PDFs[name]()
		if err != nil {
			w.t.Fatal(err)
		}
		for i := range f.Pages {
			var s strings.Builder
			for _, x := range f.Pages[i].Texts {
				s.WriteString(x.S)
			}
			w.text(fmt.Sprintf("%s, page %d", name, i+1), s.String())
		}
	case ".xlsx":
		data, err := os.ReadFile(filepath.Join(b.Dir, filepath.FromSlash(name)))
		if err != nil {
			w.t.Fatal(err)
		}
		f, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			w.t.Fatal(err)
		}
		defer f.Close()
		for _, sheet := range f.GetSheetList() {
			rows, err := f.GetRows(sheet)
			if err != nil {
				w.t.Fatal(err)
			}
			for r := range rows {
				for c := range rows[r] {
					w.text(fmt.Sprintf("%s[%s!%d,%d]", name, sheet, r+1, c+1), rows[r][c])
				}
			}
		}
	case ".svg":
		data, err := os.ReadFile(filepath.Join(b.Dir, filepath.FromSlash(name)))
		if err != nil {
			w.t.Fatal(err)
		}
		w.text(name, tag.ReplaceAllString(string(data), ""))
	}
}

var tag = regexp.MustCompile(`<[^>]*>`)

func (w *sourceWalk) text(at, text string) {
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
	if text == "" || w.seen[text] {
		return
	}
	w.seen[text] = true
	w.texts++
	for _, f := range w.sources.Check(text, w.year) {
		w.t.Errorf("%s: %s", at, f.Message)
	}
	if rest := w.sources.Uncited(text); rest != "" {
		w.t.Errorf("%s: %q is an article of no source", at, rest)
	}
	for _, c := range w.sources.Find(text) {
		w.cited[w.sources.Named(c.Name, w.year).Short] = true
	}
	for what, re := range ownWords {
		if found := re.FindString(text); found != "" {
			w.t.Errorf("%s: %s: %q", at, what, found)
		}
	}
}

// TestOwnWordsAreFound: what must not reach paper is found when it does.
func TestOwnWordsAreFound(t *testing.T) {
	for text, want := range map[string]bool{
		"出处标D的": true, "（默认口径）": true, "抽签种子123": true, "种子站党支部": false, "记在P14": true, "419900·2027·01·001·HB·P13·001": false, "HB-P13-001": false,
		"公示时间7天": true, "公开7天": true, "一般7天": true, "公布不少于15日": false, "会后7天内公示结果": false, "[W22]": true, "参照《中华人民共和国村民委员会组织法》": true,
	} {
		found := false
		for _, re := range ownWords {
			found = found || re.MatchString(text)
		}
		if found != want {
			t.Errorf("%s: %v", text, found)
		}
	}
}

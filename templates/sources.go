package templates

import (
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"dangce/config/date"
	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/templates/phrase"
)

// Sources is sources.toml: the laws, regulations and county rules that texts
// may cite. A county's file adds its own, and replaces those with the same id.
type Sources struct {
	Article phrase.Text `toml:"article" has:"n"` // how an article is printed
	All     []Source    `toml:"source"`

	Source *decode.File `toml:"-"` // nil without a file

	names *regexp.Regexp // citations in a text
}

// Source is what may be cited. One text in two versions is two of them, with
// the same names and different dates.
type Source struct {
	ID       string            `toml:"id,required" example:"county-rules"`
	Title    string            `toml:"title,required" example:"示例县基层党建工作规范30条"`
	Short    string            `toml:"short,required" example:"规范30条"`
	Also     []string          `toml:"also"`
	Whose    string            `toml:"whose,required" example:"county"`
	From     date.Date         `toml:"from"`
	Until    date.Date         `toml:"until"`
	Says     string            `toml:"says"`
	Articles map[string]string `toml:"articles"` // what each says; nil: any may be cited
}

// What stands for a source where no text can be named.
const (
	CountyOwn      = "本县规定" // what the county asks for
	CountyStandard = "县定标准" // no rule says; the county may choose
)

// Cited is a source as a template writes it: names with articles after §, and
// words between: 支部工作条例§11、党章§17；时限为县定标准.
type Cited string

var whose = []string{"law", "party", "county", "default"}

// LoadSources reads sources.toml of fsys. It returns what could be read, never
// nil.
func LoadSources(fsys fs.FS, overlayName string, out *diag.List) *Sources {
	s := new(Sources)
	if o, ok := fsys.(overlay); ok {
		if _, err := fs.Stat(o.over, "sources.toml"); err == nil {
			if file := readTOML(o.base, "", "sources.toml", out); file != nil {
				file.Bind(s, out)
			}
		}
	}
	builtIn := s.All
	if file := readTOML(fsys, overlayName, "sources.toml", out); file != nil {
		own := Sources{Article: s.Article}
		s.All = nil
		file.Bind(&own, out)
		own.check(file, out)
		s.Article, s.Source = own.Article, file
		for _, b := range builtIn {
			if !slices.ContainsFunc(own.All, func(o Source) bool { return o.ID == b.ID }) {
				s.All = append(s.All, b)
			}
		}
		s.All = append(s.All, own.All...)
	}
	s.names = citations(s.All)
	return s
}

func (s *Sources) check(file *decode.File, out *diag.List) {
	seen := map[string]int{}
	for i := range s.All {
		x, path := &s.All[i], item("source", i)
		duplicate(file, seen, x.ID, "source", i, out)
		if !slices.Contains(whose, x.Whose) && file.Given(path+".whose") {
			file.Add(out, diag.Error, "bad-source", path+".whose", "不认识的 whose："+x.Whose, "可以写 "+strings.Join(whose, "、"))
		}
		if !x.Until.IsZero() && x.Until.Before(x.From) {
			file.Add(out, diag.Error, "bad-source", path+".until", "施行到的日子在开始施行之前", "核对 from 和 until")
		}
		for no := range x.Articles {
			if n, err := strconv.Atoi(no); err != nil || n < 1 {
				file.Add(out, diag.Error, "bad-source", path+".articles."+no, "条号不是数字："+no, `写成 30 = "……"`)
			}
		}
	}
}

// callings lists the names of a source.
func (x *Source) callings() []string { return append([]string{x.Title, x.Short}, x.Also...) }

// InForce reports whether the source is in force in a part of the year.
func (x *Source) InForce(year int) bool {
	return x.From.Year <= year && (x.Until.IsZero() || x.Until.Year >= year)
}

// Holds reports whether the source has the article.
func (x *Source) Holds(article int) bool {
	_, ok := x.Articles[strconv.Itoa(article)]
	return ok || x.Articles == nil
}

// Named returns the source of a name: of its versions that in force in the
// year, else the last.
func (s *Sources) Named(name string, year int) *Source {
	var found *Source
	for i := range s.All {
		if x := &s.All[i]; slices.Contains(x.callings(), name) && (found == nil || !found.InForce(year)) {
			found = x
		}
	}
	return found
}

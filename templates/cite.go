package templates

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"dangce/templates/phrase"
)

// Citation is a place in a text that cites a source.
type Citation struct {
	Name     string // as it is written
	Articles []int

	from, to int
}

// bareSource is what § without a name is an article of.
const bareSource = "支部工作条例"

const (
	articleNumber = `(?:[0-9]+|[一二三四五六七八九十]+)`
	articleList   = articleNumber + `(?:条?[、—–-](?:第|§)?` + articleNumber + `)*`
)

// citations matches what cites one of the sources.
func citations(all []Source) *regexp.Regexp {
	var names []string
	for i := range all {
		names = append(names, all[i].callings()...)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	names = slices.Compact(names)
	for i, n := range names {
		names[i] = regexp.QuoteMeta(n)
	}
	return regexp.MustCompile(`《?(` + strings.Join(names, "|") + `)(?:\([0-9]{4}\))?》?\s*(?:§\s*(` + articleList + `)条?|第\s*(` + articleList + `)条)?|同?§\s*(` + articleList + `)条?`)
}

// Find lists the citations of a text.
func (s *Sources) Find(text string) []Citation {
	var out []Citation
	for _, m := range s.names.FindAllStringSubmatchIndex(text, -1) {
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return text[m[2*i]:m[2*i+1]]
		}
		c := Citation{Name: group(1), Articles: articles(group(2) + group(3) + group(4)), from: m[0], to: m[1]}
		if c.Name == "" {
			c.Name = bareSource
			same := strings.HasPrefix(text[m[0]:], "同")
			switch before, _ := utf8.DecodeLastRuneInString(text[:m[0]]); {
			case same && len(out) > 0:
				c.Name = out[len(out)-1].Name
			case same || unicode.IsLetter(before):
				continue // of something that is no source
			}
		}
		out = append(out, c)
	}
	return out
}

var (
	oneArticle = regexp.MustCompile(`([—–-]?)(?:第|§)?(` + articleNumber + `)`)
	digits     = strings.NewReplacer("一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9")
)

// articles reads 20、21、33, 19—20 and 第十九条、第二十条.
func articles(list string) []int {
	var out []int
	for _, m := range oneArticle.FindAllStringSubmatch(list, -1) {
		n := number(m[2])
		if m[1] != "" && len(out) > 0 {
			for k := out[len(out)-1] + 1; k < n; k++ {
				out = append(out, k)
			}
		}
		out = append(out, n)
	}
	return out
}

// number reads 20 and 二十.
func number(s string) int {
	if tens, ones, ok := strings.Cut(s, "十"); ok {
		s = cmp.Or(digits.Replace(tens), "1") + cmp.Or(digits.Replace(ones), "0")
	}
	n, _ := strconv.Atoi(digits.Replace(s))
	return n
}

// Marks that sources were written with before they had names.
var (
	lawMark = regexp.MustCompile(`\[R\??\s+([^\]]*)\]`)
	webMark = regexp.MustCompile(`(?:\[(?:W[0-9a-z]+|R\?)\])+`)
	dMark   = regexp.MustCompile(`\bD\b`)
	sMark   = regexp.MustCompile(`\bS\b`)
)

// named writes a source with names alone.
func (c Cited) named() string {
	s := lawMark.ReplaceAllString(string(c), "$1")
	s = webMark.ReplaceAllLiteralString(s, CountyStandard)
	s = dMark.ReplaceAllLiteralString(s, CountyStandard)
	return sMark.ReplaceAllLiteralString(s, CountyOwn)
}

// Ours reports whether nothing but a choice of the county supports it.
func (c Cited) Ours() bool { return strings.TrimSpace(c.named()) == CountyStandard }

// Print writes a source as readers see it: 支部工作条例第11条、党章第17条；时限为县定标准.
func (s *Sources) Print(c Cited) string {
	text := c.named()
	var b strings.Builder
	at := 0
	for _, x := range s.Find(text) {
		b.WriteString(text[at:x.from])
		at = x.to
		switch src := s.Named(x.Name, 0); {
		case len(x.Articles) > 0:
			list := make([]string, len(x.Articles))
			for i, n := range x.Articles {
				list[i] = strconv.Itoa(n)
			}
			b.WriteString(src.Short + s.Article.Say("n", strings.Join(list, "、")))
		case strings.HasSuffix(text[x.from:x.to], "》"):
			b.WriteString(text[x.from:x.to])
		default:
			b.WriteString(src.Short)
		}
	}
	b.WriteString(text[at:])
	parts := strings.Split(b.String(), "；")
	return strings.Join(slices.Compact(parts), "；")
}

// loose is an article without its source.
var loose = regexp.MustCompile(`.{0,12}(?:§\s*[0-9]*|第\s*` + articleNumber + `\s*条)`)

// Uncited returns the first article in a text that is of no source; "" without.
func (s *Sources) Uncited(text string) string { return loose.FindString(s.without(text)) }

// without is the text between citations.
func (s *Sources) without(text string) string {
	var b strings.Builder
	at := 0
	for _, c := range s.Find(text) {
		b.WriteString(text[at:c.from])
		at = c.to
	}
	b.WriteString(text[at:])
	return b.String()
}

// Check returns what is wrong with the citations of a text of the year.
func (s *Sources) Check(text string, year int) []phrase.Fault {
	if !strings.ContainsAny(text, "§条》") {
		return nil
	}
	var faults []phrase.Fault
	for _, c := range s.Find(text) {
		src := s.Named(c.Name, year)
		if !src.InForce(year) {
			faults = append(faults, phrase.Fault{Code: "not-in-force", Message: fmt.Sprintf("出处“%s”%s，%d 年不施行", src.Short, src.term(), year),
				Hint: "换成当年施行的规定和条号；当年另有文本的，写进模板文件夹的 sources.toml"})
			continue
		}
		for _, n := range c.Articles {
			if !src.Holds(n) {
				faults = append(faults, phrase.Fault{Code: "unknown-article", Message: fmt.Sprintf("出处“%s”没有列第 %d 条", src.Short, n),
					Hint: "列了第 " + src.list() + " 条；核对原文，改条号，或者在模板文件夹的 sources.toml 里把这一条加上"})
			}
		}
	}
	return faults
}

// CheckCited also returns a source that is none of those known.
func (s *Sources) CheckCited(c Cited, year int) []phrase.Fault {
	text := c.named()
	rest := s.without(text)
	if rest == text || strings.Contains(rest, "《") || loose.MatchString(rest) {
		return []phrase.Fault{{Code: "unknown-source", Message: fmt.Sprintf("出处“%s”不在 sources.toml 里", c),
			Hint: "县里的文件，在模板文件夹的 sources.toml 里加一段 [[source]]，写 id、title、short、whose = \"county\"；没有文件的，写“" + CountyOwn + "”或“" + CountyStandard + "”"}}
	}
	return s.Check(text, year)
}

// term says when a source is in force.
func (x *Source) term() string {
	var parts []string
	if !x.From.IsZero() {
		parts = append(parts, x.From.Chinese()+"起施行")
	}
	if !x.Until.IsZero() {
		parts = append(parts, "施行到"+x.Until.Chinese())
	}
	return strings.Join(parts, "，")
}

// list writes the articles of a source.
func (x *Source) list() string {
	nos := slices.SortedFunc(maps.Keys(x.Articles), func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	return strings.Join(nos, "、")
}

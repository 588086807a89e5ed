package templates

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/templates/phrase"
)

// FactsTable is the table of the summary whose columns are the facts of
// scoring.toml: a row for each branch.
const FactsTable = "summary-branches"

// Scoring is scoring.toml: what a county takes points off for. The grade of a
// branch stays with people; points are only sums of facts.
type Scoring struct {
	Enabled bool          `toml:"enabled"`
	Total   string        `toml:"total,required" example:"100"`
	Items   []ScoringItem `toml:"item"`
	Stars   []Star        `toml:"star"` // from the most points down

	Source *decode.File `toml:"-"`
	total  Points
}

// ScoringItem is a part of the points.
type ScoringItem struct {
	Title  string `toml:"title,required" example:"主题党日"`
	Points string `toml:"points,required" example:"20"`
	Losses []Loss `toml:"loss"`

	Max Points `toml:"-"` // Points, read
}

// Loss is what points are lost for: each unit of a fact, or a state of it.
// The fact is a column of FactsTable.
type Loss struct {
	Fact    string      `toml:"fact,required" example:"cm_held"`
	ShortOf string      `toml:"short_of"` // another column: units are what the fact falls short of it
	Is      string      `toml:"is"`       // the fact says this
	Below   string      `toml:"below"`    // a share less than this; of each, units are whole percentage points, begun ones counted
	Each    string      `toml:"each"`     // points for each unit
	Points  string      `toml:"points"`   // points once
	Cap     string      `toml:"cap"`      // at most so many points
	Text    phrase.Text `toml:"text,required" has:"n value of" example:"支委会应开 {of} 次，实开 {value} 次"`

	Unit, Once, Most Points `toml:"-"` // Each, Points and Cap, read
	Line             int64  `toml:"-"` // Below, in thousandths of a percent
}

// Star is a class of points.
type Star struct {
	Title string `toml:"title,required" example:"五星"`
	From  string `toml:"from,required" example:"95"`

	Least Points `toml:"-"` // From, read
}

// Points are points in hundredths.
type Points int64

var decimalPoints = regexp.MustCompile(`^-?\d{1,6}(\.\d{1,2})?$`)

// parsePoints reads 2, 0.5 or 12.25.
func parsePoints(s string) (Points, bool) {
	if !decimalPoints.MatchString(s) {
		return 0, false
	}
	whole, part, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole+(part + "00")[:2], 10, 64)
	return Points(n), err == nil
}

// StarOf returns the class of so many points, "" for none.
func (s *Scoring) StarOf(p Points) string {
	for _, x := range s.Stars {
		if p >= x.Least {
			return x.Title
		}
	}
	return ""
}

// Full is how many points there are.
func (s *Scoring) Full() Points { return s.total }

// LoadScoring reads scoring.toml of fsys and checks it against the tables. It
// returns what could be read, never nil.
func LoadScoring(fsys fs.FS, overlayName string, tables map[string]*Table, out *diag.List) *Scoring {
	s := new(Scoring)
	file := readTOML(fsys, overlayName, "scoring.toml", out)
	if file == nil {
		return s
	}
	file.Bind(s, out)
	s.Source = file
	c := &scoringCheck{file: file, out: out}
	if t := tables[FactsTable]; t != nil {
		c.facts = t.Cols
	}
	c.points("total", s.Total, &s.total)
	var sum Points
	for i := range s.Items {
		c.item(item("item", i), &s.Items[i])
		sum += s.Items[i].Max
	}
	if file.Has("total") && sum != s.total && !c.bad {
		file.Add(out, diag.Error, "scoring-sum", "total", fmt.Sprintf("各项分值加起来是 %s，不是 %s", sum, s.total), "改 total，或者改各项的 points，使两边相等")
	}
	for i := range s.Stars {
		at := item("star", i) + ".from"
		c.points(at, s.Stars[i].From, &s.Stars[i].Least)
		if i > 0 && s.Stars[i].Least >= s.Stars[i-1].Least {
			file.Add(out, diag.Error, "scoring-stars", at, "星级没有从高到低写", "分数高的写在前面")
		}
	}
	return s
}

// String writes points with as many decimals as they have.
func (p Points) String() string {
	s := fmt.Sprintf("%d.%02d", p/100, p%100)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

type scoringCheck struct {
	file  *decode.File
	out   *diag.List
	facts []TableCol
	bad   bool // points that could not be read
}

func (c *scoringCheck) add(code, at, message, hint string) {
	c.file.Add(c.out, diag.Error, code, at, message, hint)
}

// points reads a number of points that is not negative; "" is none.
func (c *scoringCheck) points(at, s string, to *Points) {
	if s == "" {
		return
	}
	p, ok := parsePoints(s)
	if !ok || p < 0 {
		c.bad = true
		c.add("scoring-points", at, fmt.Sprintf("%q 不是分值", s), `写不小于 0 的数，最多两位小数，例如 "2"、"0.5"`)
		return
	}
	*to = p
}

func (c *scoringCheck) item(at string, x *ScoringItem) {
	c.points(at+".points", x.Points, &x.Max)
	for i := range x.Losses {
		c.loss(at+"."+item("loss", i), &x.Losses[i])
	}
}

func (c *scoringCheck) loss(at string, x *Loss) {
	c.points(at+".each", x.Each, &x.Unit)
	c.points(at+".points", x.Points, &x.Once)
	c.points(at+".cap", x.Cap, &x.Most)
	if (x.Each == "") == (x.Points == "") {
		c.add("scoring-loss", at+".fact", "each 和 points 要写一个，也只写一个", "按次数、百分点扣的写 each，一次扣的写 points")
	}
	ways := 0
	for _, w := range []string{x.ShortOf, x.Is, x.Below} {
		if w != "" {
			ways++
		}
	}
	if ways > 1 || ways == 0 && x.Each == "" || x.Is != "" && x.Each != "" || x.ShortOf != "" && x.Points != "" {
		c.add("scoring-loss", at+".fact", "扣分的条件写得不全或者互相冲突", "short_of 配 each；is 配 points；below 配 each 或 points；都不写的，fact 是个数，每个扣 each 分")
	}
	want := []string{"int"}
	switch {
	case x.Is != "":
		want = []string{"", "text"}
	case x.Below != "":
		want = []string{"percent"}
		n, ok := parsePoints(strings.TrimSuffix(x.Below, "%"))
		if !ok || n < 0 || !strings.HasSuffix(x.Below, "%") {
			c.add("scoring-loss", at+".below", fmt.Sprintf("%q 不是百分数", x.Below), `写成 "90%" 的样子`)
		}
		x.Line = int64(n) * 10
	}
	c.fact(at+".fact", x.Fact, want)
	if x.ShortOf != "" {
		c.fact(at+".short_of", x.ShortOf, want)
	}
}

// kindNames word the kinds of columns.
var kindNames = map[string]string{"int": "整数", "percent": "百分数", "": "文字", "text": "文字", "money": "金额", "date": "日期"}

func (c *scoringCheck) fact(at, id string, kinds []string) {
	if id == "" {
		return
	}
	i := slices.IndexFunc(c.facts, func(x TableCol) bool { return x.ID == id })
	if i < 0 {
		c.add("unknown-name", at, fmt.Sprintf("汇总的支部总表里没有列 %q", id), "写 tables/"+FactsTable+".toml 里一列的 id")
		return
	}
	if k := c.facts[i].Kind; !slices.Contains(kinds, k) {
		c.add("scoring-loss", at, fmt.Sprintf("列 %q 是%s，这里要%s", id, kindNames[k], kindNames[kinds[0]]), "换一列，或者换一种扣分的条件")
	}
}

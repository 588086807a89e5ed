package templates

import (
	"io/fs"
	"slices"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/templates/phrase"
)

// Norms is norms.toml: the county's 30 norms and how they compare with the
// rules above them.
type Norms struct {
	Title       phrase.Text  `toml:"title,required" example:"{county}基层党建工作规范30条"`
	All         []Norm       `toml:"norm"`
	Comparisons []Comparison `toml:"comparison"`

	Source *decode.File `toml:"-"` // nil without a file
}

// The levels of norms.
const (
	LevelCommittee = "committee"
	LevelBranch    = "branch"
	LevelMember    = "member"
)

// Norm is one norm.
type Norm struct {
	ID     string         `toml:"id,required" example:"B01"`
	Level  string         `toml:"level,required" example:"branch"`
	Text   phrase.Wording `toml:"text,required" example:"每月召开一次支部委员会议"`
	Period string         `toml:"period,required" example:"monthly"`
	Times  int            `toml:"times,required" example:"12"`
	Source Cited          `toml:"source,required" example:"本县规定"`
}

// Comparison sets one of the county's frequencies beside the rule above it.
type Comparison struct {
	Norm   string      `toml:"norm,required" example:"B04"`
	Item   string      `toml:"item,required" example:"党员大会"`
	County phrase.Text `toml:"county,required" example:"每季1次"`
	Upper  string      `toml:"upper,required" example:"一般每季度1次"`
	Source Cited       `toml:"source,required" example:"支部工作条例§11"`
}

// periods are the periods of norms, with how often each falls in a year and
// its Chinese word.
var periods = map[string]struct {
	times int
	word  string
}{
	"monthly":     {12, "每月"},
	"quarterly":   {4, "每季度"},
	"half_yearly": {2, "每半年"},
	"yearly":      {1, "每年"},
}

// levels are the levels of norms, with the letter their ids begin with.
var levels = map[string]string{LevelCommittee: "C", LevelBranch: "B", LevelMember: "M"}

// Norm returns the norm with the id, or nil.
func (n *Norms) Norm(id string) *Norm {
	for i := range n.All {
		if n.All[i].ID == id {
			return &n.All[i]
		}
	}
	return nil
}

// Level returns the norms of a level in their order.
func (n *Norms) Level(level string) []Norm {
	return slices.DeleteFunc(slices.Clone(n.All), func(x Norm) bool { return x.Level != level })
}

// PeriodWord returns 每月, 每季度, 每半年 or 每年.
func (n *Norm) PeriodWord() string { return periods[n.Period].word }

// LoadNorms reads norms.toml of fsys. overlayName names the county's overlay
// folder in messages. It returns what could be read, never nil; a missing
// norm, a doubled id and a period that does not fit its times are findings.
func LoadNorms(fsys fs.FS, overlayName string, out *diag.List) *Norms {
	n := new(Norms)
	file := readTOML(fsys, overlayName, "norms.toml", out)
	if file == nil {
		return n
	}
	file.Bind(n, out)
	n.Source = file
	seen := map[string]bool{}
	for i, norm := range n.All {
		path := item("norm", i)
		bad := func(key, code, message, hint string) {
			file.Add(out, diag.Error, code, path+"."+key, message, hint)
		}
		if seen[norm.ID] {
			bad("id", "norm-twice", "编号 "+norm.ID+" 出现两次", "每条规范一个编号")
		}
		seen[norm.ID] = true
		if letter, ok := levels[norm.Level]; !ok {
			bad("level", "norm-level", "没有这一级："+norm.Level, "写 committee、branch 或 member")
		} else if !strings.HasPrefix(norm.ID, letter) {
			bad("id", "norm-id", "编号 "+norm.ID+" 与 level 不符", norm.Level+" 的编号以 "+letter+" 开头")
		}
		if p, ok := periods[norm.Period]; !ok {
			bad("period", "norm-period", "没有这种频次："+norm.Period, "写 monthly、quarterly、half_yearly 或 yearly")
		} else if norm.Times < 1 || norm.Times%p.times != 0 {
			bad("times", "norm-times", "次数与"+p.word+"不符", "times 写一年的次数，例如每月一次写 12")
		}
	}
	for _, id := range builtinNorms() {
		if !seen[id] {
			file.Add(out, diag.Error, "norm-missing", "norm", "缺少规范 "+id, "改字句可以，三十条的编号都要在")
		}
	}
	for i, c := range n.Comparisons {
		if n.Norm(c.Norm) == nil {
			file.Add(out, diag.Error, "norm-unknown", item("comparison", i)+".norm", "没有规范 "+c.Norm, "写 norm 表里的编号")
		}
	}
	return n
}

// builtinNorms lists the ids that plans, registers and summaries count by.
func builtinNorms() []string {
	var ids []string
	for _, letter := range []string{"C", "B", "M"} {
		for _, no := range []string{"01", "02", "03", "04", "05", "06", "07", "08", "09", "10"} {
			ids = append(ids, letter+no)
		}
	}
	return ids
}

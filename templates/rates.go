package templates

import (
	"io/fs"
	"maps"
	"slices"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/config/money"
)

// Rates is rates.toml: what members pay where the county says nothing else.
// Amounts are fen a month.
type Rates struct {
	Regulation string    `toml:"regulation,required"` // the rules that all of this comes from
	Version    string    `toml:"version,required"`    // of the rules, as printed
	Cap        money.Fen `toml:"cap,required" example:"1000.00"`
	CapSource  Cited     `toml:"cap_source,required"`

	Source *decode.File `toml:"-"` // nil without a file

	ByID       map[string]*Rate `toml:"*"`
	Categories []*Rate          // in the order of the file, which is that of print
}

// Rate is a category of dues: how people write it, and how it is worked out,
// by Brackets of a base, as a fixed Amount, or as it was decided for the
// member.
type Rate struct {
	ID        string
	Name      string    `toml:"name" example:"在职"`
	Also      []string  `toml:"also" example:"在职人员"`
	Source    Cited     `toml:"source,required"`
	Brackets  []Bracket `toml:"brackets"`
	Follows   string    `toml:"follows" example:"salaried"` // the category whose brackets count, the county's own included
	Quarterly bool      `toml:"quarterly"`                  // three terms of a base are the months of the last quarter

	Amount       money.Fen `toml:"amount" example:"0.20"`
	AmountSource Cited     `toml:"amount_source"`        // CountyStandard: one of many within the bounds
	Least        money.Fen `toml:"least" example:"0.20"` // with Most bounds what a county may set; 0 means no bound
	Most         money.Fen `toml:"most" example:"1.00"`

	// Needs is what a decision about a member must give: amount, reason,
	// approval, or one of two, reason|approval.
	Needs []string `toml:"needs" example:"reason"`
}

// Bracket holds for bases up to and including UpTo; the last one has no UpTo.
// Its percentage is that of the whole base.
type Bracket struct {
	UpTo    money.Fen     `toml:"upto" example:"3000.00"`
	Percent money.Percent `toml:"percent,required" example:"0.5"`
}

// LoadRates reads rates.toml of fsys. A category of the embedded file keeps
// what the county's file does not say of its words and its way; files of
// earlier versions say neither. overlayName names the county's overlay folder
// in messages. It returns what could be read, never nil.
func LoadRates(fsys fs.FS, overlayName string, out *diag.List) *Rates {
	file, r := readRates(fsys, overlayName, out)
	_, builtIn := readRates(embedded, "", new(diag.List))
	for _, c := range builtIn.Categories {
		own := r.ByID[c.ID]
		if own == nil {
			if file != nil && c.Follows == "" { // what follows another is worked out by the county's own
				file.Add(out, diag.Error, "missing-key", "", "缺少 "+c.ID, "补上 ["+c.ID+"] 一段，可以从 dangce templates 导出的 rates.toml 里复制")
			}
			r.Categories = append(r.Categories, c) // so that members of it are not found unknown as well
			continue
		}
		if own.Name == "" {
			own.Name, own.Also = c.Name, c.Also
		}
		if len(own.Brackets) == 0 || c.Follows != "" {
			own.Follows, own.Quarterly = c.Follows, c.Quarterly
		}
		if own.Amount == 0 && len(own.Brackets) == 0 && len(own.Needs) == 0 {
			own.Needs = c.Needs
		}
	}
	for _, c := range r.Categories {
		if file != nil && file.Has(c.ID) {
			r.check(file, c, out)
		}
	}
	return r
}

// readRates reads rates.toml by itself.
func readRates(fsys fs.FS, overlayName string, out *diag.List) (*decode.File, *Rates) {
	r := new(Rates)
	file := readTOML(fsys, overlayName, "rates.toml", out)
	if file == nil {
		return nil, r
	}
	file.Bind(r, out)
	r.Source = file
	for _, id := range file.Root().Keys() {
		if c := r.ByID[id]; c != nil {
			c.ID = id
			r.Categories = append(r.Categories, c)
		}
	}
	return file, r
}

// check reports a category that cannot be worked out.
func (r *Rates) check(file *decode.File, c *Rate, out *diag.List) {
	if c.Name == "" && file.State(c.ID+".name") == decode.Missing {
		file.Add(out, diag.Error, "missing-key", c.ID, "缺少 name（["+c.ID+"]）", `写上名册里用的名称，例如 name = "在职"`)
	}
	CheckBrackets(file, c.ID+".brackets", c.Brackets, out)
	if f := c.Follows; f != "" && (r.ByID[f] == nil || len(r.ByID[f].Brackets) == 0) {
		file.Add(out, diag.Error, "bad-category", c.ID+".follows", "没有叫 "+f+" 的类别，或它没有 brackets", "可以写："+strings.Join(r.withBrackets(), "、"))
	}
	ways := 0
	for _, has := range []bool{file.Has(c.ID+".brackets") || c.Follows != "", file.Has(c.ID + ".amount"), len(c.Needs) > 0} {
		if has {
			ways++
		}
	}
	if ways != 1 {
		file.Add(out, diag.Error, "bad-category", c.ID, "["+c.ID+"] 没有写清怎样算", "brackets（或 follows）、amount、needs 写其中一样")
	}
	for i, need := range c.Needs {
		for word := range strings.SplitSeq(need, "|") {
			if !slices.Contains(Needs, word) {
				file.Add(out, diag.Error, "bad-category", item(c.ID+".needs", i), "不认识的 "+need, "可以写："+strings.Join(Needs, "、"))
			}
		}
	}
}

// Needs are the words of Rate.Needs.
var Needs = []string{"amount", "reason", "approval"}

func (r *Rates) withBrackets() []string {
	var ids []string
	for _, id := range slices.Sorted(maps.Keys(r.ByID)) {
		if len(r.ByID[id].Brackets) > 0 {
			ids = append(ids, id)
		}
	}
	return ids
}

// Table returns the brackets of a category, nil for one without.
func (r *Rates) Table(c *Rate) []Bracket {
	if from := r.ByID[c.Follows]; from != nil && len(c.Brackets) == 0 {
		return from.Brackets
	}
	return c.Brackets
}

// CheckBrackets reports a table of percentages that leaves a base without a
// bracket. path is the place of the table in file.
func CheckBrackets(file *decode.File, path string, table []Bracket, out *diag.List) {
	const hint = `例如 [{ upto = "3000.00", percent = "0.5" }, { percent = "1" }]`
	if !file.Given(path) {
		return
	}
	if len(table) == 0 {
		file.Add(out, diag.Error, "bad-brackets", path, "标准表是空的", hint)
	}
	var before money.Fen
	for i, b := range table {
		at := item(path, i)
		if b.Percent < 0 || b.Percent > 100_000 {
			file.Add(out, diag.Error, "bad-brackets", at+".percent", "百分数要在 0 和 100 之间", hint)
		}
		last, upTo := i == len(table)-1, file.State(at+".upto")
		switch {
		case last && upTo != decode.Missing:
			file.Add(out, diag.Error, "bad-brackets", at+".upto", "最后一档不写 upto，否则更高的基数没有标准", hint)
		case !last && upTo == decode.Missing:
			file.Add(out, diag.Error, "bad-brackets", at, "只有最后一档可以不写 upto", hint)
		case !last && upTo == decode.Given && b.UpTo <= before:
			file.Add(out, diag.Error, "bad-brackets", at+".upto", "各档的 upto 要从小到大", hint)
		}
		if upTo == decode.Given {
			before = b.UpTo
		}
	}
}

package templates

import (
	"io/fs"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/config/money"
)

// Rates is rates.toml: what members pay where the county says nothing else.
// Amounts are fen a month.
type Rates struct {
	Regulation string `toml:"regulation,required"` // the rules that all of this comes from
	Version    string `toml:"version,required"`    // of the rules, as printed

	Cap       money.Fen `toml:"cap,required" example:"1000.00"`
	CapSource string    `toml:"cap_source,required"`

	Salaried     Rate `toml:"salaried,required"`
	SelfEmployed Rate `toml:"self_employed,required"`
	Retired      Rate `toml:"retired,required"`

	Farmer     FixedRate `toml:"farmer,required"`
	Student    FixedRate `toml:"student,required"`
	Unemployed FixedRate `toml:"unemployed,required"`
	Relief     FixedRate `toml:"relief,required"`
	Dibao      FixedRate `toml:"dibao,required"`

	Reduced  Basis `toml:"reduced,required"`
	Exempt   Basis `toml:"exempt,required"`
	FixedDue Basis `toml:"fixed,required"`
}

// Rate is a table of percentages: the whole base takes the percentage of the
// bracket it falls into.
type Rate struct {
	Brackets []Bracket `toml:"brackets,required"`
	Source   string    `toml:"source,required"`
}

// Bracket holds for bases up to and including UpTo; the last one has no UpTo.
type Bracket struct {
	UpTo    *money.Fen    `toml:"upto" example:"3000.00"`
	Percent money.Percent `toml:"percent,required" example:"0.5"`
}

// FixedRate is an amount. Least and Most bound what a county may set; 0 means
// no bound.
type FixedRate struct {
	Amount       money.Fen `toml:"amount,required" example:"0.20"`
	AmountSource string    `toml:"amount_source"` // "D": a default of ours
	Least        money.Fen `toml:"least" example:"0.20"`
	Most         money.Fen `toml:"most" example:"1.00"`
	Source       string    `toml:"source,required"`
}

// Basis is the rule behind dues that are approved one by one.
type Basis struct {
	Source string `toml:"source,required"`
}

// LoadRates reads rates.toml of fsys. overlayName names the county's overlay
// folder in messages. It returns what could be read, never nil.
func LoadRates(fsys fs.FS, overlayName string, out *diag.List) *Rates {
	r := new(Rates)
	file := readTOML(fsys, overlayName, "rates.toml", out)
	if file == nil {
		return r
	}
	file.Bind(r, out)
	CheckBrackets(file, "salaried.brackets", r.Salaried.Brackets, out)
	CheckBrackets(file, "self_employed.brackets", r.SelfEmployed.Brackets, out)
	CheckBrackets(file, "retired.brackets", r.Retired.Brackets, out)
	return r
}

// CheckBrackets reports a table of percentages that leaves a base without a
// bracket. path is where the table stands in file.
func CheckBrackets(file *decode.File, path string, table []Bracket, out *diag.List) {
	const hint = `例如 [{ upto = "3000.00", percent = "0.5" }, { percent = "1" }]`
	if !file.Has(path) {
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
		last := i == len(table)-1
		switch {
		case last && b.UpTo != nil:
			file.Add(out, diag.Error, "bad-brackets", at+".upto", "最后一档不写 upto，否则更高的基数没有标准", hint)
		case !last && b.UpTo == nil:
			if !file.Has(at + ".upto") {
				file.Add(out, diag.Error, "bad-brackets", at, "只有最后一档可以不写 upto", hint)
			}
		case !last && *b.UpTo <= before:
			file.Add(out, diag.Error, "bad-brackets", at+".upto", "各档的 upto 要从小到大", hint)
		}
		if b.UpTo != nil {
			before = *b.UpTo
		}
	}
}

package templates

import (
	"io/fs"
	"math/bits"

	"dangce/config/decode"
	"dangce/config/diag"
)

// Quorums is the table of quorum.toml: how many must be there and how many
// must agree, on which occasion.
type Quorums struct {
	Title string `toml:"title"`

	// PublicationDays are how long a resolution, and what became of it, must be
	// made public.
	PublicationDays int `toml:"publication_days" example:"15" range:"1,366"`

	Rules []Quorum     `toml:"quorum"`
	Notes []QuorumNote `toml:"note"`

	Source *decode.File `toml:"-"` // nil without a file
}

// Quorum is one rule. Present and Pass are the texts printed in tables; Pass
// is "" and PassPart nil where nothing is voted on.
type Quorum struct {
	ID          string `toml:"id,required" example:"q_general"`
	Occasion    string `toml:"occasion,required" example:"党员大会一般表决"`
	Present     string `toml:"present,required" example:"有表决权党员到会不少于应到会的1/2"`
	PresentPart Part   `toml:"present_part,required"`
	PresentOr   *Part  `toml:"present_or"` // another way to count, either is enough
	Pass        string `toml:"pass"`
	PassPart    *Part  `toml:"pass_part"`
	Source      Cited  `toml:"source,required" example:"支部工作条例§11"`
}

// lawfulDays holds where a county's own table says nothing of publication:
// both organic laws of 2025 ask for 15 days.
const lawfulDays = 15

// QuorumNote is a line printed below the table.
type QuorumNote struct {
	ID     string `toml:"id,required"`
	Text   string `toml:"text,required"`
	Source Cited  `toml:"source,required"`
}

// What a Part is a part of.
const (
	OfExpected = "expected" // 应到会
	OfPresent  = "present"  // 到会
)

// Part is a share of a number of people: at least Num/Den of them, or more
// than Num/Den. Shares are compared by multiplying whole numbers.
type Part struct {
	Num     int    `toml:"num,required" example:"1"`
	Den     int    `toml:"den,required" example:"2"`
	AtLeast bool   `toml:"at_least"`
	Of      string `toml:"of"` // OfExpected or OfPresent; "" in present_part
}

// Met reports whether count people out of total are enough. Nobody is never
// enough, and a Part that Valid refuses is never met.
func (p Part) Met(count, total int) bool {
	if !p.Valid() || count <= 0 || total <= 0 {
		return false
	}
	have := wide(p.Den, count)
	need := wide(p.Num, total)
	return have.more(need) || p.AtLeast && have == need
}

// Min returns the smallest number out of total that is enough, for blanks
// such as 到会不少于__人; 0 where no number is, as out of no people.
func (p Part) Min(total int) int {
	if !p.Valid() || total <= 0 {
		return 0
	}
	// Num/Den ≤ 1, so the quotient fits.
	hi, lo := bits.Mul64(uint64(p.Num), uint64(total))
	quo, rem := bits.Div64(hi, lo, uint64(p.Den))
	n := int(quo)
	if rem > 0 || !p.AtLeast {
		n++
	}
	return n
}

// Valid reports whether 0 < Num/Den ≤ 1, or < 1 where more is asked.
func (p Part) Valid() bool {
	return p.Num > 0 && (p.Num < p.Den || p.Num == p.Den && p.AtLeast)
}

// product is a product of two ints without overflow.
type product struct{ hi, lo uint64 }

func wide(a, b int) product {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	return product{hi, lo}
}

func (p product) more(q product) bool {
	return p.hi > q.hi || p.hi == q.hi && p.lo > q.lo
}

// Rule returns the rule with the id, or nil.
func (q *Quorums) Rule(id string) *Quorum {
	for i := range q.Rules {
		if q.Rules[i].ID == id {
			return &q.Rules[i]
		}
	}
	return nil
}

// LoadQuorums reads quorum.toml of fsys. overlayName names the county's
// overlay folder in messages. It returns what could be read, never nil.
func LoadQuorums(fsys fs.FS, overlayName string, out *diag.List) *Quorums {
	q := new(Quorums)
	file := readTOML(fsys, overlayName, "quorum.toml", out)
	if file == nil {
		return q
	}
	file.Bind(q, out)
	q.Source = file
	if q.PublicationDays == 0 {
		q.PublicationDays = lawfulDays
	}
	seen := map[string]int{}
	for i := range q.Rules {
		q.Rules[i].check(file, item("quorum", i), out)
		duplicate(file, seen, q.Rules[i].ID, "quorum", i, out)
	}
	return q
}

func (q *Quorum) check(file *decode.File, path string, out *diag.List) {
	part := func(key string, p Part) {
		if file.Has(path+"."+key) && !p.Valid() {
			file.Add(out, diag.Error, "quorum-part", path+"."+key, key+" 不是可用的比例", "num 大于 0、不大于 den，例如 { num = 1, den = 2, at_least = true }")
		}
	}
	part("present_part", q.PresentPart)
	if q.PresentOr != nil {
		part("present_or", *q.PresentOr)
	}
	if q.PassPart == nil {
		if q.Pass != "" {
			file.Add(out, diag.Error, "quorum-part", path+".pass", "有 pass，没有 pass_part", `加一行：pass_part = { num = 1, den = 2, at_least = false, of = "expected" }`)
		}
		return
	}
	part("pass_part", *q.PassPart)
	if q.Pass == "" {
		file.Add(out, diag.Error, "quorum-part", path+".pass_part", "有 pass_part，没有 pass", "加一行 pass，写出通过的要求")
	}
	if of := q.PassPart.Of; of != OfExpected && of != OfPresent {
		file.Add(out, diag.Error, "quorum-part", path+".pass_part.of", "pass_part 没有说明按什么人数计", `of 写 "expected"（应到会）或 "present"（到会）`)
	}
}

package audit

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"time"

	"dangce/config"
	"dangce/config/sheet"
	"dangce/generator/doc"
)

// sampleGroups are the groups that a month's sample is drawn from.
var sampleGroups = []struct {
	name  string
	kinds []config.BranchKind // none: all that no other group has
}{
	{"农村（社区）", []config.BranchKind{config.Village, config.Community}},
	{"机关（事业单位）", []config.BranchKind{config.Agency, config.Institution}},
	{"国有企业", []config.BranchKind{config.SOE}},
	{"其他", nil},
}

func groupOf(k config.BranchKind) int {
	for i, g := range sampleGroups {
		if slices.Contains(g.kinds, k) {
			return i
		}
	}
	return len(sampleGroups) - 1
}

// Drawn is a branch of a month's sample.
type Drawn struct {
	Branch *config.Branch
	Group  string
	Before int // how often it was drawn earlier in the year
}

// Draw draws percent of the branches of each group, at least one, those not
// drawn this year first. Among equals the order is that of the SHA-256 of
// “seed month code”, which anyone can compute again.
func Draw(c *config.County, month time.Month, seed string, percent int, before map[string]int) []Drawn {
	groups := make([][]*config.Branch, len(sampleGroups))
	for _, b := range c.Branches() {
		g := groupOf(b.Kind)
		groups[g] = append(groups[g], b)
	}
	var out []Drawn
	for g, list := range groups {
		slices.SortStableFunc(list, func(a, b *config.Branch) int {
			return cmp.Or(cmp.Compare(before[a.Code], before[b.Code]), cmp.Compare(lot(seed, month, a.Code), lot(seed, month, b.Code)))
		})
		n := min(max((len(list)*percent+99)/100, 1), len(list))
		for _, b := range list[:n] {
			out = append(out, Drawn{b, sampleGroups[g].name, before[b.Code]})
		}
	}
	return out
}

func lot(seed string, month time.Month, code string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d %s", seed, int(month), code))
	return hex.EncodeToString(sum[:])
}

// SampleRows returns the rows of the list of a sample, asked for by the name
// of its table.
func SampleRows(month time.Month, sample []Drawn) func(table string) (Rows, bool) {
	rows := rowsOf(func(add func(*sampleRow)) {
		for i, d := range sample {
			b := d.Branch
			add(&sampleRow{No: whole(i + 1), Group: word(d.Group), Month: monthCell(whole(int(month))), Committee: word(b.Committee.Short), Code: codeCell(word(b.Code)),
				Branch: branchCell(word(b.Short)), Secretary: word(secretary(b)), Place: word(b.Place), Drawn: whole(d.Before)})
		}
	}, nil)
	return func(table string) (Rows, bool) { return rows, table == sampleTable.name }
}

func whole(n int) countCell { return countCell{cell{n: int64(n), kind: doc.KindInt, set: true}} }

// ReadSample returns the codes of the branches that a list of a sample names,
// whether or not it was filled in.
func ReadSample(name string, data []byte, form *doc.Workbook) ([]string, error) {
	b, err := sheet.Open(name, data, limits)
	if err != nil {
		return nil, fmt.Errorf("读 %s: %w", name, err)
	}
	fm := newForm(form)
	found, _ := fm.find(b)
	if found[0].sheet == nil {
		return nil, fmt.Errorf("读 %s: 认不出抽查名单", name)
	}
	fs, head := &fm.sheets[0], found[0].head
	month, code := head.Col(fs.cols[fs.month].ID), head.Col(fs.cols[fs.code].ID)
	var codes []string
	for _, row := range found[0].sheet.Rows {
		if row.N <= head.Last {
			continue
		}
		if _, err := strconv.Atoi(sheet.Fold(row.At(month).Text)); err != nil {
			continue
		}
		if code := sheet.Fold(row.At(code).Text); code != "" {
			codes = append(codes, code)
		}
	}
	return codes, nil
}

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
	r := Rows{Columns: []string{"no", "group", "month", "committee", "code", "branch", "secretary", "place", "drawn"}}
	for i, d := range sample {
		b := d.Branch
		r.add(num(i+1), text(d.Group), num(int(month)), text(b.Committee.Short), text(b.Code), text(b.Short), text(secretary(b)), text(b.Place), num(d.Before))
	}
	return func(table string) (Rows, bool) { return r, table == tableSample }
}

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
	var codes []string
	for _, row := range found[0].sheet.Rows {
		if row.N <= found[0].head.Last {
			continue
		}
		if _, err := strconv.Atoi(sheet.Fold(row.At(found[0].head.Col("month")).Text)); err != nil {
			continue
		}
		if code := sheet.Fold(row.At(found[0].head.Col("code")).Text); code != "" {
			codes = append(codes, code)
		}
	}
	return codes, nil
}

package xlsx

import (
	"bytes"
	"testing"

	"dangce/config"
	"dangce/config/diag"
	"dangce/config/example"
	books "dangce/generator/book"
	"dangce/generator/doc"
	"dangce/generator/dues"
)

// duesBooks are the dues workbooks of the example county: the ledger of its
// first branch and the county's estimate.
func duesBooks(t *testing.T) map[string]*doc.Workbook {
	t.Helper()
	var list diag.List
	c := config.Load(example.FS(), "county.toml", config.Options{}, &list)
	if c == nil {
		t.Fatal(list.Sorted())
	}
	set := books.Load(c.Templates, "", &list)
	if list.Errors() > 0 {
		t.Fatal(list.Sorted())
	}
	b := c.Branches()[0]
	subjects := map[string]*books.Subject{
		"dues-ledger":   {County: c, Committee: b.Committee, Branch: b, Dues: dues.AssessAll(c.Dues, b.Members, c.Year)},
		"dues-estimate": {County: c},
	}
	out := make(map[string]*doc.Workbook)
	for _, w := range set.Workbooks {
		if sub := subjects[w.Name]; sub != nil {
			out[w.Name] = set.Workbook(w, sub)
		}
	}
	if len(out) != len(subjects) {
		t.Fatalf("only %d workbooks", len(out))
	}
	return out
}

// TestDuesWorkbooks: what is promised of the samples holds for the dues
// workbooks as their templates make them.
func TestDuesWorkbooks(t *testing.T) {
	atLeast := map[string]int{"dues-ledger": 800, "dues-estimate": 100}
	for name, wb := range duesBooks(t) {
		t.Run(name, func(t *testing.T) {
			b := bytesOf(t, wb)
			if !bytes.Equal(b, bytesOf(t, wb)) {
				t.Error("other bytes the second time")
			}
			partsInOrder(t, name, b)
			commonFunctions(t, name, b)
			if n := recalculated(t, wb); n < atLeast[name] {
				t.Errorf("only %d formulas compared", n)
			}
		})
	}
}

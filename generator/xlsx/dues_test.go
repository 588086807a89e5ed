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
// first branch and the county's estimate, and the same where a branch has no
// members and the county fewer brackets.
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
	workbook := func(name string, sub *books.Subject) *doc.Workbook {
		for _, w := range set.Workbooks {
			if w.Name == name {
				return set.Workbook(w, sub)
			}
		}
		t.Fatalf("no workbook %s", name)
		return nil
	}
	b := c.Branches()[0]
	out := map[string]*doc.Workbook{
		"ledger":   workbook("dues-ledger", &books.Subject{County: c, Committee: b.Committee, Branch: b, Dues: dues.AssessAll(c.Dues, b.Members, c.Year)}),
		"estimate": workbook("dues-estimate", &books.Subject{County: c}),
	}
	b.Members = nil
	c.Dues.Of("salaried").Brackets = []config.Bracket{{Percent: 1000}}
	out["ledger of nobody"] = workbook("dues-ledger", &books.Subject{County: c, Committee: b.Committee, Branch: b})
	out["estimate of one bracket"] = workbook("dues-estimate", &books.Subject{County: c})
	return out
}

// TestDuesWorkbooks: what is promised of the samples holds for the dues
// workbooks as their templates make them.
func TestDuesWorkbooks(t *testing.T) {
	atLeast := map[string]int{"ledger": 800, "estimate": 100, "ledger of nobody": 100, "estimate of one bracket": 100}
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

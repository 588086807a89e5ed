package layout_test

import (
	"reflect"
	"strings"
	"testing"

	"dangce/generator/doc"
	"dangce/generator/layout"
)

// rows is a table of n rows that all print the same.
func rows(n int) *doc.Table {
	t := &doc.Table{Cols: []doc.Column{{ID: "tick", Title: "签到"}}, RowHeight: 8, Head: body, Body: body}
	for range n {
		t.Rows = append(t.Rows, doc.Record{Values: []doc.Value{doc.TextValue("□")}})
	}
	return t
}

// sheet is a book of one page that holds b.
func sheet(b doc.Block) *doc.Book {
	return &doc.Book{Name: "sheet", Format: square, Units: []doc.Unit{{Page: "P", Blocks: []doc.Block{b}}}}
}

func layBook(t *testing.T, e *layout.Engine, b *doc.Book) []doc.Page {
	t.Helper()
	r, err := e.Book(b)
	if err != nil {
		t.Fatal(err)
	}
	return r.Pages
}

// Equal blocks are laid out once, whatever book they belong to; blocks that
// differ in anything, or stand in another type area, get pages of their own.
func TestOnlyEqualBlocksSharePages(t *testing.T) {
	e := engine()
	first := layBook(t, e, sheet(rows(8)))
	again := layBook(t, e, sheet(rows(8)))
	if &first[0].Body[0] != &again[0].Body[0] {
		t.Error("equal blocks were laid out twice")
	}
	for _, n := range []int{1, 5, 7, 9} {
		page := layBook(t, e, sheet(rows(n)))[0]
		alone := layBook(t, engine(), sheet(rows(n)))[0]
		if len(shown(&page)) != n+1 || !reflect.DeepEqual(page, alone) {
			t.Errorf("%d rows: the page shows %q", n, shown(&page))
		}
	}
	narrow := sheet(rows(8))
	narrow.Format.Inner += 10
	if page := layBook(t, e, narrow)[0]; &page.Body[0] == &first[0].Body[0] {
		t.Error("a narrower type area got the page of a wider one")
	}
}

// What moves on the way to paper moves in the result alone.
func TestBookIsNotChanged(t *testing.T) {
	book := func() *doc.Book {
		name := doc.Cell{Text: "与会人员", Style: body, Names: make([]string, 40), NamesPerRow: 2}
		for i := range name.Names {
			name.Names[i] = "张三"
		}
		long := rows(3)
		long.Rows[1].Values[0] = doc.TextValue(strings.Repeat("很长的内容", 180))
		return &doc.Book{Name: "b", Format: doc.Format{W: 140, H: 140, Top: 20, Bottom: 20, Inner: 25, Outer: 15, Tabs: []string{"甲", "乙"}, Multiple: 4}, Units: []doc.Unit{
			{Page: "A", Title: "甲", Tab: 2, Blocks: []doc.Block{paragraph("甲"), long}},
			{Page: "B", Title: "乙", Tab: 1, Start: doc.Right, Blocks: []doc.Block{&doc.Grid{Cols: []doc.Track{{Weight: 1}}, Rows: []doc.Row{{Cells: []doc.Cell{name}}}, Frame: 0.5}}},
			{Page: "N", Pool: true, Blocks: []doc.Block{paragraph("备用")}},
			{Page: "N", Pool: true, Blocks: []doc.Block{paragraph("备用")}},
		}}
	}
	b := book()
	layBook(t, engine(), b)
	if !reflect.DeepEqual(b, book()) {
		t.Errorf("layout changed the book: %+v", b)
	}
}

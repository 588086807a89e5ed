package generator

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"dangce/generator/book"
	"dangce/generator/doc"
	"dangce/templates"
	"dangce/templates/phrase"
)

// TestLaidOutOnce: whatever is made of a book of one owner, file, volume or
// cover, its jobs follow each other in one task, and no other task has any.
func TestLaidOutOnce(t *testing.T) {
	c, set := shared(t)
	e := engineOf(t, c, set)
	for _, o := range []Options{{}, {SVG: true}, {ShardI: 2, ShardN: 3}, {Committees: []string{c.Committees[0].Code}}, {Branches: []string{c.Branches()[0].Code}}} {
		o.Set = set
		all := tasks(c, set, &o)
		first, last := e.schedule(all, e.batches(all, &o))
		seen, paths := map[string]bool{}, map[string]bool{}
		for _, tk := range append(first, last...) {
			var before *templates.Book
			for i := range tk.jobs {
				j := &tk.jobs[i]
				if paths[j.path] {
					t.Errorf("%+v: %s is made twice", o, j.path)
				}
				paths[j.path] = true
				if j.book != nil && j.book != before {
					key := fmt.Sprint(&tk, " ", j.book.Name)
					if seen[key] {
						t.Errorf("%+v: %s is laid out twice", o, key)
					}
					seen[key] = true
				}
				before = j.book
			}
		}
		for i := range all {
			for _, j := range all[i].jobs {
				if !all[i].elsewhere && !paths[j.path] {
					t.Errorf("%+v: nobody makes %s", o, j.path)
				}
			}
		}
	}
}

// TestLayingChangesNothing: neither the subject nor the book that is laid out.
func TestLayingChangesNothing(t *testing.T) {
	c, set := shared(t)
	e := engineOf(t, c, set)
	for _, b := range set.Books {
		br := c.Branches()[0]
		tk := &task{committee: br.Committee, branch: br}
		sub := e.subject(tk)
		if !set.Applies(b, sub) {
			continue
		}
		if lay(t, e, b, sub); !reflect.DeepEqual(sub, e.subject(tk)) {
			t.Errorf("%s: the subject has changed", b.Name)
		}
	}
}

// TestVolumesInAnyOrder: whichever book of a batch is laid out first, the
// volumes hold them in the order of the list, and no volume has more pages
// than printing software opens.
func TestVolumesInAnyOrder(t *testing.T) {
	c, set := shared(t)
	e := engineOf(t, c, set)
	const books = 20
	bind := func(arrival []int) (full []*volume, b *batch) {
		b = &batch{com: c.Committees[0], of: &templates.Book{File: phrase.New("书.pdf"), Cover: phrase.New("封面.pdf")}, open: volume{number: 1}}
		for i := range books {
			o := order{batch: b, pages: 301 + 2*i, PressLine: book.PressLine{Owner: fmt.Sprint(i), Covered: true}}
			o.block = make([]doc.Page, o.pages)
			for k := range o.block {
				o.block[k] = doc.Page{Kind: fmt.Sprint(i), W: 210, H: 297, Number: k + 1}
			}
			o.wraps = 1 + i%2
			for range o.wraps {
				o.covers = append(o.covers, doc.Page{Kind: fmt.Sprint(i)})
			}
			b.orders = append(b.orders, o)
		}
		v := &volumes{files: &files{report: &reporter{}}}
		for _, i := range arrival {
			full = append(full, v.bind(e, &b.orders[i])...)
		}
		return full, b
	}
	inOrder := make([]int, books)
	for i := range inOrder {
		inOrder[i] = i
	}
	want, batch := bind(inOrder)
	if len(want) < 3 {
		t.Fatalf("only %d volumes", len(want))
	}
	for i := range batch.orders {
		o := &batch.orders[i]
		f := &want[o.volume-1].block
		if o.To > volumePages || f.Pages[o.From-1].Kind != o.Owner || f.Pages[o.To-1].Kind != o.Owner || f.Pages[o.To-1].Number != o.pages {
			t.Errorf("book %d does not stand on pages %d to %d of volume %d", i, o.From, o.To, o.volume)
		}
		for k := range o.Covers {
			if got := want[o.volume-1].covers.Pages[o.Cover-1+k].Kind; got != o.Owner || o.Covers != 1+i%2 {
				t.Errorf("book %d: page %d of the covers is that of %s", i, o.Cover+k, got)
			}
		}
	}
	for seed := range uint64(20) {
		if got, _ := bind(rand.New(rand.NewPCG(seed, 0)).Perm(books)); !sameVolumes(got, want) {
			t.Errorf("seed %d: the volumes differ", seed)
		}
	}
}

func sameVolumes(a, b []*volume) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		x, y := *a[i], *b[i]
		x.batch, y.batch = nil, nil
		if !reflect.DeepEqual(x, y) {
			return false
		}
	}
	return true
}

package generator

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"sync"

	"dangce/generator/doc"
	"dangce/generator/pack"
	"dangce/templates"
)

// PageIndex is the file of a pack that says where on a page what is filled in.
const PageIndex = pressFolder + "/页面索引.json.gz"

// pageIndex is the sink that collects the places to fill in of all pages that
// carry a code. Pages that are alike share one entry. It holds no names of
// people: places are named by what is in the templates.
type pageIndex struct {
	mu      sync.Mutex
	layouts map[string]int // by their JSON
	known   map[layoutKey]int
	pages   map[string]int // layouts by code
}

// layoutKey is a page's places without their contents: pages that were laid
// out once share them.
type layoutKey struct {
	first  *doc.Place
	n      int
	kind   string
	dx, dy float64
}

// indexedPage is a page in the index.
type indexedPage struct {
	Kind   string         `json:"kind"`
	Size   [2]float64     `json:"size"` // mm
	Fields []indexedField `json:"fields"`
}

// indexedField is a place to fill in, its box in mm from the upper left corner
// of the trimmed page: left, top, width, height.
type indexedField struct {
	ID    string     `json:"id"`
	Kind  string     `json:"kind"`
	Row   int        `json:"row,omitempty"`
	Cells int        `json:"cells,omitempty"` // of one digit each
	Box   [4]float64 `json:"box"`
}

func newPageIndex() *pageIndex {
	return &pageIndex{layouts: map[string]int{}, known: map[layoutKey]int{}, pages: map[string]int{}}
}

// wants asks for all books with codes on their pages.
func (x *pageIndex) wants(_ *task, j *job) bool {
	return x != nil && j.shown() && slices.ContainsFunc(j.book.Pages, func(p templates.Page) bool { return p.Identity })
}

func (x *pageIndex) take(_ context.Context, _ *worker, d *done) error {
	for i := range d.laid.Pages {
		if p := &d.laid.Pages[i]; p.Code != "" {
			if err := x.add(p); err != nil {
				return err
			}
		}
	}
	return nil
}

func (x *pageIndex) add(p *doc.Page) error {
	key := layoutKey{n: len(p.Places), kind: p.Kind, dx: p.DX, dy: p.DY}
	if key.n > 0 {
		key.first = &p.Places[0]
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	n, known := x.known[key]
	if !known {
		data, err := json.Marshal(indexed(p))
		if err != nil {
			return err
		}
		if n, known = x.layouts[string(data)]; !known {
			n = len(x.layouts)
			x.layouts[string(data)] = n
		}
		x.known[key] = n
	}
	x.pages[p.Code] = n
	return nil
}

// indexed describes a page. A name that occurs again in the same row is
// numbered.
func indexed(p *doc.Page) indexedPage {
	out := indexedPage{Kind: p.Kind, Size: [2]float64{p.W, p.H}, Fields: []indexedField{}}
	type name struct {
		id  string
		row int
	}
	seen := map[name]int{}
	for i := range p.Places {
		f := &p.Places[i]
		id := f.Name
		if seen[name{id, f.Row}]++; seen[name{id, f.Row}] > 1 {
			id += "#" + strconv.Itoa(seen[name{id, f.Row}])
		}
		field := indexedField{ID: id, Kind: f.Kind.String(), Row: f.Row, Box: [4]float64{hundredths(f.X + p.DX), hundredths(f.Y + p.DY), hundredths(f.W), hundredths(f.H)}}
		if f.Kind == doc.PlaceDigits {
			field.Cells = f.N
		}
		out.Fields = append(out.Fields, field)
	}
	return out
}

func hundredths(mm float64) float64 { return math.Round(mm*100) / 100 }

// write writes the index: the same bytes whichever page was laid out first.
func (x *pageIndex) write(out io.Writer) error {
	z, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(z)
	codes := slices.Sorted(maps.Keys(x.pages))
	data := make([]string, len(x.layouts))
	for s, n := range x.layouts {
		data[n] = s
	}
	number := make(map[int]int, len(data))
	w.WriteString(`{"version":1,"layouts":[`)
	for _, code := range codes {
		n := x.pages[code]
		if _, written := number[n]; written {
			continue
		}
		w.WriteString(comma(len(number)) + "\n" + data[n])
		number[n] = len(number)
	}
	w.WriteString("],\n\"pages\":{")
	for i, code := range codes {
		fmt.Fprintf(w, "%s\n%q:%d", comma(i), code, number[x.pages[code]])
	}
	w.WriteString("}}\n")
	return cmp.Or(w.Flush(), z.Close())
}

func comma(i int) string {
	if i == 0 {
		return ""
	}
	return ","
}

// save writes the index into the pack.
func (x *pageIndex) save(f *files) error {
	if !f.pack.Have(PageIndex, "page-index") {
		if err := f.pack.Write(pack.File{Path: PageIndex}, "page-index", x.write); err != nil {
			return err
		}
	}
	f.report.done(PageIndex, 0)
	return nil
}

// indexed reports whether a run makes the index: one that lays out all books
// and makes what the county gets.
func (o *Options) indexed(last []task) bool {
	return len(o.Books)+len(o.Branches)+len(o.Committees) == 0 &&
		slices.ContainsFunc(last, func(t task) bool { return t.committee == nil })
}

// unwritten are the tasks for committees whose files another shard writes.
func unwritten(all []task) []task {
	return slices.DeleteFunc(slices.Clone(all), func(t task) bool { return !t.elsewhere || t.branch != nil })
}

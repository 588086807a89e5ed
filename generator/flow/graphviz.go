package flow

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	graphviz "github.com/goccy/go-graphviz"

	"dangce/generator/doc"
	"dangce/generator/flow/wasmcache"
)

// init runs when go-graphviz is initialised: see package wasmcache.
func init() { wasmcache.Restore() }

// engine is Graphviz, one machine for the whole process, made when first
// asked and guarded by running.
var (
	running sync.Mutex
	engine  *graphviz.Graphviz
)

// drawing is what Graphviz answers, in mm from the top left corner.
type drawing struct {
	w, h  float64
	nodes map[string]doc.Point // centres
	edges map[[2]string][]doc.Point
}

// answer is the part of Graphviz's json0 that is read.
type answer struct {
	BB      string `json:"bb"`
	Objects []struct {
		Name string `json:"name"`
		Pos  string `json:"pos"`
	} `json:"objects"`
	Edges []struct {
		Tail int    `json:"tail"`
		Head int    `json:"head"`
		Pos  string `json:"pos"`
	} `json:"edges"`
}

// run lays out a graph in the DOT language. Sizes in dot are inches, places
// in the answer points, y upward.
func run(dot string) (*drawing, error) {
	data, err := render(dot)
	if err != nil {
		return nil, fmt.Errorf("graphviz: %w", err)
	}
	var a answer
	if err := json.Unmarshal(data, &a); err != nil {
		return nil, fmt.Errorf("graphviz: %w", err)
	}
	bb := numbers(a.BB)
	if len(bb) != 4 {
		return nil, fmt.Errorf("graphviz: bounding box %q", a.BB)
	}
	at := func(x, y float64) doc.Point {
		return doc.Point{X: float64((x - bb[0]) * doc.MMPerPt), Y: float64((bb[3] - y) * doc.MMPerPt)}
	}
	d := &drawing{w: float64((bb[2] - bb[0]) * doc.MMPerPt), h: float64((bb[3] - bb[1]) * doc.MMPerPt),
		nodes: map[string]doc.Point{}, edges: map[[2]string][]doc.Point{}}
	for _, o := range a.Objects {
		if p := numbers(o.Pos); len(p) == 2 {
			d.nodes[o.Name] = at(p[0], p[1])
		}
	}
	for _, e := range a.Edges {
		if e.Tail >= len(a.Objects) || e.Head >= len(a.Objects) {
			continue
		}
		key := [2]string{a.Objects[e.Tail].Name, a.Objects[e.Head].Name}
		if d.edges[key] == nil {
			d.edges[key] = spline(e.Pos, at)
		}
	}
	return d, nil
}

// render returns Graphviz's answer to dot. A panic in it becomes an error: a
// chart is then placed without it.
func render(dot string) (out []byte, err error) {
	running.Lock()
	defer running.Unlock()
	defer func() {
		if r := recover(); r != nil {
			engine, err = nil, fmt.Errorf("%v", r)
		}
	}()
	ctx := context.Background()
	if engine == nil {
		if engine, err = graphviz.New(ctx); err != nil {
			return nil, err
		}
	}
	graph, err := graphviz.ParseBytes([]byte(dot))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, graph.Close()) }()
	var buf bytes.Buffer
	if err := engine.Render(ctx, graph, "json0", &buf); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// numbers reads numbers separated by commas.
func numbers(s string) []float64 {
	var out []float64
	for part := range strings.SplitSeq(s, ",") {
		v, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil {
			return nil
		}
		out = append(out, v)
	}
	return out
}

// spline reads the points of an edge: "e,x,y x,y x,y …", the first where its
// arrow points to.
func spline(pos string, at func(x, y float64) doc.Point) []doc.Point {
	var out []doc.Point
	var end *doc.Point
	for part := range strings.FieldsSeq(pos) {
		rest, isEnd := strings.CutPrefix(part, "e,")
		rest = strings.TrimPrefix(rest, "s,")
		v := numbers(rest)
		if len(v) != 2 {
			return nil
		}
		p := at(v[0], v[1])
		if isEnd {
			end = &p
			continue
		}
		out = append(out, p)
	}
	if end != nil {
		out = append(out, *end)
	}
	return out
}

// inch converts mm to the unit of DOT.
func inch(mm float64) string { return strconv.FormatFloat(mm/25.4, 'f', 5, 64) }

package book

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"dangce/config"
	"dangce/generator/doc"
	"dangce/templates"
)

// Half a sheet is enough for ballotHalf candidates whose names take one line
// of nameLine characters.
const (
	ballotHalf = 18
	nameLine   = 8
)

// candidates are those who are graded: the full members. Probationary members
// vote, but are not graded themselves.
func candidates(sc *scope) []*config.Member {
	if sc.Branch == nil {
		return nil
	}
	var out []*config.Member
	for _, m := range sc.Branch.Members {
		if !m.Probation {
			out = append(out, m)
		}
	}
	return out
}

// ballotLines counts the lines that the names of candidates take.
func ballotLines(list []*config.Member) int {
	n := 0
	for _, m := range list {
		n += nameLines(m)
	}
	return n
}

func nameLines(m *config.Member) int {
	return (utf8.RuneCountInString(m.Label) + nameLine - 1) / nameLine
}

// repeatBallots repeats a page so often that every member has a ballot; each
// page holds n. Nothing tells one page from another.
func repeatBallots(sc *scope, per string) []scope {
	n, err := strconv.Atoi(per)
	if err != nil || n < 1 || sc.Branch == nil {
		return nil
	}
	return slices.Repeat([]scope{*sc}, (len(sc.Branch.Members)+n-1)/n)
}

// ballotBlock lists the candidates beside each other in so many columns, with
// a box for each of the grades that the text names. At most so many rows
// stand on a page; more candidates go on the next.
type ballotBlock struct {
	base
	Text   string              `toml:"text"` // the grades: 优秀|合格
	PerRow int                 `toml:"per_row"`
	Max    int                 `toml:"max"`
	Height float64             `toml:"height"` // of a row, mm
	Before float64             `toml:"before"`
	Style  templates.StyleName `toml:"style"`
	Head   templates.StyleName `toml:"head_style"`
}

func (b *ballotBlock) check(c *blockChecker) { c.high("height", b.Height) }

func (b *ballotBlock) build(sc *scope, m measure) []doc.Block {
	grades := strings.Split(b.Text, "|")
	list := candidates(sc)
	per := max(b.PerRow, 1)
	if len(list) <= ballotHalf/2 {
		per = 1 // few names: wide boxes
	}
	if per == 1 {
		for i, g := range grades {
			grades[i] = strings.ReplaceAll(g, "\n", "")
		}
	}
	var out []doc.Block
	for len(list) > 0 {
		rows := ballotRows(list, per, b.Max, cmp.Or(b.Height, m.row))
		n := min(rows*per, len(list))
		out = append(out, b.page(list[:n], rows, per, grades, sc, m))
		list = list[n:]
	}
	return out
}

// ballotRows returns how many rows of candidates stand on the next page: at
// most so many, and fewer when names that take more lines make them higher,
// for the columns of a page are numbered through before the next page begins.
func ballotRows(list []*config.Member, per, most int, height float64) int {
	rows := (len(list) + per - 1) / per
	if most == 0 {
		return rows
	}
	rows = min(rows, most)
	for room := float64(most) * height; rows > 1 && ballotHeight(list, rows, per, height) > room; {
		rows--
	}
	return rows
}

// ballotHeight estimates the height of so many rows, mm.
func ballotHeight(list []*config.Member, rows, per int, height float64) float64 {
	const line, around = 5.8, 1.6
	total := 0.0
	for r := range rows {
		h := height
		for c := range per {
			if i := c*rows + r; i < len(list) {
				if n := nameLines(list[i]); n > 1 {
					h = max(h, float64(n)*line+around)
				}
			}
		}
		total += h
	}
	return total
}

// page is one page of a ballot, its candidates running down the columns.
func (b *ballotBlock) page(list []*config.Member, rows, per int, grades []string, sc *scope, m measure) *doc.Grid {
	head, name := sc.style(b.Head, "table_head"), sc.style(b.Style, "table_body")
	no := name
	no.Align = doc.AlignCenter
	g := &doc.Grid{Frame: frameWidth, Inner: innerWidth, Before: b.Before, Split: true}
	top := doc.Row{Height: cmp.Or(b.Height, m.row)}
	for range per {
		g.Cols = append(g.Cols, doc.Track{MM: 11.5}, doc.Track{Weight: 2.8})
		top.Cells = append(top.Cells, doc.Cell{Text: sc.set.Sentences.Form.Number.String(), Style: head, Fill: doc.Gray12}, doc.Cell{Text: sc.set.Sentences.Form.Name.String(), Style: head, Fill: doc.Gray12})
		for _, grade := range grades {
			g.Cols = append(g.Cols, doc.Track{Weight: 1})
			top.Cells = append(top.Cells, doc.Cell{Text: grade, Style: head, Fill: doc.Gray12})
		}
	}
	g.Rows = append(g.Rows, top)
	for r := range rows {
		row := doc.Row{Height: cmp.Or(b.Height, m.row)}
		for c := range per {
			i := c*rows + r
			if i < len(list) {
				row.Cells = append(row.Cells, doc.Cell{Text: strconv.Itoa(place(list[i], sc)), Style: no}, doc.Cell{Text: list[i].Label, Style: name})
			} else {
				row.Cells = append(row.Cells, doc.Cell{}, doc.Cell{})
			}
			for range grades {
				row.Cells = append(row.Cells, doc.Cell{})
			}
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

// place is the number of a candidate among all, from 1.
func place(m *config.Member, sc *scope) int { return slices.Index(candidates(sc), m) + 1 }

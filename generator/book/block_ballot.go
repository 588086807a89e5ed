package book

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"dangce/config"
	"dangce/generator/doc"
	"dangce/templates"
	"dangce/templates/phrase"
)

// Half a sheet is enough for ballotHalf candidates whose names take one line
// of nameLine characters.
const (
	ballotHalf = 18
	nameLine   = 8
	ballotRow  = 12.0 // a row of boxes is no higher, mm
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

// ballotBlock is a ballot: a title, how to tick, the candidates beside each
// other in so many columns, with a box for each of the grades that the text
// names, and room for a seal. At most so many rows are on a sheet; more
// candidates are shared over equal sheets, each with its number.
type ballotBlock struct {
	base
	Title     phrase.Text         `toml:"title"`
	Note      phrase.Text         `toml:"note"`  // how to tick
	Sheet     string              `toml:"sheet"` // number of a sheet among several, with two %d
	Seal      phrase.Text         `toml:"seal"`
	Text      string              `toml:"text"` // the grades: 优秀|合格
	PerRow    int                 `toml:"per_row"`
	Max       int                 `toml:"max"`
	Height    float64             `toml:"height"` // of a row, mm
	Before    float64             `toml:"before"`
	Style     templates.StyleName `toml:"style"`
	HeadStyle templates.StyleName `toml:"head_style"`
}

func (b *ballotBlock) check(c *blockChecker) {
	c.high("height", b.Height)
	if b.Sheet != "" && strings.Count(b.Sheet, "%d") != 2 {
		c.add("bad-sheet", c.at+".sheet", "sheet 里要有两个 %d：第几张、共几张", `sheet = "第 %d 张，共 %d 张"`)
	}
}

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
	sheets := ballotSheets(list, per, b.Max, cmp.Or(b.Height, m.row))
	for i, part := range sheets {
		if i > 0 {
			out = append(out, &doc.Break{})
		}
		number := ""
		if len(sheets) > 1 && b.Sheet != "" {
			number = fmt.Sprintf(b.Sheet, i+1, len(sheets))
		}
		out = append(out, b.sheet(part, per, grades, number, sc, m)...)
	}
	return out
}

// ballotSheets shares the candidates over as few sheets as hold them, so many
// columns on each and at most so many rows, none with many more than another.
func ballotSheets(list []*config.Member, per, most int, height float64) [][]*config.Member {
	if len(list) == 0 {
		return nil
	}
	for n := 1; ; n++ {
		var out [][]*config.Member
		fits := true
		for i := range n {
			part := list[i*len(list)/n : (i+1)*len(list)/n]
			rows := (len(part) + per - 1) / per
			fits = fits && (most == 0 || rows <= 1 || rows <= most && ballotHeight(part, rows, per, height) <= float64(most)*height)
			out = append(out, part)
		}
		if fits || n == len(list) {
			return out
		}
	}
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

// sheet is one sheet of a ballot, its candidates running down the columns.
func (b *ballotBlock) sheet(list []*config.Member, per int, grades []string, number string, sc *scope, m measure) []doc.Block {
	var out []doc.Block
	say := func(text, style string) {
		if text != "" {
			out = append(out, &doc.Text{Text: text, Style: sc.style("", style)})
		}
	}
	say(sc.expand(b.Title), "ballot_title")
	say(number, "ballot_note")
	say(sc.expand(b.Note), "ballot_note")
	rows, high := (len(list)+per-1)/per, cmp.Or(b.Height, m.row)
	if b.Max > 0 { // rows of a sheet that is not full are higher
		high = min(float64(high*float64(b.Max)/float64(rows)), ballotRow)
	}
	out = append(out, b.grid(list, rows, per, high, grades, sc))
	say(sc.expand(b.Seal), "ballot_seal")
	return out
}

// grid is the table of one sheet.
func (b *ballotBlock) grid(list []*config.Member, rows, per int, high float64, grades []string, sc *scope) *doc.Grid {
	head, name := sc.style(b.HeadStyle, "table_head"), sc.style(b.Style, "table_body")
	no := name
	no.Align = doc.AlignCenter
	g := &doc.Grid{Frame: frameWidth, Inner: innerWidth, Before: b.Before, Split: true}
	top := doc.Row{Height: high}
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
		row := doc.Row{Height: high}
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

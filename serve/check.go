package serve

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"dangce/config/date"
	"dangce/config/diag"
	"dangce/config/sheet"
	"dangce/generator/xlsx"
	"dangce/project"
)

// perPage is how many findings are on a page.
const perPage = 50

// checkPage is what was read and found.
type checkPage struct {
	Errors, Warnings int
	Summary          string
	Groups           []findingGroup
	Shown, Of        int
	Page, Pages      int
	Previous, Next   string // addresses
	Level, Branch    string // what is shown alone, "" for all
	Branches         []choice
	Files            []readFile
	Read             []project.Branch
	WithoutDues      string // of which branches dues are not assessed yet
	Unread           []string
	Ready            bool
}

// choice is an option of a list.
type choice struct {
	Value, Text string
	Chosen      bool
}

// findingGroup are the findings of a file.
type findingGroup struct {
	File     string
	Findings []findingView
}

type findingView struct {
	diag.Finding
	IsError             bool
	Where               string // 党员!C7, or 第 12 行
	Who                 string // the branch
	Rows                []nearRow
	Cols                []string
	Before, Mark, After string // the line of a text file, with what is meant in the middle
}

func (s *Server) check(w http.ResponseWriter, r *http.Request, d *desk) {
	st := d.now()
	p := checkPage{Summary: diag.Summary(st.Findings), Level: r.FormValue("level"), Branch: r.FormValue("branch"), Read: st.branches(), Unread: st.Account.Unread}
	p.Errors, p.Warnings = diag.Count(st.Findings)
	p.WithoutDues = project.WithoutDues(p.Read)
	p.Ready = st.County != nil && p.Errors == 0
	chosen := p.choose(st)
	p.Of = len(chosen)
	p.Pages = max(1, (p.Of+perPage-1)/perPage)
	p.Page, _ = strconv.Atoi(r.FormValue("page"))
	p.Page = min(max(p.Page, 1), p.Pages)
	at := func(n int) string {
		return "/check?" + url.Values{"level": {p.Level}, "branch": {p.Branch}, "page": {strconv.Itoa(n)}}.Encode()
	}
	if p.Page > 1 {
		p.Previous = at(p.Page - 1)
	}
	if p.Page < p.Pages {
		p.Next = at(p.Page + 1)
	}
	chosen = chosen[min((p.Page-1)*perPage, p.Of):min(p.Page*perPage, p.Of)]
	p.Shown = len(chosen)
	_, branches := st.Names()
	for _, f := range chosen {
		v := st.view(f)
		v.Who = cmp.Or(branches[f.Branch], f.Branch)
		if n := len(p.Groups); n == 0 || p.Groups[n-1].File != f.File {
			p.Groups = append(p.Groups, findingGroup{File: f.File})
		}
		g := &p.Groups[len(p.Groups)-1]
		g.Findings = append(g.Findings, v)
	}
	p.Files = st.read()
	s.show(w, "check", "检查", true, p)
}

// choose returns the findings that are asked for, and lists the branches that
// have any.
func (p *checkPage) choose(st *state) []diag.Finding {
	_, names := st.Names()
	seen := map[string]int{}
	var out []diag.Finding
	for _, f := range st.Findings {
		if f.Branch != "" {
			seen[f.Branch]++
		}
		if (p.Level == "" || (p.Level == "error") == (f.Severity == diag.Error)) && (p.Branch == "" || p.Branch == f.Branch) {
			out = append(out, f)
		}
	}
	for code, n := range seen {
		p.Branches = append(p.Branches, choice{code, fmt.Sprintf("%s %s（%d）", code, names[code], n), code == p.Branch})
	}
	slices.SortFunc(p.Branches, func(a, b choice) int { return cmp.Compare(a.Value, b.Value) })
	return out
}

// readFile is a sheet of the rosters, and what became of it.
type readFile struct {
	Place, Kind, Used, Unused, Other string
	Records                          int
	Left                             bool // something in it was not read
}

func (st *state) read() []readFile {
	var out []readFile
	for _, r := range st.Sheets() {
		f := readFile{Place: r.Place(), Kind: r.Kind, Records: r.Records, Used: strings.Join(r.Used, "、"), Unused: r.UnusedText(true), Other: r.OtherText(), Left: r.Kind == "" && r.Looks || r.UnusedText(false) != ""}
		if r.Kind == "" {
			f.Kind = "没有读：" + r.Why
		}
		out = append(out, f)
	}
	return out
}

// view is a finding with what stands around its place.
func (st *state) view(f diag.Finding) findingView {
	v := findingView{Finding: f, IsError: f.Severity == diag.Error}
	switch {
	case f.Cell != "":
		v.Where = f.Sheet + "!" + f.Cell
		n := st.near(f.File, f.Sheet, f.Row, f.Col)
		v.Cols, v.Rows = n.cols, n.rows
	case f.Sheet != "":
		v.Where = f.Sheet
	case f.Line > 0:
		v.Where = fmt.Sprintf("第 %d 行第 %d 列", f.Line, f.Column)
		line := []rune(diag.Clean(f.Text))
		from := min(max(f.Column-1, 0), len(line))
		to := min(from+max(f.Width, 1), len(line))
		v.Before, v.Mark, v.After = string(line[:from]), string(line[from:to]), string(line[to:])
	}
	return v
}

// nearRow is a row of the small table around a cell.
type nearRow struct {
	N     int
	Cells []nearCell
}

type nearCell struct {
	Text string
	Here bool
}

// How far the small table reaches.
const (
	nearRows = 2
	nearCols = 3
)

// place is a cell of the rosters.
type place struct {
	file, sheet string
	row, col    int
}

// neighbourhood is the small table around a cell.
type neighbourhood struct {
	cols []string
	rows []nearRow
}

// maxNear is how many neighbourhoods are kept.
const maxNear = 1000

// near is the neighbourhood of a cell. Those that were shown are kept: the
// findings of a page may be in more workbooks than memory should hold.
func (st *state) near(file, sheet string, row, col int) neighbourhood {
	st.nearMu.Lock()
	defer st.nearMu.Unlock()
	at := place{file, sheet, row, col}
	n, ok := st.nearby[at]
	if !ok {
		n.cols, n.rows = st.look(file, sheet, row, col)
		if st.nearby == nil || len(st.nearby) == maxNear {
			st.nearby = map[place]neighbourhood{}
		}
		st.nearby[at] = n
	}
	return n
}

// look reads the neighbourhood of a cell from its file.
func (st *state) look(file, name string, row, col int) (cols []string, rows []nearRow) {
	b := st.tables.open(st.files, file)
	if b == nil {
		return nil, nil
	}
	i := slices.IndexFunc(b.Sheets, func(s *sheet.Sheet) bool { return s.Name == name })
	if i < 0 {
		return nil, nil
	}
	from, to := max(col-nearCols, 1), max(col-nearCols, 1)+2*nearCols
	for c := from; c <= to; c++ {
		cols = append(cols, sheet.ColumnName(c))
	}
	all := b.Sheets[i].Rows
	hidden := identityColumns(all)
	at, _ := slices.BinarySearchFunc(all, row, func(r sheet.Row, n int) int { return cmp.Compare(r.N, n) })
	for _, r := range all[max(at-nearRows, 0):min(at+nearRows+1, len(all))] {
		line := nearRow{N: r.N}
		for c := from; c <= to; c++ {
			text := diag.Clean(r.At(c).Text)
			if hidden[c] && r.N != row || identity.MatchString(text) {
				text = "（不显示）"
			}
			line.Cells = append(line.Cells, nearCell{short(text), r.N == row && c == col})
		}
		rows = append(rows, line)
	}
	return cols, rows
}

// identity is what no page shows.
var identity = regexp.MustCompile(`\d{14}[\dXx]|\d{17}[\dXx]`)

// identityColumns are the columns whose title speaks of identity numbers.
func identityColumns(rows []sheet.Row) map[int]bool {
	out := map[int]bool{}
	for _, r := range rows[:min(len(rows), 20)] {
		for _, c := range r.Cells {
			if k := sheet.Key(c.Text); strings.Contains(k, "身份") || strings.Contains(k, "证件号") {
				out[c.Col] = true
			}
		}
	}
	return out
}

func short(s string) string {
	const most = 24
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// tables keeps a few workbooks open, to show what stands around findings.
type tables struct {
	mu    sync.Mutex
	books map[string]*sheet.Book
}

const maxTables = 4

func (t *tables) open(fsys fs.FS, name string) *sheet.Book {
	t.mu.Lock()
	defer t.mu.Unlock()
	if b, ok := t.books[name]; ok {
		return b
	}
	var b *sheet.Book
	if data, err := fs.ReadFile(fsys, name); err == nil {
		b, _ = sheet.Open(name, data, sheet.Limits{}) // what cannot be opened has no neighbourhood
	}
	if t.books == nil || len(t.books) == maxTables {
		t.books = map[string]*sheet.Book{}
	}
	t.books[name] = b
	return b
}

// problems is the list to send back, as check --format xlsx writes it.
func (s *Server) problems(w http.ResponseWriter, _ *http.Request, d *desk) {
	var b bytes.Buffer
	if err := xlsx.Write(&b, d.now().ProblemBook(date.Of(s.Now()), nil)); err != nil {
		s.broke(w, "写问题清单", err)
		return
	}
	attach(w, "名册问题清单.xlsx")
	_, _ = b.WriteTo(w)
}

// attach makes the answer a file to keep.
func attach(w http.ResponseWriter, name string) {
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(name))
}

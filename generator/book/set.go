// Package book makes documents of blocks from the templates and a checked
// county: it fills in placeholders, repeats pages for each meeting of the
// plan, and lists members, norms and dues.
//
// It is for the generator, which hands the blocks to layout and to xlsx. It
// knows kinds of blocks, not books: what a handbook holds stands in
// templates/books. It invents no record; a placeholder about something that
// is not in scope stays blank. Mistakes in templates are findings with their
// places, reported by Load before anything is built.
package book

import (
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/generator/doc"
	"dangce/templates"
)

// Set is the templates of a run, checked and ready for use. It is not changed
// after Load and may be used by several goroutines.
type Set struct {
	Books      []*templates.Book
	Workbooks  []*templates.Workbook
	Agendas    []*templates.Agenda
	Activities *templates.Activities
	Calendar   *templates.Calendar
	Norms      *templates.Norms
	Flows      []*templates.Flow
	Quorums    *templates.Quorums
	Words      []string // that lines do not break

	styles   map[string]doc.Style
	tables   map[string]*templates.Table
	cover    *templates.Cover
	roles    *templates.Roles
	account  *templates.Accountability
	duties   *templates.Duties
	wording  wording
	phrases  map[string]phrase
	formulas map[string]*doc.Formula // by their texts
}

// source tells the places of a template.
type source interface {
	Has(path string) bool
	Add(out *diag.List, sev diag.Severity, code, path, message, hint string)
}

// Load reads and checks all templates of fsys. overlayName is the name of the
// county's folder in messages. The Set is of no use when out has errors.
func Load(fsys fs.FS, overlayName string, out *diag.List) *Set {
	s := &Set{phrases: make(map[string]phrase), formulas: make(map[string]*doc.Formula)}
	s.styles = styles(templates.LoadStyles(fsys, overlayName, out))
	s.tables = templates.LoadTables(fsys, overlayName, out)
	s.resolveChoices(out)
	s.Books = templates.LoadBooks(fsys, overlayName, out)
	s.cover = templates.LoadCover(fsys, overlayName, out)
	s.Workbooks = templates.LoadWorkbooks(fsys, overlayName, out)
	s.Agendas = templates.LoadAgendas(fsys, overlayName, out)
	s.Norms = templates.LoadNorms(fsys, overlayName, out)
	s.roles = templates.LoadRoles(fsys, overlayName, out)
	s.Activities = templates.LoadActivities(fsys, overlayName, out)
	s.Calendar = templates.LoadCalendar(fsys, overlayName, out)
	s.Quorums = templates.LoadQuorums(fsys, overlayName, out)
	s.Flows = templates.LoadFlows(fsys, overlayName, s.Quorums, out)
	s.duties = templates.LoadDuties(fsys, overlayName, out)
	s.account = templates.LoadAccountability(fsys, overlayName, out)
	s.wording.Wording = templates.LoadWording(fsys, overlayName, out)
	s.wording.community = s.wording.InCommunity()
	s.Words = templates.LoadWords(fsys, overlayName, out)
	s.checkAll(out)
	s.checkForms(templates.LoadRates(fsys, overlayName, new(diag.List)), out) // its faults are the county's, reported there
	return s
}

type wording struct {
	*templates.Wording
	community *templates.Rewording // of charts
}

// college reports whether an education counts as 大专以上.
func (w wording) college(education string) bool {
	return slices.ContainsFunc(w.College, func(word string) bool { return strings.Contains(education, word) })
}

// styles turns styles as templates spell them into those of the document.
func styles(named map[string]templates.Style) map[string]doc.Style {
	roles := map[string]doc.Role{"title": doc.Title, "heading": doc.Heading, "subheading": doc.Subheading, "body": doc.Body}
	out := make(map[string]doc.Style, len(named))
	for name, t := range named {
		out[name] = doc.Style{Role: roles[t.Role], Size: t.Size, Leading: t.Leading, Indent: t.Indent,
			Align: aligns[t.Align], Ink: inks[t.Ink], Before: t.Before, After: t.After, Track: t.Track, Min: t.Min}
	}
	return out
}

var inks = map[string]doc.Ink{"": doc.Black, "black": doc.Black, "gray": doc.Gray70, "white": doc.White, "red": doc.Red, "gold": doc.Gold}

var aligns = map[string]doc.Align{"left": doc.AlignLeft, "center": doc.AlignCenter, "right": doc.AlignRight, "justify": doc.AlignJustify, "spread": doc.AlignSpread}

// Style returns a named style.
func (s *Set) Style(name string) doc.Style { return s.styles[name] }

// Filler is the title of pages for notes.
func (s *Set) Filler() string { return s.wording.Filler }

func (s *Set) checkAll(out *diag.List) {
	for _, b := range s.Books {
		s.checkBook(b, out)
		checkBinding(b, out)
		checkRoom(b, out)
	}
	s.checkCodes(out)
	s.checkFiles(out)
	s.checkCover(out)
	for _, name := range sorted(s.tables) {
		t := s.tables[name]
		s.checkWord(t.Data, "data", "行的来源", rows, t.Source, out)
		s.checkColumns(t.Cols, "column", t.Source, out)
	}
	for _, a := range s.Agendas {
		s.checkAgenda(a, out)
	}
	s.checkFlows(out)
	for _, w := range s.Workbooks {
		s.checkWorkbook(w, out)
	}
}

func (s *Set) checkBook(b *templates.Book, out *diag.List) {
	src := b.Source
	s.check(b.Title, "title", src, out)
	s.check(b.File, "file", src, out)
	s.check(b.Imposed, "imposed_file", src, out)
	s.check(b.Cover, "cover_file", src, out)
	s.check(b.CoverTitle, "cover_title", src, out)
	s.checkWord(b.Repeat, "repeat", "重复方式", repeats, src, out)
	s.check(b.Head, "head", src, out)
	s.checkWhen(b.When, "when", src, out)
	anchors := map[string]bool{"": true}
	for i := range b.Pages {
		anchors[b.Pages[i].Anchor] = true
	}
	for i := range b.Pages {
		p := &b.Pages[i]
		at := fmt.Sprintf("page[%d]", i)
		s.check(p.Title, at+".title", src, out)
		s.check(p.Section, at+".section", src, out)
		s.checkWhen(p.When, at+".when", src, out)
		s.check(p.Tab, at+".tab", src, out)
		s.checkWord(p.Each, at+".each", "重复方式", repeats, src, out)
		s.checkWord(p.Repeat, at+".repeat", "重复方式", repeats, src, out)
		if !anchors[p.Refer] {
			src.Add(out, diag.Error, "unknown-anchor", at+".refer", fmt.Sprintf("没有页的 anchor 是 %q", p.Refer), "给要指向的页加一行 anchor")
		}
		for k := range p.Blocks {
			s.checkBlock(&p.Blocks[k], fmt.Sprintf("%s.block[%d]", at, k), src, out)
		}
	}
}

func (s *Set) checkBlock(b *templates.Block, at string, src source, out *diag.List) {
	checkName(b.Kind, at+".kind", "块", blocks, src, out)
	s.checkWhen(b.When, at+".when", src, out)
	s.check(b.Text, at+".text", src, out)
	s.check(b.Caption, at+".caption", src, out)
	s.check(b.Later, at+".later", src, out)
	if b.Style != "" {
		checkName(b.Style, at+".style", "样式", s.styles, src, out)
	}
	if b.Ink != "" {
		checkName(b.Ink, at+".ink", "颜色", inks, src, out)
	}
	if b.Head != "" {
		checkName(b.Head, at+".head_style", "样式", s.styles, src, out)
	}
	if b.Use != "" {
		checkName(b.Use, at+".use", "表", s.tables, src, out)
	}
	s.checkWord(b.Data, at+".data", "行的来源", rows, src, out)
	s.checkColumns(b.Cols, at+".column", src, out)
	if b.Kind == "list" && len(b.Rows) != 2 {
		src.Add(out, diag.Error, "bad-list", at+".rows", fmt.Sprintf("list 要两行，写了 %d 行", len(b.Rows)), "第一行是表头，第二行是每一条的样子")
	}
	for i := range b.Rows {
		row := fmt.Sprintf("%s.rows[%d]", at, i)
		s.checkWhen(b.Rows[i].When, row+".when", src, out)
		for k := range b.Rows[i].Cells {
			c := &b.Rows[i].Cells[k]
			cell := templates.CellPath(src, row, k)
			s.check(c.Text, cell+".text", src, out)
			s.check(c.Note, cell+".note", src, out)
			if c.Style != "" {
				checkName(c.Style, cell+".style", "样式", s.styles, src, out)
			}
			if c.Names != "" {
				checkName(c.Names, cell+".names", "签到名单", signers, src, out)
			}
			if c.Shade != "" {
				checkName(c.Shade, cell+".shade", "底色", shades, src, out)
			}
		}
	}
	if b.Kind == "flow" && b.Chart != "" && s.flow(b.Chart) == nil {
		src.Add(out, diag.Error, "unknown-chart", at+".chart", fmt.Sprintf("没有流程图 %q", b.Chart), "flows 文件夹里的文件各有一个 id")
	}
}

func (s *Set) checkColumns(cols []templates.TableCol, at string, src source, out *diag.List) {
	for i := range cols {
		c := &cols[i]
		path := fmt.Sprintf("%s[%d]", at, i)
		for _, t := range []struct{ key, text string }{{"title", c.Title}, {"group", c.Group}, {"value", c.Value}, {"id", c.ID},
			{"under", c.Under}, {"side", c.Side}, {"sample", c.Sample}, {"min", c.Min}, {"max", c.Max}} {
			s.check(t.text, path+"."+t.key, src, out)
		}
		s.readFormula(c.Formula, path+".formula", src, out)
		s.readFormula(c.Total, path+".total", src, out)
		s.checkWhen(c.When, path+".when", src, out)
	}
}

func (s *Set) checkWhen(when []string, path string, src source, out *diag.List) {
	for _, w := range when {
		checkName(strings.TrimPrefix(w, "!"), path, "条件", conditions, src, out)
	}
}

// checkWord checks the word before the colon of repeat and data.
func (s *Set) checkWord(value, path, what string, known map[string]func(*scope, string) []scope, src source, out *diag.List) {
	if value == "" {
		return
	}
	if strings.Contains(value, "：") {
		src.Add(out, diag.Error, "full-width", path, "冒号是全角的", "写成 \""+strings.ReplaceAll(value, "：", ":")+"\"")
		return
	}
	word, arg, _ := strings.Cut(value, ":")
	checkName(word, path, what, known, src, out)
	s.checkArgument(word, arg, path, src, out)
}

// guide is where all names are explained.
const guide = "全部名字见 docs/adding-a-book.md"

// fewNames is how many names a hint can list.
const fewNames = 24

// checkName reports a name that is not in the table of those known.
func checkName[T any](name, path, what string, known map[string]T, src source, out *diag.List) {
	if _, ok := known[name]; ok {
		return
	}
	names := slices.DeleteFunc(sorted(known), func(n string) bool { return n == "" })
	hint := guide
	if near := decode.Nearest(name, names); near != "" {
		hint = "是不是 " + near + "？" + guide
	} else if len(names) <= fewNames {
		hint = "可用：" + strings.Join(names, "、")
	}
	src.Add(out, diag.Error, "unknown-name", path, fmt.Sprintf("没有%s %q", what, name), hint)
}

func sorted[T any](m map[string]T) []string {
	var names []string
	for n := range m {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

func (s *Set) flow(id string) *templates.Flow {
	for _, f := range s.Flows {
		if f.ID == id {
			return f
		}
	}
	return nil
}

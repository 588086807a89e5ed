package book

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"dangce/config"
	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/generator/calc"
	"dangce/generator/doc"
	"dangce/templates"
)

// A workbook is checked by its forms: the sheets and columns that it has for
// one subject or another, without rows. Everything in them that names a
// column, a field or a table is looked up there, as the writer will do it.

// CheckRules checks the workbooks with the county's own rules of dues: there
// is a column for each of their brackets.
func (s *Set) CheckRules(rules *config.DuesRules, out *diag.List) {
	f := &formCheck{set: s, out: out, seen: map[string]bool{}}
	for _, w := range s.Workbooks {
		f.workbook(w, rules)
	}
}

// checkForms checks all workbooks with the rates of the templates.
func (s *Set) checkForms(rates *templates.Rates, out *diag.List) {
	rules := config.RulesOf(rates)
	f := &formCheck{set: s, out: out, seen: map[string]bool{}}
	for _, name := range sorted(s.tables) {
		f.table(s.tables[name])
	}
	for _, w := range s.Workbooks {
		f.sheets(w)
		f.workbook(w, &rules)
	}
}

// formCheck reports each fault once, in however many forms it is found.
type formCheck struct {
	set     *Set
	out     *diag.List
	seen    map[string]bool
	builtin map[string]*templates.Table
}

func (f *formCheck) add(src *decode.File, code, path, message, hint string) {
	key := src.Name() + "\x00" + path + "\x00" + message
	if code == "bad-formula" {
		key = src.Name() + "\x00" + path // of a column that repeats, once
	}
	if f.set.faulty[src.Name()] {
		return // what follows from a text that cannot be filled in is not said too
	}
	if !f.seen[key] {
		f.seen[key] = true
		src.Add(f.out, diag.Error, code, path, message, hint)
	}
}

// form is a workbook as it is handed out, and where its parts stand in the
// templates.
type form struct {
	*templates.Workbook
	book   doc.Workbook
	sheets []formSheet // by sheet of book
}

type formSheet struct {
	*templates.Sheet
	at    string // in the workbook's file
	of    *templates.Table
	cols  []column
	table *doc.Table // with all columns, also of an example
	rules [][]doc.Highlight
}

// form makes the form of a workbook for a subject.
func (s *Set) form(w *templates.Workbook, sub *Subject) *form {
	f := &form{Workbook: w}
	sc := &scope{Subject: sub, set: s}
	for i := range w.Sheets {
		t := &w.Sheets[i]
		if !sc.holds(t.When) {
			continue
		}
		fs := formSheet{Sheet: t, at: fmt.Sprintf("sheet[%d]", i), of: s.tables[string(t.Use)]}
		sh := doc.Sheet{Name: t.Name, Example: t.Example}
		if fs.of != nil && soundRepeats(fs.of.Cols) {
			fs.cols = sc.columns(fs.of.Cols)
			fs.table = &doc.Table{ID: fs.of.Name, Blank: 1}
			for k := range fs.cols {
				fs.table.Cols = append(fs.table.Cols, fs.cols[k].column())
			}
			sc.finish(fs.table, fs.of, t)
			sh.Table = fs.table
		}
		for k := range t.Fields {
			sh.Fields = append(sh.Fields, sc.field(&t.Fields[k]))
		}
		if fs.table != nil {
			for k := range t.Rules {
				fs.rules = append(fs.rules, sc.rules(&t.Rules[k], fs.table))
			}
		}
		f.sheets, f.book.Sheets = append(f.sheets, fs), append(f.book.Sheets, sh)
	}
	return f
}

// soundRepeats reports whether all repetitions are known.
func soundRepeats(cols []templates.TableCol) bool {
	return !slices.ContainsFunc(cols, func(c templates.TableCol) bool {
		_, known := words.repeats.Get(string(c.Repeat))
		return c.Repeat != "" && !known
	})
}

// subjects are those that a workbook may be for, as far as its conditions
// differ between them.
func (s *Set) subjects(w *templates.Workbook, rules *config.DuesRules) []*Subject {
	var when [][]string
	note := func(list []string) {
		if len(list) > 0 && !slices.ContainsFunc(when, func(w []string) bool { return slices.Equal(w, list) }) {
			when = append(when, list)
		}
	}
	for i := range w.Sheets {
		note(w.Sheets[i].When)
		if t := s.tables[string(w.Sheets[i].Use)]; t != nil {
			for k := range t.Cols {
				note(t.Cols[k].When)
			}
		}
	}
	var out []*Subject
	seen := map[string]bool{}
	key := make([]byte, len(when))
	for sub := range models(w.For, rules) {
		sc := &scope{Subject: sub, set: s}
		for i, list := range when {
			key[i] = '-'
			if sc.holds(list) {
				key[i] = '+'
			}
		}
		if !seen[string(key)] {
			seen[string(key)] = true
			if out = append(out, sub); len(when) == 0 {
				break // all subjects are alike
			}
		}
	}
	return out
}

// models are subjects of all kinds that templates tell apart.
func models(whom string, rules *config.DuesRules) iter.Seq[*Subject] {
	return func(yield func(*Subject) bool) {
		for _, hide := range [][]string{nil, {"phone", "birth"}} {
			county := &config.County{Year: 2027, Dues: *rules, Print: config.Print{Hide: hide}}
			com := &config.Committee{Kind: config.Township}
			switch whom {
			case "branch":
				for _, kind := range branchKinds {
					for n := range 16 {
						if !yield(&Subject{County: county, Committee: com, Branch: modelBranch(kind, com, n)}) {
							return
						}
					}
				}
				continue
			case "committee":
			default:
				com = nil
			}
			if !yield(&Subject{County: county, Committee: com}) {
				return
			}
		}
	}
}

// modelBranch is a branch with what the bits of n say: a committee, many
// members, groups, a book of deliberation.
func modelBranch(kind config.BranchKind, com *config.Committee, n int) *config.Branch {
	b := &config.Branch{Kind: kind, Committee: com, HasCommittee: n&1 > 0, Members: make([]*config.Member, largeBranch*(n>>1&1)+1)}
	for i := range b.Members {
		b.Members[i] = &config.Member{}
	}
	for range annexGroups * (n >> 2 & 1) {
		b.Groups = append(b.Groups, &config.Group{})
	}
	if n>>3&1 > 0 {
		b.Books = []string{config.Deliberation}
	}
	return b
}

// workbook looks up everything that a workbook names.
func (f *formCheck) workbook(w *templates.Workbook, rules *config.DuesRules) {
	for _, sub := range f.set.subjects(w, rules) {
		form := f.set.form(w, sub)
		if len(form.sheets) == 0 {
			f.add(w.Source, "no-sheet", "title", "这个工作簿没有工作表", "加 [[sheet]]，或者改各张表的 when，至少留一张")
		}
		sound := true
		for i := range form.sheets {
			if fs := &form.sheets[i]; fs.table != nil {
				sound = f.columns(fs) && sound
				f.names(form, fs)
				f.rules(w, fs)
				f.contract(form, fs)
			}
		}
		if sound {
			f.formulas(form)
		}
	}
}

// formulas reports formulas that cannot be computed.
func (f *formCheck) formulas(form *form) {
	calc.Check(&form.book, func(sheet, col int, total bool, err error) {
		fs := &form.sheets[sheet]
		path := columnPath(fs.of, fs.cols[col].TableCol) + ".formula"
		text := fs.cols[col].Formula
		if total {
			path, text = columnPath(fs.of, fs.cols[col].TableCol)+".total", fs.cols[col].Total
		}
		var fault *calc.Fault
		if !errors.As(err, &fault) {
			fault = &calc.Fault{Message: err.Error()}
		}
		src, message := fs.of.Source, fmt.Sprintf("公式 %s：%s", text, fault.Message)
		// A formula of ours that misses a column of the county's own table: the
		// county's file is the one to change.
		if other := f.set.tables[fault.Table]; other != nil && builtIn(src) && !builtIn(other.Source) {
			if k := slices.IndexFunc(other.Cols, func(c templates.TableCol) bool { return named(c.ID, fault.Name) }); k >= 0 {
				f.add(other.Source, "bad-formula", kindPath(other, k), fmt.Sprintf("表 %s 的公式 %s 用不了列 %q：%s", fs.of.Name, text, fault.Name, fault.Message), fault.Hint)
				return
			}
			path, hint := f.lost(other, fault.Name)
			f.add(other.Source, "lost-column", path, fmt.Sprintf("表 %s 的公式 %s 要用这张表的列 %q，这里没有了", fs.of.Name, text, fault.Name), hint)
			return
		}
		if fault.Field != "" && builtIn(src) && !builtIn(form.Source) {
			at := fs.at + ".use"
			if len(fs.Fields) > 0 {
				at = fs.at + ".field[0].id"
			}
			f.add(form.Source, "lost-field", at, fmt.Sprintf("表 %s 的公式 %s 要用这张工作表的栏 %q，这里没有了", fs.of.Name, text, fault.Field), fmt.Sprintf("加回 [[sheet.field]]，id = %q", fault.Field))
			return
		}
		f.add(src, "bad-formula", path, message, fault.Hint)
	})
}

// kindPath is where a column says its kind, or else its id.
func kindPath(t *templates.Table, i int) string {
	path := fmt.Sprintf("column[%d]", i)
	if t.Source.Has(path + ".kind") {
		return path + ".kind"
	}
	return path + ".id"
}

// lost finds what became of a column of a built-in table in the county's own:
// the one with its title, under another id.
func (f *formCheck) lost(t *templates.Table, id string) (path, hint string) {
	if f.builtin == nil {
		f.builtin = templates.LoadTables(templates.Embedded(), "", new(diag.List))
	}
	hint = fmt.Sprintf("加回 id = %q 的列；标题可以改，id 不要改", id)
	if b := f.builtin[t.Name]; b != nil {
		for i := range b.Cols {
			for k := range t.Cols {
				if named(b.Cols[i].ID, id) && t.Cols[k].Title.String() == b.Cols[i].Title.String() && t.Cols[k].Group.String() == b.Cols[i].Group.String() {
					return fmt.Sprintf("column[%d].id", k), fmt.Sprintf("把 id 改回 %q；标题可以改，id 不要改", b.Cols[i].ID)
				}
			}
		}
	}
	return "title", hint
}

// named reports whether id may be the name of a column with this pattern:
// paid{mm} names paid01.
func named(pattern, id string) bool {
	before, rest, repeated := strings.Cut(pattern, "{")
	if !repeated {
		return pattern == id
	}
	_, after, _ := strings.Cut(rest, "}")
	return len(id) > len(before)+len(after) && strings.HasPrefix(id, before) && strings.HasSuffix(id, after)
}

// builtIn reports whether a template is one of the program's own.
func builtIn(src *decode.File) bool { return strings.HasPrefix(src.Name(), "内置模板/") }

package project

import (
	"cmp"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"dangce/config"
	"dangce/config/date"
	"dangce/config/diag"
	"dangce/generator"
	"dangce/generator/archive"
	"dangce/generator/doc"
	"dangce/generator/pack"
	"dangce/generator/xlsx"
)

// ErrFrozenUnreadable is returned where the inputs of an archive have errors
// for this program, as after fonts were moved.
var ErrFrozenUnreadable = errors.New("付印存档里的配置、名册现在读不出来")

// Year is a county in the year after printing: as it was printed, as it is,
// and what was printed since.
type Year struct {
	Now, Was *Project
	Archive  *archive.Archive
	Log      *archive.Log

	dir string // of the county
}

// Year reads what was printed of the county in dir. It wraps archive.ErrNone
// where nothing was frozen.
func (p *Project) Year(dir string, folder fs.FS) (*Year, error) {
	a, err := archive.Of(dir, p.County.Year)
	if err != nil {
		return nil, err
	}
	log, err := a.ReadLog(dir)
	if err != nil {
		return nil, err
	}
	y := &Year{Now: p, Was: Frozen(a, folder), Archive: a, Log: log, dir: dir}
	if errs, _ := diag.Count(y.Was.Findings); y.Was.County == nil || errs > 0 {
		return y, ErrFrozenUnreadable
	}
	return y, nil
}

// Changes returns the branches with events that no supplement has printed,
// and what cannot be: changes of the rosters that no event explains, events
// that were printed and are no longer there.
func (y *Year) Changes() ([]generator.Changed, []diag.Finding) {
	var out diag.List
	var list []generator.Changed
	was := map[string]*config.Branch{}
	for _, b := range y.Was.County.Branches() {
		was[b.Code] = b
	}
	seen, now := y.Log.Seen(), map[string]bool{}
	for _, b := range y.Now.County.Branches() {
		old := was[b.Code]
		delete(was, b.Code)
		if old == nil {
			finding(&out, b, diag.Error, "since-branch", "付印以后名册里多了这个党支部", "年内新成立的支部另做一个县的文件夹，单独生成它的一套；代码写错的改回来")
			continue
		}
		unexplained(&out, old, b)
		known := map[string]bool{}
		for _, e := range old.Events {
			known[eventKey(b, e)] = true
		}
		c := generator.Changed{Branch: b, Was: old}
		for _, e := range b.Events {
			key := eventKey(b, e)
			now[key] = true
			if _, printed := seen[key]; !printed && !known[key] {
				c.Events = append(c.Events, e)
			}
		}
		if len(c.Events) > 0 {
			list = append(list, c)
		}
	}
	for code, b := range was {
		finding(&out, b, diag.Error, "since-branch", "付印时有的党支部 "+code+" 现在名册里没有", "撤销、合并的，支部和党员的行都留着，在“党员变动”里记一行")
	}
	for key, text := range seen {
		if !now[key] {
			out.Add(diag.Finding{Place: diag.Place{File: y.Archive.Dir}, Severity: diag.Warning, Code: "since-gone", Message: "增补过的变动后来改了或删了：" + text, Hint: "印出的那一张作废，从书里揭下；改成什么样，这次会再印"})
		}
	}
	return list, out.Sorted()
}

func finding(out *diag.List, b *config.Branch, sev diag.Severity, code, message, hint string) {
	out.Add(diag.Finding{Place: diag.Place{File: b.Short}, Severity: sev, Code: code, Message: message, Hint: hint, Branch: b.Code, Owner: b.Committee.Code})
}

// unexplained reports members whom the rosters have changed without an event:
// nobody knows from which day on.
func unexplained(out *diag.List, old, now *config.Branch) {
	const hint = "党员表里的行改回付印时的样子，在“党员变动”里记一行，写到哪一天"
	was := map[string]*config.Member{}
	for _, m := range old.Members {
		was[personKey(m)] = m
	}
	touched := map[*config.Member]bool{}
	for _, e := range now.Events {
		touched[e.Of] = true
	}
	for _, m := range now.Everyone() {
		o := was[personKey(m)]
		delete(was, personKey(m))
		switch {
		case o == nil && m.Came.IsZero():
			finding(out, now, diag.Error, "since-member", "付印以后名册里多了"+m.Name+"，没有写哪天来的", hint)
		case o == nil || touched[m]:
		case !slices.Equal(o.Posts, m.Posts):
			finding(out, now, diag.Error, "since-member", m.Name+"的党内职务改了（"+cmp.Or(strings.Join(o.Posts, "、"), "无")+"→"+cmp.Or(strings.Join(m.Posts, "、"), "无")+"），没有写从哪天起", hint)
		case o.Group.String() != m.Group.String():
			finding(out, now, diag.Error, "since-member", m.Name+"的党小组改了（"+cmp.Or(o.Group.String(), "无")+"→"+cmp.Or(m.Group.String(), "无")+"），没有写从哪天起", hint)
		case fmt.Sprint(o.Dues) != fmt.Sprint(m.Dues):
			finding(out, now, diag.Error, "since-member", m.Name+"的缴费类别或基数改了，没有写从哪个月起", hint)
		case o.Probation != m.Probation:
			finding(out, now, diag.Error, "since-member", m.Name+"的人员类别改了，没有写哪天转正", hint)
		}
	}
	for _, o := range was {
		finding(out, now, diag.Error, "since-member", "付印时有的"+o.Name+"现在名册里没有，没有写哪天离开、去了哪里", hint)
	}
}

// personKey tells the members of a branch apart.
func personKey(m *config.Member) string { return m.Label + "/" + m.ID }

// eventKey is what makes an event the same: all that a supplement prints of
// it.
func eventKey(b *config.Branch, e *config.Event) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q %s %q %q %q %q %q %q %q", b.Code, e.Date, e.Kind, e.Name, e.From, e.To, e.Note, e.Basis, []string(e.Posts))
	fmt.Fprintf(h, " %s %q %q %v", e.Birth, e.ID, e.Group.String(), e.Dues)
	return hex.EncodeToString(h.Sum(nil)[:12])
}

func eventText(b *config.Branch, e *config.Event) string {
	return strings.TrimSpace(fmt.Sprintf("%s %s %s%s", b.Short, e.Date, e.Name, e.Kind))
}

// Updates is the folder of the next supplement below the working folder.
func (y *Year) Updates() string { return output(y.Now.County, fmt.Sprintf("-增补-%02d", y.next())) }

func (y *Year) next() int { return len(y.Log.Supplements) + 1 }

// Printed are the codes of all pages that were printed of the year.
func (y *Year) Printed() ([][]string, error) {
	f, err := y.Archive.Printed().Open(generator.PageIndex)
	if err != nil {
		return nil, fmt.Errorf("%w：%w", archive.ErrDamaged, err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%w：页面索引读不出来", archive.ErrDamaged)
	}
	var index struct {
		Pages map[string]int `json:"pages"`
	}
	if err := json.NewDecoder(z).Decode(&index); err != nil {
		return nil, fmt.Errorf("%w：页面索引读不出来", archive.ErrDamaged)
	}
	var codes []string
	for code := range index.Pages {
		codes = append(codes, code)
	}
	all := [][]string{codes}
	for _, u := range y.Log.Supplements {
		all = append(all, u.Codes)
	}
	return all, nil
}

// Line is one file of a supplement, for the office: whom it concerns, what it
// is, how many sheets.
type Line struct {
	Committee string `json:"committee"`
	Branch    string `json:"branch"`
	Name      string `json:"name"` // of the branch
	Path      string `json:"path"`
	What      string `json:"what"`
	Whom      string `json:"whom"`
	Pages     int    `json:"pages"`
	Sheets    int    `json:"sheets"` // of A4
}

// officeList is the workbook of a supplement.
const officeList = "增补清单.xlsx"

// Supplement prints what changed, into dir, and notes it in the log. The log
// comes last: a run that was killed prints the same pages again.
func (y *Year) Supplement(ctx context.Context, dir, version string, day date.Date, list []generator.Changed, progress func(generator.Progress)) (lines []Line, err error) {
	unlock, err := archive.Lock(y.dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	codes, err := y.Printed()
	if err != nil {
		return nil, err
	}
	o := generator.SupplementOptions{Set: y.Now.Set, No: y.next(), Day: day, Printed: archive.Count(codes...), Changed: list, Progress: progress,
		Was: y.Was.County, WasSet: y.Was.Set}
	var used []string
	made, err := Into(dir, y.Now.Pack("supplement", version), func(p *pack.Pack) (err error) {
		if used, err = generator.WriteSupplement(ctx, y.Now.County, p, o); err != nil {
			return err
		}
		lines = y.lines(list, p.Files())
		return p.Write(pack.File{Path: officeList, Book: "supplement-list"}, "", func(w io.Writer) error { return xlsx.Write(w, y.officeList(day, lines)) })
	})
	if err != nil {
		return nil, err
	}
	_ = made
	u := archive.Update{No: o.No, Day: day.String(), Config: y.Now.County.Digest, Folder: path.Base(strings.ReplaceAll(dir, `\`, "/")), Codes: used}
	for _, c := range list {
		for _, e := range c.Events {
			u.Events = append(u.Events, archive.Noted{Key: eventKey(c.Branch, e), Text: eventText(c.Branch, e)})
		}
	}
	y.Log.Supplements = append(y.Log.Supplements, u)
	return lines, y.Log.Save(y.dir, y.Archive.Year)
}

// lines lists the files of a supplement.
func (y *Year) lines(list []generator.Changed, files []pack.File) []Line {
	var out []Line
	for _, c := range list {
		var who, came []string
		for _, e := range c.Events {
			name := strings.TrimSpace(e.Name + string(e.Kind))
			if who = append(who, name); e.Kind.Comes() {
				came = append(came, e.Name)
			}
		}
		for _, f := range files {
			if f.Branch != c.Branch.Code {
				continue
			}
			l := Line{Committee: c.Branch.Committee.Short, Branch: c.Branch.Code, Name: c.Branch.Short, Path: f.Path, Pages: f.Pages, Sheets: f.Pages,
				What: "增补页，单面印，裁下贴进手册、台账", Whom: strings.Join(who, "、")}
			if f.Book == config.Card {
				l.What, l.Whom, l.Sheets = "党费证，双面印（短边翻转），裁开对折", strings.Join(came, "、"), (f.Pages+1)/2
			}
			out = append(out, l)
		}
	}
	return out
}

// officeList lists for the office what is printed for whom.
func (y *Year) officeList(day date.Date, lines []Line) *doc.Workbook {
	c := y.Now.County
	t := &doc.Table{ID: "supplement", Cols: []doc.Column{
		{ID: "no", Title: "序号", Kind: doc.KindInt, Chars: 6}, {ID: "committee", Title: "党委", Chars: 18}, {ID: "branch", Title: "党支部", Chars: 26},
		{ID: "whom", Title: "为谁", Chars: 30}, {ID: "what", Title: "印什么", Chars: 34}, {ID: "sheets", Title: "张数（A4）", Kind: doc.KindInt, Chars: 10},
		{ID: "file", Title: "文件", Chars: 44}, {ID: "given", Title: "交给支部的日期", Input: true, Chars: 16}, {ID: "by", Title: "签收", Input: true, Chars: 12},
	}}
	for i, l := range lines {
		t.Rows = append(t.Rows, doc.Record{Values: []doc.Value{doc.IntValue(i + 1), doc.TextValue(l.Committee), doc.TextValue(l.Name), doc.TextValue(l.Whom),
			doc.TextValue(l.What), doc.IntValue(l.Sheets), doc.TextValue(l.Path), doc.TextValue(""), doc.TextValue("")}})
	}
	title := fmt.Sprintf("%s%d年第%d次增补清单", c.Name, c.Year, y.next())
	return &doc.Workbook{Title: title, Template: "supplement-list", Version: 1, Year: c.Year, County: c.Code, Author: c.Department, Date: day.String(),
		Sheets: []doc.Sheet{{Name: "增补清单", Title: title, Table: t, Landscape: true, Filter: true}}}
}

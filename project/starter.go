package project

import (
	"bytes"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"strconv"
	"strings"
	"text/template"

	"dangce/config"
	"dangce/config/date"
	"dangce/config/diag"
	"dangce/generator/doc"
	"dangce/generator/xlsx"
	"dangce/templates"
)

//go:embed starter
var starterFS embed.FS

// Starter is what the files of a new project are filled in with.
type Starter struct {
	Name, Code string
	Year       int
	Department string
	Issued     date.Date
	Closes     date.Date // of the year's books
	TermEnds   date.Date // of the example branch
	Joined     date.Date // of its probationary member

	Rosters []string // patterns of the rosters that the county has; none for the sample

	Official bool // the schedule of holidays is known
	Source   string
	Workdays []date.Date
	Holidays []templates.Holiday
}

// NewStarter returns the starter of a county for a year.
func NewStarter(name, code string, year int) *Starter {
	s := &Starter{
		Name: name, Code: code, Year: year,
		Department: "中共" + name + "委组织部",
		Issued:     date.New(year-1, 12, 10),
		Closes:     date.New(year+1, 2, 10),
		TermEnds:   date.New(year+2, 6, 30),
		Joined:     date.New(year-1, 6, 25),
	}
	var ignored diag.List // the embedded files have tests of their own
	if y := templates.LoadCalendar(templates.Embedded(), "", &ignored).Year(year); y != nil {
		s.Official, s.Source, s.Workdays, s.Holidays = true, y.Source, y.Workdays, y.Holidays
	}
	return s
}

// sampleBranch is the branch of a new project that shows how to write one. It
// begins with sampleMark for as long as nobody has made it their own.
const (
	sampleBranch = "branches/示例.toml"
	sampleMark   = "# 示例支部，人和事都是虚构的"
)

// warnOfSample warns that the sample would be printed among a county's own
// branches.
func warnOfSample(fsys fs.FS, prefix string, branches int, out *diag.List) {
	data, err := fs.ReadFile(fsys, sampleBranch)
	if err != nil || branches < 2 {
		return
	}
	line, _, _ := strings.Cut(strings.TrimPrefix(string(data), "\uFEFF"), "\n")
	if line = strings.TrimRight(line, "\r"); !strings.HasPrefix(line, sampleMark) {
		return
	}
	out.Add(diag.Finding{
		Place:    diag.Place{File: prefix + sampleBranch, Line: 1, Column: 1, Width: len([]rune(sampleMark)), Text: line},
		Severity: diag.Warning, Code: "sample-branch",
		Message: "示例支部还在，它和里面虚构的人也会印出来",
		Hint:    "删去这个文件；已经改成自己的支部的，删去这一行",
	})
}

// Files returns the files of the project by path, in the order in which they
// are listed.
func (s *Starter) Files() ([]StarterFile, error) {
	roster, err := s.roster()
	if err != nil {
		return nil, err
	}
	return s.fill([]StarterFile{{Name: "county.toml"}, {Name: sampleBranch, from: "branch.toml"}, {Name: "branches/自己的支部.toml", from: "own.toml"},
		{Name: "名册/名册模板.xlsx", Data: roster}, {Name: "holidays.toml"}, {Name: "README.txt"}})
}

// fill executes the templates of files that have no data yet.
func (s *Starter) fill(files []StarterFile) ([]StarterFile, error) {
	t := template.New("").Funcs(template.FuncMap{"quote": strconv.Quote})
	t, err := t.ParseFS(starterFS, "starter/*")
	if err != nil {
		return nil, fmt.Errorf("起步文件：%w", err)
	}
	for i := range files {
		f := &files[i]
		if f.Data != nil {
			continue
		}
		if f.from == "" {
			f.from = f.Name
		}
		var b bytes.Buffer
		if err := t.ExecuteTemplate(&b, f.from, s); err != nil {
			return nil, fmt.Errorf("起步文件 %s：%w", f.Name, err)
		}
		f.Data = b.Bytes()
		if f.Name == "README.txt" {
			// Notepad of older Windows recognizes neither UTF-8 nor single line feeds.
			f.Data = []byte("\uFEFF" + strings.ReplaceAll(string(f.Data), "\n", "\r\n"))
		}
	}
	return files, nil
}

// StarterFile is a file of a new project.
type StarterFile struct {
	Name string // slash-separated
	Data []byte

	from string // its template
}

// blankRows is how many rows of an empty roster have drop-downs.
const blankRows = 300

// rosterChoices are the drop-downs of the empty roster, by sheet and column.
var rosterChoices = map[string][]string{
	"committee.kind": config.CommitteeKinds(), "branch.kind": config.BranchKinds(), "branch.branch_committee": {"是", "否"},
	"member.gender": {"男", "女"}, "member.status": {"正式", "预备"}, "member.is_leader": {"是", "否"},
	"member.education": {"小学", "初中", "高中", "中专", "大专", "本科", "研究生"},
	"member.post":      append(config.Officers(), "党小组长"),
	"event.event_kind": config.EventKinds(),
}

// rosterWidths are the columns of long values, in characters.
var rosterWidths = map[string]float64{
	"committee.name": 36, "committee.short": 18, "committee.parent": 18,
	"branch.name": 40, "branch.short": 24, "branch.committee": 20, "branch.place": 28, "branch.groups": 28,
	"member.branch": 24, "member.job": 24, "member.dues_reason": 20, "member.later_base": 20, "member.later_reason": 20, "member.note": 20,
}

// openChoices are columns in which other values may be typed too.
var openChoices = map[string]bool{"member.education": true, "member.post": true, "member.later_category": true, "event.education": true, "event.post": true}

var rosterNotes = []string{
	"几张表可以分开存，也可以放在一个文件里；列的先后不要紧，用不着的列可以删去或空着。",
	"党委、党支部已写在 county.toml 或支部文件里的，表里不用再填。",
	"日期写成 2001-07-01 或 2001年7月1日；只知道月份的写 2001年7月，不要写 2001.7（Excel 会当成小数）。",
	"党内职务、党小组有几个的，用顿号隔开：书记、组织委员。",
	"党员的“所在党支部”写支部的简称或全称；写了党支部代码的可以不写。",
	"缴费类别、月计费基数：在职填每月固定、经常性的工资（不含车补、通讯、误餐、取暖等补贴和加班费、奖励性绩效），减去个人所得税、社会保险、公积金和年金后的数，例：职务工资 1640、级别工资 2310、津补贴 2480，车补 650 不计，减个税 12.30、养老 515、职业年金 258、医保 129、公积金 772，填 4743.70；减交、免交、定额的填核定月党费和减免原因。",
	"年内缴费要变的（调资、退休、个体每季、免交到期），填缴费变更月份和变更后的各栏：7 月退休，缴费变更月份填 7，变更后缴费类别填离退休，再填变更后月计费基数。一年变几次的用顿号隔开，先后一致：4、7、10 对 9100、8800、9500。",
	"年内的变动写在“党员变动”表，一行一件，写到哪一天；党员表里的那一行不删、不改。转入、发展为预备的，后面各栏像党员表一样填（从本县别的支部转入的，只写姓名，其余跟着来）；任职、免职写党内职务；缴费变更写缴费类别和基数，从当月起算；党小组变更在“到何处”写小组。",
	"转出、转入的当月，党费在原支部交；去世、出党的，从当月起不交。",
	"不要填身份证号。",
}

// roster writes the empty roster: columns from titles.toml.
func (s *Starter) roster() ([]byte, error) {
	var ignored diag.List
	titles := templates.LoadTitles(templates.Embedded(), "", nil, &ignored)
	choices := maps.Clone(rosterChoices)
	for _, c := range templates.LoadRates(templates.Embedded(), "", &ignored).Categories {
		choices["member.dues_category"] = append(choices["member.dues_category"], c.Name)
	}
	choices["member.later_category"] = choices["member.dues_category"]
	for _, c := range titles.Member { // an event says them of a member too
		choices["event."+c.ID] = choices["member."+c.ID]
	}
	wb := &doc.Workbook{Title: s.Name + "党员名册", Template: "roster", Version: 1, Year: s.Year, County: s.Code,
		Author: s.Department, Date: s.Issued.String()}
	notes := doc.Sheet{Name: "说明", Title: "名册怎么填"}
	for _, n := range rosterNotes {
		notes.Notes = append(notes.Notes, doc.Note{Text: n})
	}
	wb.Sheets = []doc.Sheet{
		rosterSheet("党员", "member", "name", titles.Member, choices),
		rosterSheet("党支部", "branch", "name", titles.Branch, choices),
		rosterSheet("党委", "committee", "name", titles.Committee, choices),
		rosterSheet("党员变动", "event", "name", titles.List("event"), choices),
		notes,
	}
	var b bytes.Buffer
	if err := xlsx.Write(&b, wb); err != nil {
		return nil, fmt.Errorf("名册模板：%w", err)
	}
	return b.Bytes(), nil
}

// rosterSheet makes an empty sheet. All cells are text: a spreadsheet turns
// what looks like a date or a number into something else.
func rosterSheet(name, kind, freeze string, titles []templates.Title, choices map[string][]string) doc.Sheet {
	t := &doc.Table{ID: kind, Blank: blankRows}
	for _, c := range titles {
		if c.Check {
			continue
		}
		id := kind + "." + c.ID
		t.Cols = append(t.Cols, doc.Column{ID: c.ID, Title: c.Title, Input: true, Chars: rosterWidths[id], Choices: choices[id], Open: openChoices[id]})
	}
	return doc.Sheet{Name: name, Table: t, FreezeCol: freeze, Landscape: true}
}

// WriteStarter has create write each file.
func WriteStarter(files []StarterFile, create func(name string) (io.WriteCloser, error)) error {
	for _, f := range files {
		w, err := create(f.Name)
		if err != nil {
			return err
		}
		_, err = w.Write(f.Data)
		if closeErr := w.Close(); err == nil {
			err = closeErr
		}
		if err != nil {
			return err
		}
	}
	return nil
}

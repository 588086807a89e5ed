package project

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dangce/config/date"
	"dangce/config/diag"
	"dangce/config/example"
	"dangce/generator"
	"dangce/generator/archive"
	"dangce/generator/pack"
)

// year is a county's folder in the year after printing.
type year struct {
	t   *testing.T
	dir string
}

// printedYear freezes the example county, of which these codes were printed.
func printedYear(t *testing.T, codes ...string) *year {
	t.Helper()
	y := &year{t, t.TempDir()}
	if err := os.CopyFS(y.dir, example.FS()); err != nil {
		t.Fatal(err)
	}
	y.events("")
	printed := t.TempDir()
	pages := map[string]int{}
	for _, c := range codes {
		pages[c] = 0
	}
	y.must(os.MkdirAll(filepath.Dir(filepath.Join(printed, generator.PageIndex)), 0o700))
	f, err := os.Create(filepath.Join(printed, generator.PageIndex))
	y.must(err)
	z := gzip.NewWriter(f)
	y.must(json.NewEncoder(z).Encode(map[string]any{"pages": pages}))
	y.must(z.Close())
	y.must(f.Close())
	y.must(os.WriteFile(filepath.Join(printed, "manifest.json"), []byte("{}"), 0o600))
	p := y.load()
	_, err = archive.Write(y.dir, p.source(y.dir, File, printed, "1.0", date.New(2026, 12, 12), &pack.Manifest{}))
	y.must(err)
	return y
}

func (y *year) must(err error) {
	y.t.Helper()
	if err != nil {
		y.t.Fatal(err)
	}
}

// events replaces the sheet of events; a county has one from the beginning.
func (y *year) events(rows string) {
	y.t.Helper()
	head := "日期,党支部,姓名,变动,到何处,内容,出生日期,入党日期,转正日期,人员类别,党内职务,缴费类别,月计费基数\n"
	y.must(os.WriteFile(filepath.Join(y.dir, "branches", "events.toml"), []byte("# 变动见名册\n"), 0o600))
	y.must(os.WriteFile(filepath.Join(y.dir, "名册", "变动.csv"), []byte(head+rows), 0o600))
	name := filepath.Join(y.dir, File)
	data, err := os.ReadFile(name)
	y.must(err)
	if !strings.Contains(string(data), "变动.csv") {
		text := strings.Replace(string(data), "rosters  = [", "rosters  = [\"名册/变动.csv\", ", 1)
		if text == string(data) {
			y.t.Fatal("the example names its rosters in another way")
		}
		y.must(os.WriteFile(name, []byte(text), 0o600))
	}
}

func (y *year) load() *Project {
	y.t.Helper()
	p := Load(os.DirFS(y.dir), File, Options{})
	if p.County == nil {
		for _, f := range p.Findings {
			y.t.Error(f.Place, f.Message)
		}
		y.t.FailNow()
	}
	return p
}

func (y *year) read() *Year {
	y.t.Helper()
	out, err := y.load().Year(y.dir, os.DirFS(y.dir))
	y.must(err)
	return out
}

// supplement prints what changed and returns its lines and codes.
func (y *year) supplement() ([]Line, []string) {
	y.t.Helper()
	now := y.read()
	list, found := now.Changes()
	if len(list) == 0 || len(found) != 0 {
		y.t.Fatalf("%d branches, %v", len(list), found)
	}
	lines, err := now.Supplement(y.t.Context(), filepath.Join(y.t.TempDir(), "增补"), "1.0", date.New(2027, 12, 31), list, nil)
	y.must(err)
	log := y.read().Log.Supplements
	return lines, log[len(log)-1].Codes
}

const newcomer = "2027-02-10,01-001,郑新来,转入,,,1990-03-02,2012-07-01,2013-07-01,正式,,在职,4200\n"

// TestSupplements: each prints what no other has, at most six sheets for one
// who came, and no code is used twice.
func TestSupplements(t *testing.T) {
	y := printedYear(t, "419900-2027-01-001-DC-D02-027-X", "419900-2027-01-001-HB-P13-001-A")
	if list, found := y.read().Changes(); len(list)+len(found) > 0 {
		t.Fatalf("nothing changed: %v %v", list, found)
	}
	y.events(newcomer)
	lines, first := y.supplement()
	sheets := 0
	for _, l := range lines {
		if sheets += l.Sheets; l.Branch != "01-001" || !strings.Contains(l.Whom, "郑新来") {
			t.Errorf("%+v", l)
		}
	}
	if sheets < 3 || sheets > 6 {
		t.Errorf("%d sheets for one who came", sheets)
	}
	if !slices.ContainsFunc(first, func(c string) bool { return strings.HasPrefix(c, "419900-2027-01-001-DC-D02-028-") }) {
		t.Errorf("his card does not follow those printed: %q", first)
	}
	if list, _ := y.read().Changes(); len(list) > 0 {
		t.Error("what was printed is printed again")
	}
	y.events(newcomer + "2027-06-10,01-001,周再来,转入,,,1991-03-02,2012-07-01,2013-07-01,正式,,在职,4100\n")
	lines, second := y.supplement()
	for _, l := range lines {
		if strings.Contains(l.Whom, "郑新来") {
			t.Errorf("printed again: %+v", l)
		}
	}
	for _, c := range second {
		if slices.Contains(first, c) {
			t.Errorf("%s is used twice", c)
		}
	}
	y.events("2027-06-10,01-001,周再来,转入,,,1991-03-02,2012-07-01,2013-07-01,正式,,在职,4100\n")
	if _, found := y.read().Changes(); len(found) != 1 || found[0].Code != "since-gone" || !strings.Contains(found[0].Message, "郑新来转入") {
		t.Errorf("an event that was printed is gone: %v", found)
	}
}

// TestKilledSupplement: the log comes last, so that what was not finished is
// printed again, under the same codes.
func TestKilledSupplement(t *testing.T) {
	y := printedYear(t)
	y.events(newcomer)
	_, first := y.supplement()
	logs, err := filepath.Glob(filepath.Join(y.dir, archive.Folder, "*.json"))
	if err != nil || len(logs) != 1 {
		t.Fatalf("%q, %v", logs, err)
	}
	y.must(os.Remove(logs[0]))
	if _, again := y.supplement(); !slices.Equal(first, again) {
		t.Errorf("%q, then %q", first, again)
	}
}

// TestUnexplainedChanges: rosters that were changed without an event are
// errors, since nobody knows from which day on.
func TestUnexplainedChanges(t *testing.T) {
	y := printedYear(t)
	file := filepath.Join(y.dir, "branches", "events.toml")
	y.must(os.WriteFile(file, []byte("[[branch]]\ncode = \"01-099\"\nname = \"中共示例县城关镇新村支部委员会\"\nshort = \"新村党支部\"\ncommittee = \"01\"\nkind = \"village\"\n"), 0o600))
	now := y.read()
	old, b := now.Was.County.Branches()[0], now.Now.County.Branches()[0]
	b.Members[1].Posts = append(b.Members[1].Posts, "青年委员")
	b.Members[2].Dues.Base += 100
	b.Members[3].Group = nil
	b.Members = b.Members[:len(b.Members)-1]
	gone := old.Members[len(old.Members)-1].Name
	_, found := now.Changes()
	for _, want := range []string{"多了这个党支部", b.Members[1].Name + "的党内职务改了", b.Members[2].Name + "的缴费类别或基数改了", b.Members[3].Name + "的党小组改了", "付印时有的" + gone + "现在名册里没有"} {
		if !slices.ContainsFunc(found, func(f diag.Finding) bool { return f.Severity == diag.Error && strings.Contains(f.Message, want) }) {
			t.Errorf("nothing says %s: %v", want, found)
		}
	}
	if len(found) != 5 {
		t.Errorf("%v", found)
	}
}

// TestReprints: copies are of the frozen state, whatever the rosters say now,
// and each is registered with its number.
func TestReprints(t *testing.T) {
	y := printedYear(t)
	y.events(newcomer)
	dir := filepath.Join(t.TempDir(), "补发")
	now := y.read()
	b := now.Was.County.Branches()[0]
	print := func(r Reprint) archive.Copy {
		t.Helper()
		_, made, err := y.read().Reprint(t.Context(), dir, "1.0", date.New(2027, 5, 6), r)
		y.must(err)
		return made
	}
	pages := Reprint{Branch: b.Code, Book: "ledger", Pages: []string{"1"}, Who: "张三", Reason: "遗失"}
	first, second := print(pages), print(pages)
	if first.No != 1 || second.No != 2 || len(first.Pages) != 1 || !slices.Equal(first.Pages, second.Pages) {
		t.Errorf("%+v, %+v", first, second)
	}
	if log := y.read().Log.Reprints; len(log) != 2 || log[1].Who != "张三" || log[1].Reason != "遗失" {
		t.Errorf("%+v", log)
	}
	if files, err := filepath.Glob(filepath.Join(dir, "*", "*.pdf")); err != nil || len(files) != 2 {
		t.Errorf("%q, %v", files, err)
	}
	for _, r := range []Reprint{{Branch: "99", Book: "ledger"}, {Branch: b.Code, Book: "ballot"}, {Branch: b.Code, Book: "card", Member: "郑新来"}, {Branch: b.Code, Book: "ledger", Member: b.Members[0].Name}} {
		var none *generator.ReprintError
		if _, _, err := now.Reprint(t.Context(), dir, "1.0", date.New(2027, 5, 6), r); !errors.As(err, &none) || none.Hint == "" {
			t.Errorf("%+v: %v", r, err)
		}
	}
}

// TestPrintedIsNotBuiltAgain: only the folder that was printed is refused, and
// only where its pages would change.
func TestPrintedIsNotBuiltAgain(t *testing.T) {
	y := printedYear(t)
	p, printed, other := y.load(), t.TempDir(), t.TempDir()
	for dir, config := range map[string]string{printed: p.County.Digest, other: "another"} {
		y.must(os.WriteFile(filepath.Join(dir, "manifest.json"), []byte(`{"dangce":"1.0","config":"`+config+`","files":[]}`), 0o600))
	}
	if err := p.NotPrinted(y.dir, printed, "1.0"); err != nil {
		t.Errorf("the same pages: %v", err)
	}
	if err := p.NotPrinted(y.dir, printed, "2.0"); !errors.Is(err, ErrPrinted) {
		t.Errorf("another program: %v", err)
	}
	y.events(newcomer)
	if err := y.load().NotPrinted(y.dir, printed, "1.0"); !errors.Is(err, ErrPrinted) {
		t.Errorf("another input: %v", err)
	}
	if err := y.load().NotPrinted(y.dir, other, "1.0"); err != nil {
		t.Errorf("another folder: %v", err)
	}
}

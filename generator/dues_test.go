package generator

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	second "github.com/tealeg/xlsx/v3"
	"github.com/xuri/excelize/v2"

	"dangce/config"
	"dangce/config/money"
	"dangce/generator/book"
	"dangce/generator/doc"
	"dangce/generator/dues"
	"dangce/generator/internal/exampletest"
	"dangce/generator/internal/inspect"
	"dangce/generator/pdf"
	"dangce/generator/xlsx"
	"dangce/templates"
)

// account is the ledger of one branch, with payments entered, in all its
// forms.
type account struct {
	branch *config.Branch
	dues   []dues.Assessment
	wb     *doc.Workbook
	file   []byte
	until  int // month up to which it was collected
	ours   *excelize.File
	theirs *excelize.File // computed again by LibreOffice
	paper  *inspect.File
}

// oddNames look like formulas, numbers or codes, and must stay names.
var oddNames = []string{"=1+1", "+86", "@x", "-3", "1E5", "013800138000", "007", "TRUE", "1/2"}

// manyItems fill the widest cell of the assessment.
var manyItems = []config.BaseItem{{Name: "职务工资", Amount: 164000}, {Name: "级别工资", Amount: 231000}, {Name: "津贴补贴", Amount: 248000},
	{Name: "个人所得税", Amount: -1230}, {Name: "养老保险", Amount: -51500}, {Name: "职业年金", Amount: -25800}, {Name: "医疗保险", Amount: -12900}, {Name: "住房公积金", Amount: -77200}}

// accounts makes the ledgers of synthetic branches, collected up to a month
// that is different for each.
func accounts(t *testing.T, branches int) []*account {
	t.Helper()
	c, set := synthetic(t, branches)
	pr := engineOf(t, c, set)
	var all []*account
	for i, b := range c.Branches()[:branches] {
		for k, m := range b.Members {
			switch {
			case i == 1 && k < len(oddNames):
				m.Label = oddNames[k]
			case i == 2:
				m.Dues = config.MemberDues{DuesTerms: config.DuesTerms{Category: "salaried", Items: manyItems}}
			case i == 4 && k%2 == 0:
				m.Dues.Later = []config.DuesTerms{{From: 3, Category: "salaried", Base: money.Fen(300000 + k)}, {From: time.Month(5 + k%8), Category: "exempt", Reason: "重病", Approval: "党批〔2027〕3号"}}
			case i == 3 && k%2 == 0:
				m.Dues = config.MemberDues{DuesTerms: config.DuesTerms{Category: "reduced", Amount: money.Fen(k), Reason: strings.Repeat("家庭成员长期患病", 4), Approval: "党批〔2027〕100号"}}
			}
		}
		sub := pr.subject(&task{committee: b.Committee, branch: b})
		a := &account{branch: b, dues: sub.Dues, until: i % 13, paper: printedLedger(t, pr, sub)}
		a.wb = set.Workbook(workbookOf(t, set, "dues-ledger"), sub)
		collect(rand.New(rand.NewPCG(5, uint64(i))), a)
		var out bytes.Buffer
		if err := xlsx.Write(&out, a.wb); err != nil {
			t.Fatal(err)
		}
		a.file = out.Bytes()
		var err error
		if a.ours, err = excelize.OpenReader(&out); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { a.ours.Close() })
		all = append(all, a)
	}
	return all
}

func workbookOf(t *testing.T, set *book.Set, name string) *templates.Workbook {
	t.Helper()
	for _, w := range set.Workbooks {
		if w.Name == name {
			return w
		}
	}
	t.Fatalf("no workbook %s", name)
	return nil
}

// printedLedger prints the ledger and reads it back.
func printedLedger(t *testing.T, pr *engine, sub *book.Subject) *inspect.File {
	t.Helper()
	for _, b := range pr.set.Books {
		if b.Name != "ledger" {
			continue
		}
		d := pr.set.Build(b, sub)
		r, err := pr.layout.Book(d)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := pdf.NewWriter(pr.fonts).Write(&out, &pdf.File{Title: d.Title, Date: pr.issued(), Pages: r.Pages}); err != nil {
			t.Fatal(err)
		}
		f, err := inspect.Open(out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	t.Fatal("no ledger")
	return nil
}

func (a *account) sheet(name string) (int, *doc.Sheet) {
	i := slices.IndexFunc(a.wb.Sheets, func(s doc.Sheet) bool { return s.Name == name })
	return i, &a.wb.Sheets[i]
}

// collect enters payments up to the month a.until: most members pay each
// month, some miss months and catch up or not, some stop.
func collect(rng *rand.Rand, a *account) {
	_, s := a.sheet("收缴")
	s.Fields[0].Value = doc.IntValue(a.until)
	set := func(r int, id string, v doc.Value) { s.Table.Rows[r].Values[s.Table.Column(id)] = v }
	for r := range s.Table.Rows {
		misses, stops := rng.IntN(6) == 0, 13
		if rng.IntN(6) == 0 {
			stops = rng.IntN(13)
		}
		var missed int64
		for m := 1; m <= a.until; m++ {
			due := s.Table.Rows[r].Values[s.Table.Column(fmt.Sprintf("due%02d", m))]
			if due.N == 0 || m >= stops {
				continue
			}
			if misses && rng.IntN(2) == 0 {
				missed += due.N
				continue
			}
			set(r, fmt.Sprintf("paid%02d", m), due)
			set(r, fmt.Sprintf("date%02d", m), doc.DateValue(fmt.Sprintf("%d-%02d-15", a.wb.Year, m)))
			set(r, fmt.Sprintf("way%02d", m), doc.TextValue([]string{"现金", "转账", "代交"}[m%3]))
			set(r, fmt.Sprintf("by%02d", m), doc.TextValue("赵收"))
		}
		if missed > 0 && rng.IntN(2) == 0 {
			first := missed / int64(1+rng.IntN(2)) // at once or in two parts
			set(r, "back1", doc.MoneyValue(first))
			set(r, "back1_month", doc.TextValue("漏交各月"))
			if first < missed {
				set(r, "back2", doc.MoneyValue(missed-first))
			}
		}
		if rng.IntN(10) == 0 {
			set(r, "voluntary", doc.MoneyValue(100_000+rng.Int64N(100)))
		}
	}
	_, s = a.sheet("上缴")
	for m := range a.until {
		s.Table.Rows[m].Values[s.Table.Column("sent")] = doc.MoneyValue(rng.Int64N(100_000))
	}
}

// TestLedgers: LibreOffice, computing the ledgers of synthetic branches again,
// comes to the stored values, to what plain loops make of the payments, and
// to what the printed ledgers say.
func TestLedgers(t *testing.T) {
	n := 13 // one for each month up to which it may be collected, from none to December
	if testing.Short() {
		n = 6
	}
	all := accounts(t, n)
	files := make(map[string][]byte)
	for _, a := range all {
		files[a.branch.Code] = a.file
	}
	var office map[string]*excelize.File
	if !testing.Short() {
		office = recalculated(t, files)
	}
	formulas := 0
	for _, a := range all {
		if a.theirs = a.ours; office != nil {
			a.theirs = office[a.branch.Code]
		}
		formulas += a.agree(t)
		a.checkCollected(t)
		a.checkPaper(t)
		a.checkPublic(t)
	}
	if t.Logf("%d formulas", formulas); formulas < 500*n {
		t.Errorf("only %d formulas", formulas)
	}
}

// TestLedgersSecondReader: a library that did not write the ledgers finds
// numbers as numbers and texts, odd names among them, as texts.
func TestLedgersSecondReader(t *testing.T) {
	for _, a := range accounts(t, 6) {
		f, err := second.OpenBinary(a.file)
		if err != nil {
			t.Fatalf("%s: %v", a.branch.Code, err)
		}
		for i, s := range f.Sheets {
			d := &a.wb.Sheets[i]
			if s.Name != d.Name {
				t.Fatalf("%s: sheet %d is %q", a.branch.Code, i+1, s.Name)
			}
			if d.Example {
				continue
			}
			first := a.first(t, d.Name)
			for r, rec := range d.Table.Rows {
				for c, v := range rec.Values {
					col := &d.Table.Cols[c]
					if !v.Set || col.Print || col.Formula != nil {
						continue
					}
					got, err := s.Cell(first+r, sheetAt(d.Table, col.ID))
					if err != nil {
						t.Fatal(err)
					}
					text := v.Kind == doc.KindText
					if text == (got.Type() == second.CellTypeNumeric) || text && got.Value != v.Text {
						t.Errorf("%s %s row %d %s: %q of type %v, want %+v", a.branch.Code, s.Name, r+1, col.ID, got.Value, got.Type(), v)
					}
				}
			}
		}
	}
}

// recalculated returns workbooks as LibreOffice saves them after computing all
// formulas again. It is started once for all of them.
func recalculated(t *testing.T, files map[string][]byte) map[string]*excelize.File {
	t.Helper()
	dir := t.TempDir()
	profile, in := filepath.Join(dir, "profile", "user"), filepath.Join(dir, "in")
	for _, d := range []string{profile, in} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(profile, "registrymodifications.xcu"), []byte(alwaysCompute), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile")), "--headless", "--convert-to", "xlsx", "--outdir", dir}
	short := make(map[string]string)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		short[name] = fmt.Sprintf("%03d.xlsx", len(short))
		path := filepath.Join(in, short[name])
		if err := os.WriteFile(path, files[name], 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	exampletest.Tool(t, "soffice", args...)
	out := make(map[string]*excelize.File)
	for name := range files {
		data, err := os.ReadFile(filepath.Join(dir, short[name]))
		if err != nil {
			t.Fatalf("%s: LibreOffice did not convert it: %v", name, err)
		}
		if out[name], err = excelize.OpenReader(bytes.NewReader(data)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	return out
}

package roster

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dangce/config/diag"
	"dangce/config/sheet"
	"dangce/templates"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// What a file holds is either used or named as not used: every cell that is
// not empty, of every sheet. The tests here feed files as offices keep them,
// with rows, columns, texts and bytes changed by chance.

// wholly fails unless every cell of a file is used, or named in its account.
// A cell of a record that is used gave its value, or has a finding of its own.
func wholly(t *testing.T, all *templates.Titles, name string, data []byte) {
	t.Helper()
	var out diag.List
	r := NewReader(all, kinds...).Read(name, data, Ask{}, &out)
	limits := sheet.Limits{}
	book, err := sheet.Open(name, data, limits)
	if err != nil {
		if out.Errors() == 0 {
			t.Fatalf("%s was refused without an error: %v", name, err)
		}
		return
	}
	said := map[diag.Place]bool{}
	note := func(p diag.Place) {
		said[diag.Place{Sheet: p.Sheet, Row: p.Row, Col: p.Col, Line: p.Line, Column: p.Column}] = true
	}
	for _, f := range out.Sorted() {
		note(f.Place)
		for _, p := range f.Also {
			note(p)
		}
	}
	accounts := map[string][]*SheetAccount{}
	for _, a := range r.Account.Sheets {
		accounts[a.Name] = append(accounts[a.Name], a)
	}
	records := map[string]Record{}
	for _, rec := range r.Records {
		p := rec.t.sheet
		records[fmt.Sprint(p.Name, " ", rec.cells.N, " ", rec.t.header.From)] = rec
	}
	for _, s := range book.Sheets {
		for _, row := range s.Rows {
			for _, c := range row.Cells {
				words, used := "", false
				for _, a := range accounts[s.Name] {
					w, u := a.Cell(row.N, c.Col)
					if words == "" || u {
						words, used = w, u
					}
				}
				if words == "" {
					t.Fatalf("%s[%s] row %d column %d (%q) is not accounted for", name, s.Name, row.N, c.Col, c.Text)
				}
				if used {
					silent(t, s, row.N, c, records, said)
				}
			}
		}
	}
}

// silent fails where a cell of a record is used, has a text, and neither gave
// a value nor has a finding.
func silent(t *testing.T, s *sheet.Sheet, row int, c sheet.Cell, records map[string]Record, said map[diag.Place]bool) {
	for key, rec := range records {
		if !strings.HasPrefix(key, fmt.Sprint(s.Name, " ", row, " ")) {
			continue
		}
		for i, col := range rec.t.at {
			if col != c.Col || sheet.Tidy(c.Text) == "" || rec.given&(1<<i) != 0 {
				continue
			}
			id := rec.t.cols[i].id
			p := rec.t.place(row, c.Col)
			p = diag.Place{Sheet: p.Sheet, Row: p.Row, Col: p.Col, Line: p.Line, Column: p.Column}
			bad := rec.bad&(1<<i) != 0
			if !bad && !rec.t.words.none[sheet.Tidy(c.Text)] && !said[p] && !another(rec, i) {
				t.Fatalf("[%s] row %d column %d: %q of %s gave nothing, and nothing is said", s.Name, row, c.Col, c.Text, id)
			}
			if bad && !said[p] {
				t.Fatalf("[%s] row %d column %d: %q of %s is bad, and nothing is said", s.Name, row, c.Col, c.Text, id)
			}
		}
	}
}

// another reports whether another column gave the field of column i.
func another(rec Record, i int) bool {
	for k, c := range rec.t.cols {
		if k != i && c.field == rec.t.cols[i].field && rec.given&(1<<k) != 0 {
			return true
		}
	}
	return false
}

// page makes a sheet as offices keep them: lines above the header, titles that
// are known and others, rows, and what people put between and below them.
func page(r *rand.Rand, all *templates.Titles) [][]string {
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	list := [][]templates.Title{all.Member, all.Member, all.Member, all.Branch, all.Committee}[r.IntN(5)]
	var titles []string
	for _, t := range list {
		if r.IntN(3) > 0 {
			titles = append(titles, append([]string{t.Title}, t.Also...)[r.IntN(1+len(t.Also))])
		}
	}
	for range r.IntN(4) {
		titles = append(titles, pick("序号", "身份证号", "手机电话", "月应缴党费", "工资基数", "", "备用", "姓名", "党龄"))
	}
	r.Shuffle(len(titles), func(i, j int) { titles[i], titles[j] = titles[j], titles[i] })
	var rows [][]string
	for range r.IntN(3) {
		rows = append(rows, []string{pick("中共某县某镇委员会党员花名册", "", "制表时间：2026-11-01", "东街社区党支部"), pick("", "", "第1页")})
	}
	rows = append(rows, titles)
	value := func() string {
		return pick("", "张三", "李四", "1", "2001-07-01", "2001.7.1", "男", "女", "正式", "书记", "书记、组织委员", "13900000000", "农民", "4900.00", "4900元", "2001年7月", "-", "无", "同上", "nan", "########", "（空）", "????-??-??", "１２３", "是", "否", "x", "1978 1 2", "东街社区党支部", "\u200b", "张\u3000三", "#N/A", "⼀")
	}
	for range 1 + r.IntN(12) {
		row := make([]string, len(titles))
		for i := range row {
			row[i] = value()
		}
		switch r.IntN(14) {
		case 0:
			row = []string{pick("合计", "小计", "共23人", "填表人：王五", "备注：略", "审核人"), value()}
		case 1:
			row = []string{pick("西街社区党支部", "一、机关", "")}
		case 2:
			row = titles
		case 3:
			row = append(row, value(), value())
		case 4:
			row = nil
		}
		rows = append(rows, row)
	}
	return rows
}

// bookOf writes pages as a workbook, numbers as numbers, a few areas merged,
// rows and sheets hidden.
func bookOf(t testing.TB, r *rand.Rand, pages [][][]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	names := []string{"党员", "Sheet2", "转出党员", "东街社区", "说明"}
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	for i, rows := range pages {
		name := names[i]
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for y, row := range rows {
			for x, v := range row {
				cell, _ := excelize.CoordinatesToCellName(x+1, y+1)
				switch {
				case v == "":
				case v == "1" || v == "4900.00":
					_ = f.SetCellValue(name, cell, 4900.5)
				default:
					_ = f.SetCellStr(name, cell, v)
				}
			}
			if r.IntN(12) == 0 {
				_ = f.SetRowVisible(name, y+1, false)
			}
		}
		if r.IntN(3) == 0 {
			x, y := 1+r.IntN(5), 1+r.IntN(6)
			from, _ := excelize.CoordinatesToCellName(x, y)
			to, _ := excelize.CoordinatesToCellName(x+r.IntN(3), y+r.IntN(3))
			_ = f.MergeCell(name, from, to)
		}
		if i > 0 && r.IntN(4) == 0 {
			_ = f.SetSheetVisible(name, false)
		}
	}
	_ = f.DeleteSheet("Sheet1")
	return workbookBytes(t, f)
}

func csvOf(rows [][]string) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(strings.Join(r, ",") + "\n")
	}
	return b.String()
}

// changed changes bytes of the cells of a workbook, or of a text.
func changed(t *testing.T, r *rand.Rand, data []byte) []byte {
	t.Helper()
	hit := func(b []byte) []byte {
		b = bytes.Clone(b)
		for range 1 + r.IntN(6) {
			if len(b) == 0 {
				return b
			}
			i := r.IntN(len(b))
			switch r.IntN(3) {
			case 0:
				b[i] ^= 1 << r.IntN(8)
			case 1:
				b[i] = ",\"\n;\t=0１"[r.IntN(6)]
			default:
				n := min(1+r.IntN(20), len(b)-i)
				b = append(b[:i], b[i+n:]...)
			}
		}
		return b
	}
	parts := partsOf(t, data)
	if parts == nil {
		return hit(data)
	}
	for i, p := range parts {
		if strings.HasPrefix(p.name, "xl/worksheets/") || p.name == "xl/sharedStrings.xml" {
			parts[i].text = hit(p.text)
		}
	}
	return zipped(t, parts)
}

// part is a file in a workbook.
type part struct {
	name string
	text []byte
}

// partsOf lists the parts of a workbook; nil for any other file.
func partsOf(t testing.TB, data []byte) []part {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil
	}
	var parts []part
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, part{f.Name, text})
	}
	return parts
}

func zipped(t testing.TB, parts []part) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, p := range parts {
		to, err := w.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		_, _ = to.Write(p.text)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// tried reads one file made from a seed: a workbook or a csv file, whole or
// with some of its bytes changed.
func tried(t *testing.T, all *templates.Titles, seed uint64) {
	t.Helper()
	defer func() {
		if t.Failed() {
			t.Logf("seed %d", seed)
		}
	}()
	r := rand.New(rand.NewPCG(seed, 12))
	name, data := "名册.csv", []byte(csvOf(page(r, all)))
	switch r.IntN(3) {
	case 0:
		if text, err := simplifiedchinese.GB18030.NewEncoder().Bytes(data); err == nil {
			data = text
		}
	case 1:
		var pages [][][]string
		for range 1 + r.IntN(3) {
			pages = append(pages, page(r, all))
		}
		name, data = "名册.xlsx", bookOf(t, r, pages)
	}
	if r.IntN(2) == 0 {
		data = changed(t, r, data)
	}
	wholly(t, all, name, data)
}

func TestEveryCellIsUsedOrNamed(t *testing.T) {
	all, rounds := titles(t), uint64(500)
	if testing.Short() {
		rounds = 100
	}
	for seed := range rounds {
		tried(t, all, seed)
	}
}

// FuzzAccount: of any csv text, and of any worksheet and its texts in a
// workbook, every cell is used or named.
func FuzzAccount(f *testing.F) {
	all := titles(f)
	var frame []part
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 12))
		f.Add(false, []byte(csvOf(page(r, all))), []byte(nil))
		var cells, texts []byte
		frame = partsOf(f, bookOf(f, r, [][][]string{page(r, all)}))
		for _, p := range frame {
			switch {
			case strings.HasPrefix(p.name, "xl/worksheets/sheet"):
				cells = p.text
			case p.name == "xl/sharedStrings.xml":
				texts = p.text
			}
		}
		f.Add(true, cells, texts)
	}
	f.Fuzz(func(t *testing.T, book bool, cells, texts []byte) {
		if len(cells)+len(texts) > 1<<15 {
			return
		}
		if !book {
			wholly(t, all, "名册.csv", cells)
			return
		}
		parts := slices.Clone(frame)
		for i, p := range parts {
			switch {
			case strings.HasPrefix(p.name, "xl/worksheets/sheet"):
				parts[i].text = cells
			case p.name == "xl/sharedStrings.xml":
				parts[i].text = texts
			}
		}
		wholly(t, all, "名册.xlsx", zipped(t, parts))
	})
}

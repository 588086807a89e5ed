package generator

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/xuri/excelize/v2"

	"dangce/config"
	"dangce/config/date"
	"dangce/generator/audit"
	"dangce/generator/book"
	"dangce/generator/pack"
	"dangce/generator/plan"
	"dangce/generator/xlsx"
)

// register is a branch's register with cells filled in, by their names on
// the sheet of activities.
func register(t *testing.T, c *config.County, set *book.Set, b *config.Branch, cells map[string]any) []byte {
	t.Helper()
	cal := plan.Year(c, plan.Templates{Norms: set.Norms, Calendar: set.Calendar, Activities: set.Activities, Sentences: set.Sentences})
	sub := &book.Subject{County: c, Calendar: cal, Committee: b.Committee, Branch: b, Plan: plan.ForBranch(cal, b)}
	var out bytes.Buffer
	if err := xlsx.Write(&out, set.Workbook(set.Template(audit.Register), sub)); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, v := range cells {
		if err := f.SetCellValue("组织生活", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	buf, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// rowOf finds the row of an activity in a register.
func rowOf(t *testing.T, data []byte, id string) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	at, err := f.SearchSheet("组织生活", id)
	if err != nil || len(at) != 1 {
		t.Fatalf("%s stands at %v, %v", id, at, err)
	}
	return strings.TrimLeft(at[0], "ABC")
}

// collectInto collects a folder and writes the output, as the command does.
func collectInto(t *testing.T, c *config.County, dir string, o CollectOptions) *audit.Result {
	t.Helper()
	r, err := Collect(context.Background(), c, o)
	if err != nil {
		t.Fatal(err)
	}
	p, err := pack.Open(dir, pack.Options{Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if err := WriteCollected(context.Background(), c, p, r, o); err != nil {
		t.Fatal(err)
	}
	if err := p.Commit(); err != nil {
		t.Fatal(err)
	}
	return r
}

func filesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.HasPrefix(d.Name(), ".dangce") {
			var data []byte
			data, err = os.ReadFile(filepath.Join(dir, name))
			files[name] = string(data)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestCollectTwice changes nothing the second time, touches nothing of what
// was returned, and lets one more file change what is about its branch alone.
func TestCollectTwice(t *testing.T) {
	c, set := load(t)
	branches := c.Branches()
	saved := time.Date(2027, 7, 1, 0, 0, 0, 0, time.UTC)
	one := register(t, c, set, branches[0], map[string]any{"E4": "2027-01-05", "G4": 20, "H4": "十九个左右"})
	folder := fstest.MapFS{"一.xlsx": {Data: bytes.Clone(one), ModTime: saved}}
	dir := t.TempDir()
	o := CollectOptions{Set: set, Folder: folder, Prefix: "交回", Today: date.New(2027, 12, 31), Version: "test", Mark: true,
		Before: &Before{Folder: os.DirFS(dir), Edited: func(string, []byte) (time.Time, error) { return time.Time{}, nil }}}
	first := collectInto(t, c, dir, o)
	before := filesOf(t, dir)
	collectInto(t, c, dir, o)
	if after := filesOf(t, dir); !reflect.DeepEqual(after, before) {
		t.Error("the second run changed the output")
	}
	if !bytes.Equal(folder["一.xlsx"].Data, one) {
		t.Error("a returned file was changed")
	}
	marked := before[markedFolder+"/一.xlsx"]
	if marked == "" {
		t.Fatal("no marked copy")
	}
	f, err := excelize.OpenReader(strings.NewReader(marked))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	comments, err := f.GetComments("组织生活")
	if err != nil || len(comments) != 1 || comments[0].Cell != "H4" || len(comments[0].Paragraph) == 0 || !strings.Contains(comments[0].Paragraph[0].Text, "十九个左右") {
		t.Errorf("comments %+v, %v", comments, err)
	}
	if v, err := f.GetCellValue("组织生活", "H4"); err != nil || v != "十九个左右" {
		t.Errorf("the faulty cell says %q, %v", v, err)
	}
	id, err := f.GetCellStyle("组织生活", "H4")
	if err != nil {
		t.Fatal(err)
	}
	if s, err := f.GetStyle(id); err != nil || len(s.Fill.Color) != 1 || s.Fill.Color[0] != "FFC7CE" || s.Protection == nil || s.Protection.Locked {
		t.Errorf("style %+v, %v", s, err)
	}

	second := branches[len(branches)-1]
	themeDay := rowOf(t, register(t, c, set, second, nil), "B02-01")
	folder["二.xlsx"] = &fstest.MapFile{Data: register(t, c, set, second, map[string]any{"E" + themeDay: "2027-01-15", "G" + themeDay: len(second.Members), "H" + themeDay: len(second.Members) - 1}), ModTime: saved}
	more := collectInto(t, c, dir, o)
	for i, b := range more.Branches {
		if changed := !reflect.DeepEqual(b.Totals, first.Branches[i].Totals); changed != (b.Branch == second) {
			t.Errorf("%s: changed %v", b.Short, changed)
		}
	}
	after := filesOf(t, dir)
	for _, name := range slices.Sorted(maps.Keys(after)) {
		switch name {
		case "manifest.json", "通报.pdf", "调阅督查汇总.xlsx":
			if after[name] == before[name] {
				t.Errorf("%s did not change", name)
			}
		default:
			if after[name] != before[name] {
				t.Errorf("%s changed", name)
			}
		}
	}
	if len(after) != len(before) {
		t.Errorf("%d files, before %d", len(after), len(before))
	}
	sameRows(t, before["调阅督查汇总.xlsx"], after["调阅督查汇总.xlsx"], second)

	// A fault put right takes its marked copy away.
	folder["一.xlsx"] = &fstest.MapFile{Data: register(t, c, set, branches[0], map[string]any{"E4": "2027-01-05", "G4": 20, "H4": 19}), ModTime: saved}
	collectInto(t, c, dir, o)
	if filesOf(t, dir)[markedFolder+"/一.xlsx"] != "" {
		t.Error("the marked copy is still there")
	}
}

// sameRows compares all sheets of two summaries, of which one knows a register
// of b more. Rows about b may differ; those of its committee and of the county
// where they are sums; the numbers at the beginning of rows that were counted
// on. All other rows are the same, in the same order.
func sameRows(t *testing.T, before, after string, b *config.Branch) {
	t.Helper()
	open := func(data string) *excelize.File {
		f, err := excelize.OpenReader(strings.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		return f
	}
	was, now := open(before), open(after)
	if a, b := was.GetSheetList(), now.GetSheetList(); !slices.Equal(a, b) {
		t.Fatalf("sheets %v, before %v", b, a)
	}
	for _, sheet := range was.GetSheetList() {
		others, own := rowsOf(t, was, sheet, b)
		othersNow, ownNow := rowsOf(t, now, sheet, b)
		if !slices.Equal(othersNow, others) {
			for i := range min(len(others), len(othersNow)) {
				if others[i] != othersNow[i] {
					t.Errorf("%s: a row of others changed\n  from %s\n  to   %s", sheet, others[i], othersNow[i])
					break
				}
			}
			if len(others) != len(othersNow) {
				t.Errorf("%s: %d rows of others, before %d", sheet, len(othersNow), len(others))
			}
		}
		// What a register says must show: in its branch's rows, in the sums.
		switch changed := !slices.Equal(ownNow, own); sheet[:2] {
		case "00", "01", "02", "03", "04", "11":
			if !changed {
				t.Errorf("%s does not show the register", sheet)
			}
		case "07", "08", "09", "12", "13":
			if changed {
				t.Errorf("%s: rows changed from %v to %v", sheet, own, ownNow)
			}
		}
	}
}

// rowsOf parts the rows of a sheet in those that have nothing to do with a
// branch, and the rest: its own, the sums of its committee and of the county.
func rowsOf(t *testing.T, f *excelize.File, sheet string, b *config.Branch) (others, own []string) {
	t.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	numbered := false
	for _, row := range rows {
		if len(row) > 0 && (row[0] == "序号" || row[0] == "排名") {
			numbered = true
		}
		if len(row) > 0 && numbered {
			row = row[1:]
		}
		sums := strings.HasPrefix(sheet, "02") || strings.HasPrefix(sheet, "03") // a row a committee
		if slices.Contains(row, b.Code) || slices.Contains(row, b.Short) || sums && slices.Contains(row, b.Committee.Short) ||
			slices.Contains(row, "全县") || slices.Contains(row, "合计") || strings.HasPrefix(sheet, "00") {
			own = append(own, strings.Join(row, "|"))
			continue
		}
		others = append(others, strings.Join(row, "|"))
	}
	return others, own
}

package generator

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
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
	cal := plan.Year(c, plan.Templates{Norms: set.Norms, Calendar: set.Calendar, Activities: set.Activities})
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
		Before: &Before{Folder: os.DirFS(dir), Edited: func(string) time.Time { return time.Time{} }}}
	first := collectInto(t, c, dir, o)
	before := filesOf(t, dir)
	collectInto(t, c, dir, o)
	if after := filesOf(t, dir); !reflect.DeepEqual(after, before) {
		t.Error("the second run changed the output")
	}
	if !bytes.Equal(folder["一.xlsx"].Data, one) {
		t.Error("a returned file was changed")
	}
	marked := before[MarkedFolder+"/一.xlsx"]
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

	folder["二.xlsx"] = &fstest.MapFile{Data: register(t, c, set, branches[1], map[string]any{"E4": "2027-01-05"}), ModTime: saved}
	more := collectInto(t, c, dir, o)
	for i, b := range more.Branches {
		if changed := !reflect.DeepEqual(b.Totals, first.Branches[i].Totals); changed != (b.Branch == branches[1]) {
			t.Errorf("%s: changed %v", b.Short, changed)
		}
	}

	// A fault put right takes its marked copy away.
	folder["一.xlsx"] = &fstest.MapFile{Data: register(t, c, set, branches[0], map[string]any{"E4": "2027-01-05", "G4": 20, "H4": 19}), ModTime: saved}
	collectInto(t, c, dir, o)
	if filesOf(t, dir)[MarkedFolder+"/一.xlsx"] != "" {
		t.Error("the marked copy is still there")
	}
}

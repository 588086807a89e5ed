package audit_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"dangce/generator/audit"
)

// bomb is a workbook of a few kilobytes whose worksheet unpacks to 64 MB, more than any limit.
func bomb(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	part := func(name, content string) io.Writer {
		p, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(p, content); err != nil {
			t.Fatal(err)
		}
		return p
	}
	part("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`)
	part("xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="组织生活" sheetId="1" r:id="rId1"/></sheets></workbook>`)
	part("xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`)
	sheet := part("xl/worksheets/sheet1.xml", `<worksheet><sheetData>`)
	row := []byte(strings.Repeat(`<row><c t="inlineStr"><is><t>满</t></is></c></row>`, 20000))
	for n := 0; n < 64<<20; n += len(row) {
		if _, err := sheet.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// watch samples the memory in use until the returned function is called,
// which tells the most that was seen, in MB.
func watch() func() uint64 {
	runtime.GC()
	var most uint64
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
			select {
			case <-stop:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	})
	return func() uint64 {
		close(stop)
		wg.Wait()
		return most >> 20
	}
}

func TestHostileFolder(t *testing.T) {
	w := newWorld(t, 6, 3)
	branches := w.county.Branches()
	filled := func(i int, day string) []byte {
		e := edit(t, w.blank(audit.Register, branches[i].Committee, branches[i])).on("组织生活", "编号")
		e.set(day, "实际日期", "编号", "B02-03")
		return e.bytes()
	}
	good := filled(0, "2027-03-15")

	lastYear := *w.county
	lastYear.Year = 2026
	other := *w.county
	other.Code = "419901"
	elsewhere := func(change *world) []byte {
		b := change.county.Branches()[1]
		return change.blank(audit.Register, b.Committee, b)
	}
	locked := func() []byte {
		f, err := excelize.OpenReader(bytes.NewReader(good))
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := f.Write(&out, excelize.Options{Password: "123456"}); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}

	dir := t.TempDir()
	early, late := time.Date(2027, 6, 1, 0, 0, 0, 0, time.UTC), time.Date(2027, 7, 1, 0, 0, 0, 0, time.UTC)
	files := []struct {
		name    string
		data    []byte
		verdict audit.Verdict
		words   string
	}{
		{"a/好的.xlsx", good, audit.Accepted, ""},
		{"a/同一支部又一份.xlsx", filled(0, "2027-03-16"), audit.Duplicate, "有 1 行是那份没有的，或者填得不一样，没有用：组织生活 "},
		{"b/宏.xlsm", filled(1, "2027-03-15"), audit.Accepted, ""},
		{"b/空文件.xlsx", nil, audit.Unread, "空的"},
		{"b/炸弹.xlsx", bomb(t), audit.Unread, "过大"},
		{"b/加密.xlsx", locked(), audit.Unread, "打开密码"},
		{"b/其实是PDF.xlsx", []byte("%PDF-1.7\n"), audit.Unread, "PDF"},
		{"b/旧格式.xls", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more"), audit.Unread, "损坏"},
		{"b/金山.et", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more"), audit.Unread, "损坏"},
		{"b/开放.ods", openDocument(t), audit.Unread, "损坏"},
		{"b/截断.xlsx", good[:len(good)/2], audit.Unread, "损坏"},
		{"c/去年的.xlsx", elsewhere(&world{t, &lastYear, w.set, w.calendar}), audit.Foreign, "2026 年"},
		{"c/外县的.xlsx", elsewhere(&world{t, &other, w.set, w.calendar}), audit.Foreign, "419901"},
		{"c/~$好的.xlsx", []byte("\x05clerk"), audit.Unread, "临时文件"},
		{"c/照片.jpg", []byte("\xFF\xD8\xFF"), audit.Unread, "不是表格"},
		{"c/别的表.xlsx", foreignTable(t), audit.Unread, "认不出"},
	}
	for i, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.data, 0o600); err != nil {
			t.Fatal(err)
		}
		saved := early
		if i == 0 {
			saved = late
		}
		if err := os.Chtimes(name, saved, saved); err != nil {
			t.Fatal(err)
		}
	}
	links := []string{"d/绕圈一.xlsx", "d/绕圈二.xlsx"}
	if err := os.Mkdir(filepath.Join(dir, "d"), 0o700); err != nil {
		t.Fatal(err)
	}
	for i, l := range links {
		if err := os.Symlink(filepath.Base(links[1-i]), filepath.Join(dir, l)); err != nil {
			t.Skip("no links here: ", err)
		}
	}
	if err := os.Symlink("..", filepath.Join(dir, "d", "回到上面")); err != nil {
		t.Fatal(err)
	}

	most := watch()
	in := w.input(nil)
	in.Folder = os.DirFS(dir)
	r := w.collect(in)
	if mb := most(); mb > 300 {
		t.Errorf("%d MB of memory in use", mb)
	}
	got := map[string]*audit.File{}
	for _, f := range r.Files {
		got[f.Name()] = f
	}
	for _, f := range files {
		g := got[f.name]
		if g == nil || g.Verdict != f.verdict || !strings.Contains(g.Reason, f.words) {
			t.Errorf("%s: %+v, want %s %s", f.name, g, f.verdict, f.words)
			continue
		}
		if g.Verdict != audit.Accepted && g.Hint == "" {
			t.Errorf("%s: no hint", f.name)
		}
	}
	for _, l := range append(links, "d/回到上面") {
		if g := got[l]; g == nil || g.Verdict != audit.Unread {
			t.Errorf("%s: %+v", l, g)
		}
	}
	if len(r.Files) != len(files)+3 {
		t.Errorf("%d files, want %d", len(r.Files), len(files)+3)
	}
	if r.Clean() {
		t.Error("clean")
	}
	if a := r.Branches[0].Activities; heldOn(a, "B02-03") != "2027-03-15" {
		t.Errorf("the older file counts: %s", heldOn(a, "B02-03"))
	}
}

// openDocument is what is looked at in an .ods file.
func openDocument(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, content := range map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<office/>"} {
		p, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(p, content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func heldOn(all []audit.Activity, id string) string {
	for i := range all {
		if all[i].ID == id {
			return all[i].Held.String()
		}
	}
	return ""
}

func foreignTable(t *testing.T) []byte {
	f := excelize.NewFile()
	for i := range 40 {
		if err := f.SetCellValue("Sheet1", fmt.Sprintf("A%d", i+1), "防汛值班"); err != nil {
			t.Fatal(err)
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

package generator

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"dangce/config/date"
	"dangce/generator/pack"
)

// failing is a folder on a bad disk: files whose names end so cannot be read.
type failing struct {
	fs.FS
	end string
}

func (f failing) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, f.end) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: syscall.EIO}
	}
	return f.FS.Open(name)
}

// TestUnreadableIsNotAbsent: where an earlier ledger or list is and cannot be
// read, nothing is done, as though there had been none.
func TestUnreadableIsNotAbsent(t *testing.T) {
	c, set := load(t)
	one := register(t, c, set, c.Branches()[0], nil)
	before := &Before{Folder: failing{fstest.MapFS{}, "台账.xlsx"}, Prefix: "汇总", Edited: func(string, []byte) (time.Time, error) { return time.Time{}, nil }}
	o := CollectOptions{Set: set, Folder: fstest.MapFS{"一.xlsx": {Data: one}}, Today: date.New(2027, 12, 31), Before: before}
	if _, err := Collect(t.Context(), c, o); err == nil || !strings.Contains(err.Error(), "读 汇总/整改台账.xlsx：") {
		t.Errorf("collected with %v", err)
	}
	_, _, err := Draw(c, DrawOptions{Set: set, Month: 3, Seed: "1", Percent: 10, Before: failing{fstest.MapFS{}, "1月/抽查名单.xlsx"}})
	if err == nil || !strings.Contains(err.Error(), "读 1月/抽查名单.xlsx：") {
		t.Errorf("drawn with %v", err)
	}
}

// TestMarkedPastOne: a file that cannot be marked keeps no other from it, and
// the verdicts are there.
func TestMarkedPastOne(t *testing.T) {
	c, set := load(t)
	bad := register(t, c, set, c.Branches()[0], map[string]any{"E4": "2027-01-05", "G4": 20, "H4": "十九个左右"})
	good := register(t, c, set, c.Branches()[1], map[string]any{"E4": "2027-01-05", "G4": 20, "H4": "十九个左右"})
	o := CollectOptions{Set: set, Folder: fstest.MapFS{"坏.xlsx": {Data: styled(t, bad)}, "好.xlsx": {Data: good}}, Prefix: "交回", Today: date.New(2027, 12, 31), Version: "test", Mark: true}
	dir := t.TempDir()
	r, err := Collect(t.Context(), c, o)
	if err != nil {
		t.Fatal(err)
	}
	p, err := pack.Open(dir, pack.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(WriteCollected(t.Context(), c, p, r, o), p.Commit(), p.Close()); err != nil {
		t.Fatal(err)
	}
	if n := p.Notes(); len(n) != 1 || !strings.Contains(n[0], "交回/坏.xlsx 没有标注副本") {
		t.Errorf("notes %q", n)
	}
	for name, there := range map[string]bool{"好.xlsx": true, "坏.xlsx": false} {
		if _, err := os.Stat(dir + "/" + markedFolder + "/" + name); (err == nil) != there {
			t.Errorf("%s: %v", name, err)
		}
	}
	if r.Files[0].Verdict == "" || len(r.Findings) < 2 {
		t.Errorf("verdict %q, findings %v", r.Files[0].Verdict, r.Findings)
	}
}

// styled gives a cell a style that is no number, which readers of values pass
// over.
func styled(t *testing.T, data []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	style := regexp.MustCompile(`(<c r="E4" s=)"\d+"`)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(f.Name, "xl/worksheets/sheet") {
			text = style.ReplaceAll(text, []byte(`$1"x"`))
		}
		to, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

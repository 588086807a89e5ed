package generator

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"dangce/config/date"
	"dangce/generator/audit"
	"dangce/generator/pack"
)

// TestPreviousIsLastYears: what this year's collection wrote is no last
// year's, neither its summary nor its ledger alone.
func TestPreviousIsLastYears(t *testing.T) {
	c, set := load(t)
	dir := t.TempDir()
	o := CollectOptions{Set: set, Folder: fstest.MapFS{}, Today: date.New(2027, 7, 1), Version: "test"}
	collectInto(t, c, dir, o)
	for _, gone := range []string{"", set.Template("review-summary").File.String()} {
		if gone != "" {
			if err := os.Remove(filepath.Join(dir, gone)); err != nil {
				t.Fatal(err)
			}
		}
		o.Previous = os.DirFS(dir)
		if _, err := Collect(context.Background(), c, o); !errors.Is(err, ErrNoPrevious) || !strings.Contains(err.Error(), "2027") {
			t.Errorf("without %q: %v", gone, err)
		}
	}
}

// TestNoGroupsOweNothing builds a branch without groups: no page of its books
// and no workbook speaks of them, but the norm and the number, which say
// that there are none; and a collection expects nothing.
func TestNoGroupsOweNothing(t *testing.T) {
	c, set := load(t)
	b := c.Branches()[0]
	b.Groups = nil
	for _, m := range b.Members {
		m.Group = nil
	}
	dir := t.TempDir()
	if err := buildInto(dir, c, pack.Options{Version: "test"}, Options{Set: set, Branches: []string{b.Code}}); err != nil {
		t.Fatal(err)
	}
	books := 0
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.Contains(name, b.Short) {
			return err
		}
		text := ""
		switch path.Ext(name) {
		case ".pdf":
			text = allSaid(printedPiece(t, dir, name))
			books++
		case ".xlsx":
			text = cellsOf(t, filepath.Join(dir, name))
		}
		for _, count := range []string{"不设党小组，不另召开党小组会议", "党小组数"} { // which is 0
			text = strings.ReplaceAll(text, count, "")
		}
		if i := strings.Index(text, "党小组"); i >= 0 {
			t.Errorf("%s speaks of groups: …%s…", name, text[max(i-60, 0):min(i+60, len(text))])
		}
		return nil
	})
	if err != nil || books < 5 {
		t.Fatalf("%d books, %v", books, err)
	}
	r, err := Collect(context.Background(), c, CollectOptions{Set: set, Folder: fstest.MapFS{}, Today: date.New(2027, 12, 31), Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	if n := r.Branches[0].Totals.Meetings["group_meeting"]; n != (audit.Ratio{}) {
		t.Errorf("%v meetings of groups are due", n)
	}
}

// cellsOf returns all that is in a workbook.
func cellsOf(t *testing.T, name string) string {
	t.Helper()
	f, err := excelize.OpenFile(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all strings.Builder
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			all.WriteString(strings.Join(row, " "))
		}
	}
	return all.String()
}

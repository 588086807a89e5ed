package pack

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/windows"
)

// A workbook that is open in Excel cannot be replaced. Windows calls that a
// matter of rights; the clerk must hear that it is open.
func TestReplaceOpenFile(t *testing.T) {
	dir := t.TempDir()
	p, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	name := filepath.Join(dir, "a.xlsx")
	if err := os.WriteFile(name, []byte("1"), 0o600); err != nil {
		t.Fatal(err)
	}
	path, err := windows.UTF16PtrFromString(name)
	if err != nil {
		t.Fatal(err)
	}
	h, err := windows.CreateFile(path, windows.GENERIC_READ|windows.GENERIC_WRITE, windows.FILE_SHARE_READ, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer windows.CloseHandle(h)
	err = p.Put(File{Path: "a.xlsx"}, "", []byte("2"))
	var e *Error
	if !errors.As(err, &e) || !strings.Contains(e.Error(), "打开") || !strings.Contains(e.Hint, "Excel") {
		t.Errorf("%v, %+v", err, e)
	}
}

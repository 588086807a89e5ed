package pack

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// killDir, set in the environment, makes TestKilled the run that is killed.
const killDir = "DANGCE_PACK_KILL_DIR"

func TestKilled(t *testing.T) {
	opt := Options{Input: "1"}
	if dir := os.Getenv(killDir); dir != "" {
		dieWriting(dir, opt)
	}
	dir := t.TempDir()
	build(t, dir, Options{Input: "0"}, map[string]string{"a.pdf": "old", "b.pdf": "old"})
	cmd := exec.Command(os.Args[0], "-test.run=^TestKilled$")
	cmd.Env = append(os.Environ(), killDir+"="+dir)
	if err := cmd.Run(); err == nil {
		t.Fatal("the run was not killed")
	}
	want(t, tree(t, dir), ".dangce-3.tmp", journalName, "a.pdf", "b.pdf", manifestName)
	for name, content := range map[string]string{"a.pdf": "new", "b.pdf": "old"} {
		if data, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(data) != content {
			t.Errorf("%s holds %.20q (%v), want %q", name, data, err, content)
		}
	}

	p := open(t, dir, opt)
	if !p.Have("a.pdf", "") || p.Have("b.pdf", "") {
		t.Error("the finished file was not found again, or the other was")
	}
	if err := errors.Join(p.Put(File{Path: "b.pdf"}, "", []byte("new")), p.Commit(), p.Close()); err != nil {
		t.Fatal(err)
	}
	want(t, tree(t, dir), "a.pdf", "b.pdf", manifestName)
	if l := verify(t, dir); l.Len() != 0 {
		t.Errorf("verify: %v", l.Sorted())
	}
}

// dieWriting finishes a.pdf and is killed in the middle of b.pdf.
func dieWriting(dir string, opt Options) {
	p, err := Open(dir, opt)
	if err != nil {
		return
	}
	p.Write(File{Path: "a.pdf"}, "", text("new"))
	p.Write(File{Path: "b.pdf"}, "", func(w io.Writer) error {
		io.WriteString(w, strings.Repeat("half", 1<<16))
		if me, err := os.FindProcess(os.Getpid()); err == nil {
			me.Kill()
		}
		select {} // until it arrives
	})
}

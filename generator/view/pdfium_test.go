package view

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// The packed module is the one of go-pdfium in the version of go.mod.
func TestPDFiumIsThatOfTheModule(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/klippa-app/go-pdfium").Output()
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join(string(bytes.TrimSpace(dir)), "webassembly", "pdfium.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := pdfiumModule()
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("pdfium.wasm.br is out of date (%v): run go generate in generator/view", err)
	}
}

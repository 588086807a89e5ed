package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jung-kurt/gofpdf"

	"dangce/fonts"
)

// rareDocument draws text in two roles, face by face, as gofpdf writes it, and
// returns the codes of each font.
func rareDocument(t *testing.T, text string) ([]byte, map[string]map[uint16]rune) {
	t.Helper()
	set, err := fonts.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	roles := []fonts.Role{fonts.Title, fonts.Body}
	used := map[fonts.FaceID][]rune{}
	for _, role := range roles {
		for id, piece := range set.Runs(role, text) {
			used[id] = append(used[id], []rune(piece)...)
		}
	}
	doc := gofpdf.New("P", "mm", "A4", "")
	doc.SetCreationDate(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
	doc.SetModificationDate(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
	doc.SetCatalogSort(true)
	rare := map[string]map[uint16]rune{}
	for id, runes := range used {
		ttf, err := set.Cut(id, runes)
		if err != nil {
			t.Fatal(err)
		}
		doc.AddUTF8FontFromBytes(id.String(), "", ttf)
		rare[id.String()] = set.Rare(id, runes)
	}
	doc.AddPage()
	for i, role := range roles {
		x := 20.0
		for id, piece := range set.Runs(role, text) {
			doc.SetFont(id.String(), "", 14)
			doc.Text(x, 30+20*float64(i), set.Encode(id, piece))
			x += set.Width(role, piece, 14)
		}
	}
	var b bytes.Buffer
	if err := doc.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), rare
}

// tool returns the path of an outside program, or skips the test; in CI its
// absence is a failure.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is not installed", name)
		}
		t.Skipf("%s is not installed", name)
	}
	return path
}

const rareText = "王伟、𬭚𠮷、䶮㑇𠮷明" // 𬭚 is in Noto Serif SC, 𠮷 in LXGW WenKai only

func TestPatchedTextIsTrue(t *testing.T) {
	qpdf, pdftotext := tool(t, "qpdf"), tool(t, "pdftotext")
	data, rare := rareDocument(t, rareText)
	patched, err := new(deflater).rewrite(data, rare)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "rare.pdf")
	if err := os.WriteFile(file, patched, 0o600); err != nil {
		t.Fatal(err)
	}
	// qpdf rebuilds a damaged table silently but for this line.
	if out, err := exec.Command(qpdf, "--check", file).CombinedOutput(); err != nil || bytes.Contains(out, []byte("WARNING")) {
		t.Errorf("qpdf --check: %v\n%s", err, out)
	}
	text, err := exec.Command(pdftotext, "-enc", "UTF-8", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), rareText); n != 2 {
		t.Errorf("text holds %q %d times, want 2:\n%s", rareText, n, text)
	}
}

func TestPatchedTableIsExact(t *testing.T) {
	data, rare := rareDocument(t, rareText)
	patched, err := new(deflater).rewrite(data, rare)
	if err != nil {
		t.Fatal(err)
	}
	x, err := readXref(patched)
	if err != nil {
		t.Fatal(err)
	}
	for n := 1; n < len(x.offsets); n++ {
		if _, err := x.object(n); err != nil {
			t.Errorf("offset of object %d: %v", n, err)
		}
	}
	if !bytes.HasPrefix(patched[x.at:], []byte("xref\n")) {
		t.Errorf("startxref points at %q", patched[x.at:x.at+10])
	}
	if !bytes.Contains(patched, []byte("<D842DFB7>")) {
		t.Error("𠮷 is not in the file's maps")
	}
	again, err := new(deflater).rewrite(data, rare)
	if err != nil || !bytes.Equal(again, patched) {
		t.Errorf("two runs differ, error %v", err)
	}
}

func TestPatchRefusesOtherFiles(t *testing.T) {
	data, rare := rareDocument(t, rareText)
	cut := bytes.LastIndex(data, []byte("startxref"))
	for name, bad := range map[string][]byte{
		"empty":    nil,
		"cut off":  data[:cut],
		"shifted":  append([]byte("\n"), data...),
		"no xref":  append(slices.Clone(data[:cut]), "startxref\n99999999\n%%EOF\n"...),
		"negative": append(slices.Clone(data[:cut]), "startxref\n-4\n%%EOF\n"...),
	} {
		if _, err := new(deflater).rewrite(bad, rare); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	rare["absent"] = map[uint16]rune{0xE000: '𠮷'}
	if _, err := new(deflater).rewrite(data, rare); err == nil {
		t.Error("a font that the document lacks: no error")
	}
}

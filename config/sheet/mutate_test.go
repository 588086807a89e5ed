package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"math/rand/v2"
	"testing"
)

// Workbooks with some bytes changed give cells or a reason: of xls
// the container and the records, of zipped formats the parts.
func TestMutatedWorkbooks(t *testing.T) {
	rounds := 100
	if testing.Short() {
		rounds = 20
	}
	r := rand.New(rand.NewPCG(3, 4))
	for name, again := range mutable(t) {
		for range rounds {
			b, err := Open(name, again(func(b []byte) []byte { return mutate(r, b) }), small)
			examine(t, b, err)
		}
	}
}

// mutable gives files by name, each to be built again through a change.
func mutable(t *testing.T) map[string]func(change func([]byte) []byte) []byte {
	files := map[string]func(func([]byte) []byte) []byte{}
	for _, name := range []string{"kinds.xls", "kinds-sheetjs.xls", "kinds95.xls"} {
		data := testdata(t, name)
		files[name] = func(change func([]byte) []byte) []byte { return change(data) }
	}
	streams, err := oleStreams(testdata(t, "kinds.xls"))
	check(t, err)
	content, err := readStream(streams["Workbook"], 1<<20)
	check(t, err)
	files["records.xls"] = func(change func([]byte) []byte) []byte { return change(content) }
	for name, data := range map[string][]byte{"a.ods": testdata(t, "kinds.ods"), "a.xlsx": wide(t, 20, 8)} {
		files[name] = func(change func([]byte) []byte) []byte { return rezip(t, data, change) }
	}
	return files
}

// rezip changes the parts of a zip that hold cells.
func rezip(t *testing.T, data []byte, change func([]byte) []byte) []byte {
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	check(t, err)
	var parts []string
	for _, f := range in.File {
		rc, err := f.Open()
		check(t, err)
		part, err := io.ReadAll(rc)
		check(t, err)
		rc.Close()
		switch f.Name {
		case "content.xml", "styles.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml":
			part = change(part)
		}
		parts = append(parts, f.Name, string(part))
	}
	return zipped(t, parts...)
}

// mutate changes, drops or repeats some bytes of a copy.
func mutate(r *rand.Rand, b []byte) []byte {
	b = bytes.Clone(b)
	for range 1 + r.IntN(8) {
		i := r.IntN(len(b))
		switch n := min(1+r.IntN(12), len(b)-i); r.IntN(4) {
		case 0:
			copy(b[i:i+n], b[r.IntN(len(b)):])
		case 1:
			b[i] ^= 1 << r.IntN(8)
		case 2:
			b[i] = byte(r.IntN(256))
		default:
			for j := range n {
				b[i+j] = 0xFF
			}
		}
	}
	if r.IntN(10) == 0 {
		b = b[:1+r.IntN(len(b))]
	}
	return b
}

package main

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/flate"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// release is one run.
type release struct {
	root    string // of the module
	dir     string // where the files go
	version string
	systems []string

	date time.Time // of the commit: the only date in the files
}

// make writes all files of a release.
func (r *release) make() error {
	if err := r.readDate(); err != nil {
		return err
	}
	if err := os.MkdirAll(r.dir, 0o755); err != nil {
		return err
	}
	var sums bytes.Buffer
	put := func(name string, data []byte) error {
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(data), name)
		return os.WriteFile(filepath.Join(r.dir, name), data, 0o644)
	}
	for _, s := range r.systems {
		data, err := r.archive(s)
		if err == nil {
			err = put(r.name(s), data)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	list, err := r.sbom()
	if err == nil {
		err = put("dangce-"+r.version+".spdx.json", list)
	}
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(r.dir, "SHA256SUMS"), sums.Bytes(), 0o644)
}

// name returns the name of a system's file.
func (r *release) name(system string) string {
	return "dangce-" + r.version + "-" + strings.ReplaceAll(system, "/", "-") + ".zip"
}

// command runs a program in the root of the module and returns what it says.
func (r *release) command(env []string, name string, args ...string) ([]byte, error) {
	c := exec.Command(name, args...)
	c.Dir, c.Env = r.root, append(os.Environ(), env...)
	out, err := c.Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return nil, fmt.Errorf("%s %s: %w\n%s", name, args[0], err, exit.Stderr)
	}
	return out, err
}

// readDate takes the date of the commit; without git, an early one.
func (r *release) readDate() error {
	r.date = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	out, err := r.command(nil, "git", "show", "-s", "--format=%ct")
	if err != nil {
		return nil
	}
	seconds, err := strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64)
	r.date = time.Unix(seconds, 0).UTC()
	return err
}

// file is one file of an archive.
type file struct {
	name string
	mode fs.FileMode
	data []byte
}

// archive builds the program for a system and packs it.
func (r *release) archive(system string) ([]byte, error) {
	goos, _, _ := strings.Cut(system, "/")
	program, err := r.build(system)
	if err != nil {
		return nil, err
	}
	name := "dangce"
	if goos == "windows" {
		name += ".exe"
	}
	files := []file{{name, 0o755, program}}
	for to, from := range map[string]string{
		"README.txt": "release/README.txt", "LICENSE": "LICENSE", "THIRD-PARTY.md": "THIRD-PARTY.md",
		"手册.md": "docs/手册.md",
	} {
		data, err := os.ReadFile(filepath.Join(r.root, from))
		if err != nil {
			return nil, err
		}
		if (to == "README.txt" || to == "手册.md") && goos == "windows" {
			data = bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))
		}
		files = append(files, file{to, 0o644, data})
	}
	licences, err := r.embedded()
	if err != nil {
		return nil, err
	}
	files = append(files, file{"许可全文.txt", 0o644, licences})
	if goos == "linux" {
		data, err := os.ReadFile(filepath.Join(r.root, "release", "dangce.desktop"))
		if err != nil {
			return nil, err
		}
		files = append(files, file{"dangce.desktop", 0o644, data})
	}
	practice, err := r.below("docs/练习名册", "练习名册/")
	if err != nil {
		return nil, err
	}
	example, err := r.below("config/example/files", "示例/示例县/")
	if err != nil {
		return nil, err
	}
	return r.zip(slices.Concat(files, practice, example))
}

// small are packages whose functions are not inlined: together they make the
// program 1.5 MB smaller, and none of them is where time goes.
var small = []string{
	"crypto", "net", "vendor", "text", "html", "debug", "mime", "log", "flag",
	"github.com/klippa-app/go-pdfium", "github.com/pdfcpu/pdfcpu", "github.com/jung-kurt/gofpdf", "github.com/goccy/go-graphviz",
	"github.com/arran4", "github.com/schollz", "github.com/spf13", "golang.org/x/net", "go.yaml.in",
	"dangce/cmd", "dangce/serve", "dangce/project",
}

// build returns the program for a system.
func (r *release) build(system string) ([]byte, error) {
	tmp, err := os.MkdirTemp("", "dangce-release-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(tmp)
	out := filepath.Join(tmp, "dangce")
	goos, goarch, _ := strings.Cut(system, "/")
	env := []string{"CGO_ENABLED=0", "GOOS=" + goos, "GOARCH=" + goarch}
	args := []string{"build", "-trimpath", "-tags", "nethttpomithttp2"} // browsers speak HTTP/2 with TLS only
	for _, modules := range small {
		args = append(args, "-gcflags="+modules+"/...=-l")
	}
	args = append(args, "-ldflags", "-s -w -X main.version="+r.version, "-o", out, "./cmd/dangce")
	if _, err := r.command(env, "go", args...); err != nil {
		return nil, err
	}
	return os.ReadFile(out)
}

// below returns the files of a folder of the source, to be put elsewhere.
func (r *release) below(folder, to string) (files []file, err error) {
	from := os.DirFS(filepath.Join(r.root, filepath.FromSlash(folder)))
	err = fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(from, name)
		files = append(files, file{to + name, 0o644, data})
		return err
	})
	return files, err
}

// zip packs files into a folder of the release's name, in order.
func (r *release) zip(files []file) ([]byte, error) {
	slices.SortFunc(files, func(a, b file) int { return cmp.Compare(a.name, b.name) })
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	w.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	for _, f := range files {
		h := &zip.FileHeader{Name: path.Join("dangce-"+r.version, f.name), Method: zip.Deflate, Modified: r.date}
		h.SetMode(f.mode)
		part, err := w.CreateHeader(h)
		if err == nil {
			_, err = part.Write(f.data)
		}
		if err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return out.Bytes(), err
}

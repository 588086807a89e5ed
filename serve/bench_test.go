package serve

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"dangce/generator/flow/wasmcache"
	"dangce/generator/synth"
)

// answering returns what answers as a known browser's requests are, without a
// network between.
func answering(b *testing.B, folder string) func(path string) {
	b.Helper()
	s, err := New(Options{Folder: folder, Version: "test", Now: time.Now, Cache: wasmcache.Folder("pdfium", "/wazero", "/go-pdfium")})
	if err != nil {
		b.Fatal(err)
	}
	l, err := Listen(0)
	if err != nil {
		b.Fatal(err)
	}
	s.Attach(l)
	b.Cleanup(func() {
		l.Close()
		if err := s.close(); err != nil {
			b.Error(err)
		}
	})
	return func(path string) {
		b.Helper()
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Host = l.Addr().String()
		r.AddCookie(&http.Cookie{Name: s.cookie(), Value: s.token})
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			b.Fatalf("%s: %d %.300s", path, w.Code, w.Body)
		}
	}
}

// The pages of a county of 1,000 branches, read before.
func BenchmarkThousandBranches(b *testing.B) {
	files, err := synth.Files(synth.Options{Branches: 1000, Seed: 1, Year: 2027})
	if err != nil {
		b.Fatal(err)
	}
	folder := b.TempDir()
	for name, data := range files {
		to := filepath.Join(folder, "大县", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(to, data, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	get := answering(b, folder)
	for _, path := range []string{"/", "/check", "/people", "/people?q=zs", "/build"} {
		b.Run(path[1:], func(b *testing.B) {
			get(path)
			for b.Loop() {
				get(path)
			}
		})
	}
}

// The picture of a page that nobody has looked at, of a book that is laid out.
func BenchmarkPicture(b *testing.B) {
	folder := b.TempDir()
	s := exampleDesk(nil).now()
	reader, err := s.reader()
	if err != nil {
		b.Fatal(err)
	}
	path := ""
	for _, v := range reader.Volumes("", "01-003") {
		if v.Book == "handbook" {
			path = v.Path
		}
	}
	if err := os.CopyFS(filepath.Join(folder, "示例县"), s.files); err != nil {
		b.Fatal(err)
	}
	get := answering(b, folder)
	at := "/picture?page=1&path=" + url.QueryEscape(path)
	get(at)
	for b.Loop() {
		get(at)
	}
}

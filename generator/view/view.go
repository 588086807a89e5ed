// Package view reads finished PDF files as a reader of the book would see
// them: pictures of pages, and their text. It is the only importer of
// go-pdfium.
//
// It is for previews and for tests. PDFium runs as WebAssembly inside the
// program, so nothing is installed and no C compiler is needed; it sees the
// bytes it is given, and no file of the machine. The package promises that
// characters beyond U+FFFF come back as themselves, and that a damaged file
// gives an error.
package view

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Viewer opens files. Compiling PDFium takes a second or more, so a program
// keeps one Viewer; it may be used by several goroutines at once, each file
// by one.
type Viewer struct {
	pool  pdfium.Pool
	cache wazero.CompilationCache
}

// New returns a viewer. Where cacheDir is not empty, the compiled PDFium is
// kept in that folder, which must belong to the user alone, and the next
// program starts at once. What is damaged there is compiled again; where
// nothing can be kept, nothing is.
func New(ctx context.Context, cacheDir string) (*Viewer, error) {
	if cacheDir == "" {
		return start(ctx, "")
	}
	if code := stored(cacheDir); code != "" {
		if v, err := start(ctx, code); err == nil {
			return v, nil
		}
	}
	fresh, err := os.MkdirTemp(cacheDir, newFolder)
	if err != nil {
		return start(ctx, "")
	}
	defer os.RemoveAll(fresh)
	sweep(cacheDir, fresh)
	v, err := start(ctx, fresh)
	if err != nil {
		return start(ctx, "")
	}
	_ = store(fresh, cacheDir)
	return v, nil
}

// start compiles PDFium, or reads what was compiled into dir before.
func start(ctx context.Context, dir string) (*Viewer, error) {
	module, err := pdfiumModule()
	if err != nil {
		return nil, err
	}
	cache := wazero.NewCompilationCache()
	if dir != "" {
		if cache, err = wazero.NewCompilationCacheWithDir(dir); err != nil {
			return nil, fmt.Errorf("view: %w", err)
		}
	}
	pool, err := webassembly.InitWithWASM(webassembly.Config{
		WASM:     module,
		Context:  ctx,
		MaxIdle:  runtime.GOMAXPROCS(0),
		MaxTotal: runtime.GOMAXPROCS(0),
		FSConfig: wazero.NewFSConfig(), // by default all files of the machine would be in reach
		RuntimeConfig: wazero.NewRuntimeConfig().WithCompilationCache(cache).
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling),
		Stdout:       io.Discard,
		Stderr:       io.Discard,
		ReuseWorkers: true,
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("view: %w", err), cache.Close(context.WithoutCancel(ctx)))
	}
	return &Viewer{pool: pool, cache: cache}, nil
}

// Close frees what the viewer holds. Files must be closed before.
func (v *Viewer) Close() error {
	return errors.Join(v.pool.Close(), v.cache.Close(context.Background()))
}

// File is an open PDF.
type File struct {
	lib   pdfium.Pdfium
	doc   references.FPDF_DOCUMENT
	pages int
}

// Open opens a PDF that is at hand. As many files as there are processors can
// be open at a time; a further Open waits until one is closed or ctx ends.
func (v *Viewer) Open(ctx context.Context, data []byte) (*File, error) {
	lib, err := v.pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("view: %w", err)
	}
	f := &File{lib: lib}
	if err := f.load(data); err != nil {
		return nil, errors.Join(fmt.Errorf("view: %w", err), lib.Close())
	}
	return f, nil
}

func (f *File) load(data []byte) error {
	opened, err := f.lib.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		return err
	}
	f.doc = opened.Document
	count, err := f.lib.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: f.doc})
	if err != nil {
		return err
	}
	f.pages = count.PageCount
	return nil
}

// Close frees the file.
func (f *File) Close() error {
	_, err := f.lib.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: f.doc})
	return errors.Join(err, f.lib.Close())
}

// Pages returns the number of pages.
func (f *File) Pages() int { return f.pages }

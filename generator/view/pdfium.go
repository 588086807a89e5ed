package view

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"sync"

	"github.com/andybalholm/brotli"
)

//go:generate go run dangce/generator/view/internal/gen

// packedPDFium is the WebAssembly module that go-pdfium embeds, at a third of
// its size.
//
//go:embed pdfium.wasm.br
var packedPDFium []byte

// pdfiumModule returns PDFium as WebAssembly.
var pdfiumModule = sync.OnceValues(func() ([]byte, error) {
	module, err := io.ReadAll(brotli.NewReader(bytes.NewReader(packedPDFium)))
	if err != nil {
		return nil, fmt.Errorf("view: %w", err)
	}
	return module, nil
})

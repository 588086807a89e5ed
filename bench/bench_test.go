// Package bench measures what users wait for: whole synthetic counties. A page
// and a workbook are measured in package generator.
//
//	go test -bench . -benchtime 1x ./bench
//	go test -run - -bench . ./generator
package bench

import (
	"context"
	"fmt"
	"io/fs"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"dangce/config"
	"dangce/config/diag"
	"dangce/generator"
	"dangce/generator/book"
	"dangce/generator/pack"
	"dangce/generator/synth"
)

// county draws and loads a synthetic county.
func county(b *testing.B, branches int) (*config.County, *book.Set) {
	b.Helper()
	files, err := synth.Files(synth.Options{Branches: branches, Seed: 1, Year: 2027, Name: "示例县", Code: "419900"})
	if err != nil {
		b.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: data}
	}
	return read(b, fsys)
}

func read(b *testing.B, fsys fs.FS) (*config.County, *book.Set) {
	b.Helper()
	var list diag.List
	c := config.Load(fsys, "county.toml", config.Options{}, &list)
	if c == nil {
		b.Fatal(fmt.Sprint(list.Sorted()))
	}
	set := book.Load(c.Templates, c.Overlay, &list)
	if list.Errors() > 0 {
		b.Fatal(fmt.Sprint(list.Sorted()))
	}
	return c, set
}

// BenchmarkCounty builds whole synthetic counties and reports pages a second
// and the memory held at its peak. Run it with -benchtime 1x.
func BenchmarkCounty(b *testing.B) {
	for _, branches := range []int{200, 400} {
		b.Run(fmt.Sprint(branches), func(b *testing.B) {
			c, set := county(b, branches)
			pages := 0
			var peak atomic.Uint64
			stop := watch(&peak)
			for b.Loop() {
				p, err := pack.Open(b.TempDir(), pack.Options{Version: "bench", Input: "bench"})
				if err != nil {
					b.Fatal(err)
				}
				sum, err := generator.Build(context.Background(), c, p, generator.Options{Set: set})
				if err != nil {
					b.Fatal(err)
				}
				pages += sum.Pages
				if err := p.Close(); err != nil {
					b.Fatal(err)
				}
			}
			stop()
			b.ReportMetric(float64(pages)/b.Elapsed().Seconds(), "pages/s")
			b.ReportMetric(float64(peak.Load())/1e6, "peak-MB")
		})
	}
}

// watch notes the most memory that the Go runtime held from the system.
func watch(peak *atomic.Uint64) (stop func()) {
	done := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		var m runtime.MemStats
		for {
			runtime.ReadMemStats(&m)
			peak.Store(max(peak.Load(), m.HeapInuse+m.StackInuse))
			select {
			case <-done:
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
	})
	return func() { close(done); wg.Wait() }
}

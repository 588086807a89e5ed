//go:build !linux

package pack

import (
	"os"
	"path"

	"golang.org/x/sync/errgroup"
)

// syncFiles has the disk keep the workbooks that this run wrote: whether
// somebody changed them must be known after a power cut too. Any other file
// that a power cut tears is found by its hash and made again.
func (p *Pack) syncFiles() error {
	var g errgroup.Group
	g.SetLimit(8)
	for _, f := range p.Files() {
		if path.Ext(f.Path) == ".xlsx" {
			g.Go(func() error { return p.syncFile(f.Path) })
		}
	}
	return g.Wait()
}

func (p *Pack) syncFile(name string) error {
	f, err := p.root.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return fail("写入", name, err)
	}
	defer f.Close()
	if err := f.Sync(); err != nil {
		return fail("写入", name, err)
	}
	return nil
}

package pack

import "golang.org/x/sys/unix"

// syncFiles has the disk keep all that was written, in one call that also
// tells of what could not be.
func (p *Pack) syncFiles() error {
	dir, err := p.root.Open(".")
	if err != nil {
		return fail("写入", p.dir, err)
	}
	defer dir.Close()
	if err := unix.Syncfs(int(dir.Fd())); err != nil {
		return fail("写入", p.dir, err)
	}
	return nil
}

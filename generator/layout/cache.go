package layout

import (
	"hash/maphash"
	"sync"

	"dangce/generator/doc"
)

// cache keeps laid-out blocks, so that pages equal for many branches are laid
// out once. It is bounded: memory does not grow with the county.
type cache struct {
	seeds   [2]maphash.Seed
	buffers sync.Pool // of *[]byte
	mu      sync.Mutex
	laid    map[cacheKey]*laid
}

// cacheKey is all that the layout of blocks depends on: the blocks, as two
// independent hashes of 64 bits, and the type area.
type cacheKey struct {
	blocks [2]uint64
	w, h   float64
}

type laid struct {
	once   sync.Once
	bodies []body
	err    error
}

// cacheLimit is the number of layouts kept; a county needs a few hundred.
const cacheLimit = 4096

func newCache() *cache {
	return &cache{seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}, buffers: sync.Pool{New: func() any { return new([]byte) }},
		laid: make(map[cacheKey]*laid)}
}

// get returns the layout of blocks on pages w by h mm, by lay if it is not
// known.
func (c *cache) get(blocks []doc.Block, w, h float64, lay func() ([]body, error)) ([]body, error) {
	k := cacheKey{c.sum(blocks), w, h}
	c.mu.Lock()
	v := c.laid[k]
	if v == nil {
		if len(c.laid) >= cacheLimit {
			clear(c.laid)
		}
		v = new(laid)
		c.laid[k] = v
	}
	c.mu.Unlock()
	v.once.Do(func() { v.bodies, v.err = lay() })
	return v.bodies, v.err
}

func (c *cache) sum(blocks []doc.Block) [2]uint64 {
	buf := c.buffers.Get().(*[]byte)
	*buf = doc.AppendBlocks((*buf)[:0], blocks)
	sum := [2]uint64{maphash.Bytes(c.seeds[0], *buf), maphash.Bytes(c.seeds[1], *buf)}
	c.buffers.Put(buf)
	return sum
}

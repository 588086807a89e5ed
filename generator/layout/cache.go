package layout

import (
	"sync"

	"dangce/generator/doc"
)

// cache keeps the bodies of units by key, so that pages equal for many
// branches are laid out once. It is bounded: memory does not grow with the
// county.
type cache struct {
	mu sync.Mutex
	m  map[cacheKey]*cached
}

type cacheKey struct {
	key    string
	format doc.Format
}

type cached struct {
	once sync.Once
	body []body
	err  error
}

// cacheLimit is the number of units kept; a county needs a few hundred.
const cacheLimit = 4096

func newCache() cache { return cache{m: make(map[cacheKey]*cached)} }

func (c *cache) get(k cacheKey, make func() ([]body, error)) ([]body, error) {
	c.mu.Lock()
	v := c.m[k]
	if v == nil {
		if len(c.m) >= cacheLimit {
			clear(c.m)
		}
		v = new(cached)
		c.m[k] = v
	}
	c.mu.Unlock()
	v.once.Do(func() { v.body, v.err = make() })
	return v.body, v.err
}

package serve

import (
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

// watch says when files of a folder change. Office programs write a file in
// several steps, so it waits for a moment of silence.
type watch struct {
	w    *fsnotify.Watcher // nil where the system cannot watch
	done chan struct{}
}

const (
	silence    = 300 * time.Millisecond
	maxFolders = 500 // watched
)

func newWatch(dir string, changed func()) *watch {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return &watch{} // the page is read again by hand
	}
	folders := 0
	_ = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return nil
		}
		if name != dir && unwatched(d.Name()) || folders == maxFolders {
			return filepath.SkipDir
		}
		folders++
		_ = w.Add(name)
		return nil
	})
	x := &watch{w: w, done: make(chan struct{})}
	go x.run(changed)
	return x
}

// unwatched are folders of results and of programs.
func unwatched(name string) bool { return name == "output" || strings.HasPrefix(name, ".") }

// temporary are the files that programs leave beside the one they write.
func temporary(name string) bool {
	base := filepath.Base(name)
	return strings.HasPrefix(base, "~$") || strings.HasPrefix(base, ".") || strings.HasSuffix(base, ".tmp")
}

func (x *watch) run(changed func()) {
	defer close(x.done)
	var soon <-chan time.Time
	for {
		select {
		case e, ok := <-x.w.Events:
			if !ok {
				return
			}
			if e.Has(fsnotify.Create) {
				_ = x.w.Add(e.Name) // a folder; of a file, one more watch does no harm
			}
			if !temporary(e.Name) && e.Op != fsnotify.Chmod {
				soon = time.After(silence)
			}
		case _, ok := <-x.w.Errors:
			if !ok {
				return
			}
			soon = time.After(silence) // events may have been lost
		case <-soon:
			soon = nil
			changed()
		}
	}
}

func (x *watch) close() error {
	if x.w == nil {
		return nil
	}
	err := x.w.Close()
	<-x.done
	return err
}

// hub tells pages what is new.
type hub struct {
	mu   sync.Mutex
	to   map[chan string]bool
	over bool
	last int // changes so far
}

const maxListeners = 16

// seen numbers what a page that is made now has seen.
func (h *hub) seen() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.last
}

// join returns a channel of news, nil where too many listen already. What
// changed since the page was made is news too.
func (h *hub) join(seen string) chan string {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.over || len(h.to) >= maxListeners {
		return nil
	}
	if h.to == nil {
		h.to = map[chan string]bool{}
	}
	c := make(chan string, 4)
	h.to[c] = true
	if seen != strconv.Itoa(h.last) {
		c <- "changed"
	}
	return c
}

func (h *hub) leave(c chan string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.to[c] {
		delete(h.to, c)
	}
}

// tell never waits: a page that has not fetched the last news yet will find
// this too.
func (h *hub) tell(what string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if what != "progress" {
		h.last++
	}
	for c := range h.to {
		select {
		case c <- what:
		default:
		}
	}
}

func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.over = true
	for c := range h.to {
		close(c)
		delete(h.to, c)
	}
}

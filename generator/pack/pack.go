// Package pack keeps the folder that a run writes: one county's books and
// workbooks of a year, and manifest.json, which lists them all.
//
// It is for the pipeline, which hands over finished files from several
// workers at once, and for whoever receives the folder and wants to know
// whether it is whole. It promises:
//
//   - A file is written beside its target, closed, then renamed. A run that
//     fails or is killed leaves no half file under a final name.
//   - A file whose bytes would not change is not touched.
//   - What an earlier run made, finished or killed, is found again: each file
//     is noted with its hash and the input it came from, and Have trusts a
//     note only for the same input and after reading the file.
//   - What is about to be written is noted before it is put in place: after a
//     kill at any moment our own bytes are known as ours, and are neither
//     taken for somebody's work nor forgotten.
//   - A folder that another command, county or year wrote is left alone.
//   - manifest.json is replaced in one step at the end. Stale files are
//     removed before it, so that a kill in between leaves the old manifest
//     and the journal, and the next run removes the rest.
//   - Nothing is removed but what the old manifest or the journal lists.
//     Workbooks that people changed are set aside, never overwritten.
//   - One run at a time: the second gets errLocked.
//   - Files are created for their owner only; they hold personal data.
//
// Files are not synced to disk one by one as they are written: that costs an
// office disk minutes for thousands of files, and after a power cut the
// journal's hashes tell which ones to write again, and a torn workbook from one
// that somebody changed. With Options.Sync, the journal is synced as it grows,
// and the files before the manifest, which claims that they are there. The
// manifest and its folder always are.
package pack

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/gofrs/flock"
)

// Names in the folder that belong to the pack itself.
const (
	manifestName = "manifest.json"
	ownPrefix    = ".dangce" // lock, journal, temporary files
	lockName     = ownPrefix + ".lock"
	journalName  = ownPrefix + ".journal" // notes of a run under way
	doneName     = ownPrefix + ".done"    // notes of the finished ones
	tempSuffix   = ".tmp"
)

// Options say what a run is and what it may reuse.
type Options struct {
	Version string // of dangce, for the manifest
	Config  string // digest of the county's input, for the manifest

	// Input is a digest of everything that decides the bytes of the files:
	// config, templates, program. Files of an earlier run are reused only if
	// it had the same Input; "" reuses none after a run that ended.
	Input string

	Owner Owner // whose pack it is

	Partial bool // this run writes a part: keep all other files and entries
	Force   bool // reuse nothing of an earlier run
	Sync    bool // have what is written survive a power cut
}

// Pack is an open folder. Write, Put, Have, Files and Notes may be called from
// several goroutines.
type Pack struct {
	dir  string
	opt  Options
	root *os.Root
	lock *flock.Flock
	old  *Manifest // of the last finished run, or nil

	mu       sync.Mutex
	claimed  map[string]string // fold(path) -> path
	files    map[string]File   // written or found in this run
	earlier  map[string][]note // from the journal of runs that did not finish, the last one last
	done     map[string]note   // from runs that finished
	made     map[string]note   // of this run
	kept     int               // files of this run that had their bytes already
	journal  *os.File
	unsynced int // notes since the journal was synced
	temps    int
	notes    []string
}

// Open creates dir if needed, locks it, and cleans up after a killed run.
// Errors wrap errLocked or are an *Error.
func Open(dir string, opt Options) (*Pack, error) {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, &Error{Op: "创建文件夹", Path: dir, Hint: "用 -o 换一个文件夹", Err: errFile}
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fail("创建文件夹", dir, err)
	}
	root, err := openRoot(dir)
	if err != nil {
		return nil, err
	}
	p := &Pack{
		dir: dir, opt: opt, root: root,
		lock:    flock.New(filepath.Join(dir, lockName), flock.SetPermissions(0o600)),
		claimed: make(map[string]string),
		files:   make(map[string]File),
		earlier: make(map[string][]note),
		made:    make(map[string]note),
	}
	if err := p.start(); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

// openRoot opens a folder. Package os has words of its own for what is none.
func openRoot(dir string) (*os.Root, error) {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, &Error{Op: "打开文件夹", Path: dir, Hint: "写 build 生成的那个文件夹", Err: errNoFolder}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fail("打开文件夹", dir, err)
	}
	return root, nil
}

// mostOwn bounds the files of the pack itself: a list of a million files.
const mostOwn = 512 << 20

// readOwn reads a file of the pack itself.
func readOwn(root *os.Root, name string) ([]byte, error) {
	if err := readable(root, name, mostOwn); err != nil {
		return nil, err
	}
	return root.ReadFile(name)
}

// readable says why a file is not to be opened: a pipe would wait for whoever
// writes into it, a device never ends.
func readable(root *os.Root, name string, most int64) error {
	info, err := root.Stat(name)
	switch {
	case err != nil:
		return err
	case !info.Mode().IsRegular() && !info.IsDir():
		return &fs.PathError{Op: "open", Path: name, Err: errKind}
	case info.Size() > most:
		return &fs.PathError{Op: "open", Path: name, Err: errSize}
	}
	return nil
}

func (p *Pack) start() error {
	if err := readable(p.root, lockName, mostOwn); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fail("锁定文件夹", path.Join(p.dir, lockName), err)
	}
	got, err := p.lock.TryLock()
	if err != nil {
		return fail("锁定文件夹", p.dir, err)
	}
	if !got {
		return &Error{Op: "写入", Path: p.dir, Hint: "等那一个做完再来，或用 -o 换一个文件夹", Err: errLocked}
	}
	m, err := readManifest(p.root)
	switch {
	case err == nil:
		p.old = m
		if err := p.mayHave(m.Owner); err != nil {
			return err
		}
	case errors.Is(err, ErrBadManifest):
		p.note("原来的 " + manifestName + " 已损坏，按没有处理；以前多出来的文件不会清除")
	case !errors.Is(err, fs.ErrNotExist):
		return fail("读取", manifestName, err)
	}
	return p.openJournal()
}

// mayHave says why a folder of was is none for this run; nil if it may have
// it. Who wrote the folder is not known of earlier versions.
func (p *Pack) mayHave(was Owner) error {
	if !p.opt.Owner.known() || !was.known() || p.opt.Owner.same(was) {
		return nil
	}
	return &Error{Op: "写入", Path: p.dir, Err: fmt.Errorf("%w，是 %s", errOwner, was),
		Hint: "用 -o 另写一个文件夹；里面的确实不要了，先把那个文件夹改名或移走"}
}

// Close releases the folder. Without Commit before it, the journal stays for
// the next run, unless nothing was done that it could tell. Closing twice
// does nothing.
func (p *Pack) Close() error {
	if p.root == nil {
		return nil
	}
	var errs []error
	if p.journal != nil {
		errs = append(errs, p.journal.Close())
		if len(p.earlier) == 0 && len(p.files) == 0 {
			errs = append(errs, remove(p.root, journalName))
		}
		p.journal = nil
	}
	errs = append(errs, p.lock.Close(), p.root.Close())
	p.root = nil
	return errors.Join(errs...)
}

// Files returns what this run has written or found so far, sorted by path.
func (p *Pack) Files() []File {
	p.mu.Lock()
	defer p.mu.Unlock()
	return sortedFiles(p.files)
}

// Kept returns how many of Files had their bytes before this run.
func (p *Pack) Kept() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.kept
}

// Notes returns what the user should hear about beside errors: workbooks set
// aside, a damaged manifest.
func (p *Pack) Notes() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Sorted(slices.Values(p.notes))
}

// Note adds to what the user should hear about.
func (p *Pack) Note(s string) { p.note(s) }

func (p *Pack) note(s string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.notes = append(p.notes, s)
}

// Have reports whether an earlier run wrote the file from the same Input and
// key, and the file still has those bytes. Then it counts as written by this
// run and need not be made again.
func (p *Pack) Have(name, key string) bool {
	n, ok := p.noted(name, key)
	if !ok {
		return false
	}
	if size, sum, err := hashFile(p.root, name); err != nil || size != n.Bytes || sum != n.SHA256 {
		return false
	}
	if p.claim(name) != nil {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.files[name], p.made[name] = n.File, n
	p.kept++
	return true
}

// noted finds what an earlier run noted of a file that it made from the same
// Input and key. Without an Input nothing is known of what files are made from.
func (p *Pack) noted(name, key string) (note, bool) {
	if p.opt.Force || p.opt.Input == "" {
		return note{}, false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, n := range slices.Backward(p.earlier[name]) {
		if n.Input == p.opt.Input && n.Key == key {
			return n, true
		}
	}
	n, ok := p.done[name]
	return n, ok && n.Input == p.opt.Input && n.Key == key
}

// claim reserves a path for one file of this run, whatever the case of its
// letters.
func (p *Pack) claim(name string) error {
	if err := checkPath(name); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if first, taken := p.claimed[fold(name)]; taken {
		return &Error{Op: "写入", Path: name, Err: errors.New("与本次生成的 " + first + " 同名")}
	}
	p.claimed[fold(name)] = name
	return nil
}

func (p *Pack) unclaim(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.claimed, fold(name))
}

// checkPath accepts clean relative slash paths that do not name a file of the
// pack itself.
func checkPath(name string) error {
	bad := !fs.ValidPath(name) || name == "." || strings.ContainsAny(name, "\\\x00") ||
		fold(name) == manifestName || !filepath.IsLocal(filepath.FromSlash(name))
	for part := range strings.SplitSeq(name, "/") {
		bad = bad || strings.HasPrefix(fold(part), ownPrefix)
	}
	if bad {
		return &Error{Op: "写入", Path: name, Err: errPath}
	}
	return nil
}

// isTemp recognizes the temporary files of this package, in whatever folder.
func isTemp(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(base, ownPrefix+"-") && strings.HasSuffix(base, tempSuffix)
}

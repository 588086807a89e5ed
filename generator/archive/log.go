package archive

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gofrs/flock"
)

// Log says what was printed of a year after the archive: supplements and
// copies of what was lost. It lies beside the archive, which never changes.
type Log struct {
	Version     int      `json:"version"`
	Archive     string   `json:"archive"` // digest of the archive that it belongs to
	Supplements []Update `json:"supplements"`
	Reprints    []Copy   `json:"reprints"`
}

// Update is a supplement.
type Update struct {
	No     int      `json:"no"`
	Day    string   `json:"day"`
	Config string   `json:"config"` // digest of the inputs it was made from
	Folder string   `json:"folder"` // name of the folder it was written to
	Events []Noted  `json:"events"`
	Codes  []string `json:"codes"` // of its pages
}

// Noted is an event that a supplement printed.
type Noted struct {
	Key  string `json:"key"`
	Text string `json:"text"` // for messages
}

// Copy is a book or a page that was printed again.
type Copy struct {
	Day    string   `json:"day"`
	Branch string   `json:"branch"` // code
	Book   string   `json:"book"`
	Member string   `json:"member,omitempty"`
	Pages  []string `json:"pages,omitempty"` // codes; none for a whole book
	No     int      `json:"no"`              // which copy
	Who    string   `json:"who,omitempty"`   // asked for it
	Reason string   `json:"reason,omitempty"`
}

// Lock keeps other runs from the archives of a county until the function
// returned is called.
func Lock(county string) (func() error, error) {
	parent := filepath.Join(county, Folder)
	if err := os.MkdirAll(parent, 0o700); err != nil {
		return nil, fmt.Errorf("建文件夹 %s：%w", parent, err)
	}
	lock := flock.New(filepath.Join(parent, temporary+"lock"), flock.SetPermissions(0o600))
	got, err := lock.TryLock()
	switch {
	case err != nil:
		return nil, fmt.Errorf("锁定 %s：%w", parent, err)
	case !got:
		return nil, errors.New("另一个 dangce 正在用这个县的付印存档，等它做完再来")
	}
	return lock.Close, nil
}

func logName(county string, year int) string {
	return filepath.Join(county, Folder, strconv.Itoa(year)+"-增补补发.json")
}

// ReadLog reads the log of an archive: an empty one where nothing was printed
// since.
func (a *Archive) ReadLog(county string) (*Log, error) {
	name := logName(county, a.Year)
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return &Log{Version: version, Archive: a.Digest(), Supplements: []Update{}, Reprints: []Copy{}}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("读 %s：%w", name, err)
	}
	l := new(Log)
	if json.Unmarshal(data, l) != nil || l.Version != version {
		return nil, fmt.Errorf("%w：%s 读不出来", ErrDamaged, name)
	}
	if l.Archive != a.Digest() {
		return nil, fmt.Errorf("%w：%s 是另一个存档的，不是 %s 的", ErrDamaged, name, a.Dir)
	}
	return l, nil
}

// Save replaces the log in one step.
func (l *Log) Save(county string, year int) error {
	data, err := json.MarshalIndent(l, "", "  ")
	if err != nil {
		return err
	}
	name := logName(county, year)
	temp := filepath.Join(filepath.Dir(name), temporary+"log")
	if err := os.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("写 %s：%w", name, err)
	}
	if err := writeSynced(temp, append(data, '\n')); err != nil {
		return err
	}
	if err := os.Rename(temp, name); err != nil {
		return errors.Join(fmt.Errorf("写 %s：%w", name, err), os.Remove(temp))
	}
	syncFolder(filepath.Dir(name))
	return nil
}

// Seen returns the keys of the events that supplements printed.
func (l *Log) Seen() map[string]string {
	seen := map[string]string{}
	for _, u := range l.Supplements {
		for _, e := range u.Events {
			seen[e.Key] = e.Text
		}
	}
	return seen
}

// Count returns the largest number of a page of each code, without number and
// check character, among codes. Pages printed later go on after them.
func Count(codes ...[]string) map[string]int {
	most := map[string]int{}
	for _, list := range codes {
		for _, code := range list {
			rest, _, _ := cutLast(code) // the check character
			kind, number, ok := cutLast(rest)
			n, err := strconv.Atoi(number)
			if ok && err == nil {
				most[kind] = max(most[kind], n)
			}
		}
	}
	return most
}

func cutLast(s string) (before, after string, ok bool) {
	i := strings.LastIndexByte(s, '-')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

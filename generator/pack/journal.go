package pack

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"
)

// note is a line of the journal: a file in its place, and what it was made
// from.
type note struct {
	File
	Input string `json:"input"`
	Key   string `json:"key"`
}

// openJournal reads what earlier runs noted, removes the temporary files of
// one that did not finish, and opens the journal for this run. Notes of other
// inputs are kept until a run finishes: they say which files are ours.
func (p *Pack) openJournal() error {
	if data, err := p.root.ReadFile(doneName); err == nil {
		p.done = parseJournal(data) // without it, all is made again
	}
	data, err := p.root.ReadFile(journalName)
	switch {
	case err == nil:
		p.earlier = parseJournal(data)
		if err := p.removeTemps(); err != nil {
			return err
		}
	case !errors.Is(err, fs.ErrNotExist):
		return fail("读取", journalName, err)
	}
	// Rewritten, so that a torn last line does not swallow the next one.
	if err := p.writeJournal(); err != nil {
		return err
	}
	p.journal, err = p.root.OpenFile(journalName, os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return fail("写入", journalName, err)
	}
	return nil
}

// writeJournal replaces the journal by the notes of earlier runs.
func (p *Pack) writeJournal() error {
	data, err := encodeNotes(p.earlier)
	if err != nil {
		return fail("写入", journalName, err)
	}
	return p.replace(journalName, data, false)
}

// encodeNotes returns notes as lines, sorted by path.
func encodeNotes(notes map[string]note) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	for _, name := range slices.Sorted(maps.Keys(notes)) {
		if err := e.Encode(notes[name]); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

// keepNotes leaves the notes of a finished run for the next one, which need
// not make again what is there. They are no part of the pack: whoever copies
// the folder without them loses time alone.
func (p *Pack) keepNotes() error {
	if p.opt.Input == "" {
		return nil
	}
	notes := maps.Clone(p.made)
	if p.opt.Partial {
		for name, n := range p.done {
			if _, again := p.claimed[fold(name)]; !again {
				notes[name] = n
			}
		}
	}
	data, err := encodeNotes(notes)
	if err != nil {
		return fail("写入", doneName, err)
	}
	if was, err := p.root.ReadFile(doneName); err == nil && bytes.Equal(was, data) {
		return nil
	}
	return p.replace(doneName, data, false)
}

// endJournal closes the journal of a finished run and removes it. After a
// partial run, notes of other files stay.
func (p *Pack) endJournal() error {
	err := p.journal.Close()
	p.journal = nil
	if err != nil {
		return fail("写入", journalName, err)
	}
	if p.opt.Partial {
		maps.DeleteFunc(p.earlier, func(name string, _ note) bool {
			_, ours := p.claimed[fold(name)]
			return ours
		})
		if len(p.earlier) > 0 {
			return p.writeJournal()
		}
	}
	if err := remove(p.root, journalName); err != nil {
		return fail("删除", journalName, err)
	}
	return nil
}

// parseJournal reads whole lines and passes over what a kill or a power cut
// tore. A later note of a path replaces an earlier one.
func parseJournal(data []byte) map[string]note {
	notes := make(map[string]note)
	s := bufio.NewScanner(bytes.NewReader(data))
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		var n note
		if json.Unmarshal(s.Bytes(), &n) == nil && checkPath(n.Path) == nil {
			notes[n.Path] = n
		}
	}
	return notes
}

// appendNote adds a line in one write. p.mu is held.
func (p *Pack) appendNote(n note) error {
	line, err := json.Marshal(n)
	if err != nil {
		return err
	}
	_, err = p.journal.Write(append(line, '\n'))
	return err
}

func (p *Pack) removeTemps() error {
	err := fs.WalkDir(p.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !isTemp(name) {
			return err
		}
		return remove(p.root, name)
	})
	if err != nil {
		return fail("清理临时文件", p.dir, err)
	}
	return nil
}

// replace writes a file of the pack itself in one step.
func (p *Pack) replace(name string, data []byte, sync bool) (err error) {
	temp := p.tempName(".")
	f, err := p.root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fail("写入", name, err)
	}
	_, err = f.Write(data)
	if err == nil && sync {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = rename(p.root, temp, name)
	}
	if err != nil {
		return errors.Join(fail("写入", name, err), remove(p.root, temp))
	}
	return nil
}

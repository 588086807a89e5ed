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

// note is a line of the journal: a file that is in its place, or about to be
// put there, and what it was made from. The first line says whose the run is.
type note struct {
	File
	Input string `json:"input"`
	Key   string `json:"key"`
}

// openJournal reads what earlier runs noted, removes the temporary files of
// one that did not finish, and opens the journal for this run. Notes of other
// inputs are kept until a run finishes: they say which files are ours.
func (p *Pack) openJournal() error {
	if data, err := readOwn(p.root, doneName); err == nil {
		p.done = last(parseJournal(data)) // without it, all is made again
	}
	data, err := readOwn(p.root, journalName)
	switch {
	case err == nil:
		if err := p.mayHave(ownerOf(data)); err != nil {
			return err
		}
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
	head, err := json.Marshal(p.opt.Owner)
	if err != nil {
		return fail("写入", journalName, err)
	}
	var all []note
	for _, name := range slices.Sorted(maps.Keys(p.earlier)) {
		all = append(all, p.earlier[name]...)
	}
	data, err := encodeNotes(all)
	if err != nil {
		return fail("写入", journalName, err)
	}
	return p.replace(journalName, append(append(head, '\n'), data...), p.opt.Sync)
}

// ownerOf reads the first line of a journal. Those of earlier versions name
// nobody.
func ownerOf(data []byte) (o Owner) {
	line, _, _ := bytes.Cut(data, []byte("\n"))
	if json.Unmarshal(line, &o) != nil {
		return Owner{}
	}
	return o
}

// encodeNotes returns notes as lines.
func encodeNotes(notes []note) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	for _, n := range notes {
		if err := e.Encode(n); err != nil {
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
	var all []note
	for _, name := range slices.Sorted(maps.Keys(notes)) {
		all = append(all, notes[name])
	}
	data, err := encodeNotes(all)
	if err != nil {
		return fail("写入", doneName, err)
	}
	if was, err := readOwn(p.root, doneName); err == nil && bytes.Equal(was, data) {
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
		maps.DeleteFunc(p.earlier, func(name string, _ []note) bool {
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
// tore.
func parseJournal(data []byte) map[string][]note {
	notes := make(map[string][]note)
	s := bufio.NewScanner(bytes.NewReader(data))
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		var n note
		if json.Unmarshal(s.Bytes(), &n) == nil && checkPath(n.Path) == nil {
			// Noted again, it counts as the last; so the list does not grow
			// when a run is killed over and over.
			of := slices.DeleteFunc(notes[n.Path], func(m note) bool { return m == n })
			notes[n.Path] = append(of, n)
		}
	}
	return notes
}

// last returns the last note of each path.
func last(notes map[string][]note) map[string]note {
	out := make(map[string]note, len(notes))
	for name, of := range notes {
		out[name] = of[len(of)-1]
	}
	return out
}

// syncNotes is how many notes a power cut may take along.
const syncNotes = 32

// appendNote adds a line in one write.
func (p *Pack) appendNote(n note) error {
	line, err := json.Marshal(n)
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, err = p.journal.Write(append(line, '\n')); err != nil || !p.opt.Sync {
		return err
	}
	if p.unsynced++; p.unsynced < syncNotes {
		return nil
	}
	p.unsynced = 0
	return p.journal.Sync()
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
	if sync {
		return p.syncFolder()
	}
	return nil
}

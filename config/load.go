package config

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"io/fs"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/config/roster"
	"dangce/fonts"
	"dangce/templates"
)

// Options of Load. The zero value loads strictly with the county's fonts.
type Options struct {
	// Covers reports whether some font draws a character. nil asks the
	// built-in fonts and those of [fonts].
	Covers func(r rune) bool
	// Partial returns a County without the branches that have errors, and
	// lists these in LeftOut. Errors that belong to no branch still stop.
	Partial bool
	// Prefix is put before file names in findings, where fsys starts below
	// the folder from which the user counts.
	Prefix string
	// Templates, if not nil, are all templates: neither the embedded ones nor
	// those of the county's folder are used.
	Templates fs.FS
	// Account, if not nil, is told what became of the rosters.
	Account *Account
}

// Account says what became of everything in the rosters and beside them.
type Account struct {
	Rosters []roster.Account // in the order in which they were read
	Unread  []string         // tables in folders of rosters that no pattern names

	Templates fs.FS  // as County.Templates, also where errors leave no County; nil without a county.toml
	Overlay   string // as County.Overlay
}

// Load reads name, usually "county.toml", from fsys with all files it names,
// checks everything, and adds what it finds to out. It returns nil if there
// is any error, or with Options.Partial if an error belongs to no branch.
func Load(fsys fs.FS, name string, opts Options, out *diag.List) *County {
	l := &loader{
		files:   files{fsys: fsys, dir: path.Dir(name), prefix: opts.Prefix, sums: map[string][sha256.Size]byte{}},
		opts:    opts,
		account: cmp.Or(opts.Account, new(Account)),
	}
	if l.open(path.Base(name)) {
		l.sources()
		settings{l}.check()
		(&records{loader: l}).check()
	}
	found := l.findings()
	for _, f := range found {
		out.Add(f)
	}
	return l.result(found)
}

// loader carries one run of Load.
type loader struct {
	files
	opts Options
	out  diag.List // of this run alone
	toml *decode.File
	file *countyFile

	templates   fs.FS
	overlayName string
	rates       *templates.Rates
	categories  *choice // of dues
	bookNames   []string
	glyphs      *glyphs
	asked       map[string]roster.Ask // of rosters of which county.toml names sheets

	committees []committeeEntry
	branches   []*branchEntry
	rosterRows []roster.Record // members, to be matched with branches
	county     *County
	account    *Account
}

// open reads county.toml itself.
func (l *loader) open(base string) bool {
	if _, data, bad := l.one(base); bad != nil {
		hint := bad.hint
		if bad.code == "no-file" {
			hint = "dangce init 生成一套可以改的起步文件"
		}
		l.out.Add(diag.Finding{Place: diag.Place{File: l.shown(base)}, Code: bad.code, Message: bad.message, Hint: hint})
	} else if l.toml = decode.Parse(l.shown(base), data, &l.out); l.toml != nil {
		l.overlay()
		l.file = newFile(l.rates)
		found := new(diag.List)
		l.toml.Bind(l.file, found)
		l.addAll(tagged(l.toml, l.file.List, found))
	}
	return l.toml != nil
}

// add adds a finding about a path of county.toml.
func (l *loader) add(sev diag.Severity, code, path, message, hint string) {
	l.toml.Add(&l.out, sev, code, path, message, hint)
}

// sources reads all files that county.toml names.
func (l *loader) sources() {
	for i, at := range l.toml.Root().List("committee") {
		c := l.file.Committees[i]
		l.committees = append(l.committees, committeeEntry{c, entry{tomlOrigin{at}, &tag{owner: c.Code}}})
	}
	l.addBranches(l.toml, l.file.List)

	branches := l.expand("branches", l.file.Branches)
	sheets := l.expandRosters()
	l.unread(sheets)
	var reader *roster.Reader
	if len(sheets) > 0 {
		known := map[string][]string{}
		for _, k := range sheetKinds {
			known[k.List] = k.IDs()
		}
		reader = roster.NewReader(templates.LoadTitles(l.templates, l.overlayName, known, &l.out), sheetKinds...)
	}
	first := map[[sha256.Size]byte]string{} // rosters by what is in them
	for i, s := range l.readAll(branches, sheets, reader) {
		if rel := i - len(branches); rel >= 0 && l.copied(sheets[rel], first) {
			continue
		}
		l.addAll(s.out)
		if s.toml != nil {
			l.addBranches(s.toml, s.branches)
		}
		if s.roster != nil {
			l.addRoster(s.roster)
			l.account.Rosters = append(l.account.Rosters, s.roster.Account)
		}
	}
}

// overlay lays the county's template folder over the embedded one, and reads
// the rates, whose categories are keys of county.toml.
func (l *loader) overlay() {
	var first struct {
		Templates string           `toml:"templates"`
		Others    map[string]later `toml:"*"`
	}
	l.toml.Bind(&first, new(diag.List)) // what is wrong is found when all of it is bound
	l.templates = templates.Overlay(l.folder(first.Templates))
	if l.opts.Templates != nil {
		l.templates = l.opts.Templates
	}
	l.overlayName = l.shown(first.Templates)
	l.account.Templates, l.account.Overlay = l.templates, first.Templates
	l.rates = templates.LoadRates(l.templates, l.overlayName, &l.out)
	l.categories = &choice{what: "缴费类别"}
	for _, r := range l.rates.Categories {
		l.categories.words = append(l.categories.words, append([]string{r.ID, r.Name}, r.Also...))
	}
	l.bookNames = bookNames(l.templates)
}

// folder returns the county's template folder, or nil.
func (l *loader) folder(name string) fs.FS {
	if name == "" {
		l.unnamed()
		return nil
	}
	rel, bad := l.local(name)
	full := path.Join(l.dir, rel)
	if bad == nil {
		if info, err := fs.Stat(l.fsys, full); err != nil || !info.IsDir() {
			bad = &pathError{"no-file", "没有文件夹 " + name, "建这个文件夹，或删去 templates 这一行"}
		}
	}
	if bad != nil {
		l.out.Add(bad.finding(l.toml.Place("templates")))
		return nil
	}
	at := name
	sub, err := fs.Sub(l.fsys, full)
	if err == nil {
		err = fs.WalkDir(sub, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || ignored(path.Base(name)) {
				return err
			}
			at = path.Join(rel, name)
			_, err = l.read(at)
			return err
		})
	}
	if err != nil {
		l.out.Add(readError(at, err).finding(l.toml.Place("templates")))
		return nil
	}
	return sub
}

// unnamed warns of a folder of templates that county.toml does not name:
// whoever put files there believes they are used.
func (l *loader) unnamed() {
	for _, pattern := range []string{"templates/*.toml", "templates/*/*.toml"} {
		if files, _ := fs.Glob(l.fsys, path.Join(l.dir, pattern)); len(files) > 0 {
			l.out.Add(diag.Finding{Place: diag.Place{File: l.shown("templates")}, Severity: diag.Warning, Code: "unread-template",
				Message: "有模板文件夹，但 county.toml 没有写用它", Hint: "在 county.toml 开头写一行 templates = \"templates\"；已有这一行的，删去前面的 #"})
			return
		}
	}
}

// bookNames are the names that books = […] may hold: those of the templates.
func bookNames(fsys fs.FS) []string {
	names := BoundBooks()
	entries, _ := fs.ReadDir(fsys, "books") // none is no error
	for _, e := range entries {
		if base, ok := strings.CutSuffix(e.Name(), ".toml"); ok && !e.IsDir() && !slices.Contains(names, base) {
			names = append(names, base)
		}
	}
	return names
}

// expand returns the files that the patterns of a key match, each once.
func (l *loader) expand(key string, patterns []string) []string {
	missing := unmatched{}
	var all []string
	for i, p := range patterns {
		if p == "" {
			continue // not a string: reported
		}
		names, bad := l.glob(p)
		if bad != nil {
			missing[i] = bad
			continue
		}
		for _, name := range names {
			if !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	missing.report(l, key, patterns, len(all))
	return all
}

// source is one file of branches or one roster, read.
type source struct {
	toml     *decode.File
	branches []*Branch
	roster   *roster.Roster
	out      *diag.List
}

// readAll reads files side by side and returns them in the order given.
func (l *loader) readAll(branches, sheets []string, reader *roster.Reader) []*source {
	all := make([]*source, len(branches)+len(sheets))
	turn := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for i := range all {
		all[i] = &source{out: new(diag.List)}
		wg.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			if i < len(branches) {
				l.readBranches(all[i], branches[i])
			} else {
				l.readRoster(all[i], sheets[i-len(branches)], reader)
			}
		})
	}
	wg.Wait()
	return all
}

func (l *loader) readBranches(s *source, rel string) {
	data, err := l.read(rel)
	if err != nil {
		s.out.Add(readError(rel, err).finding(diag.Place{File: l.shown(rel)}))
		return
	}
	if s.toml = decode.Parse(l.shown(rel), data, s.out); s.toml == nil {
		return
	}
	var file branchFile
	s.toml.Bind(&file, s.out)
	s.branches = file.List
	s.out = tagged(s.toml, s.branches, s.out)
	if len(s.branches) == 0 && s.out.Len() == 0 && !remarks(data) {
		s.toml.Add(s.out, diag.Warning, "no-branch", "", "文件里没有支部", "支部写在 [[branch]] 之下")
	}
}

func (l *loader) readRoster(s *source, rel string, reader *roster.Reader) {
	data, err := l.read(rel)
	if err != nil {
		s.out.Add(readError(rel, err).finding(diag.Place{File: l.shown(rel)}))
		return
	}
	s.roster = reader.Read(l.shown(rel), data, l.asked[rel], s.out)
}

// remarks reports whether a file without keys is meant to have none: it says
// something, and not a branch that was commented out.
func remarks(data []byte) bool {
	return bytes.ContainsRune(data, '#') && !commentedOut.Match(data)
}

var commentedOut = regexp.MustCompile(`(?m)^\s*#\s*\[\[\s*branch`)

// addAll takes over findings.
func (l *loader) addAll(found *diag.List) {
	for _, f := range found.Sorted() {
		l.out.Add(f)
	}
}

// addBranches takes over the branches of a TOML file.
func (l *loader) addBranches(file *decode.File, list []*Branch) {
	for i, at := range file.Root().List("branch") {
		b := &branchEntry{Branch: list[i], entry: entry{tomlOrigin{at}, tagOf(list[i])}}
		for j, at := range at.List("member") {
			b.members = append(b.members, memberEntry{Member: b.Members[j], entry: entry{tomlOrigin{at}, b.tag}})
		}
		for j, at := range at.List("event") {
			b.events = append(b.events, eventEntry{b.Events[j], entry{tomlOrigin{at}, b.tag}, b})
		}
		l.branches = append(l.branches, b)
	}
}

// addRoster takes over the records of a roster. Members wait until all
// branches are known.
func (l *loader) addRoster(r *roster.Roster) {
	for _, rec := range r.Records {
		at := rowOrigin{rec.Row}
		switch x := rec.Of.(type) {
		case *Committee:
			l.committees = append(l.committees, committeeEntry{x, entry{at, &tag{owner: x.Code}}})
		case *branchRow:
			l.branches = append(l.branches, &branchEntry{Branch: &x.Branch, said: x.branchSaid, entry: entry{at, tagOf(&x.Branch)}})
		case *memberRow, *eventRow:
			l.rosterRows = append(l.rosterRows, rec)
		}
	}
}

// loadFonts reads the county's own fonts and decides what is covered.
func (l *loader) loadFonts() map[string]FontFile {
	own, given := map[string]FontFile{}, map[string]fonts.File{}
	for role, f := range l.file.Fonts {
		if f.Path == "" {
			continue // reported as missing
		}
		_, data, bad := l.one(f.Path)
		if bad != nil {
			l.out.Add(bad.finding(l.toml.Place("fonts." + role + ".file")))
			continue
		}
		own[role] = FontFile{Path: f.Path, Index: f.Index, Data: data}
		given[role] = fonts.File{Name: f.Path, Data: data, Index: f.Index}
	}
	set, err := fonts.New(given)
	var bad *fonts.FileError
	if errors.As(err, &bad) {
		l.add(diag.Error, "bad-font", "fonts."+bad.Role, bad.Error(), bad.Hint)
	} else if err != nil {
		l.add(diag.Error, "bad-font", "fonts", "字体不能用："+err.Error(), "")
	}
	covers := l.opts.Covers
	if covers == nil {
		if err != nil {
			set, err = fonts.New(nil)
		}
		if covers = func(rune) bool { return true }; err == nil {
			covers = set.Covers
		}
	}
	l.glyphs = newGlyphs(covers)
	return own
}

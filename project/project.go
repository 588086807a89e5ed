// Package project is a county's folder as the program works with it: its
// files loaded and checked, what was read of them, the list of problems to
// send back, and the files with which a new one begins.
//
// It is for the commands and for the page in the browser, which are two views
// of one folder and say the same of it. It promises that loading always
// returns a Project, with findings where something is wrong.
package project

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"

	"dangce/config"
	"dangce/config/diag"
	"dangce/config/example"
	"dangce/fonts"
	"dangce/generator"
	"dangce/generator/book"
	"dangce/templates"
)

// File is the file that makes a folder a county's.
const File = "county.toml"

// Project is a county as loaded, with what was found.
type Project struct {
	County   *config.County // nil when errors stop everything
	Set      *book.Set      // its templates; nil as County
	Findings []diag.Finding // sorted
	Account  config.Account // what became of the rosters, also with errors
	Titles   *templates.Titles
}

// Options say how a county is loaded.
type Options struct {
	Partial bool   // leave out branches that have errors
	Prefix  string // of its files in messages

	templates fs.FS // in place of those of program and county
}

// Load reads the county whose file is name in fsys.
func Load(fsys fs.FS, name string, o Options) *Project {
	return load(fsys, name, o, true)
}

// Example is the embedded example county.
func Example(partial bool) *Project {
	return load(example.FS(), File, Options{Partial: partial, Prefix: "示例县/"}, false)
}

// Refused is the project of a file that is not read at all.
func Refused(why diag.Finding) *Project {
	return &Project{Findings: []diag.Finding{why}, Titles: embeddedTitles()}
}

func embeddedTitles() *templates.Titles {
	return templates.LoadTitles(templates.Embedded(), "", nil, new(diag.List))
}

func load(fsys fs.FS, name string, o Options, own bool) *Project {
	var list diag.List
	p := &Project{}
	p.County = config.Load(fsys, name, config.Options{Partial: o.Partial, Prefix: o.Prefix, Account: &p.Account, Templates: o.templates}, &list)
	if own && p.County != nil {
		warnOfSample(fsys, o.Prefix, len(p.County.Branches())+len(p.County.LeftOut), &list)
	}
	p.loadTemplates(o.Prefix, &list)
	p.Findings = list.Sorted()
	return p
}

// loadTemplates reads the county's templates, also where the county has
// errors: so that no fault waits for another to be mended.
func (p *Project) loadTemplates(prefix string, list *diag.List) {
	own, errs := p.Account.Templates, list.Errors()
	if own == nil {
		p.Titles = embeddedTitles()
		return
	}
	p.Titles = templates.LoadTitles(own, "", nil, new(diag.List)) // its faults were reported with the county
	set := book.Load(own, prefix+p.Account.Overlay, list)
	covers := func(rune) bool { return true } // until the county's fonts are known
	if p.County != nil {
		set.CheckRules(&p.County.Dues, list)
		set.CheckSources(p.County.Year, list)
		if faces, err := fonts.New(p.Fonts()); err == nil { // else reported with the county
			covers = faces.Covers
		}
	}
	templates.CheckOverlay(own, prefix+p.Account.Overlay, covers, list)
	if p.County != nil && list.Errors() == errs {
		p.fits(set, own, list)
	}
	if p.County != nil && list.Errors() == errs {
		p.Set = set
	} else {
		p.County = nil
	}
}

// fits lays out the books that the county changed or wrote.
func (p *Project) fits(set *book.Set, files fs.FS, list *diag.List) {
	var changed []*templates.Book
	for _, b := range set.Books {
		if templates.Changed(files, "books/"+b.Name+".toml") {
			changed = append(changed, b)
		}
	}
	// An error is about fonts, and has been reported with the county.
	_ = generator.CheckFit(p.County, set, changed, list)
}

// Fonts are the county's own, by role.
func (p *Project) Fonts() map[string]fonts.File {
	own := make(map[string]fonts.File)
	if p.County != nil {
		for role, f := range p.County.Fonts {
			own[role] = fonts.File{Name: f.Path, Data: f.Data, Index: f.Index}
		}
	}
	return own
}

// Digest is a digest of all that decides the bytes of the files that program
// builds. What is chosen belongs to it: the lists for the print shop hold no
// more than that.
func (p *Project) Digest(program string, o generator.Options) (string, error) {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%v\n%q %q %q\n", program, p.County.Digest, o.SVG, o.Branches, o.Committees, o.Books)
	err := fs.WalkDir(p.County.Templates, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(p.County.Templates, name)
		if err == nil {
			fmt.Fprintf(h, "%s %x\n", name, sha256.Sum256(data))
		}
		return err
	})
	if err != nil {
		return "", fmt.Errorf("读模板：%w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

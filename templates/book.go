package templates

import (
	"dangce/config/decode"
	"dangce/templates/phrase"
)

// Book is one printed piece as its template describes it: books/<name>.toml.
// Texts hold placeholders such as {branch.name}; which there are is known to
// the package that fills them in.
type Book struct {
	Name       string      `toml:"-"`              // of the file, without .toml
	Code       string      `toml:"code,required"`  // HB: two letters, in page identities
	Title      phrase.Text `toml:"title,required"` // 党支部工作手册
	File       phrase.Text `toml:"file,required"`  // name of the PDF, may hold placeholders
	Imposed    phrase.Text `toml:"imposed_file"`   // name of a second PDF: the booklets imposed on sheets; "" none
	Cover      phrase.Text `toml:"cover_file"`     // name of the PDF of the cover that cover.toml describes; "" none
	CoverTitle phrase.Text `toml:"cover_title"`    // title on the cover, with line breaks; default the title
	Colour     string      `toml:"colour"`         // of the cover: red, blue, ochre, green; default red
	SVG        string      `toml:"svg"`            // folder within the owner's own for an SVG file of each page; "" none
	Press      bool        `toml:"press"`          // goes to the print shop: collected in volumes
	Copies     []string    `toml:"copies"`         // of a book of the county: one for each of committees, branches, members
	Stock      Stock       `toml:"stock"`          // paper, inks and finish, where not those of wording.toml
	Folder     string      `toml:"folder"`         // of the pack, instead of the owner's own
	Omit       bool        `toml:"omit"`           // the county does not want the book; nothing else need be written
	For        string      `toml:"for,required"`   // branch, committee, county; collect, supplement: made during the year
	When       When        `toml:"when"`           // conditions, all must hold
	Ordered    bool        `toml:"ordered"`        // printed only for branches whose books list it
	Repeat     Repeat      `toml:"repeat"`         // all pages once for each: cards; each bound separately
	Paper      string      `toml:"paper"`          // A4, A5, A6, A3; default A4
	Binding    string      `toml:"binding"`        // a key of [print] binding, or a binding; "" loose sheets
	Numbers    bool        `toml:"numbers"`        // page numbers at the foot
	NumberRise float64     `toml:"number_rise"`    // of their baseline above the lower edge, mm; default 12
	Duplex     bool        `toml:"duplex"`         // loose sheets printed on both sides: left pages are mirrored
	Head       phrase.Text `toml:"head"`           // running head
	Margins    []float64   `toml:"margins"`        // top, outer, bottom; default 27, 16, 20 mm; inner by binding, or the fourth
	Tabs       []string    `toml:"tabs"`           // thumb tabs, from the top
	TabWords   []string    `toml:"tab_words"`      // printed on them; default the first two characters of each
	Pages      []Page      `toml:"page"`

	Source *decode.File `toml:"-"` // for places of findings
}

// Later reports whether the book is no part of the pack: a command of the year
// makes it.
func (b *Book) Later() bool { return b.For == "collect" || b.For == "supplement" }

// Stock is what a book is printed on and how: inner, cover, inner_ink,
// cover_ink, finish.
type Stock map[string]phrase.Text

// Page is a kind of page: printed once, or once for each repetition.
type Page struct {
	No       int         `toml:"-"`           // place in the book's list, from 0
	ID       string      `toml:"id,required"` // P13
	Title    phrase.Text `toml:"title"`       // in contents and bookmarks
	Level    int         `toml:"level"`       // of the title: 0 section, 1 within one
	Section  phrase.Text `toml:"section"`     // heading above a title of level 1
	Tab      phrase.Text `toml:"tab"`         // one of the book's tabs, may hold placeholders
	Start    string      `toml:"start"`       // right, left; default any
	Each     Repeat      `toml:"each"`        // neighbouring pages with the same each are repeated together
	Repeat   Repeat      `toml:"repeat"`      // plan:<kind>, group, committee, month, quarter, half_year, times:<n>
	Spare    int         `toml:"spare"`       // more blank copies after the repeated ones
	When     When        `toml:"when"`
	Identity bool        `toml:"identity"` // square code at the outer top corner
	Head     bool        `toml:"head"`     // running head
	Plain    bool        `toml:"plain"`    // no page number
	Pool     bool        `toml:"pool"`     // spare pages: also used where a page must be filled
	Anchor   string      `toml:"anchor"`   // name that refer leads to
	Refer    string      `toml:"refer"`    // anchor whose page is printed at the foot
	ReferTo  string      `toml:"refer_text"`
	Blocks   []Block     `toml:"block"`
}

// Block is one block of a page. What its keys are depends on its kind, which
// the package that builds blocks knows; it binds them into Body.
type Block struct{ Body any }

// BoundLater leaves the keys to the package that knows the kinds.
func (*Block) BoundLater() {}

package audit

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"dangce/config"
	"dangce/config/sheet"
	"dangce/generator/doc"
)

// reader reads returned files against the forms that were handed out.
type reader struct {
	county   *config.County
	year     int
	issued   time.Time // files of ours bear this date until somebody saves them
	forms    map[string]*form
	order    []*form
	summary  *formSheet                // of last year, nil without
	branches map[string]*config.Branch // by code, upper case
	owners   map[string]*config.Committee
	progress func(path string)
	open     func(fsys fs.FS, name string) (*sheet.Book, error)
}

func newReader(c *config.County, books []*doc.Workbook) *reader {
	r := &reader{county: c, year: c.Year, open: openFile, issued: c.Issued.Time().Add(48 * time.Hour), forms: map[string]*form{},
		branches: map[string]*config.Branch{}, owners: map[string]*config.Committee{}}
	for _, wb := range books {
		f := newForm(wb)
		if f.name == Summary {
			r.summary = newLastYear(wb)
			continue
		}
		r.forms[f.name] = f
		r.order = append(r.order, f)
	}
	for _, com := range c.Committees {
		r.owners[strings.ToUpper(com.Code)] = com
	}
	for _, b := range c.Branches() {
		r.branches[strings.ToUpper(b.Code)] = b
	}
	return r
}

// recognise says which form a workbook is and whose: by its properties, or
// if those were lost, by its worksheets and titles. It returns nil where the
// file has a verdict and nothing to read.
func (r *reader) recognise(f *File, b *sheet.Book) (*form, []found) {
	if id := b.Properties[doc.PropTemplate]; id != "" {
		return r.byProperties(f, b, id)
	}
	var best *form
	var sheets []found
	most := 0
	for _, fm := range r.order {
		s, n := fm.find(b)
		// The first table is what the form is about.
		if s[0].sheet != nil && n > most {
			best, sheets, most = fm, s, n
		}
	}
	if best == nil {
		f.refuse("认不出是哪种登记表", "用县里发的登记表填报，保留工作表名和列的标题")
		return nil, nil
	}
	f.Title = best.title
	county, year, owner, ok := identityOf(b)
	if !ok {
		year, owner = r.guess(f, b, best)
		county = r.county.Code
	}
	if !r.ours(f, best, county, year, owner) {
		return nil, nil
	}
	return best, sheets
}

func (r *reader) byProperties(f *File, b *sheet.Book, id string) (*form, []found) {
	year, _ := strconv.Atoi(b.Properties[doc.PropYear])
	county := b.Properties[doc.PropCounty]
	fm := r.forms[id]
	if fm == nil {
		f.Verdict = Accepted
		if county != r.county.Code || year != r.year {
			f.Verdict = Foreign
		}
		f.Reason = "是县里发的文件，但不是要交的登记表，没有用到汇总里"
		return nil, nil
	}
	f.Title = fm.title
	owner := b.Properties[doc.PropBranch]
	if owner == "" {
		owner = b.Properties[doc.PropOwner]
	}
	if !r.ours(f, fm, county, year, owner) {
		return nil, nil
	}
	sheets, n := fm.find(b)
	if n == 0 {
		f.refuse("里面没有登记表的工作表，标题都认不出", "用县里发的登记表重新填报，不要删改标题行")
		return nil, nil
	}
	return fm, sheets
}

// ours checks county, year and owner, and notes the owner.
func (r *reader) ours(f *File, fm *form, county string, year int, owner string) bool {
	foreign := func(format string, args ...any) bool {
		f.Verdict, f.Reason = Foreign, fmt.Sprintf(format, args...)
		f.Hint = fmt.Sprintf("要交的是 %s %d 年的%s", r.county.Name, r.year, fm.title)
		return false
	}
	switch {
	case county != r.county.Code:
		return foreign("是别的县的（行政区划代码 %s，本县 %s）", county, r.county.Code)
	case year == 0:
		f.refuse("认不出是哪一年、哪个单位的", "在标题行里补上年度和支部（党委）全称，或者在县里发的原表上填")
		return false
	case year != r.year:
		return foreign("是 %d 年的，本次汇总 %d 年", year, r.year)
	}
	code := strings.ToUpper(owner)
	switch fm.name {
	case Register:
		b := r.branches[code]
		if b == nil {
			return r.unknown(f, fm, owner)
		}
		f.Branch, f.Committee = b.Code, b.Committee.Code
	case RegisterAll, CommitteeRegister, Review:
		com := r.owners[code]
		if com == nil {
			return r.unknown(f, fm, owner)
		}
		f.Committee = com.Code
	}
	return true
}

func (r *reader) unknown(f *File, fm *form, owner string) bool {
	if owner == "" {
		f.refuse("认不出是哪个单位的"+fm.title, "在标题行里补上支部（党委）全称，或者在县里发的原表上填")
		return false
	}
	f.Verdict, f.Reason = Foreign, fmt.Sprintf("本县没有代码是 %s 的支部（党委）", owner)
	f.Hint = "核对是不是别的县的；代码改过的，在新发的登记表上重填"
	return false
}

const identityRows = 8 // the identity is above the titles

// identityOf finds the line with county, year and owner above the titles.
func identityOf(b *sheet.Book) (county string, year int, owner string, ok bool) {
	for _, s := range b.Sheets {
		for _, row := range s.Rows[:min(identityRows, len(s.Rows))] {
			for _, c := range row.Cells {
				if c.Kind == sheet.String && len(c.Text) < 200 {
					if county, year, owner, ok = parseIdentity(sheet.Fold(c.Text)); ok {
						return county, year, owner, ok
					}
				}
			}
		}
	}
	return "", 0, "", false
}

var yearWord = regexp.MustCompile(`(20\d{2})\s*年`)

// guess finds year and owner in the titles, then in the file's own name: the
// longest name of a branch or committee that is there.
func (r *reader) guess(f *File, b *sheet.Book, fm *form) (year int, owner string) {
	texts := make([]string, 0, 32)
	for _, s := range b.Sheets {
		for _, row := range s.Rows[:min(identityRows, len(s.Rows))] {
			for _, c := range row.Cells {
				if c.Kind == sheet.String && utf8.RuneCountInString(c.Text) < 100 {
					texts = append(texts, sheet.Fold(c.Text))
				}
			}
		}
	}
	texts = append(texts, path.Base(f.name))
	for _, t := range texts {
		if m := yearWord.FindStringSubmatch(t); m != nil && year == 0 {
			year, _ = strconv.Atoi(m[1])
		}
	}
	if year == 0 && strings.Contains(path.Base(f.name), strconv.Itoa(r.year)) {
		year = r.year
	}
	longest, second := 0, 0
	note := func(name, code, text string) {
		if n := len(name); n > 0 && strings.Contains(text, name) {
			switch {
			case n > longest:
				longest, second, owner = n, 0, code
			case n == longest && code != owner:
				second = n
			}
		}
	}
	for _, t := range texts {
		if fm.name == Register {
			for _, b := range r.county.Branches() {
				note(b.Name, b.Code, t)
				note(b.Short, b.Code, t)
			}
			continue
		}
		for _, com := range r.county.Committees {
			note(com.Name, com.Code, t)
			note(com.Short, com.Code, t)
		}
	}
	if second == longest {
		owner = "" // two of one name
	}
	return year, owner
}

package generator

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"dangce/config"
	"dangce/config/date"
	"dangce/config/diag"
	"dangce/config/sheet"
	"dangce/generator/audit"
	"dangce/generator/book"
	"dangce/generator/doc"
	"dangce/generator/pack"
	"dangce/generator/xlsx"
)

// CollectOptions say what is collected and compared.
type CollectOptions struct {
	Set           *book.Set
	Folder        fs.FS  // what was returned
	Prefix        string // of its files in messages
	Skip          string // a folder in it that is not read
	Samples       fs.FS  // lists of inspections in the folder in which they were drawn, or nil
	SamplesPrefix string
	Today         date.Date
	Version       string
	Previous      fs.FS          // last year's output of a collection, or nil
	Before        *Before        // what the output folder holds of an earlier run, or nil
	Roster        []diag.Finding // of the county's own files
	Mark          bool           // write copies of faulty files with the faults marked
	Progress      func(path string)
}

// Before is what the output folder holds of an earlier run.
type Before struct {
	Folder fs.FS
	Prefix string // of its files in messages

	// Edited tells when people changed a file, of these bytes, after it was
	// written; zero if they did not.
	Edited func(name string, data []byte) (time.Time, error)
}

// ErrNoPrevious is returned where the folder of last year's output is another.
var ErrNoPrevious = errors.New("不是去年的汇总文件夹")

// collected are the workbooks that are made of what came back, with their
// names in the folder of the output.
var collected = []string{"review-summary", audit.Ledger, audit.Accountability}

// readBack are those of them that the next collection reads: what people type
// in the others stays in the copy that is set aside.
var readBack = []string{audit.Ledger, audit.Accountability}

// ReadsBack reports whether a note of the pack is about a workbook that the
// collection has read.
func ReadsBack(c *config.County, set *book.Set, note string) bool {
	return slices.ContainsFunc(readBack, func(name string) bool {
		return strings.HasPrefix(note, set.FileName(set.Template(name).File, &book.Subject{County: c})+" ")
	})
}

// Collect reads what was returned.
func Collect(ctx context.Context, c *config.County, o CollectOptions) (*audit.Result, error) {
	cal := calendar(c, o.Set)
	in := audit.Input{County: c, Calendar: cal, Norms: o.Set.Norms, Quorums: o.Set.Quorums, Kinds: o.Set.KindNames(), Forms: o.Set.Forms(c, cal),
		Folder: o.Folder, Prefix: o.Prefix, Skip: o.Skip, Samples: o.Samples, SamplesPrefix: o.SamplesPrefix, Today: o.Today, Roster: o.Roster, Progress: o.Progress}
	if o.Previous != nil {
		if err := previous(&in, o.Previous, o.Set, c); err != nil {
			return nil, err
		}
	}
	if o.Before != nil {
		for _, name := range readBack {
			file := o.Set.FileName(o.Set.Template(name).File, &book.Subject{County: c})
			full := path.Join(o.Before.Prefix, file)
			data, err := fs.ReadFile(o.Before.Folder, file)
			if errors.Is(err, fs.ErrNotExist) {
				continue // the first run
			}
			if err != nil {
				return nil, unread(full, err)
			}
			edited, err := o.Before.Edited(file, data)
			if err != nil {
				return nil, unread(full, err)
			}
			in.Earlier = append(in.Earlier, audit.EarlierLedger{Name: full, Data: data, Edited: edited})
		}
	}
	return audit.Collect(ctx, in)
}

// unread is the error of a file that is there and cannot be read: to go on as
// though there were none would lose what it holds.
func unread(name string, err error) error {
	return fmt.Errorf("读 %s：%s；里面的内容不能丢，所以什么也没有写", name, diag.Cause(err))
}

// previous finds last year's ledger and summary, wherever they lie in the
// folder.
func previous(in *audit.Input, fsys fs.FS, set *book.Set, c *config.County) error {
	sub := &book.Subject{County: c}
	ledger, summary := set.FileName(set.Template(audit.Ledger).File, sub), set.FileName(set.Template("review-summary").File, sub)
	found := false
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if base := path.Base(name); base != ledger && base != summary {
			return nil
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		found = true
		if b, err := sheet.Open(name, data, sheet.Limits{}); err == nil && b.Properties[doc.PropYear] == strconv.Itoa(c.Year) {
			return fmt.Errorf("%w：里面的 %s 是今年（%d 年）的", ErrNoPrevious, path.Base(name), c.Year)
		}
		if path.Base(name) == summary {
			in.LastYear = data
		} else {
			in.Earlier = append(in.Earlier, audit.EarlierLedger{Name: name, Data: data})
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("读去年的汇总：%w", err)
	}
	if !found {
		return fmt.Errorf("%w：里面没有 %s，也没有 %s", ErrNoPrevious, ledger, summary)
	}
	return nil
}

// Of what a collection prints there is one for the county, and the feedback
// for each branch. The bulletin is held back until enough was read.
var (
	printedOnce     = []string{bulletin, "grounds", "review-sheets"}
	printedBranches = "feedback"
)

const bulletin = "bulletin"

// WriteCollected writes the summary and what belongs to it into p.
func WriteCollected(ctx context.Context, c *config.County, p *pack.Pack, r *audit.Result, o CollectOptions) error {
	e, err := newEngine(c, o.Set)
	if err != nil {
		return err
	}
	all, err := e.collected(r, &book.Occasion{Day: r.AsOf.String(),
		Version: fmt.Sprintf("dangce %s，配置校验和 %s，汇总日期 %s", o.Version, short(c.Digest), r.Today)})
	if err != nil {
		return err
	}
	if err := e.run(ctx, 0, all, &files{pack: p, report: &reporter{}}); err != nil || !o.Mark {
		return err
	}
	return marked(ctx, p, r)
}

// collected lists what is made of a collection.
func (e *engine) collected(r *audit.Result, when *book.Occasion) ([]task, error) {
	county := book.Subject{County: e.county, Calendar: e.calendar, Occasion: when}
	filled := task{sub: &county}
	for _, name := range collected {
		filled.jobs = append(filled.jobs, e.filled(name, "", &county, r.Rows))
	}
	all := []task{filled}
	of := county
	of.Collected = r
	for _, name := range printedOnce {
		if name == bulletin && !r.Notice() {
			continue
		}
		j, err := e.printed(name, "", &of)
		if err != nil {
			return nil, err
		}
		all = append(all, task{sub: &of, jobs: []job{j}})
	}
	var names pack.Names
	for _, b := range r.Branches {
		sub := of
		sub.Committee, sub.Branch, sub.Plan = b.Committee, b.Branch, b.Plan
		j, err := e.printed(printedBranches, "", &sub)
		if err != nil {
			return nil, err
		}
		j.path = path.Join(j.book.Folder, names.Name(j.book.Folder, strings.TrimSuffix(j.path, ".pdf"), ".pdf"))
		all = append(all, task{committee: b.Committee, branch: b.Branch, sub: &sub, jobs: []job{j}})
	}
	return all, nil
}

// filled is a workbook that is made during the year of the given rows.
func (e *engine) filled(name, folder string, sub *book.Subject, r rows) job {
	t := e.set.Template(name)
	return job{path: path.Join(folder, e.set.FileName(t.File, sub)), workbook: t, rows: r}
}

// printed is a book that is made during the year.
func (e *engine) printed(name, folder string, sub *book.Subject) (job, error) {
	for _, t := range e.set.Books {
		if t.Name == name {
			return job{path: path.Join(folder, e.set.FileName(t.File, sub)), book: t}, nil
		}
	}
	return job{}, fmt.Errorf("没有书的模板 %s", name)
}

func short(digest string) string { return digest[:min(len(digest), 12)] }

// markedFolder holds the copies of faulty files.
const markedFolder = "退回修改"

// marked writes copies of the faulty files with the faults marked.
func marked(ctx context.Context, p *pack.Pack, r *audit.Result) error {
	faulty := r.Faulty()
	var names pack.Names
	for _, f := range r.Files {
		list := faulty[f]
		if len(list) == 0 || !strings.EqualFold(path.Ext(f.Name()), ".xlsx") {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		var marks []xlsx.Fault
		for _, d := range list {
			marks = append(marks, xlsx.Fault{Sheet: d.Sheet, Cell: d.Cell, Text: d.Message + "。" + d.Hint})
		}
		copied, err := markedCopy(f, marks)
		if err != nil {
			p.Note(fmt.Sprintf("%s 没有标注副本：%v；请照清单在原件上改", f.Path, err))
			continue
		}
		base := path.Base(f.Name())
		dir := path.Dir(f.Name())
		target := markedFolder
		if dir != "." {
			target += "/" + pack.Safe(strings.ReplaceAll(dir, "/", "-"), "")
		}
		name := names.Name(target, strings.TrimSuffix(base, path.Ext(base)), ".xlsx")
		file := pack.File{Path: target + "/" + name, Book: "marked", Branch: f.Branch, Committee: f.Committee}
		if err := p.Write(file, "marked", func(w io.Writer) error { _, err := w.Write(copied); return err }); err != nil {
			return fmt.Errorf("标注 %s：%w", f.Path, err)
		}
	}
	return nil
}

// markedCopy marks a file. What somebody's program wrote in it may be more
// than the library can write again, whatever it was for reading.
func markedCopy(f *audit.File, marks []xlsx.Fault) (copied []byte, err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("这个文件的内部格式不合规范")
		}
	}()
	data, err := f.Data()
	if err != nil {
		return nil, errors.New("文件读不了了：" + diag.Cause(err))
	}
	var b bytes.Buffer
	if xlsx.Mark(&b, data, marks) != nil {
		return nil, errors.New("这个文件的内部格式不合规范，或解开以后太大")
	}
	return b.Bytes(), nil
}

package project

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"dangce/config"
	"dangce/config/date"
	"dangce/generator"
	"dangce/generator/archive"
	"dangce/generator/book"
	"dangce/generator/doc"
	"dangce/generator/pack"
	"dangce/generator/xlsx"
)

// Reprint says what is printed again, for whom and why.
type Reprint struct {
	Branch, Book, Member string // code, name of the book, name of a member
	Pages                []string
	Who, Reason          string
}

// Reprints is the folder of copies below the working folder.
func (y *Year) Reprints() string { return output(y.Was.County, "-补发") }

// reprintList is the workbook of all copies.
const reprintList = "补发登记.xlsx"

// Reprint prints a book or pages of it again, from the frozen state, into a
// folder of its own in dir, and registers it. The log comes last: a run that
// was killed makes the same copy again.
func (y *Year) Reprint(ctx context.Context, dir, version string, day date.Date, r Reprint) (folder string, made archive.Copy, err error) {
	unlock, err := archive.Lock(y.dir)
	if err != nil {
		return "", made, err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	o := generator.ReprintOptions{Set: y.Was.Set, Book: r.Book, Pages: r.Pages}
	if o.Branch, o.Member, err = y.find(&r); err != nil {
		return "", made, err
	}
	made = archive.Copy{Day: day.String(), Branch: o.Branch.Code, Book: r.Book, No: 1, Who: r.Who, Reason: r.Reason}
	if o.Member != nil {
		made.Member = o.Member.Label
	}
	for _, c := range y.Log.Reprints {
		if c.Branch == made.Branch && c.Book == made.Book && c.Member == made.Member {
			made.No = max(made.No, c.No+1)
		}
	}
	o.Copy = y.Now.Set.Sentences.Supplement.Copy.Say("n", made.No)
	o.Folder = pack.Safe(fmt.Sprintf("%03d-%s", len(y.Log.Reprints)+1, o.Branch.Short), "")
	po := y.Was.Pack("reprint", version)
	po.Partial = true
	_, err = Into(dir, po, func(p *pack.Pack) (err error) {
		if made.Pages, err = generator.WriteReprint(ctx, y.Was.County, p, o); err != nil {
			return err
		}
		list := append(slices.Clone(y.Log.Reprints), made)
		return p.Write(pack.File{Path: reprintList, Book: "reprints"}, "", func(w io.Writer) error { return xlsx.Write(w, y.reprintList(day, list)) })
	})
	if err != nil {
		return "", made, err
	}
	y.Log.Reprints = append(y.Log.Reprints, made)
	return path.Join(dir, o.Folder), made, y.Log.Save(y.dir, y.Archive.Year)
}

// find finds the branch and the member as they were printed.
func (y *Year) find(r *Reprint) (*config.Branch, *config.Member, error) {
	var branch *config.Branch
	var codes []string
	for _, b := range y.Was.County.Branches() {
		if codes = append(codes, b.Code); strings.EqualFold(b.Code, r.Branch) || b.Short == r.Branch {
			branch = b
		}
	}
	if branch == nil {
		return nil, nil, &generator.ReprintError{Message: "付印时没有党支部 " + r.Branch, Hint: "写支部代码，如 " + codes[0] + "；全部代码见 dangce list"}
	}
	if r.Member == "" {
		return branch, nil, nil
	}
	if r.Book != config.Card {
		return nil, nil, &generator.ReprintError{Message: "--member 只用于党费证", Hint: "加 --book card，或去掉 --member"}
	}
	var found []*config.Member
	for _, m := range branch.Members {
		if m.Label == r.Member {
			return branch, m, nil
		}
		if m.Name == r.Member {
			found = append(found, m)
		}
	}
	switch len(found) {
	case 1:
		return branch, found[0], nil
	case 0:
		return nil, nil, &generator.ReprintError{Message: "付印时 " + branch.Short + " 没有" + r.Member, Hint: "年内新来的，他的证在增补页里，从增补的文件夹再印一份"}
	}
	var labels []string
	for _, m := range found {
		labels = append(labels, m.Label)
	}
	return nil, nil, &generator.ReprintError{Message: "有几个" + r.Member, Hint: "写成 " + strings.Join(labels, " 或 ")}
}

// reprintList registers the copies.
func (y *Year) reprintList(day date.Date, list []archive.Copy) *doc.Workbook {
	c := y.Was.County
	_, names := y.Was.Names()
	titles := map[string]string{}
	for _, b := range y.Was.Set.Books {
		titles[b.Name] = y.Was.Set.FileName(b.Title, &book.Subject{County: c})
	}
	t := &doc.Table{ID: "reprints", Cols: []doc.Column{
		{ID: "no", Title: "序号", Kind: doc.KindInt, Chars: 6}, {ID: "day", Title: "补发日期", Chars: 13}, {ID: "branch", Title: "党支部", Chars: 26},
		{ID: "book", Title: "书", Chars: 22}, {ID: "member", Title: "党员", Chars: 12}, {ID: "copy", Title: "第几次", Kind: doc.KindInt, Chars: 8},
		{ID: "pages", Title: "页数", Kind: doc.KindInt, Chars: 8}, {ID: "who", Title: "谁申请", Chars: 14}, {ID: "reason", Title: "原因", Chars: 30},
		{ID: "given", Title: "领取日期", Input: true, Chars: 13}, {ID: "by", Title: "签收", Input: true, Chars: 12},
	}}
	for i, x := range list {
		t.Rows = append(t.Rows, doc.Record{Values: []doc.Value{doc.IntValue(i + 1), doc.TextValue(x.Day), doc.TextValue(names[x.Branch]), doc.TextValue(titles[x.Book]),
			doc.TextValue(x.Member), doc.IntValue(x.No), doc.IntValue(len(x.Pages)), doc.TextValue(x.Who), doc.TextValue(x.Reason), doc.TextValue(""), doc.TextValue("")}})
	}
	title := fmt.Sprintf("%s%d年补发登记", c.Name, c.Year)
	return &doc.Workbook{Title: title, Template: "reprints", Version: 1, Year: c.Year, County: c.Code, Author: c.Department, Date: day.String(),
		Sheets: []doc.Sheet{{Name: "补发登记", Title: title, Table: t, Landscape: true, Filter: true}}}
}

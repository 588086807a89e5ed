package audit

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"dangce/config/diag"
	"dangce/config/sheet"
)

// limits are roomy for the register of a committee of 300 branches, 21,000
// rows and 18 MB of XML, and keep several workers on files made to harm below
// 300 MB together.
var limits = sheet.Limits{File: 12 << 20, Unzipped: 48 << 20, Part: 24 << 20, Rows: 50_000, Columns: 300, Cells: 500_000}

// maxWorkers bounds the files that are open at one time, whatever the machine:
// each may take the memory that the limits allow.
const maxWorkers = 2

// readable are the names of files that are opened: what they hold decides.
var readable = map[string]bool{".xlsx": true, ".xlsm": true, ".xls": true, ".et": true, ".wps": true, ".ods": true, ".xlsb": true, ".csv": true, ".xlt": true, ".xltx": true, ".ett": true}

// walk lists the files of the folder in the order of their paths. It follows
// no links to folders, so that links in a circle end.
func walk(fsys fs.FS, prefix, skip string) []*File {
	var files []*File
	_ = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		base := path.Base(name)
		switch {
		case err != nil:
			f := &File{Path: path.Join(prefix, name), name: name, fsys: fsys}
			f.refuse("打不开："+diag.Cause(err), "看看有没有权限、盘是否完好")
			files = append(files, f)
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case name != "." && (strings.HasPrefix(base, ".") || strings.EqualFold(base, "Thumbs.db") || strings.EqualFold(base, "desktop.ini") || base == "manifest.json"):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			if name == skip {
				return fs.SkipDir
			}
			return nil
		}
		files = append(files, &File{Path: path.Join(prefix, name), name: name, fsys: fsys})
		return nil
	})
	return files
}

func (f *File) refuse(why, hint string) { f.Verdict, f.Reason, f.Hint = Unread, why, hint }

// readAll reads the files with a few workers. What could not be read has its
// verdict; the rest is returned, in the order of the paths.
func (r *reader) readAll(ctx context.Context, files []*File) ([]*returned, error) {
	out := make([]*returned, len(files))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(min(runtime.GOMAXPROCS(0), maxWorkers))
	for i, f := range files {
		if f.Verdict != "" {
			continue
		}
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			out[i] = r.file(f)
			if r.progress != nil {
				r.progress(f.Path)
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(out, func(x *returned) bool { return x == nil }), nil
}

func openFile(fsys fs.FS, name string) (*sheet.Book, error) {
	return sheet.OpenFile(fsys, name, limits)
}

// file reads one file; nil where there is nothing to use.
func (r *reader) file(f *File) (out *returned) {
	defer func() {
		if p := recover(); p != nil {
			f.refuse(fmt.Sprintf("程序没能读完：%v", p), "请用 Excel 或 WPS 打开后“另存为”“Excel 工作簿（*.xlsx）”重报")
			out = nil
		}
	}()
	base, ext := path.Base(f.name), strings.ToLower(path.Ext(f.name))
	info, err := fs.Stat(f.fsys, f.name)
	switch {
	case err != nil:
		f.refuse("打不开："+diag.Cause(err), "是断开或绕圈的链接就删掉，换上文件本身")
		return nil
	case strings.HasPrefix(base, "~$"):
		f.refuse("这是表格打开着的时候留下的临时文件", "关掉正在打开的表格；没有打开的，删掉它")
		return nil
	case info.IsDir():
		f.refuse("这是通向文件夹的链接，没有跟进去", "要汇总的话，把那个文件夹直接放进来")
		return nil
	case !info.Mode().IsRegular():
		f.refuse("这不是普通文件", "删掉它")
		return nil
	case !readable[ext]:
		f.refuse("这不是表格文件", "登记表是表格文件（.xlsx、.xls、.et、.ods）；压缩包请先解开")
		return nil
	case info.Size() > limits.File:
		f.refuse(fmt.Sprintf("文件有 %d MB，登记表不会超过 %d MB", info.Size()>>20, limits.File>>20), "把数据复制到一份新发的登记表里再报，不要贴图片")
		return nil
	}
	f.Saved = info.ModTime()
	book, err := r.open(f.fsys, f.name)
	if err != nil {
		var e *sheet.Error
		if errors.As(err, &e) {
			f.refuse(e.Error(), resend(e))
		} else {
			f.refuse("读文件出错："+diag.Cause(err), "看看文件是否正被占用")
		}
		return nil
	}
	// An edit by an office program tells its time; copies and mail do not
	// change it.
	if book.Modified.After(r.issued) {
		f.Saved = book.Modified
	}
	form, sheets := r.recognise(f, book)
	if form == nil {
		return nil
	}
	f.Verdict = Accepted
	return r.records(f, form, book, sheets)
}

// resend is what to do about a file that cannot be opened.
func resend(e *sheet.Error) string {
	switch e.Reason {
	case sheet.OldBook, sheet.OpenBook, sheet.BinaryBook:
		return "请另存为 .xlsx 后重报：用 Excel 或 WPS 打开，点“文件”“另存为”，文件类型选“Excel 工作簿（*.xlsx）”"
	}
	return e.Hint()
}

// place is a cell of a returned file; col 0 its row, row 0 the worksheet.
func place(file, sheetName string, row, col int) diag.Place {
	p := diag.Place{File: file, Sheet: sheetName}
	if row > 0 {
		p.Cell, p.Row, p.Col = sheet.CellName(row, col), row, max(col, 1)
	}
	return p
}

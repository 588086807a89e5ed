package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"dangce/config/date"
	"dangce/config/diag"
	"dangce/config/regular"
	"dangce/generator/xlsx"
	"dangce/project"
)

// writeProblems writes the workbook of check --format xlsx. An earlier one
// that people have changed is kept beside it.
func (a *app) writeProblems(ctx context.Context, name string, in *project.Project) error {
	old, err := earlierMarks(name)
	if err != nil {
		return err
	}
	wb := in.ProblemBook(date.Of(a.now()), old)
	data, err := await(ctx, func() ([]byte, error) {
		var b bytes.Buffer
		err := xlsx.Write(&b, wb)
		return b.Bytes(), err
	})
	if err != nil {
		return err
	}
	if old != nil && old.Edited {
		aside, err := setAside(name)
		if err != nil {
			return err
		}
		a.say("%s 有人填过，已改名保留为 %s；填在“改好了”里的，同样的问题还在的照样填上", name, filepath.Base(aside))
	}
	return writeFile(name, data)
}

// writeFile writes a file beside its target and renames it.
func writeFile(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".dangce-*.tmp")
	if err != nil {
		return cannotWrite(name, err)
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return cannotWrite(name, errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}

func cannotWrite(name string, err error) error {
	return &hintError{&refused{name, err}, "看看文件是否正开着、文件夹能不能写"}
}

// refused is a file that the system would not have written. The temporary
// file of which the system speaks means nothing to users.
type refused struct {
	name string
	err  error
}

func (e *refused) Error() string { return "写 " + e.name + "：" + cause(e.err) }

func (e *refused) Unwrap() error { return e.err }

// cause words an error of the system, or keeps the message of ours.
func cause(err error) string {
	if s := wording(err); s == err.Error() {
		return s
	}
	return diag.Cause(err)
}

// earlierMarks reads the list of problems that is about to be written again;
// nil where there is none. A file that is no such list is not overwritten.
func earlierMarks(name string) (*project.Marks, error) {
	data, err := regular.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &hintError{&refused{name, err}, "用 -o 换一个名字，例：dangce check --format xlsx -o 问题.xlsx"}
	}
	m, err := project.ReadMarks(name, data)
	if err != nil {
		return nil, &usageError{name + " 已经有了，不是问题清单，不覆盖", "用 -o 换一个名字，例：dangce check --format xlsx -o 问题.xlsx"}
	}
	return m, nil
}

// setAside renames a file that people changed, so that nothing typed is lost.
// It returns the new name.
func setAside(name string) (string, error) {
	stem := strings.TrimSuffix(name, filepath.Ext(name))
	for i := 1; ; i++ {
		aside := stem + ".人工改动" + filepath.Ext(name)
		if i > 1 {
			aside = fmt.Sprintf("%s.人工改动%d%s", stem, i, filepath.Ext(name))
		}
		if exists(aside) {
			continue
		}
		if err := os.Rename(name, aside); err != nil {
			return "", cannotWrite(name, err)
		}
		return aside, nil
	}
}

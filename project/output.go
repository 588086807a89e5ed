package project

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"dangce/config"
	"dangce/config/diag"
	"dangce/config/regular"
	"dangce/generator"
	"dangce/generator/audit"
	"dangce/generator/pack"
	"dangce/generator/xlsx"
)

// outputFolder of the working folder holds all that is made.
const outputFolder = "output"

// Inspections, in the folder of a collection, holds the lists of what was drawn
// to be inspected.
const Inspections = "督查"

// Output is where the books of a county go.
func Output(c *config.County) string { return output(c, "") }

// Collected is where the summary of what came back goes.
func Collected(c *config.County) string { return output(c, "-汇总") }

// Previews is where contact sheets go.
func Previews(c *config.County) string { return output(c, "-预览") }

func output(c *config.County, end string) string {
	return filepath.Join(outputFolder, pack.Safe(fmt.Sprintf("%d-%s%s", c.Year, c.Name, end), ""))
}

// Pack says what a folder is that a command writes for the county.
func (p *Project) Pack(command, version string) pack.Options {
	c := p.County
	return pack.Options{Version: version, Config: c.Digest, Owner: pack.Owner{Command: command, County: c.Code, Name: c.Name, Year: c.Year}}
}

// Into opens the pack in dir, has fill write its files, and commits it. The
// pack returned is closed; it still says what the run did.
func Into(dir string, o pack.Options, fill func(*pack.Pack) error) (*pack.Pack, error) {
	p, err := pack.Open(dir, o)
	if err != nil {
		return nil, err
	}
	if err = fill(p); err == nil {
		err = p.Commit()
	}
	return p, errors.Join(err, p.Close())
}

// Build builds into dir what o chooses, with the list of what was left out.
func (p *Project) Build(ctx context.Context, dir string, o generator.Options, po pack.Options) (sum generator.Summary, made *pack.Pack, err error) {
	made, err = Into(dir, po, func(to *pack.Pack) (err error) {
		if sum, err = generator.Build(ctx, p.County, to, o); err != nil {
			return err
		}
		return p.putLeftOut(to)
	})
	return sum, made, err
}

// putLeftOut adds the list of what a partial build left out, if anything.
func (p *Project) putLeftOut(to *pack.Pack) error {
	if errs, _ := diag.Count(p.Findings); errs == 0 {
		return nil
	}
	file := pack.File{Path: "未出清单.xlsx", Book: "left-out"}
	return to.Write(file, "", func(w io.Writer) error {
		return xlsx.Write(w, p.LeftOutBook())
	})
}

// Before looks at what an earlier collection left in dir, which prefix names
// in messages. A file whose bytes are not those that were written was filled
// in there. That there is nothing is no error; that it cannot be read is one.
func Before(dir, prefix string) (*generator.Before, error) {
	sums := map[string]string{}
	m, err := pack.ReadManifest(dir)
	switch {
	case err == nil:
		for _, f := range m.Files {
			sums[f.Path] = f.SHA256
		}
	case !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, pack.ErrBadManifest):
		return nil, err
	}
	folder := regular.Dir(dir)
	return &generator.Before{Folder: folder, Prefix: prefix, Edited: func(name string, data []byte) (time.Time, error) {
		if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) == sums[name] {
			return time.Time{}, nil
		}
		info, err := fs.Stat(folder, name)
		if err != nil {
			return time.Time{}, err
		}
		return info.ModTime(), nil
	}}, nil
}

// WriteCollected writes a collection into dir. It returns what people should
// hear about.
func (p *Project) WriteCollected(ctx context.Context, dir string, r *audit.Result, o generator.CollectOptions, po pack.Options) ([]string, error) {
	made, err := Into(dir, po, func(to *pack.Pack) error {
		return generator.WriteCollected(ctx, p.County, to, r, o)
	})
	if err != nil {
		return nil, err
	}
	var notes []string
	for _, n := range made.Notes() {
		switch {
		case !strings.Contains(n, pack.SetAside):
		case generator.ReadsBack(p.County, o.Set, n):
			n += "；里面填的已经汇总进去了"
		default:
			n += "；这种表里填的不会汇总进去，要留的从那个文件里抄过来"
		}
		notes = append(notes, n)
	}
	return notes, nil
}

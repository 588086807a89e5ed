// Package generator is the pipeline: it turns a checked county into the files
// of a pack, book by book and branch by branch.
//
// It is for the commands, which load the county, open the pack and report.
// It promises: the same county and templates give the same files, whatever
// the number of workers; a cancelled context ends it soon and leaves no half
// file; a panic in a worker arrives as an error.
package generator

import (
	"context"
	"io/fs"

	"dangce/config"
	"dangce/generator/pack"
)

// Options choose what is built and how. Empty lists mean all.
type Options struct {
	Templates            fs.FS          // embedded, or with the county's overlay
	Branches, Committees []string       // codes
	Books                []string       // names as in templates/books
	Jobs                 int            // workers; 0 means one for each processor
	Partial              bool           // the county lacks branches with errors
	SVG                  bool           // flowcharts as SVG too
	ShardI, ShardN       int            // part I, from 1, of N; 0 of 0 is all
	Version              string         // of dangce
	Progress             func(Progress) // called from one goroutine at a time; may be nil
}

// Progress tells how far a run is.
type Progress struct {
	Done, Total int    // files
	Pages       int    // so far
	Name        string // of the file just done
}

// Summary is what a run made or found to be already there.
type Summary struct {
	Files, Pages int
	Bytes        int64
	Warnings     []string
}

// Line is one book of one branch, committee or the county, as it is printed.
type Line struct {
	Committee string // code, "" for books of the county
	Branch    string // code, "" for books of a committee or the county
	Name      string // short name of whose book it is
	Path      string // of the file in the pack
	Book      string // handbook
	Title     string // 党支部工作手册
	Pages     int
	Copies    int
	Sheets    int // of paper for all copies, without covers
}

// Build writes all files that o chooses into p. The caller opens p, and
// commits it when Build has returned no error.
func Build(ctx context.Context, c *config.County, p *pack.Pack, o Options) (Summary, error) {
	return Summary{}, ctx.Err()
}

// List tells what Build would print, without writing anything.
func List(c *config.County, o Options) ([]Line, error) {
	return nil, nil
}

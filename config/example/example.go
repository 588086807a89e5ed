// Package example holds the example county: a small county, all of it
// fictional, that shows every key of county.toml and every kind of branch.
//
// It is for `dangce --example`, for whoever starts a county from something
// that works, and for tests: the worked examples of the dues are among its
// members, with rare characters, two men of one name, a branch of three and
// one of fifty-two. It promises to pass check without errors.
//
// The workbooks of its rosters are written from the csv files in rosters, one
// folder for each workbook, one file for each sheet.
package example

import (
	"embed"
	"io/fs"
)

//go:generate go test ../../generator/synth -run TestExampleRosters -update

//go:embed files
var files embed.FS

// FS returns the files of the example county, county.toml at the root.
func FS() fs.FS {
	sub, err := fs.Sub(files, "files")
	if err != nil {
		panic("example: " + err.Error()) // "files" is a valid path
	}
	return sub
}

// Package config turns a county's county.toml, branch files, holidays and
// rosters into a checked County.
//
// It is for the generator, which may rely on everything the County says, and
// for the commands, which print what was found. Load promises: all findings
// in one run, each at its place; no County while there is an error; the same
// County for the same files on every machine. It reads through an fs.FS and
// never looks at the clock or the environment.
package config

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"dangce/config/diag"
	"dangce/generator/pack"
)

// This file alone prints. The rules:
//
//   - Standard output carries what was asked for: the findings of check and
//     verify, tables, help, versions. All else goes to standard error:
//     errors, findings that stop another command, progress, closing lines.
//   - With --format json, standard output carries one JSON object and nothing
//     else, whatever happens. Its keys findings (a list, maybe empty),
//     errors and warnings (counts) are always there; error, hint and exit are
//     there when the command failed; the rest is the command's own.
//   - An error is one line “dangce: 错误：…”, then “  提示：…” with what to do.
//   - Findings are printed by package diag, sorted by place, and summed up.
//   - -q leaves errors and what was asked for; -v names each file.
//   - Messages are Chinese, say what is wrong, then what to do.
//   - What comes from files and their names steers no terminal: nothing passes
//     but text (see plain), and a name stays in its line.

// The exit codes.
const (
	exitDone        = 0
	exitFound       = 1   // the input or a returned file has errors, verify found a difference
	exitUsage       = 2   // wrong usage
	exitMachine     = 3   // the machine failed, or another run has the folder
	exitInterrupted = 130 // Ctrl-C
)

var (
	errFound       = errors.New("有错误") // already printed as findings
	errInterrupted = errors.New("已中断")
)

// hintError adds what to do to an error.
type hintError struct {
	error
	hint string
}

func (e *hintError) Unwrap() error { return e.error }

// usageError is a mistake in the command line.
type usageError struct{ message, hint string }

func (e *usageError) Error() string { return e.message }

// hintOf finds what an error says to do.
func hintOf(err error) string {
	if e, ok := errors.AsType[*hintError](err); ok {
		return e.hint
	}
	if e, ok := errors.AsType[*usageError](err); ok {
		return e.hint
	}
	if e, ok := errors.AsType[*pack.Error](err); ok {
		return e.Hint
	}
	return ""
}

// format is the value of --format.
type format string

const (
	formatText format = "text"
	formatJSON format = "json"
	formatXLSX format = "xlsx" // of check alone
)

func (f *format) String() string { return string(*f) }
func (f *format) Type() string   { return "format" }
func (f *format) Set(s string) error {
	switch g := format(strings.ToLower(s)); g {
	case formatText, formatJSON, formatXLSX:
		*f = g
		return nil
	}
	return errors.New("可用的格式：text、json")
}

// terminal is where a run prints.
type terminal struct {
	stdout, stderr io.Writer // for people
	raw            io.Writer // standard output, for programs
	width          int
	format         format
	quiet          bool
	replied        bool
}

// reply is the part of a JSON answer that all commands share.
type reply struct {
	Findings []diag.Finding `json:"findings"`
	Errors   int            `json:"errors"`
	Warnings int            `json:"warnings"`
	Error    string         `json:"error,omitempty"`
	Hint     string         `json:"hint,omitempty"`
	Exit     int            `json:"exit,omitempty"`
}

func replyOf(findings []diag.Finding) reply {
	r := reply{Findings: findings}
	if r.Findings == nil {
		r.Findings = []diag.Finding{}
	}
	r.Errors, r.Warnings = diag.Count(findings)
	return r
}

// answer prints the JSON answer v, or has text print it for people.
func (t *terminal) answer(v any, text func(w io.Writer) error) error {
	if t.format != formatJSON {
		return text(t.stdout)
	}
	t.replied = true
	e := json.NewEncoder(t.raw)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	return nil
}

// stopped reports findings that stop a command which was not asked for them.
func (t *terminal) stopped(findings []diag.Finding) error {
	err := t.answer(replyOf(findings), func(io.Writer) error {
		if err := diag.Print(t.stderr, findings, t.width); err != nil {
			return err
		}
		_, err := fmt.Fprintf(t.stderr, "\n%s\n", diag.Summary(findings))
		return err
	})
	return errors.Join(errFound, err)
}

// failed reports why a command ended early.
func (t *terminal) failed(err error, code int) {
	hint := hintOf(err)
	message := wording(err)
	if strings.Contains(message, diskFull) && !strings.Contains(hint, "空间") {
		hint = "清出空间，或换一个磁盘，再运行一次"
	}
	if hint == "" && code == exitMachine {
		hint = "再试一次；还是这样，请把这段话和用的命令发给维护人员"
	}
	fmt.Fprintf(t.stderr, "dangce: 错误：%s\n", oneLine(message))
	if hint != "" {
		fmt.Fprintf(t.stderr, "  提示：%s\n", oneLine(hint))
	}
	if t.format == formatJSON && !t.replied {
		r := replyOf(nil)
		r.Error, r.Hint, r.Exit = message, hint, code
		// Standard error has said it already: nothing is lost if this fails.
		_ = t.answer(r, nil)
	}
}

// wording is the message of err with the system's own words, which are
// English, put in Chinese. Messages of ours pass as they are.
func wording(err error) string {
	s := err.Error()
	each(err, func(e error) {
		switch e := e.(type) {
		case *fs.PathError:
			s = strings.ReplaceAll(s, e.Error(), device(e.Path)+diag.Cause(e))
		case *os.LinkError:
			s = strings.ReplaceAll(s, e.Error(), diag.Cause(e))
		case *os.SyscallError:
			s = strings.ReplaceAll(s, e.Error(), diag.Cause(e))
		}
	})
	return s
}

// device names what has no name of the user's.
func device(path string) string {
	switch path {
	case os.Stdout.Name():
		return "写标准输出："
	case os.Stdin.Name():
		return "读标准输入："
	}
	return path + "："
}

// each calls do for err and all it wraps.
func each(err error, do func(error)) {
	do(err)
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		if inner := e.Unwrap(); inner != nil {
			each(inner, do)
		}
	case interface{ Unwrap() []error }:
		for _, inner := range e.Unwrap() {
			each(inner, do)
		}
	}
}

// diskFull is how package diag words it, on every system.
const diskFull = "磁盘已满"

// oneLine keeps joined errors in one line, each once.
func oneLine(s string) string {
	return strings.Join(slices.Compact(strings.Split(s, "\n")), "；")
}

// say prints a closing line or a remark, unless -q.
func (t *terminal) say(format string, args ...any) {
	if !t.quiet {
		for i, arg := range args {
			if s, ok := arg.(string); ok {
				args[i] = diag.Clean(s) // a name of a file may hold a line of its own
			}
		}
		fmt.Fprintf(t.stderr, format+"\n", args...)
	}
}

// column is a column of a printed table.
type column struct {
	title string
	right bool
}

// table prints rows under a head, aligned for terminals that show Chinese
// characters two cells wide.
func table(w io.Writer, cols []column, rows [][]string) error {
	widths := make([]int, len(cols))
	rows = cleaned(rows)
	for i, c := range cols {
		widths[i] = diag.Cells(c.title)
		for _, row := range rows {
			widths[i] = max(widths[i], diag.Cells(row[i]))
		}
	}
	var b strings.Builder
	line := func(cell func(i int) string) {
		var l strings.Builder
		for i, c := range cols {
			s := cell(i)
			pad := strings.Repeat(" ", widths[i]-diag.Cells(s))
			if c.right {
				s = pad + s
			} else {
				s += pad
			}
			if i > 0 {
				l.WriteString("  ")
			}
			l.WriteString(s)
		}
		b.WriteString(strings.TrimRight(l.String(), " ") + "\n")
	}
	line(func(i int) string { return cols[i].title })
	for _, row := range rows {
		line(func(i int) string { return row[i] })
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// cleaned makes each cell one line of text.
func cleaned(rows [][]string) [][]string {
	out := make([][]string, len(rows))
	for i, row := range rows {
		for _, cell := range row {
			out[i] = append(out[i], diag.Clean(cell))
		}
	}
	return out
}

// plain passes text on, lines and tabs included, and nothing that steers a
// terminal: a name of a file could clear the screen, or change what stands
// there.
type plain struct{ w io.Writer }

func (p plain) Write(b []byte) (int, error) {
	if _, err := p.w.Write(diag.CleanText(b)); err != nil {
		return 0, err
	}
	return len(b), nil
}

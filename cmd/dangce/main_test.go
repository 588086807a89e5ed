package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"dangce/config/diag"
	"dangce/generator"
	"dangce/generator/pack"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/xuri/excelize/v2"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"dangce": func() { os.Exit(realMain()) }})
}

func TestScripts(t *testing.T) {
	scripts, err := filepath.Abs("testdata/script") // the working folder will be another
	if err != nil {
		t.Fatal(err)
	}
	given := filepath.Dir(scripts)
	testscript.Run(t, testscript.Params{
		Dir: scripts,
		Setup: func(env *testscript.Env) error {
			// Compiled WebAssembly is kept there; compiling it for each script
			// takes longer than all else they do.
			env.Setenv("TMPDIR", os.TempDir())
			env.Setenv("GIVEN", given)
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exit":     exitCode,
			"mkpack":   makePack,
			"hold":     hold,
			"flip":     flip,
			"sametree": sameTree,
			"json":     oneObject,
			"setcell":  setCell,
			"hascell":  hasCell,
		},
	})
}

// setCell edits a workbook as a person in Excel: setcell 表.xlsx 党支部 A2 01-009.
func setCell(ts *testscript.TestScript, neg bool, args []string) {
	book, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(book.SetCellStr(args[1], args[2], args[3]))
	props, err := book.GetDocProps()
	ts.Check(err)
	props.Modified = "2027-01-05T10:30:00Z"
	ts.Check(book.SetDocProps(props))
	ts.Check(book.Save())
	ts.Check(book.Close())
}

// hasCell checks what a cell says: hascell 表.xlsx 党支部 A2 01-009.
func hasCell(ts *testscript.TestScript, neg bool, args []string) {
	book, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	got, err := book.GetCellValue(args[1], args[2])
	ts.Check(errors.Join(err, book.Close()))
	if (got == args[3]) == neg {
		ts.Fatalf("%s[%s!%s] says %q", args[0], args[1], args[2], got)
	}
}

// working is held while a script's command has the working folder.
var working sync.Mutex

// runHere runs dangce in the folder of a script, and returns its exit code and
// what it wrote to standard output. It starts no process, which takes longer
// than most commands do; “exec dangce” does.
func runHere(ts *testscript.TestScript, args []string) (code int, stdout string) {
	working.Lock()
	defer working.Unlock()
	back, err := os.Getwd()
	ts.Check(err)
	ts.Check(os.Chdir(ts.MkAbs(".")))
	defer func() { ts.Check(os.Chdir(back)) }()
	var out strings.Builder
	code = run(context.Background(), world{args: args, in: strings.NewReader(""), out: io.MultiWriter(&out, ts.Stdout()), err: ts.Stderr(), now: time.Now})
	return code, out.String()
}

// exitCode runs dangce and checks its exit code: exit 2 build --brnach.
func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	runTo(ts, args)
}

// runTo runs dangce and returns its standard output; args begin with the exit
// code that it must have.
func runTo(ts *testscript.TestScript, args []string) string {
	code, stdout := runHere(ts, args[1:])
	if got := strconv.Itoa(code); got != args[0] {
		ts.Fatalf("dangce %s: exit code %s, want %s", strings.Join(args[1:], " "), got, args[0])
	}
	return stdout
}

// makePack makes a finished pack of small files: mkpack DIR FILE….
func makePack(ts *testscript.TestScript, neg bool, args []string) {
	p, err := pack.Open(ts.MkAbs(args[0]), pack.Options{Version: "test"})
	ts.Check(err)
	for _, name := range args[1:] {
		ts.Check(p.Write(pack.File{Path: name}, "", fill("content of "+name)))
	}
	ts.Check(errors.Join(p.Commit(), p.Close()))
}

// fill fills a file with a text.
func fill(text string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, text); return err }
}

// hold keeps a pack open, as another run does, until the script ends.
func hold(ts *testscript.TestScript, neg bool, args []string) {
	p, err := pack.Open(ts.MkAbs(args[0]), pack.Options{})
	ts.Check(err)
	ts.Defer(func() { p.Close() })
}

// flip flips one bit in the middle of a file.
func flip(ts *testscript.TestScript, neg bool, args []string) {
	data := []byte(ts.ReadFile(args[0]))
	data[len(data)/2] ^= 1
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}

// sameTree compares two folders byte by byte, locks aside.
func sameTree(ts *testscript.TestScript, neg bool, args []string) {
	read := func(dir string) map[string]string {
		files := map[string]string{}
		ts.Check(filepath.Walk(ts.MkAbs(dir), func(name string, info os.FileInfo, err error) error {
			if err != nil || info.IsDir() || strings.HasPrefix(info.Name(), ".") {
				return err
			}
			data, err := os.ReadFile(name)
			rel, _ := filepath.Rel(ts.MkAbs(dir), name)
			files[rel] = string(data)
			return err
		}))
		return files
	}
	a, b := read(args[0]), read(args[1])
	if len(a) == 0 || len(a) != len(b) {
		ts.Fatalf("%d files in %s, %d in %s", len(a), args[0], len(b), args[1])
	}
	for name, data := range a {
		if b[name] != data {
			ts.Fatalf("%s differs", name)
		}
	}
}

// oneObject runs dangce with --format json, expecting an exit code, and checks
// that standard output is one object with the keys all answers have: json 0
// check.
func oneObject(ts *testscript.TestScript, neg bool, args []string) {
	stdout := runTo(ts, append([]string{args[0], "--format", "json"}, args[1:]...))
	var v map[string]any
	if err := json.Unmarshal([]byte(stdout), &v); err != nil {
		ts.Fatalf("dangce %s: %v", strings.Join(args[1:], " "), err)
	}
	if _, ok := v["findings"].([]any); !ok || v["errors"] == nil || v["warnings"] == nil {
		ts.Fatalf("dangce %s: findings, errors or warnings are missing", strings.Join(args[1:], " "))
	}
}

// try runs a command line without a process.
func try(ctx context.Context, w world) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	w.out, w.err = &out, &err
	w.now = func() time.Time { return time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC) }
	if w.in == nil {
		w.in = strings.NewReader("")
	}
	code = run(ctx, w)
	return code, out.String(), err.String()
}

func TestEveryFlagIsInTheHelp(t *testing.T) {
	a := &app{terminal: terminal{format: formatText}}
	root := a.root()
	for _, c := range append([]*cobra.Command{root}, root.Commands()...) {
		help := helpOf(c)
		if !strings.Contains(help, "用法：\n  dangce") || !strings.Contains(help, "例：\n  dangce") && c != root {
			t.Errorf("%s: help lacks usage or example:\n%s", c.Name(), help)
		}
		check := func(f *pflag.Flag) {
			if f.Name != "version" && !strings.Contains(help, "--"+f.Name) {
				t.Errorf("%s: --%s is not in the help", c.Name(), f.Name)
			}
		}
		c.LocalFlags().VisitAll(check)
		if c == root {
			continue
		}
		c.InheritedFlags()
		for word := range strings.FieldsSeq(help) {
			name, ok := strings.CutPrefix(strings.Trim(word, ",：；"), "--")
			if ok && c.Flags().Lookup(name) == nil && c.InheritedFlags().Lookup(name) == nil {
				t.Errorf("%s: the help tells of --%s, which does not exist", c.Name(), name)
			}
		}
	}
}

type panicking struct{}

func (panicking) Read([]byte) (int, error) { panic("unexpected") }

func TestPanicBecomesAMessage(t *testing.T) {
	t.Chdir(t.TempDir())
	code, _, stderr := try(t.Context(), world{args: []string{"init"}, asks: true, in: panicking{}})
	if code != exitMachine || !strings.Contains(stderr, "程序内部出错：unexpected") || strings.Contains(stderr, "goroutine") {
		t.Errorf("exit %d:\n%s", code, stderr)
	}
	if _, _, stderr = try(t.Context(), world{args: []string{"-v", "init"}, asks: true, in: panicking{}}); !strings.Contains(stderr, "goroutine") {
		t.Errorf("-v shows no trace:\n%s", stderr)
	}
}

func TestInterrupted(t *testing.T) {
	dir := t.TempDir()
	p, err := pack.Open(dir, pack.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(p.Write(pack.File{Path: "a"}, "", fill("")), p.Commit(), p.Close()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if code, _, stderr := try(ctx, world{args: []string{"verify", dir}}); code != exitInterrupted || !strings.Contains(stderr, "已中断") {
		t.Errorf("exit %d:\n%s", code, stderr)
	}
}

// TestInterruptedEverywhere: whatever a command is doing, a first Ctrl-C ends
// it, and nothing half made is left.
func TestInterruptedEverywhere(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := errors.Join(os.Mkdir("交回", 0o700), os.Mkdir("县", 0o700), os.WriteFile("a.pdf", nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	before := listing(t)
	args := map[string][]string{
		"init": {"县"}, "check": {"--example", "--format", "xlsx"}, "build": {"--example"}, "list": {"--example"}, "preview": {"--example"}, "impose": {"a.pdf"},
		"draw": {"--example", "--month", "1"}, "collect": {"交回", "--example"}, "verify": {"."}, "freeze": {"县"}, "supplement": {"县"}, "reprint": {"县", "--branch", "01-001"}, "fonts": {"--example"}, "templates": {"wording"},
		"completion": nil, "licenses": nil, "version": nil, // at once
		"serve": nil, // shown until it is interrupted, which is no failure
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range (&app{}).commands() {
		more, known := args[c.Name()]
		if !known {
			t.Errorf("what of %s?", c.Name())
		}
		if more == nil {
			continue
		}
		code, _, stderr := try(ctx, world{args: append([]string{c.Name()}, more...)})
		if code != exitInterrupted || !strings.Contains(stderr, "已中断") {
			t.Errorf("%s: exit %d:\n%s", c.Name(), code, stderr)
		}
	}
	for _, name := range listing(t) {
		if !slices.Contains(before, name) && !strings.HasSuffix(name, ".lock") {
			t.Errorf("%s is left", name)
		}
	}
}

// listing lists the files below the working folder.
func listing(t *testing.T) []string {
	t.Helper()
	var out []string
	if err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, name)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestAwait: what cannot be interrupted is left behind, and what panics does
// so where it was called, with its own trace.
func TestAwait(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	_, err := await(ctx, func() (int, error) {
		cancel()
		select {}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("left with %v", err)
	}
	if n, err := await(t.Context(), func() (int, error) { return 7, io.EOF }); n != 7 || err != io.EOF {
		t.Errorf("got %d, %v", n, err)
	}
	defer func() {
		c, ok := recover().(*crash)
		if !ok || c.reason != "unexpected" || !strings.Contains(string(c.stack), "TestAwait") {
			t.Errorf("%+v", c)
		}
	}()
	_, _ = await(t.Context(), func() (int, error) { panic("unexpected") })
}

// TestNewFilesStop: an interrupted init writes no further file and no half one.
func TestNewFilesStop(t *testing.T) {
	dir := t.TempDir()
	stop := false
	n := &newFiles{dir: dir, stopped: func() error {
		if stop {
			return context.Canceled
		}
		return nil
	}}
	w, err := n.create("a")
	if err != nil {
		t.Fatal(err)
	}
	stop = true
	if _, err := w.Write([]byte("x")); !errors.Is(err, context.Canceled) {
		t.Errorf("writes on: %v", err)
	}
	if _, err := n.create("b"); !errors.Is(err, context.Canceled) {
		t.Errorf("makes another: %v", err)
	}
	err = errors.Join(w.Close(), n.undo())
	if left, errDir := os.ReadDir(dir); err != nil || errDir != nil || len(left) > 0 {
		t.Errorf("files are left: %v, %v, %v", left, err, errDir)
	}
}

// TestInitAfterKill: whatever a killed init left, the next one makes the
// county; and files of somebody's stay.
func TestInitAfterKill(t *testing.T) {
	t.Chdir(t.TempDir())
	args := []string{"init", "县", "--name", "示例县", "--code", "419900", "--year", "2027"}
	if code, _, stderr := try(t.Context(), world{args: args}); code != exitDone {
		t.Fatal(stderr)
	}
	// As it is killed before county.toml is there, and in the middle of a file.
	if err := errors.Join(os.Remove("县/county.toml"), os.Remove("县/holidays.toml"), os.WriteFile("县/.dangce-county.toml.tmp", []byte("ha"), 0o600)); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := try(t.Context(), world{args: args}); code != exitDone {
		t.Errorf("exit %d:\n%s", code, stderr)
	}
	if !exists("县/holidays.toml") || exists("县/.dangce-county.toml.tmp") {
		t.Errorf("there are %q", listing(t))
	}
	if err := errors.Join(os.Remove("县/county.toml"), os.WriteFile("县/README.txt", []byte("我写的"), 0o600)); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := try(t.Context(), world{args: args})
	if data, err := os.ReadFile("县/README.txt"); code != exitUsage || !strings.Contains(stderr, "README.txt 已经有了") || err != nil || string(data) != "我写的" || exists("县/county.toml") {
		t.Errorf("exit %d, %s: %s", code, data, stderr)
	}
}

// waiting is a terminal at which nobody types.
type waiting struct{ asked chan struct{} }

func (w waiting) Read([]byte) (int, error) {
	close(w.asked)
	select {}
}

func TestInterruptedQuestion(t *testing.T) {
	t.Chdir(t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	w := waiting{make(chan struct{})}
	go func() { <-w.asked; cancel() }()
	code, _, stderr := try(ctx, world{args: []string{"init", "县"}, asks: true, in: w})
	if code != exitInterrupted || !strings.Contains(stderr, "已中断") || strings.Contains(stderr, "接着做") {
		t.Errorf("exit %d:\n%s", code, stderr)
	}
	if exists("县") {
		t.Error("something was made")
	}
}

func TestWordsOfTheSystem(t *testing.T) {
	_, err := os.ReadFile(filepath.Join(t.TempDir(), "x"))
	for _, e := range []error{err, fmt.Errorf("读模板：%w", err), errors.Join(errors.New("甲"), cannotWrite("y", err)), &os.LinkError{Op: "rename", Old: "a", New: "b", Err: os.ErrPermission}} {
		s := wording(e)
		for _, english := range []string{"open ", "rename", "no such file", "cannot find", "permission"} {
			if strings.Contains(s, english) {
				t.Errorf("%v reads %q", e, s)
			}
		}
	}
	if s := cannotWrite("y", err).Error(); s != "写 y：没有这个文件或文件夹" {
		t.Errorf("a file that cannot be written reads %q", s)
	}
	if s := cannotWrite("y", errors.New("自己的话")).Error(); s != "写 y：自己的话" {
		t.Errorf("a message of ours reads %q", s)
	}
}

func TestInitAsks(t *testing.T) {
	t.Chdir(t.TempDir())
	code, _, stderr := try(t.Context(), world{args: []string{"init", "县"}, asks: true, in: strings.NewReader("临水县\n42\n４２１３９９\n\n")})
	if code != exitDone || !strings.Contains(stderr, "行政区划代码应是六位数字") {
		t.Fatalf("exit %d:\n%s", code, stderr)
	}
	data, err := os.ReadFile("县/county.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\nyear     = 2027\n", `name       = "临水县"`, `code       = "421399"`, "2026-12-10", "中共临水县城关镇委员会"} {
		if !strings.Contains(string(data), want) {
			t.Errorf("county.toml lacks %q", want)
		}
	}
}

// TestMenu: who double-clicks the program gets the commands by number; an
// answer is left to the command that asks for it.
func TestMenu(t *testing.T) {
	t.Chdir(t.TempDir())
	in := "2\n\n9\n１\n\n1\n临水县\n421399\n2026\n2\n3\n6\n\"没有 这个\"\n0\n"
	code, stdout, stderr := try(t.Context(), world{clicked: true, open: func(string) error { return nil }, in: strings.NewReader(in)})
	if code != exitDone {
		t.Errorf("exit %d", code)
	}
	for _, want := range []string{"1  新建", "这里没有 county.toml：先输入 1", "没有 9 这一项", "没有发现问题", "登记表放在哪个文件夹 [" + filepath.Join("我的县", "交回的登记表") + "]："} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no %q in\n%s", want, stdout)
		}
	}
	for _, want := range []string{"county.toml", "名 [示例县]：", "县名应是 2 到 20 个字", "再回到这里输入 2 检查", "已写 名册问题清单.xlsx", "没有 这个"} {
		if !strings.Contains(stderr, want) {
			t.Errorf("no %q in\n%s", want, stderr)
		}
	}
	if strings.Contains(stdout, "没有  这一项") {
		t.Errorf("an empty line is taken for an answer:\n%s", stdout)
	}
	if data, err := os.ReadFile("我的县/county.toml"); err != nil || !strings.Contains(string(data), "临水县") {
		t.Errorf("county.toml: %v\n%s", err, data)
	}
	// With a second county beside the program it does not guess.
	if err := os.CopyFS("别的县", os.DirFS("我的县")); err != nil {
		t.Fatal(err)
	}
	_, stdout, _ = try(t.Context(), world{clicked: true, open: func(string) error { return nil }, in: strings.NewReader("2\n0\n")})
	if !strings.Contains(stdout, "这里有 2 个县") || strings.Contains(stdout, "没有发现问题") {
		t.Errorf("two counties:\n%s", stdout)
	}
}

func TestMenuInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	w := waiting{make(chan struct{})}
	go func() { <-w.asked; cancel() }()
	if code, _, stderr := try(ctx, world{clicked: true, open: func(string) error { return nil }, in: w}); code != exitInterrupted {
		t.Errorf("exit %d:\n%s", code, stderr)
	}
}

func TestProgress(t *testing.T) {
	now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	var out bytes.Buffer
	a := &app{world: world{err: &out, now: func() time.Time { return now }}, terminal: terminal{stderr: &out}}
	p := a.newProgress()
	for i := range 4 {
		p.step(generator.Progress{Done: i + 1, Total: 100, Pages: 100 * (i + 1), Name: "x"})
		now = now.Add(4 * time.Second)
	}
	p.done()
	if got := out.String(); got != "已出 3/100 册，38 页/秒，约剩 4 分 10 秒\n" {
		t.Errorf("plain progress: %q", got)
	}
	out.Reset()
	for _, width := range []int{120, 80, 79, 40} {
		out.Reset()
		a.world.bar = width
		p = a.newProgress()
		if !strings.Contains(out.String(), "正在数页") {
			t.Errorf("width %d: nothing is said at the beginning: %q", width, out.String())
		}
		now = now.Add(time.Hour)
		p.step(generator.Progress{Done: 11_111, Total: 40_000, Pages: 1_111_111, Name: "x"})
		p.done()
		if !strings.Contains(out.String(), "已出 11111/40000 册") {
			t.Errorf("width %d: %q", width, out.String())
		}
		for s := range strings.SplitSeq(out.String(), "\r") {
			if n := diag.Cells(s); n >= width {
				t.Errorf("width %d: a line of %d cells wraps: %q", width, n, s)
			}
		}
	}
}

// Whoever asked for JSON gets it, also when the command line is wrong.
func TestJSONOfWrongUsage(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, args := range [][]string{
		{"--nix", "--format", "json"}, {"build", "--nix", "--format=json"}, {"nix", "--format", "JSON"}, {"check", "-help", "--format", "json"}, {"--format", "json", "build", "--jobs", "x"},
	} {
		code, stdout, _ := try(t.Context(), world{args: args})
		var r reply
		if err := json.Unmarshal([]byte(stdout), &r); code != exitUsage || err != nil || r.Exit != exitUsage || r.Error == "" || r.Findings == nil {
			t.Errorf("%q: exit %d, %v\n%s", args, code, err, stdout)
		}
	}
}

func TestDiskFull(t *testing.T) {
	var out, said bytes.Buffer
	a := &app{terminal: terminal{stdout: &out, stderr: &said}}
	full := &os.PathError{Op: "write", Path: "x", Err: noSpace}
	if code := a.finish(errors.Join(cannotWrite("名册问题清单.xlsx", full), cannotWrite("名册问题清单.xlsx", full))); code != exitMachine {
		t.Errorf("exit %d", code)
	}
	if got := said.String(); got != "dangce: 错误：写 名册问题清单.xlsx：磁盘已满\n  提示：清出空间，或换一个磁盘，再运行一次\n" {
		t.Errorf("%s", got)
	}
}

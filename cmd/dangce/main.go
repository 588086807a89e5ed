// Command dangce turns one county's TOML and Excel rosters into the year's
// books of every Party branch.
//
// It is the only package that prints, reads the clock, the environment and
// the working folder; everything else gets them as arguments. What it prints
// where, and its exit codes, are in terminal.go.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"dangce/generator"
	"dangce/generator/layout"
	"dangce/generator/pack"

	"github.com/inconshreveable/mousetrap"
	"github.com/spf13/cobra"
	"golang.org/x/term"
)

func main() { os.Exit(realMain()) }

// realMain is main for the world there is.
func realMain() int {
	// After the first Ctrl-C the signals are ours no longer: a second one
	// ends the program at once. No half file is left even then.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	return run(ctx, world{
		args: os.Args[1:],
		in:   os.Stdin, out: os.Stdout, err: os.Stderr,
		now:   time.Now,
		asks:  term.IsTerminal(int(os.Stdin.Fd())) && term.IsTerminal(int(os.Stderr.Fd())),
		cells: width(os.Stdout),
		bar:   width(os.Stderr),

		clicked: mousetrap.StartedByExplorer(),
		lasting: true,
	})
}

// world is what a run sees of the machine, the working folder excepted.
type world struct {
	args     []string // without the program's name
	in       io.Reader
	out, err io.Writer
	now      func() time.Time
	asks     bool // somebody is there to answer
	cells    int  // width of out, 0 when it is no terminal
	bar      int  // width of err, 0 when it is no terminal
	clicked  bool // started by a double click on Windows
	chosen   bool // from the menu of the double click
	lasting  bool // what is written is to survive a power cut

	open func(address string) error // opens an address in a browser; nil asks the system
}

func width(f *os.File) int {
	w, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return w
}

// app is one run of the program.
type app struct {
	world
	terminal
	verbose bool
	example bool
	resumes bool // the command goes on where an interrupted run of it stopped
}

// run executes one command line and returns the exit code.
func run(ctx context.Context, w world) (code int) {
	a := &app{world: w, terminal: terminal{raw: w.out, stdout: plain{w.out}, stderr: plain{w.err}, width: w.cells, format: formatText}}
	defer func() {
		if r := recover(); r != nil {
			code = a.crashed(r, debug.Stack())
		}
	}()
	root := a.root()
	root.SetArgs(w.args)
	root.SetIn(w.in)
	root.SetOut(w.out)
	root.SetErr(w.err)
	if wantsJSON(w.args) {
		a.format = formatJSON // also for what is wrong before it is read
	}
	if err := oneDash(root, w.args); err != nil {
		return a.finish(err)
	}
	err := root.ExecuteContext(ctx)
	if err != nil && ctx.Err() != nil {
		err = errInterrupted
		if a.resumes {
			err = &hintError{err, "已做完的文件都是完整的；再运行同样的命令，会接着做"}
		}
	}
	return a.finish(err)
}

// crashed reports a bug of ours. Users get no stack trace unless they ask.
func (a *app) crashed(reason any, stack []byte) int {
	if c, ok := reason.(*crash); ok {
		reason, stack = c.reason, c.stack
	}
	err := &hintError{fmt.Errorf("程序内部出错：%v", reason), "这是程序的缺陷，不是您的操作有误；请把这段话和用的命令发给维护人员，加 -v 可看详情"}
	if a.verbose {
		a.stderr.Write(stack)
	}
	return a.finish(err)
}

// root builds the tree of commands.
func (a *app) root() *cobra.Command {
	cobra.MousetrapHelpText = "" // see rootRun
	cobra.EnableCommandSorting = false
	root := &cobra.Command{
		Use:               "dangce",
		Short:             "党支部年度资料一次出齐",
		Args:              knownCommand,
		RunE:              a.rootRun,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { fmt.Fprint(a.stdout, helpOf(c)) })
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(helpCommand(root))

	all := root.PersistentFlags()
	all.BoolP("help", "h", false, "显示用法")
	all.Var(&a.format, "format", "输出格式")
	all.BoolVarP(&a.quiet, "quiet", "q", false, "少说话")
	all.BoolVarP(&a.verbose, "verbose", "v", false, "多说话")
	root.Flags().Bool("version", false, "显示版本")
	must(root.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp)))

	for _, c := range a.commands() {
		c.DisableFlagsInUseLine = true
		root.AddCommand(c)
	}
	root.Long = rootHelp(root.Commands())
	return root
}

// must is for errors that only a mistake in this package can cause.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// finish prints what is left to say and returns the exit code.
func (a *app) finish(err error) int {
	if err == nil {
		return exitDone
	}
	if errors.Is(err, errFound) {
		return exitFound
	}
	code := exitMachine
	if errors.Is(err, errInterrupted) {
		code = exitInterrupted
	} else if _, ok := errors.AsType[*usageError](err); ok {
		code = exitUsage
	} else if errors.Is(err, pack.ErrNoManifest) || errors.Is(err, pack.ErrBadManifest) {
		code = exitFound // verify: the difference is the manifest itself
	} else if archived(err) {
		code = exitFound
	} else if errors.Is(err, layout.ErrTooHigh) {
		code = exitFound // a template of the county's
		err = &hintError{err, generator.FitHint}
	}
	a.failed(err, code)
	return code
}

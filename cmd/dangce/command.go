package main

import (
	"context"
	"runtime/debug"

	"dangce/config/diag"
	"dangce/project"

	"github.com/spf13/cobra"
)

// This file is the frame of all commands: what each of them does with a
// county, with a pack, and when it is interrupted. A new command is a line in
// commands and a file of its own, which has its help and its flags.

// commands lists the commands in the order of the work, as help does.
func (a *app) commands() []*cobra.Command {
	return []*cobra.Command{
		a.initCommand(), a.checkCommand(), a.buildCommand(), a.listCommand(), a.previewCommand(), a.imposeCommand(),
		a.drawCommand(), a.collectCommand(), a.verifyCommand(), a.freezeCommand(), a.supplementCommand(), a.reprintCommand(), a.serveCommand(), a.fontsCommand(), a.templatesCommand(), completionCommand(), a.licensesCommand(), a.versionCommand(),
	}
}

// sound loads the county of the arguments for a command that does nothing
// when there are errors: they are reported, and errFound is returned.
func (a *app) sound(ctx context.Context, args []string) (*project.Project, error) {
	in, err := a.load(ctx, args, false)
	if err != nil {
		return nil, err
	}
	if errs, _ := diag.Count(in.Findings); in.County == nil || errs > 0 {
		return nil, a.stopped(in.Findings)
	}
	return in, nil
}

// await runs what cannot be interrupted and changes no file, until it is done
// or the command is interrupted. Then nobody waits for it any longer.
func await[T any](ctx context.Context, do func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
		crash *crash
	}
	if err := ctx.Err(); err != nil {
		return *new(T), err
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			if reason := recover(); reason != nil {
				r.crash = &crash{reason, debug.Stack()}
			}
			done <- r
		}()
		r.value, r.err = do()
	}()
	select {
	case r := <-done:
		if r.crash != nil {
			panic(r.crash)
		}
		return r.value, r.err
	case <-ctx.Done():
		return *new(T), ctx.Err()
	}
}

// crash is a panic that is passed on from one goroutine to another.
type crash struct {
	reason any
	stack  []byte
}

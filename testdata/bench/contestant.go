package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// contestant is one program that judges the files of a workload. Each has a file of its own.
type contestant struct {
	name string
	// build puts the program into dir and returns its path.
	build func(ctx context.Context, dir string, log io.Writer) (string, error)
	// arguments are those of the run that judges the workload; it starts in the workload's directory.
	arguments []string
	// exit is the exit code that says "there are findings".
	exit int
	// read returns the findings in what the run printed.
	read func(output []byte) (findings, error)
}

func contestants() []contestant {
	return []contestant{tipstaff(), conftest()}
}

// finding is one rule that one file breaks, by rule id and the base name of the file.
type finding struct{ rule, file string }

type findings map[finding]bool

// differenceError says that two contestants do not agree.
type differenceError struct {
	contestant, reference string
	only                  finding // found by one of them
	by                    string  // by which
	count, want           int
}

func (e *differenceError) Error() string {
	return fmt.Sprintf("%s has %d findings and %s %d; only %s finds %s in %s",
		e.contestant, e.count, e.reference, e.want, e.by, e.only.rule, e.only.file)
}

// difference returns nil if got, the findings of name, are those of the reference.
func difference(name string, got findings, reference string, want findings) error {
	e := &differenceError{contestant: name, reference: reference, count: len(got), want: len(want)}
	for f := range got {
		if !want[f] {
			e.only, e.by = f, name
			return e
		}
	}
	for f := range want {
		if !got[f] {
			e.only, e.by = f, reference
			return e
		}
	}
	return nil
}

// goBuild runs the go command in dir with extra environment variables.
func goBuild(ctx context.Context, dir string, log io.Writer, env []string, args ...string) error {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, log, log
	cmd.Env = append(os.Environ(), env...)
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("go %s: %w", args[0], err)
	}
	return nil
}

// install builds a published program at a version, with the dependencies of its own go.mod.
func install(ctx context.Context, dir string, log io.Writer, module, version string) (string, error) {
	if err := goBuild(ctx, dir, log, []string{"GOBIN=" + dir}, "install", module+"@"+version); err != nil {
		return "", err
	}
	return filepath.Join(dir, filepath.Base(module)), nil
}

package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// program is an executable that contestants run.
type program struct {
	name      string
	published string // module path; "" for what stands in this repository
	// build puts the program into dir and returns its path.
	build func(ctx context.Context, dir string, log io.Writer) (string, error)
}

// programs are those that -with may name.
func programs() []program { return []program{tipstaffProgram, opaProgram, conftestProgram} }

// environment is what contestants share: the programs, each built once.
type environment struct {
	dir    string            // for programs that are built
	given  map[string]string // programs by name that need no building
	logger *log.Logger
}

// check refuses given programs that nobody runs.
func (e *environment) check() error {
	for name := range e.given {
		if !slices.ContainsFunc(programs(), func(p program) bool { return p.name == name }) {
			return fmt.Errorf("no contestant runs a program called %s", name)
		}
	}
	return nil
}

// path returns where a program is.
func (e *environment) path(ctx context.Context, p program) (string, error) {
	if path, ok := e.given[p.name]; ok {
		return filepath.Abs(path)
	}
	if err := os.MkdirAll(e.dir, 0o750); err != nil {
		return "", err
	}
	e.logger.Printf("preparing %s", p.name)
	path, err := p.build(ctx, e.dir, e.logger.Writer())
	if err != nil {
		return "", fmt.Errorf("build %s: %w", p.name, err)
	}
	e.given[p.name] = path
	return path, nil
}

// command is one way to call a program.
type command struct {
	program   program
	arguments []string
	// exit is the exit code that says "there are findings".
	exit int
	// read returns the findings in what the program printed.
	read func(output []byte) (findings, error)
	// cache says what the program finds in its cache directory.
	cache cache
}

// cache says what a program finds in its cache directory, which is $XDG_CACHE_HOME and its own.
type cache int

const (
	empty cache = iota // nothing: no run lives on an earlier one
	kept               // what its earlier runs left, that before timing included
)

// running returns a contestant that calls a program.
func running(name string, c command) contestant {
	enter := func(ctx context.Context, e *environment, w *work) (run, error) {
		path, err := e.path(ctx, c.program)
		if err != nil {
			return nil, err
		}
		memory := ""
		if c.cache == kept {
			if memory, err = os.MkdirTemp(w.dir, "cache-"); err != nil {
				return nil, err
			}
		}
		return func(ctx context.Context) (cost, findings, error) {
			if memory != "" {
				return c.measure(ctx, path, w.dir, memory)
			}
			return c.measureAfresh(ctx, path, w.dir)
		}, nil
	}
	return contestant{name: name, kind: process, program: c.program.name, enter: enter}
}

// measureAfresh runs the program in dir with an empty cache directory.
func (c command) measureAfresh(ctx context.Context, path, dir string) (cost, findings, error) {
	memory, err := os.MkdirTemp(dir, "cache-")
	if err != nil {
		return cost{}, nil, err
	}
	defer func() { _ = os.RemoveAll(memory) }()
	return c.measure(ctx, path, dir, memory)
}

// measure runs the program in dir with a cache directory.
func (c command) measure(ctx context.Context, path, dir, memory string) (cost, findings, error) {
	self, err := os.Executable()
	if err != nil {
		return cost{}, nil, err
	}
	cmd := exec.CommandContext(ctx, self, append([]string{launchCommand, path}, c.arguments...)...)
	var stdout, stderr bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &stdout, &stderr
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+memory)
	u, err := launched(cmd)
	if err != nil {
		return cost{}, nil, fmt.Errorf("launch %s: %w: %s", path, err, stderr.Bytes())
	}
	if u.Exit != c.exit {
		return cost{}, nil, fmt.Errorf("exit %d, want %d: %s%s", u.Exit, c.exit, stderr.Bytes(), beginning(stdout.Bytes()))
	}
	found, err := c.read(stdout.Bytes())
	return cost{CPU: u.CPU, Wall: u.Wall, Memory: u.Memory}, found, err
}

func beginning(b []byte) []byte { return b[:min(len(b), 500)] }

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

// published is a program that is built from a module at a version, with the dependencies of its own go.mod.
func published(name, module, version string) program {
	build := func(ctx context.Context, dir string, log io.Writer) (string, error) {
		err := goBuild(ctx, dir, log, []string{"GOBIN=" + dir}, "install", module+"@"+version)
		return filepath.Join(dir, filepath.Base(module)), err
	}
	return program{name, module, build}
}

// Command bench compares tipstaff with its peers: whole processes as a user runs them, and libraries in one
// process. It generates the work of a seed, lets every contestant do it in turn, and prints CPU time, wall time
// and memory. Nothing is timed before all contestants have come to the same findings; every timed run is
// compared again.
//
//	go run -C testdata/bench .
//	go run -C testdata/bench . -workload all -markdown bench.md -svg bench.svg
//	go run -C testdata/bench . -workload all -readme ../../README.md
//
// With -readme, what was measured is recorded in comparison.json, and the chart and the table of everything that is
// recorded are written: comparison.svg, and between the markers of the README. -recorded measures nothing.
//
// The contestants are tipstaff with each of its evaluators, its peers, each used well, and hand-written Go as a
// floor. The exit code is 0 if tipstaff needs less CPU time than every peer in every workload, 1 if it does not or
// if the findings differ, and 2 if the comparison could not be made.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
)

type options struct {
	workload      string
	size, rounds  int // 0: what the workload says
	seed          uint64
	built         map[string]string // program -> path; the others are built
	markdown, svg string            // files to write
	readme        string            // likewise, with the record and the chart in the current directory
	recorded      bool              // measure nothing
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := commandOf(os.Args, start)(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// entryPoint is what this program can be called for. It returns the exit code.
type entryPoint func(ctx context.Context, args []string, stdout, stderr io.Writer) int

// commandOf returns what the arguments ask for: what this program calls itself for, or otherwise.
func commandOf(args []string, otherwise entryPoint) entryPoint {
	own := map[string]entryPoint{launchCommand: launchMain, linesCommand: linesMain}
	if len(args) > 1 && own[args[1]] != nil {
		return own[args[1]]
	}
	return otherwise
}

func start(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	logger := log.New(stderr, "bench: ", 0)
	opt, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		return 2
	}
	measured, err := measureAll(ctx, opt, stdout, logger)
	err = errors.Join(err, publish(opt, measured))
	if err != nil {
		logger.Print(err)
		if _, ok := errors.AsType[*differenceError](err); ok {
			return 1
		}
		return 2
	}
	code := 0
	for _, r := range measured {
		for _, peer := range notDearer(r) {
			logger.Printf("%s: tipstaff is not cheaper than %s", r.Name, peer)
			code = 1
		}
	}
	return code
}

// measureAll runs the workloads that were asked for and prints each when it is done. A workload that fails costs
// none of the others: what was measured before is returned with the error.
func measureAll(ctx context.Context, opt options, stdout io.Writer, logger *log.Logger) ([]results, error) {
	if opt.recorded {
		return nil, nil
	}
	dir, err := os.MkdirTemp("", "tipstaff-bench-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	e := &environment{dir: dir, given: opt.built, logger: logger}
	if err := e.check(); err != nil {
		return nil, err
	}
	chosen, err := choose(opt.workload)
	if err != nil {
		return nil, err
	}
	var all []results
	for _, wl := range chosen {
		r, err := compare(ctx, wl, opt, e)
		if err == nil {
			err = writeText(stdout, r)
		}
		if err != nil {
			return all, fmt.Errorf("%s: %w", wl.name, err)
		}
		all = append(all, r)
	}
	return all, nil
}

// choose returns the workloads of a name, or all.
func choose(name string) ([]workload, error) {
	all := workloads()
	if name == "all" {
		return all, nil
	}
	var names []string
	for _, wl := range all {
		if wl.name == name {
			return []workload{wl}, nil
		}
		names = append(names, wl.name)
	}
	return nil, fmt.Errorf("no workload is called %q: want all or one of %s", name, strings.Join(names, ", "))
}

// publish writes the files that were asked for. The README is about what was recorded before, too.
func publish(opt options, measured []results) error {
	for _, file := range []struct {
		path  string
		write func(io.Writer, []results) error
	}{{opt.markdown, writeMarkdown}, {opt.svg, writeSVG}} {
		if file.path == "" || len(measured) == 0 {
			continue
		}
		if err := writeTo(file.path, measured, file.write); err != nil {
			return err
		}
	}
	if opt.readme == "" {
		return nil
	}
	before, err := readRecord(recordFile)
	if err != nil {
		return err
	}
	return publishReadme(opt.readme, ".", merge(before, measured))
}

func writeTo(path string, all []results, write func(io.Writer, []results) error) error {
	var b strings.Builder
	if err := write(&b, all); err != nil {
		return err
	}
	return os.WriteFile(filepath.Clean(path), []byte(b.String()), 0o600)
}

func parse(args []string, stderr io.Writer) (options, error) {
	opt := options{built: map[string]string{}}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&opt.workload, "workload", "files", "`NAME` of a workload, or all")
	flags.Func("size", "number of files, resources, requests or lines (default: as the workload says)", positive(&opt.size))
	flags.Func("rounds", "number of timed rounds (default: as the workload says)", positive(&opt.rounds))
	flags.Uint64Var(&opt.seed, "seed", 1, "seed of the work")
	flags.StringVar(&opt.markdown, "markdown", "", "write the tables to `FILE`")
	flags.StringVar(&opt.svg, "svg", "", "write a chart to `FILE`")
	flags.StringVar(&opt.readme, "readme", "", "write the chart and the table between the markers of `FILE`, and record the results")
	flags.BoolVar(&opt.recorded, "recorded", false, "with -readme: measure nothing, write what is recorded")
	flags.Func("with", "use a built program, as `NAME=PATH` (repeatable)", func(s string) error {
		name, path, ok := strings.Cut(s, "=")
		if !ok {
			return errors.New("want NAME=PATH")
		}
		opt.built[name] = path
		return nil
	})
	err := flags.Parse(args)
	if err == nil && flags.NArg() > 0 {
		err = fmt.Errorf("unexpected argument %q", flags.Arg(0))
		_, _ = fmt.Fprintln(stderr, err)
	}
	if err == nil && opt.recorded && opt.readme == "" {
		err = errors.New("-recorded goes with -readme")
		_, _ = fmt.Fprintln(stderr, err)
	}
	return opt, err
}

// positive returns how to read a flag that must be at least 1.
func positive(n *int) func(string) error {
	return func(s string) error {
		i, err := strconv.Atoi(s)
		if err != nil || i < 1 {
			return errors.New("want a whole number of at least 1")
		}
		*n = i
		return nil
	}
}

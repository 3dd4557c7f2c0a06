// Command bench compares tipstaff with its peers as a user would: whole processes on the same files with the
// same rules. It writes a workload from a seed, runs every contestant on it in turn, and prints CPU time, wall
// time and memory. Nothing is timed before all contestants have reported the same findings; every timed run
// is compared again.
//
//	go run -C testdata/bench .
//
// The exit code is 0 if tipstaff needs less CPU time than every other contestant, 1 if it does not or if the
// findings differ, and 2 if the comparison could not be made.
package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"log"
	"os"
	"os/signal"
	"strconv"
	"strings"
)

type options struct {
	files  int
	rounds int
	seed   uint64
	built  map[string]string // contestant -> program; the others are built
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	logger := log.New(stderr, "bench: ", 0)
	opt, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		return 2
	}
	r, err := compare(ctx, opt, logger)
	if err == nil {
		err = write(stdout, r)
	}
	if err != nil {
		logger.Print(err)
		if _, ok := errors.AsType[*differenceError](err); ok {
			return 1
		}
		return 2
	}
	if !cheapest(r) {
		logger.Print("tipstaff is not the cheapest")
		return 1
	}
	return 0
}

func parse(args []string, stderr io.Writer) (options, error) {
	opt := options{built: map[string]string{}}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Func("files", "number of resource files (default 1000)", positive(&opt.files, 1000))
	flags.Func("rounds", "number of timed rounds (default 7)", positive(&opt.rounds, 7))
	flags.Uint64Var(&opt.seed, "seed", 1, "seed of the workload")
	flags.Func("with", "use a built program, as `NAME=PATH` (repeatable)", func(s string) error {
		name, path, ok := strings.Cut(s, "=")
		if !ok {
			return errors.New("want NAME=PATH")
		}
		opt.built[name] = path
		return nil
	})
	return opt, flags.Parse(args)
}

// positive sets n to a default, and returns how to read a flag that must be at least 1.
func positive(n *int, otherwise int) func(string) error {
	*n = otherwise
	return func(s string) error {
		i, err := strconv.Atoi(s)
		if err != nil || i < 1 {
			return errors.New("want a whole number of at least 1")
		}
		*n = i
		return nil
	}
}

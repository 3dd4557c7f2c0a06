package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
)

// results is one comparison: the costs of every contestant, in rounds.
type results struct {
	workload workload
	findings int
	names    []string
	costs    map[string][]cost
}

// compare writes the workload, checks that all contestants agree on it, and times them in interleaved rounds.
func compare(ctx context.Context, opt options, logger *log.Logger) (results, error) {
	dir, err := os.MkdirTemp("", "tipstaff-bench-")
	if err != nil {
		return results{}, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	w, err := writeWorkload(filepath.Join(dir, "workload"), opt.seed, opt.files)
	if err != nil {
		return results{}, fmt.Errorf("write workload: %w", err)
	}
	field := contestants()
	programs, err := build(ctx, field, opt, filepath.Join(dir, "bin"), logger)
	if err != nil {
		return results{}, err
	}
	want, err := agree(ctx, field, programs, w)
	if err != nil {
		return results{}, err
	}
	costs, err := race(ctx, field, programs, w, want, opt.rounds)
	if err != nil {
		return results{}, err
	}
	r := results{workload: w, findings: len(want), costs: costs}
	for _, c := range field {
		r.names = append(r.names, c.name)
	}
	return r, nil
}

// build returns the programs of all contestants by name, and builds those that were not given.
func build(
	ctx context.Context, field []contestant, opt options, dir string, logger *log.Logger,
) (map[string]string, error) {
	programs := map[string]string{}
	for name := range opt.built {
		if !slices.ContainsFunc(field, func(c contestant) bool { return c.name == name }) {
			return nil, fmt.Errorf("no contestant is called %s", name)
		}
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, err
	}
	for _, c := range field {
		path, err := program(ctx, c, opt, dir, logger)
		if err != nil {
			return nil, fmt.Errorf("build %s: %w", c.name, err)
		}
		programs[c.name] = path
	}
	return programs, nil
}

// program returns the path of one contestant's program.
func program(ctx context.Context, c contestant, opt options, dir string, logger *log.Logger) (string, error) {
	if path, ok := opt.built[c.name]; ok {
		return filepath.Abs(path)
	}
	logger.Printf("building %s", c.name)
	return c.build(ctx, dir, logger.Writer())
}

// agree runs every contestant once and returns the findings that all of them share.
func agree(ctx context.Context, field []contestant, programs map[string]string, w workload) (findings, error) {
	var want findings
	for i, c := range field {
		_, got, err := measure(ctx, c, programs[c.name], w)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			want = got
			continue
		}
		if err := difference(c.name, got, field[0].name, want); err != nil {
			return nil, err
		}
	}
	return want, busy(want)
}

// busy returns an error if a rule finds nothing: then it was not compared.
func busy(found findings) error {
	fired := map[string]bool{}
	for f := range found {
		fired[f.rule] = true
	}
	for _, r := range rules {
		if !fired[r.id] {
			return fmt.Errorf("rule %s finds nothing: compare more files", r.id)
		}
	}
	return nil
}

// race times every contestant once per round. Each round starts with another one.
func race(
	ctx context.Context, field []contestant, programs map[string]string, w workload, want findings, rounds int,
) (map[string][]cost, error) {
	costs := map[string][]cost{}
	for round := range rounds {
		for i := range field {
			c := field[(round+i)%len(field)]
			used, got, err := measure(ctx, c, programs[c.name], w)
			if err != nil {
				return nil, fmt.Errorf("round %d: %w", round+1, err)
			}
			if err := difference(c.name, got, field[0].name, want); err != nil {
				return nil, fmt.Errorf("round %d: %w", round+1, err)
			}
			costs[c.name] = append(costs[c.name], used)
		}
	}
	return costs, nil
}

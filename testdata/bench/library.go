package main

import (
	"context"
	"runtime"
	"syscall"
	"time"
)

// judge does all the work once in this process. It returns, for each item, the ids of the rules that it breaks.
type judge func(ctx context.Context) ([][]string, error)

// calling returns a contestant that is a library. load is given the work and makes the judge.
func calling(name string, load func(ctx context.Context, w *work) (judge, error)) contestant {
	enter := func(ctx context.Context, _ *environment, w *work) (run, error) {
		j, err := load(ctx, w)
		if err != nil {
			return nil, err
		}
		return func(ctx context.Context) (cost, findings, error) {
			used, found, err := j.measure(ctx)
			if err != nil {
				return cost{}, nil, err
			}
			return used, w.findings(found), nil
		}, nil
	}
	return contestant{name: name, kind: library, enter: enter}
}

// measure runs the judge between two looks at what this process has used. What it used includes the garbage
// collector, which starts with nothing to do.
func (j judge) measure(ctx context.Context) (cost, [][]string, error) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	cpu, err := used()
	if err != nil {
		return cost{}, nil, err
	}
	began := time.Now()
	found, err := j(ctx)
	if err != nil {
		return cost{}, nil, err
	}
	wall := time.Since(began)
	end, err := used()
	if err != nil {
		return cost{}, nil, err
	}
	runtime.ReadMemStats(&after)
	return cost{
		cpu: end - cpu, wall: wall,
		allocations: after.Mallocs - before.Mallocs, allocated: after.TotalAlloc - before.TotalAlloc,
	}, found, nil
}

// used returns the user and system time of this process so far.
func used() (time.Duration, error) {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0, err
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()), nil
}

// findings gives what was found the names of the items.
func (w *work) findings(found [][]string) findings {
	all := findings{}
	for i, rules := range found {
		for _, id := range rules {
			all[finding{id, w.items[i].name}] = true
		}
	}
	return all
}

package main

import (
	"context"
	"fmt"
	"runtime"
	"syscall"
	"time"
)

// judge does all the work once in this process. It returns, for each item, the ids of the rules that it breaks.
type judge func(ctx context.Context) ([][]string, error)

// single judges one item: it returns the ids of the rules that the item breaks.
type single func(ctx context.Context, item []byte) ([]string, error)

// each returns the judge that judges one item after the other.
func (w *work) each(one single) judge {
	return func(ctx context.Context) ([][]string, error) {
		found := make([][]string, len(w.items))
		for i, it := range w.items {
			var err error
			if found[i], err = one(ctx, it.bytes); err != nil {
				return nil, fmt.Errorf("%s: %w", it.name, err)
			}
		}
		return found, nil
	}
}

// decide returns the judge that decides every item with allow.
func (w *work) decide(allow func(ctx context.Context, request []byte) (bool, error)) judge {
	found := []string{permitted}
	return w.each(func(ctx context.Context, request []byte) ([]string, error) {
		ok, err := allow(ctx, request)
		if err != nil || !ok {
			return nil, err
		}
		return found, nil
	})
}

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
		CPU: end - cpu, Wall: wall,
		Allocations: after.Mallocs - before.Mallocs, Allocated: after.TotalAlloc - before.TotalAlloc,
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

package main

import (
	"context"
	"fmt"
)

// contestant is one way to do a workload: a program, or a library in this process.
type contestant struct {
	name string
	// kind is the medium in which its costs are told.
	kind medium
	// program is the name of the program that it runs; "" if it is a library.
	program string
	// rounds are the most that it takes part in, for those that take very long; 0: all.
	rounds int
	// enter makes it ready: builds the program, loads the rules. That is not timed.
	enter func(ctx context.Context, e *environment, w *work) (run, error)
}

// run does all the work once and returns what that cost and found.
type run func(ctx context.Context) (cost, findings, error)

// medium says what a contestant is.
type medium string

const (
	process medium = "process"
	library medium = "library"
)

// finding is one rule that one item breaks, by rule id and the name of the item. Of an access request it says
// that it is permitted.
type finding struct{ rule, item string }

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
		e.contestant, e.count, e.reference, e.want, e.by, e.only.rule, e.only.item)
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

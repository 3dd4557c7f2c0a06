package engine

import (
	"context"
	"iter"
	"slices"
	"sync"
	"time"

	"github.com/tipstaff/tipstaff/inputs"
)

// CheckOptions are the circumstances of one run.
type CheckOptions struct {
	Command string    // as reports print it, and as input.run.command
	RunID   string    // identifies the run
	Version string    // of tipstaff
	Started time.Time // when the run started
	Now     time.Time // the time that rules and waivers are judged at
	Waivers []Waiver
	// Evaluations asks for every outcome with what it read, and not only for findings.
	Evaluations bool
	// AllowEmpty says that a run that evaluates nothing is no error.
	AllowEmpty bool
	Jobs       int    // judges at work; 0 means one per processor
	Prefix     string // what to put before paths in fingerprints: from the root of the repository
	// Progress, if set, is called with the number of resources judged so far. Calls do not overlap.
	Progress func(judged int)
}

// maxFindings bounds a report. Going over it is an error, never a shorter list.
const maxFindings = 100_000

// statusNew is the status of a finding that no baseline knows.
const statusNew = "new"

// Check judges everything that items yields and returns the complete report. What can be judged by itself is judged as
// it comes, as all records can; all other resources are first joined with each other. It always returns a report: what could not
// be read or evaluated is in its errors.
func (e *Engine) Check(ctx context.Context, items iter.Seq[inputs.Item], o CheckOptions) *Report {
	c := newCollector(e, o)
	resources := c.read(ctx, items)
	joined := join(resources)
	run, known := e.withInventory(resources)
	c.judgeAll(ctx, slices.Values(resources), func() *judge {
		j := newJudge(run, joined, o.Now, o.Command)
		j.inventoryKnown = known
		return j
	})
	if err := ctx.Err(); err != nil {
		c.report.Errors = append(c.report.Errors, Failure{Code: "cancelled", Message: "the run was cancelled: " + err.Error()})
	}
	return c.finish()
}

// read takes in the items. What can be judged by itself goes to the judges at once, so that a log or plan of any length
// needs bounded memory; the other resources are returned.
func (c *collector) read(ctx context.Context, items iter.Seq[inputs.Item]) []*inputs.Resource {
	var resources []*inputs.Resource
	isolated := func(yield func(*inputs.Resource) bool) {
		for item := range items {
			switch {
			case item.Resource != nil && c.engine.isolated(item.Resource):
				if !yield(item.Resource) {
					return
				}
			case item.Resource != nil:
				resources = append(resources, item.Resource)
			default:
				c.note(item)
			}
		}
	}
	c.judgeAll(ctx, isolated, func() *judge { return newJudge(c.engine, nil, c.options.Now, c.options.Command) })
	return resources
}

// batchSize is how many resources a judge is given at once: handing over each of a million log lines by itself
// takes longer than judging it.
const batchSize = 64

// judgeAll hands resources to the judges and waits for them. A rule that cannot be stopped ends the run, for
// what evaluates it may take any amount of memory.
func (c *collector) judgeAll(ctx context.Context, resources iter.Seq[*inputs.Resource], newJudge func() *judge) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	work := make(chan []*inputs.Resource, 2*c.options.Jobs)
	var wg sync.WaitGroup
	for range c.options.Jobs {
		wg.Go(func() {
			judge := newJudge()
			judge.keepReads = c.options.Evaluations
			defer judge.close()
			expected := 0 // findings: about as many as in the batch before
			for batch := range work {
				t := newTally(expected)
				for _, r := range batch {
					if ctx.Err() != nil || t.stuck != nil {
						break
					}
					judge.all(ctx, r, t)
				}
				expected = len(t.findings) + len(t.findings)/8
				c.add(t)
				if t.stuck != nil {
					stop()
				}
			}
		})
	}
	feed(ctx, work, resources)
	close(work)
	wg.Wait()
}

// feed sends resources until the context ends.
func feed(ctx context.Context, work chan<- []*inputs.Resource, resources iter.Seq[*inputs.Resource]) {
	batch := make([]*inputs.Resource, 0, batchSize)
	send := func() bool {
		select {
		case work <- batch:
			batch = make([]*inputs.Resource, 0, batchSize)
			return true
		case <-ctx.Done():
			return false
		}
	}
	for r := range resources {
		if batch = append(batch, r); len(batch) == batchSize && !send() {
			return
		}
	}
	if len(batch) > 0 {
		send()
	}
}

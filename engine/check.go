package engine

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/open-policy-agent/opa/v1/version"

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

// Check judges everything that items yields and returns the complete report. Records are judged as they
// come; all other resources are first joined with each other. It always returns a report: what could not
// be read or evaluated is in its errors.
func (e *Engine) Check(ctx context.Context, items iter.Seq[inputs.Item], o CheckOptions) *Report {
	c := newCollector(e, o)
	resources := c.read(ctx, items)
	joined := join(resources)
	c.judgeAll(ctx, slices.Values(resources), joined)
	if err := ctx.Err(); err != nil {
		c.report.Errors = append(c.report.Errors, Failure{Code: "cancelled", Message: "the run was cancelled: " + err.Error()})
	}
	return c.finish()
}

// collector gathers the outcomes of a run.
type collector struct {
	engine  *Engine
	options CheckOptions

	mu       sync.Mutex
	report   *Report
	types    map[string]*TypeCoverage // by lower-case type
	overflow bool
}

func newCollector(e *Engine, o CheckOptions) *collector {
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	rules := make(map[string]*Rule, len(e.rules))
	for _, r := range e.rules {
		rules[r.ID] = r.Rule
	}
	for _, r := range waiverRules {
		rules[r.ID] = &r
	}
	return &collector{
		engine: e, options: o, types: map[string]*TypeCoverage{},
		report: &Report{
			Schema: SchemaV1, Tool: Tool{Name: "tipstaff", Version: o.Version, OPA: version.Version},
			Run: Run{
				ID: o.RunID, Command: o.Command, Started: o.Started.UTC().Format(time.RFC3339),
				AsOf: o.Now.UTC().Format(time.RFC3339), Policy: e.info, Inputs: []Input{},
			},
			Findings: []Finding{}, Skipped: []Skipped{}, Errors: []Failure{}, Rules: rules,
			Coverage: Coverage{Types: []TypeCoverage{}, Unmatched: []TypeCoverage{}, Vacuous: []Vacuous{}},
		},
	}
}

// read takes in the items. Records go to the judges at once, so that a log of any length needs bounded
// memory; the other resources are returned.
func (c *collector) read(ctx context.Context, items iter.Seq[inputs.Item]) []*inputs.Resource {
	var resources []*inputs.Resource
	records := func(yield func(*inputs.Resource) bool) {
		for item := range items {
			switch {
			case item.Resource != nil && item.Resource.Record:
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
	c.judgeAll(ctx, records, nil)
	return resources
}

func (c *collector) note(item inputs.Item) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case item.File != nil:
		f := item.File
		c.report.Run.Inputs = append(c.report.Run.Inputs, Input{
			Path: f.Path, Format: f.Format, Digest: f.Digest, Resources: f.Resources, Documents: f.Documents,
		})
	case item.Skipped != nil:
		c.report.Skipped = append(c.report.Skipped, Skipped(*item.Skipped))
	case item.Err != nil:
		f := item.Err
		l := Location{File: f.Path, Precision: AtFile}
		if f.Span.Start.Line > 0 {
			l.Line, l.Column, l.EndLine, l.EndColumn = f.Span.Start.Line, f.Span.Start.Column, f.Span.End.Line, f.Span.End.Column
			l.Precision = AtAttribute
		}
		c.report.Errors = append(c.report.Errors, Failure{Code: "input", Message: f.Reason, Hint: f.Hint, Location: l})
	}
}

// judgeAll hands resources to the judges and waits for them.
func (c *collector) judgeAll(ctx context.Context, resources iter.Seq[*inputs.Resource], j *joined) {
	work := make(chan *inputs.Resource, 64)
	var wg sync.WaitGroup
	for range c.options.Jobs {
		wg.Go(func() {
			judge := newJudge(c.engine, j, c.options.Now, c.options.Command)
			for r := range work {
				c.add(judge.all(ctx, r))
			}
		})
	}
	for r := range resources {
		if ctx.Err() != nil {
			break
		}
		work <- r
	}
	close(work)
	wg.Wait()
}

// verdicts is every outcome on one resource.
type verdicts struct {
	subject *subject
	judged  []*judged
}

// all evaluates every rule that names r's type.
func (j *judge) all(ctx context.Context, r *inputs.Resource) verdicts {
	rules := j.engine.byType[strings.ToLower(r.Type)]
	if len(rules) == 0 {
		return verdicts{subject: &subject{resource: r}}
	}
	v := verdicts{subject: j.subject(r), judged: make([]*judged, 0, len(rules))}
	for _, rule := range rules {
		v.judged = append(v.judged, j.evaluate(ctx, rule, v.subject))
	}
	return v
}

func (c *collector) add(v verdicts) {
	c.mu.Lock()
	defer c.mu.Unlock()
	r := v.subject.resource
	c.report.Counts.Resources++
	key := strings.ToLower(r.Type)
	if c.types[key] == nil {
		c.types[key] = &TypeCoverage{Type: r.Type}
	}
	c.types[key].Resources++
	c.types[key].Type = max(c.types[key].Type, r.Type) // deterministic among spellings
	c.types[key].Rules = len(v.judged)
	for _, result := range v.judged {
		c.addOutcome(v.subject, result)
	}
	if c.options.Progress != nil {
		c.options.Progress(c.report.Counts.Resources)
	}
}

func (c *collector) addOutcome(s *subject, result *judged) {
	c.report.Findings = append(c.report.Findings, result.findings(s)...)
	if len(c.report.Findings) > maxFindings {
		c.report.Findings, c.overflow = c.report.Findings[:maxFindings], true
	}
	c.report.Counts.count(result.outcome, 1)
	if result.vacuous {
		c.report.Coverage.Vacuous = append(c.report.Coverage.Vacuous, Vacuous{Rule: result.rule.ID, Resource: s.resource.ID})
	}
	if c.options.Evaluations {
		c.report.Evaluations = append(c.report.Evaluations, result.evaluation(s))
	}
}

func (c *Counts) count(o Outcome, n int) {
	c.Evaluations += n
	switch o {
	case Pass:
		c.Pass += n
	case Fail:
		c.Fail += n
	case Waived:
		c.Waived += n
	case Unknown:
		c.Unknown += n
	case NotApplicable:
		c.NotApplicable += n
	case Error:
		c.Error += n
	}
}

// finish sorts the report, applies the waivers and settles the verdict.
func (c *collector) finish() *Report {
	r := c.report
	failed := failedPairs(r.Findings)
	r.Findings = append(r.Findings, applyWaivers(r.Findings, c.options.Waivers, c.options.Now)...)
	waived := len(failed) - len(failedPairs(r.Findings))
	r.Counts.Fail -= waived
	r.Counts.Waived += waived
	sortFindings(r.Findings, c.options.Prefix)
	c.coverage()
	if c.overflow {
		r.Errors = append(r.Errors, Failure{Code: "limit", Message: fmt.Sprintf("more than %d findings; the report is incomplete", maxFindings)})
	}
	if r.Counts.Evaluations == r.Counts.NotApplicable && !c.options.AllowEmpty && len(r.Errors) == 0 {
		r.Errors = append(r.Errors, nothing(r))
	}
	sortReport(r)
	r.Verdict = verdict(r)
	return r
}

// pair names one evaluation among findings.
type pair struct{ rule, file, resource string }

func failedPairs(findings []Finding) map[pair]bool {
	pairs := map[pair]bool{}
	for _, f := range findings {
		if f.Outcome == Fail && f.Resource.Type != "Waiver" {
			pairs[pair{f.Rule, f.Location.File, f.Resource.ID}] = true
		}
	}
	return pairs
}

package engine

import (
	"fmt"
	"runtime"
	"sync"
	"time"

	"github.com/open-policy-agent/opa/v1/version"

	"github.com/tipstaff/tipstaff/inputs"
)

// collector gathers the outcomes of a run.
type collector struct {
	engine  *Engine
	options CheckOptions

	mu       sync.Mutex
	report   *Report
	types    map[string]*TypeCoverage // by lower-case type
	findings [][]Finding              // as the judges hand them in
	found    int                      // how many those are
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

// add takes in what a judge found.
func (c *collector) add(t *tally) {
	c.mu.Lock()
	defer c.mu.Unlock()
	r := c.report
	r.Counts.add(t.counts)
	r.usesRun = r.usesRun || t.usesRun
	for key, from := range t.types {
		to := c.types[key]
		if to == nil {
			c.types[key] = from
			continue
		}
		to.Resources += from.Resources
		to.Type = max(to.Type, from.Type)
	}
	if room := maxFindings - c.found; len(t.findings) > room {
		t.findings, c.overflow = t.findings[:room], true
	}
	c.found += len(t.findings)
	c.findings = append(c.findings, t.findings)
	r.Coverage.Vacuous = append(r.Coverage.Vacuous, t.vacuous...)
	r.Evaluations = append(r.Evaluations, t.evaluations...)
	if t.stuck != nil {
		r.Errors = append(r.Errors, Failure{
			Code: "limit", Message: "the run was ended: a rule could not be stopped", Location: Location{File: t.stuck.File, Precision: AtFile},
		})
	}
	if c.options.Progress != nil {
		c.options.Progress(r.Counts.Resources)
	}
}

func (c *Counts) add(o Counts) {
	c.Resources += o.Resources
	c.Evaluations += o.Evaluations
	c.Pass += o.Pass
	c.Fail += o.Fail
	c.Waived += o.Waived
	c.Unknown += o.Unknown
	c.NotApplicable += o.NotApplicable
	c.Error += o.Error
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
	r.Findings = make([]Finding, 0, c.found)
	for i, found := range c.findings {
		r.Findings = append(r.Findings, found...)
		c.findings[i] = nil // thousands are not held twice for long
	}
	c.waive()
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

// waive applies the waivers.
func (c *collector) waive() {
	r := c.report
	if len(c.options.Waivers) == 0 {
		return
	}
	failed := failedPairs(r.Findings)
	r.Findings = append(r.Findings, applyWaivers(r.Findings, c.options.Waivers, c.options.Now)...)
	waived := len(failed) - len(failedPairs(r.Findings))
	r.Counts.Fail -= waived
	r.Counts.Waived += waived
}

// pair names one evaluation among findings.
type pair struct{ rule, file, resource string }

func failedPairs(findings []Finding) map[pair]bool {
	pairs := map[pair]bool{}
	for _, f := range findings {
		if f.Outcome == Fail && f.Resource.Type != "Waiver" {
			pairs[pair{f.Rule, f.file, f.Resource.ID}] = true
		}
	}
	return pairs
}

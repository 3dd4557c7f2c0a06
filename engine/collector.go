package engine

import (
	"fmt"
	"runtime"
	"strings"
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
	if v.stuck {
		c.report.Errors = append(c.report.Errors, Failure{Code: "limit", Message: "the run was ended: a rule could not be stopped", Location: Location{File: r.File, Precision: AtFile}})
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
			pairs[pair{f.Rule, f.file, f.Resource.ID}] = true
		}
	}
	return pairs
}

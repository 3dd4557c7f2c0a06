package engine

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// CodeNothing is the code of the failure that says that nothing was evaluated.
const CodeNothing = "nothing_evaluated"

// nothing explains why no rule judged anything.
func nothing(r *Report) Failure {
	f := Failure{Code: CodeNothing, Message: "nothing was evaluated"}
	switch {
	case len(r.Run.Inputs) == 0:
		f.Message += ": no input files"
		f.Hint = "give files or a directory that holds some; --allow-empty accepts an empty run"
	case r.Counts.Resources == 0:
		f.Message += ": the input describes no resources"
	case r.Counts.NotApplicable > 0:
		f.Message += fmt.Sprintf(": none of the %d evaluations applies", r.Counts.NotApplicable)
	default:
		f.Message += fmt.Sprintf(": no rule judges any of the %d resources", r.Counts.Resources)
		f.Hint = "`tipstaff rules` lists the types that rules judge"
	}
	return f
}

// verdict is the worst outcome. Reading or evaluating something in vain is an error, and so is not
// evaluating anything.
func verdict(r *Report) Outcome {
	if len(r.Errors) > 0 {
		return Error
	}
	worst := Pass
	for _, f := range r.Findings {
		worst = worst.Worse(f.Outcome)
	}
	return worst
}

// coverage fills in which types were judged and which were not.
func (c *collector) coverage() {
	for _, key := range slices.Sorted(maps.Keys(c.types)) {
		t := *c.types[key]
		if t.Rules == 0 {
			c.report.Coverage.Unmatched = append(c.report.Coverage.Unmatched, t)
			continue
		}
		c.report.Coverage.Types = append(c.report.Coverage.Types, t)
	}
}

func sortReport(r *Report) {
	slices.SortFunc(r.Run.Inputs, func(a, b Input) int { return strings.Compare(a.Path, b.Path) })
	slices.SortFunc(r.Skipped, func(a, b Skipped) int { return strings.Compare(a.Path, b.Path) })
	slices.SortStableFunc(r.Errors, func(a, b Failure) int {
		return firstNonZero(strings.Compare(a.Location.File, b.Location.File), a.Location.Line-b.Location.Line,
			a.Location.Column-b.Location.Column, strings.Compare(a.Code, b.Code), strings.Compare(a.Message, b.Message))
	})
	slices.SortFunc(r.Coverage.Vacuous, func(a, b Vacuous) int {
		return firstNonZero(strings.Compare(a.Rule, b.Rule), strings.Compare(a.Resource, b.Resource))
	})
	slices.SortStableFunc(r.Evaluations, func(a, b Evaluation) int {
		return firstNonZero(strings.Compare(a.Resource.ID, b.Resource.ID), strings.Compare(a.Rule, b.Rule))
	})
}

// findings appends the findings that an outcome is worth: one per denial, or one for the outcome itself.
func (r *judged) findings(found []Finding) []Finding {
	switch r.outcome {
	case Fail:
		for _, d := range r.denials {
			found = append(found, r.finding(d.message, d.path))
		}
	case Error:
		found = append(found, r.finding("could not be evaluated: "+r.err.Error(), []any{}))
	case Unknown:
		found = append(found, r.finding(r.unknownMessage(), r.unknownPath()))
	default:
	}
	return found
}

func (r *judged) finding(message string, path []any) Finding {
	rule, s := r.rule.Rule, r.resource
	location, planned := s.locateBoth(path)
	return Finding{
		Rule: rule.ID, Severity: rule.Severity, Outcome: r.outcome, Message: s.redact(message),
		Remediation: rule.Remediation, Controls: rule.Controls, Resource: s.ref(), Path: path,
		Location: location, Planned: planned, Status: statusNew, file: s.resource.File,
	}
}

func (s *subject) ref() ResourceRef {
	return ResourceRef{Type: s.resource.Type, ID: s.resource.ID, Name: s.resource.Name}
}

func (r *judged) unknownPath() []any {
	if len(r.unknown) == 0 {
		return []any{}
	}
	return r.unknown[0].Steps()
}

func (r *judged) unknownMessage() string {
	s := r.resource
	names := make([]string, 0, len(r.unknown))
	for _, p := range r.unknown {
		names = append(names, strings.TrimPrefix(strings.ReplaceAll(p.String(), "/", "."), "."))
	}
	switch len(names) {
	case 0:
		return s.resource.Name + ": the outcome depends on values that are not known yet"
	case 1:
		return fmt.Sprintf("%s: the outcome depends on %s, which is not known yet", s.resource.Name, names[0])
	default:
		return fmt.Sprintf("%s: the outcome depends on %s, which are not known yet", s.resource.Name, strings.Join(names, " and "))
	}
}

// evaluation is the outcome with the attributes that were read.
func (r *judged) evaluation() Evaluation {
	s := r.resource
	return Evaluation{Rule: r.rule.ID, Outcome: r.outcome, Resource: s.ref(), Reads: s.readList(r.reads)}
}

package report

import (
	"cmp"
	"slices"

	"github.com/tipstaff/tipstaff/engine"
)

// urgency orders outcomes from the least to the most urgent; others come first.
var urgency = []engine.Outcome{engine.Waived, engine.Unknown, engine.Fail, engine.Error}

// moreUrgent compares findings by outcome, then severity: it is negative if a is less urgent than b.
func moreUrgent(a, b engine.Finding) int {
	return cmp.Or(
		cmp.Compare(slices.Index(urgency, a.Outcome), slices.Index(urgency, b.Outcome)),
		cmp.Compare(slices.Index(engine.Severities, a.Severity), slices.Index(engine.Severities, b.Severity)),
	)
}

// worstFirst returns the findings of r, the most urgent first and otherwise in the order of the report.
func worstFirst(r *engine.Report) []engine.Finding {
	return slices.SortedStableFunc(slices.Values(r.Findings), func(a, b engine.Finding) int { return moreUrgent(b, a) })
}

// group is the findings of one rule with one outcome; they share their reason and their remedy.
type group []engine.Finding

// groups returns the findings of r by rule, the most urgent group last, and each group in the order of the
// report.
func groups(r *engine.Report) []group {
	sorted := slices.Clone(r.Findings)
	slices.SortStableFunc(sorted, func(a, b engine.Finding) int {
		return cmp.Or(moreUrgent(a, b), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Remediation, b.Remediation))
	})
	var all []group
	for first, i := 0, 1; i <= len(sorted); i++ {
		if i == len(sorted) || !together(sorted[i-1], sorted[i]) {
			all = append(all, sorted[first:i:i])
			first = i
		}
	}
	return all
}

func together(a, b engine.Finding) bool {
	return moreUrgent(a, b) == 0 && a.Rule == b.Rule && a.Remediation == b.Remediation
}

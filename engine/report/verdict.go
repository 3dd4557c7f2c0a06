package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/engine"
)

// verdicts says each verdict in a word and a sentence about the run.
var verdicts = map[engine.Outcome]struct {
	word   string
	reason func(r *engine.Report) string
}{
	engine.Pass:    {"PASS", passed},
	engine.Waived:  {"WAIVED", waivedOnly},
	engine.Unknown: {"UNKNOWN", undecided},
	engine.Fail:    {"FAIL", failed},
	engine.Error:   {"ERROR", broken},
}

// verdict writes the last line.
func (t *text) verdict(r *engine.Report) {
	word, reason := Verdict(r)
	t.paragraph(word+":", style(r.Verdict), reason, 2)
}

// Verdict returns the verdict of r as one word in capitals and the reason for it, on one line. That nothing
// was evaluated, that there were errors, and that resources were not judged is said whatever the verdict.
func Verdict(r *engine.Report) (word, reason string) {
	v, ok := verdicts[r.Verdict]
	if !ok {
		return "ERROR", fmt.Sprintf("the report has no verdict, but %q", r.Verdict)
	}
	var parts []string
	if r.Counts.Evaluations == 0 {
		parts = append(parts, "nothing was evaluated")
	} else if why := v.reason(r); why != "" {
		parts = append(parts, why)
	}
	if n := len(r.Errors); n > 0 {
		parts = append(parts, count(n, "error"))
	}
	if n := r.Counts.Error; n > 0 {
		parts = append(parts, count(n, "evaluation")+" ended in an error")
	}
	if n := resources(r.Coverage.Unmatched); n > 0 {
		parts = append(parts, count(n, "resource")+" not judged")
	}
	if len(parts) == 0 {
		return v.word, "the run is not complete"
	}
	return v.word, strings.Join(parts, "; ")
}

func passed(r *engine.Report) string {
	return fmt.Sprintf("%s of %s, no findings", count(r.Counts.Evaluations, "evaluation"), count(r.Counts.Resources, "resource"))
}

func waivedOnly(r *engine.Report) string {
	return "no failure without a waiver; " + count(r.Counts.Waived, "failure") + " waived"
}

func undecided(r *engine.Report) string {
	return tally(r, engine.Unknown, "result") + " could not be decided"
}

func failed(r *engine.Report) string { return tally(r, engine.Fail, "finding") }

func broken(r *engine.Report) string {
	if r.Counts.Fail == 0 {
		return ""
	}
	return failed(r)
}

// tally counts the findings with one outcome by severity, the most severe first, and says how many are new
// if some are not.
func tally(r *engine.Report, o engine.Outcome, noun string) string {
	bySeverity := map[engine.Severity]int{}
	n, fresh := 0, 0
	for _, f := range r.Findings {
		if f.Outcome != o {
			continue
		}
		n++
		bySeverity[f.Severity]++
		if f.Status != "existing" {
			fresh++
		}
	}
	var parts []string
	for _, s := range slices.Backward(engine.Severities) {
		if bySeverity[s] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", bySeverity[s], s))
		}
	}
	text := count(n, noun)
	if len(parts) > 0 {
		text += " (" + strings.Join(parts, ", ") + ")"
	}
	if fresh < n {
		text += fmt.Sprintf(", %d of them new", fresh)
	}
	return text
}

package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/engine"
)

// few is how many files or passes are listed one by one; of more, the text says how many there are.
const few = 10

// summary writes what was looked at and what was not.
func (t *text) summary(r *engine.Report) {
	t.skipped(r.Skipped)
	t.unmatched(r.Coverage.Unmatched)
	t.vacuous(r.Coverage.Vacuous)
	c := r.Counts
	t.prose(fmt.Sprintf("judged %s of %s by %s: %s", count(resources(r.Coverage.Types), "resource"),
		count(len(r.Coverage.Types), "type"), count(r.Run.Policy.Rules, "rule"), count(c.Evaluations, "evaluation")))
	t.prose(fmt.Sprintf("%d passed, %d failed, %d waived, %d unknown, %d not applicable, %s",
		c.Pass, c.Fail, c.Waived, c.Unknown, c.NotApplicable, count(c.Error, "error")))
	if r.Run.Remembered != "" {
		t.prose("nothing has changed since " + Escape(r.Run.Remembered) + ": these are the results of that run")
	}
}

func (t *text) skipped(files []engine.Skipped) {
	if len(files) == 0 {
		return
	}
	t.prose("skipped " + count(len(files), "file") + ":")
	if len(files) <= few {
		for _, f := range files {
			t.item(f.Path + ": " + f.Reason)
		}
		return
	}
	reasons := map[string]int{}
	for _, f := range files {
		reasons[f.Reason]++
	}
	byCount := func(a, b string) int { return cmp.Or(cmp.Compare(reasons[b], reasons[a]), cmp.Compare(a, b)) }
	for _, reason := range slices.SortedFunc(maps.Keys(reasons), byCount) {
		t.item(fmt.Sprintf("%d: %s", reasons[reason], reason))
	}
}

func (t *text) unmatched(types []engine.TypeCoverage) {
	if len(types) == 0 {
		return
	}
	t.prose("not judged, because no rule names their type: " + count(resources(types), "resource"))
	for _, c := range types {
		t.item(fmt.Sprintf("%s (%d)", c.Type, c.Resources))
	}
}

func (t *text) vacuous(passes []engine.Vacuous) {
	if len(passes) == 0 {
		return
	}
	t.prose("passed without reading anything of the resource, which proves nothing: " + count(len(passes), "evaluation"))
	for _, v := range passes[:min(few, len(passes))] {
		t.item(v.Rule + " on " + v.Resource)
	}
	if more := len(passes) - few; more > 0 {
		t.item(fmt.Sprintf("and %d more; the json report lists all", more))
	}
}

// prose writes words of our own.
func (t *text) prose(s string) {
	for i, l := range wrap(s, t.o.Width, t.o.Width-2) {
		t.line(strings.Repeat(" ", min(2*i, 2)), l)
	}
}

// item writes an entry of a list.
func (t *text) item(s string) { t.paragraph("  -", plainStyle, Escape(s), 4) }

func resources(types []engine.TypeCoverage) int {
	n := 0
	for _, c := range types {
		n += c.Resources
	}
	return n
}

// count returns a number and a noun that agree.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

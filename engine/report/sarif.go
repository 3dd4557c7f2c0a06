package report

import (
	"cmp"
	"fmt"
	"io"
	"time"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/tipstaff/tipstaff/engine"
)

// maxResults is how many results code scanning takes in one run; it refuses a file with more.
const maxResults = 25_000

// SARIF writes the report as SARIF 2.1.0 for code scanning: the rules that were loaded, a result for every
// finding, the worst first, and a notification for everything that could not be judged. A run with an error
// has executionSuccessful false. Beyond 25,000 results, the least severe are left out, and a notification
// says how many.
func SARIF(w io.Writer, r *engine.Report, o Options) error {
	log := sarif.NewReport()
	log.AddRun(sarifRun(r, o))
	return encode(w, log)
}

func sarifRun(r *engine.Report, o Options) *sarif.Run {
	rules := sarifRules(r)
	driver := sarif.NewToolComponent()
	driver.Name = new(r.Tool.Name)
	driver.Version = new(r.Tool.Version)
	driver.Rules = rules.descriptors
	run := sarif.NewRun()
	run.Tool = sarif.NewTool()
	run.Tool.Driver = driver
	run.ColumnKind = new("unicodeCodePoints")
	run.AutomationDetails = sarif.NewRunAutomationDetails()
	run.AutomationDetails.ID = new("tipstaff/" + cmp.Or(o.Category, r.Run.Command) + "/")
	findings := worstFirst(r)
	lines := lineIndex{source: o.Source, byFile: map[string][]string{}}
	for _, f := range findings[:min(maxResults, len(findings))] {
		run.Results = append(run.Results, sarifResult(f, rules.index[f.Rule], &lines))
	}
	run.Invocations = []*sarif.Invocation{sarifInvocation(r)}
	return run
}

// sarifInvocation says whether the run is complete, and what it could not do.
func sarifInvocation(r *engine.Report) *sarif.Invocation {
	in := sarif.NewInvocation()
	in.ExecutionSuccessful = new(r.Verdict != engine.Error && len(r.Errors) == 0 && r.Counts.Error == 0)
	if _, err := time.Parse(time.RFC3339, r.Run.Started); err == nil {
		in.StartTimeUtc = new(r.Run.Started)
	}
	add := func(code, level, message string) *sarif.Notification {
		n := sarifNotification(code, level, message)
		in.ToolExecutionNotifications = append(in.ToolExecutionNotifications, n)
		return n
	}
	for _, e := range r.Errors {
		if n := add(e.Code, "error", hinted(e)); e.Location.File != "" {
			n.Locations = append(n.Locations, sarifLocation(e.Location))
		}
	}
	if r.Counts.Evaluations == 0 {
		add("coverage", "error", "nothing was evaluated")
	}
	for _, t := range r.Coverage.Unmatched {
		add("coverage", "warning", fmt.Sprintf("not judged, because no rule names the type %s: %s", t.Type, count(t.Resources, "resource")))
	}
	for _, v := range r.Coverage.Vacuous {
		add("coverage", "note", fmt.Sprintf("%s passed on %s without reading anything of it, which proves nothing", v.Rule, v.Resource))
	}
	if n := len(r.Skipped); n > 0 {
		add("skipped", "note", count(n, "file")+" not judged: the json report lists them")
	}
	if n := len(r.Findings) - maxResults; n > 0 {
		add("limit", "warning", fmt.Sprintf("%d results are not in this file, which may hold %d: the least severe; the json report lists all", n, maxResults))
	}
	return in
}

func hinted(f engine.Failure) string {
	if f.Hint == "" {
		return f.Message
	}
	return f.Message + " (" + f.Hint + ")"
}

func sarifNotification(code, level, message string) *sarif.Notification {
	n := sarif.NewNotification()
	n.Level = level
	n.Message = sarifMessage(message)
	n.Descriptor = sarif.NewReportingDescriptorReference()
	n.Descriptor.ID = new(code)
	return n
}

package engine

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// Waiver is a dated, owned and approved exception for one rule on named resources. It turns fail into
// waived and nothing else: it never hides an error or something unknown, and the finding stays in the report.
type Waiver struct {
	Rule       string    // exact rule id
	Resource   string    // exact resource id; with MaxMatches, a glob in which * stands for any text
	MaxMatches int       // how many resources a glob may match; 0: Resource is exact
	Reason     string    // why the risk is accepted
	Owner      string    // who accepts it
	ApprovedBy string    // who agreed; another identity than the owner
	Ticket     string    // where it is tracked
	Expires    time.Time // first moment at which it no longer holds

	file string
	line document.Position
}

// MaxWaiverDays is how far ahead a waiver may expire.
const MaxWaiverDays = 365

// waiverKeys are the members of a waiver, and whether each is required.
var waiverKeys = map[string]bool{
	"rule": true, "resource": true, "reason": true, "owner": true, "approved_by": true, "ticket": false,
	"expires": true, "max_matches": false,
}

// ParseWaivers reads a waivers file: an object with the one member waivers, a list. Every error is a
// [*LoadError] with file and line.
func ParseWaivers(file string, b []byte) ([]Waiver, error) {
	s := source{bundle: file, bytes: b}
	docs, err := document.ParseYAML(b, document.DefaultLimits, document.Core)
	if err != nil {
		return nil, loadSyntaxError(s, err)
	}
	if len(docs) != 1 {
		return nil, &LoadError{File: file, Reason: fmt.Sprintf("%d documents, want one", len(docs))}
	}
	root := docs[0].Root
	list := root.Get("waivers")
	if root.Len() != 1 || list.Kind() != document.Array {
		return nil, &LoadError{File: file, Line: 1, Reason: "want an object with one member, waivers: a list"}
	}
	waivers := make([]Waiver, 0, list.Len())
	for _, item := range list.Elements() {
		w, err := newWaiver(file, docs[0], item)
		if err != nil {
			return nil, err
		}
		waivers = append(waivers, w)
	}
	return waivers, nil
}

func newWaiver(file string, d *document.Document, item document.Value) (Waiver, error) {
	w := Waiver{file: file}
	if span, ok := d.Span(item.Node()); ok {
		w.line = span.Start
	}
	fail := func(format string, args ...any) (Waiver, error) {
		return w, &LoadError{File: file, Line: w.line.Line, Reason: "waiver: " + fmt.Sprintf(format, args...)}
	}
	text := map[string]string{}
	for _, m := range item.Members() {
		key := m.Key.Text()
		if _, known := waiverKeys[key]; !known {
			return fail("unknown key %q", key)
		}
		text[key] = strings.TrimSpace(m.Value.Text())
	}
	for _, key := range []string{"rule", "resource", "reason", "owner", "approved_by", "expires"} {
		if text[key] == "" {
			return fail("%s is missing or no text", key)
		}
	}
	w.Rule, w.Resource, w.Reason, w.Owner = text["rule"], text["resource"], text["reason"], text["owner"]
	w.ApprovedBy, w.Ticket = text["approved_by"], text["ticket"]
	var err error
	if w.Expires, err = expiry(text["expires"]); err != nil {
		return fail("expires is %q, want a date (2027-01-31) or RFC 3339 time", text["expires"])
	}
	if n := item.Get("max_matches"); n.Defined() {
		if _, err := fmt.Sscanf(n.Text(), "%d", &w.MaxMatches); err != nil || w.MaxMatches < 1 {
			return fail("max_matches must be a positive number")
		}
	}
	return w, nil
}

// expiry reads a date, which lasts until its end in UTC, or a time.
func expiry(text string) (time.Time, error) {
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return day.AddDate(0, 0, 1), nil
	}
	return time.Parse(time.RFC3339, text)
}

// matches reports whether the waiver names the resource.
func (w *Waiver) matches(id string) bool {
	if w.MaxMatches == 0 {
		return w.Resource == id
	}
	pattern := strings.ReplaceAll(regexp.QuoteMeta(w.Resource), `\*`, ".*")
	ok, err := regexp.MatchString("^(?s:"+pattern+")$", id)
	return ok && err == nil
}

// defect says why a waiver is not honoured, as the name of the finding it becomes and a message; "" if
// nothing is wrong with it. matched is how many resources it would cover.
func (w *Waiver) defect(now time.Time, matched int) (name, message string) {
	switch {
	case strings.EqualFold(w.Owner, w.ApprovedBy):
		return "self_approved", fmt.Sprintf("waiver of %s on %s is approved by its owner", w.Rule, w.Resource)
	case !now.Before(w.Expires):
		return "expired", fmt.Sprintf("waiver of %s on %s expired on %s", w.Rule, w.Resource, w.Expires.Format(time.DateOnly))
	case w.Expires.After(now.AddDate(0, 0, MaxWaiverDays+1)):
		return "over_broad", fmt.Sprintf("waiver of %s on %s lasts longer than %d days", w.Rule, w.Resource, MaxWaiverDays)
	case w.MaxMatches == 0 && strings.Contains(w.Resource, "*"):
		return "over_broad", fmt.Sprintf("waiver of %s on %s has a glob but no max_matches", w.Rule, w.Resource)
	case w.MaxMatches > 0 && matched > w.MaxMatches:
		return "over_broad", fmt.Sprintf("waiver of %s on %s matches %d resources, more than %d", w.Rule, w.Resource, matched, w.MaxMatches)
	case matched == 0:
		return "unused", fmt.Sprintf("waiver of %s on %s matches no finding", w.Rule, w.Resource)
	default:
		return "", ""
	}
}

// waiverRules describes the findings that waivers themselves can become.
var waiverRules = map[string]Rule{
	"self_approved": {ID: "waivers.self_approved", Severity: High, Title: "Waivers must be approved by somebody else than their owner", Remediation: "Have another person approve the waiver."},
	"expired":       {ID: "waivers.expired", Severity: Medium, Title: "Waivers must not be expired", Remediation: "Mend the finding, or have the waiver approved again with a new date."},
	"over_broad":    {ID: "waivers.over_broad", Severity: High, Title: "Waivers must be narrow and short", Remediation: "Name the resource exactly, or give the glob a max_matches that fits, and a date within a year."},
	"unused":        {ID: "waivers.unused", Severity: Low, Title: "Waivers must be used", Remediation: "Delete the waiver; what it excused is gone."},
}

// applyWaivers turns the failures that waivers cover into waived ones, and returns what is wrong with the
// waivers themselves.
func applyWaivers(findings []Finding, waivers []Waiver, now time.Time) []Finding {
	var defects []Finding
	for i := range waivers {
		w := &waivers[i]
		var covered []int
		ids := map[string]bool{}
		for k, f := range findings {
			if f.Rule == w.Rule && w.matches(f.Resource.ID) && (f.Outcome == Fail || f.Outcome == Waived) {
				covered = append(covered, k)
				ids[f.Resource.ID] = true
			}
		}
		if name, message := w.defect(now, len(ids)); name != "" {
			defects = append(defects, w.finding(waiverRules[name], message))
			continue
		}
		for _, k := range covered {
			findings[k].Outcome = Waived
			findings[k].Waiver = &WaiverRef{
				Reason: w.Reason, Owner: w.Owner, ApprovedBy: w.ApprovedBy, Ticket: w.Ticket,
				Expires: w.Expires.Add(-time.Second).UTC().Format(time.DateOnly),
			}
		}
	}
	return defects
}

func (w *Waiver) finding(rule Rule, message string) Finding {
	return Finding{
		Rule: rule.ID, Severity: rule.Severity, Outcome: Fail, Message: message, Remediation: rule.Remediation,
		Resource: ResourceRef{Type: "Waiver", ID: "Waiver/" + w.Rule + "/" + w.Resource, Name: w.Resource},
		Path:     []any{}, Status: statusNew,
		Location: Location{
			File: w.file, Line: w.line.Line, Column: w.line.Column, EndLine: w.line.Line, EndColumn: w.line.Column + 1,
			Precision: AtResource,
		},
	}
}

// CheckWaivers reports a waiver for a rule that is not loaded: it would excuse nothing, by a typing error.
func (e *Engine) CheckWaivers(waivers []Waiver) error {
	for _, w := range waivers {
		if !slices.ContainsFunc(e.rules, func(r *loadedRule) bool { return r.ID == w.Rule }) {
			return &LoadError{
				File: w.file, Line: w.line.Line, Reason: fmt.Sprintf("waiver: no rule is called %q", w.Rule),
				Hint: "`tipstaff rules` lists the rules",
			}
		}
	}
	return nil
}

package report

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/tipstaff/tipstaff/engine"
)

// What code scanning takes; it refuses longer texts and ignores more tags.
const (
	maxSARIFText = 1024
	maxSARIFTags = 20
)

// scores are the CVSS-like numbers that code scanning turns back into severities.
var scores = map[engine.Severity]string{
	engine.Critical: "9.5",
	engine.High:     "8.0",
	engine.Medium:   "5.5",
	engine.Low:      "2.0",
	engine.Info:     "0.0",
}

var levels = map[engine.Severity]string{
	engine.Critical: "error",
	engine.High:     "error",
	engine.Medium:   "warning",
	engine.Low:      "note",
	engine.Info:     "note",
}

// ruleTable is the rules of a run, sorted by id, and where each stands.
type ruleTable struct {
	descriptors []*sarif.ReportingDescriptor
	index       map[string]int
}

// sarifRules describes every loaded rule, because a rule that is there and has no result is one that passed,
// and every other rule that has a finding.
func sarifRules(r *engine.Report) ruleTable {
	rules := maps.Clone(r.Rules)
	if rules == nil {
		rules = map[string]*engine.Rule{}
	}
	for _, f := range r.Findings {
		if rules[f.Rule] == nil {
			rules[f.Rule] = &engine.Rule{
				ID: f.Rule, Title: f.Rule, Description: f.Rule, Severity: f.Severity,
				Remediation: f.Remediation, Controls: f.Controls,
			}
		}
	}
	t := ruleTable{index: map[string]int{}, descriptors: []*sarif.ReportingDescriptor{}}
	for _, id := range slices.Sorted(maps.Keys(rules)) {
		t.index[id] = len(t.descriptors)
		t.descriptors = append(t.descriptors, sarifRule(id, rules[id]))
	}
	return t
}

func sarifRule(id string, rule *engine.Rule) *sarif.ReportingDescriptor {
	d := sarif.NewReportingDescriptor()
	d.ID = new(id)
	d.ShortDescription = multiformat(shorten(Escape(orID(rule.Title, id)), maxSARIFText), "")
	d.FullDescription = multiformat(shorten(Escape(orID(firstParagraph(rule.Description), id)), maxSARIFText), "")
	d.Help = multiformat(help(id, rule))
	if len(rule.References) > 0 {
		if u, err := url.Parse(rule.References[0]); err == nil && u.IsAbs() {
			d.HelpURI = new(u.String())
		}
	}
	d.DefaultConfiguration = sarif.NewReportingConfiguration()
	d.DefaultConfiguration.Level = levels[rule.Severity]
	d.Properties = sarif.NewPropertyBag()
	d.Properties.Add("precision", "very-high")
	if score, ok := scores[rule.Severity]; ok {
		d.Properties.Add("security-severity", score)
	}
	if len(rule.Controls) > 0 {
		d.Properties.Add("controls", rule.Controls)
	}
	d.Properties.Tags = tags(rule.Controls)
	return d
}

// tags returns what people filter by, as many as code scanning takes; the property controls has all.
func tags(controls map[string][]string) []string {
	all := []string{"security"}
	for _, framework := range slices.Sorted(maps.Keys(controls)) {
		for _, id := range controls[framework] {
			if tag := framework + "/" + id; !slices.Contains(all, tag) {
				all = append(all, tag)
			}
		}
	}
	return all[:min(maxSARIFTags, len(all))]
}

// help returns why a rule exists and what to do, as text and as Markdown.
func help(id string, rule *engine.Rule) (text, markdown string) {
	why := orID(strings.TrimSpace(rule.Description), id)
	texts, marks := []string{escapeLines(why)}, []string{escapeMarkdown(escapeLines(why))}
	if fix := strings.TrimSpace(rule.Remediation); fix != "" {
		texts = append(texts, "Fix: "+escapeLines(fix))
		marks = append(marks, "**Fix:** "+escapeMarkdown(escapeLines(fix)))
	}
	if c := controls(rule.Controls); c != "" {
		texts = append(texts, "Controls: "+Escape(c))
		marks = append(marks, "**Controls:** "+escapeMarkdown(Escape(c)))
	}
	for _, ref := range rule.References {
		texts = append(texts, "See: "+Escape(ref))
		marks = append(marks, "**See:** "+escapeMarkdown(Escape(ref)))
	}
	return strings.Join(texts, "\n\n"), strings.Join(marks, "\n\n")
}

// escapeLines is [Escape] for text whose line ends are its own.
func escapeLines(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = Escape(lines[i])
	}
	return strings.Join(lines, "\n")
}

var markdownEscapes = strings.NewReplacer(`\`, `\\`, "<", "&lt;", ">", "&gt;", "[", `\[`, "]", `\]`, "!", `\!`, "@", "&#64;", "|", `\|`)

// escapeMarkdown takes links, images, HTML and mentions from text and leaves emphasis and code.
func escapeMarkdown(text string) string { return markdownEscapes.Replace(text) }

func orID(text, id string) string {
	if text == "" {
		return id
	}
	return text
}

func multiformat(text, markdown string) *sarif.MultiformatMessageString {
	m := sarif.NewMultiformatMessageString()
	m.Text = new(text)
	if markdown != "" {
		m.Markdown = new(markdown)
	}
	return m
}

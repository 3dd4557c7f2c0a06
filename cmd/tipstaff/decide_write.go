package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/engine/report"
)

// writtenDecision is a decision as it is written.
type writtenDecision struct {
	engine.Decision
	NearMisses []engine.NearMiss `json:"near_misses,omitempty"`

	request engine.Request
	rules   map[string]*engine.Rule // by id, if it is explained
}

// decisionFormat is how decisions are written: what stands before them, and each of them.
type decisionFormat struct {
	header string
	write  decisionWriter
}

type decisionWriter func(w *bufio.Writer, d writtenDecision)

var decisionFormats = map[string]decisionFormat{
	"text": {write: decisionText}, "json": {write: decisionJSON},
	"csv": {strings.Join(decisionColumns, ",") + "\n", decisionCSV},
}

func decisionJSON(w *bufio.Writer, d writtenDecision) {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(d) // the writer keeps its error for Flush
}

var decisionColumns = []string{
	"subject_type", "subject_id", "action", "resource_type", "resource_id", "allow", "outcome", "rules", "codes", "reasons", "obligations", "near_misses",
}

// decisionCSV writes a line. Lists are joined with semicolons.
func decisionCSV(w *bufio.Writer, d writtenDecision) {
	text := func(path ...string) string { return d.request.Value.At(path...).Text() }
	var rules, codes, reasons, obligations, near []string
	for _, r := range d.Determining {
		rules = append(rules, r.Effect+" "+r.Rule)
	}
	for _, r := range d.Reasons {
		codes, reasons = append(codes, r.Code), append(reasons, r.Message)
	}
	for _, o := range d.Obligations {
		obligations = append(obligations, o.ID+" "+o.Type)
	}
	for _, m := range d.NearMisses {
		near = append(near, nearMissWords(m))
	}
	row := []string{
		text("subject", "type"), text("subject", "id"), text("action", "name"), text("resource", "type"), text("resource", "id"),
		fmt.Sprint(d.Allow), d.Outcome,
	}
	for _, list := range [][]string{rules, codes, reasons, obligations, near} {
		row = append(row, strings.Join(list, "; "))
	}
	for i := range row {
		row[i] = cell(row[i])
	}
	c := csv.NewWriter(w)
	_ = c.Write(row)
	c.Flush() // the writer below keeps its error
}

func decisionText(w *bufio.Writer, d writtenDecision) {
	word := "DENY "
	if d.Allow {
		word = "ALLOW"
	}
	fmt.Fprintf(w, "%s %s\n", word, report.Escape(describe(d.request)))
	for i, reason := range d.Reasons {
		rule := ""
		if i < len(d.Determining) {
			rule = fmt.Sprintf(" [%s %s]", d.Determining[i].Effect, d.Determining[i].Rule)
		}
		fmt.Fprintf(w, "      %s%s\n", report.Escape(reason.Message), report.Escape(rule))
		if reason.Expected != nil || reason.Actual != nil {
			fmt.Fprintf(w, "        at %s: expected %s, got %s\n", report.Escape(dotted(reason.Path)), report.Escape(compact(reason.Expected)), report.Escape(compact(reason.Actual)))
		}
		if i < len(d.Determining) {
			d.explainRule(w, d.Determining[i])
		}
	}
	for _, o := range d.Obligations {
		fmt.Fprintf(w, "      obligation %s %s\n", report.Escape(o.ID), report.Escape(compact(o.Properties)))
	}
	for _, m := range d.NearMisses {
		fmt.Fprintf(w, "      near miss: %s\n", report.Escape(nearMissWords(m)))
	}
}

// explainRule says what a rule that decided is for.
func (d writtenDecision) explainRule(w *bufio.Writer, by engine.Determined) {
	rule := ruleOf(d.rules, by.Rule)
	if rule == nil {
		return
	}
	fmt.Fprintf(w, "        rule: %s\n", report.Escape(rule.Title))
	if by.Effect != "permit" {
		fmt.Fprintf(w, "        way out: %s\n", report.Escape(strings.Join(strings.Fields(rule.Remediation), " ")))
	}
}

// ruleOf returns the rule that an entry comes from: its id is that of the rule, with that of the entry behind it.
func ruleOf(rules map[string]*engine.Rule, entry string) *engine.Rule {
	for id := entry; id != ""; {
		if r := rules[id]; r != nil {
			return r
		}
		i := strings.LastIndexByte(id, '.')
		id = id[:max(i, 0)]
	}
	return nil
}

func nearMissWords(m engine.NearMiss) string {
	if len(m.Changes) == 0 {
		return "nothing but " + m.Rule + " stands in the way"
	}
	parts := make([]string, 0, len(m.Changes))
	for _, c := range m.Changes {
		parts = append(parts, dotted(c.Path)+" were "+compact(c.To))
	}
	return "would be allowed if " + strings.Join(parts, " and ")
}

func describe(r engine.Request) string {
	if !r.Value.Defined() {
		return "invalid request"
	}
	text := func(path ...string) string { return r.Value.At(path...).Text() }
	s := fmt.Sprintf("%s %s: %s on %s %s", text("subject", "type"), text("subject", "id"), text("action", "name"), text("resource", "type"), text("resource", "id"))
	if purpose := text("context", "purpose"); purpose != "" {
		s += " for " + purpose
	}
	return s
}

func dotted(path []any) string {
	parts := make([]string, 0, len(path))
	for _, step := range path {
		parts = append(parts, fmt.Sprint(step))
	}
	return strings.Join(parts, ".")
}

func compact(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

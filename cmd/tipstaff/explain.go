package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/engine/report"
)

func (p *program) explainCommand() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use: "explain FINGERPRINT|RULE [PATH…]", Short: "Show what a rule read, and what follows", Args: cobra.MinimumNArgs(1),
		Long: "Explain judges the files again and shows, for one finding or for every outcome of one rule, which\n" +
			"attributes were read, where they stand and what was found there.",
		Example: "  tipstaff explain key_vault.purge_protection infra/\n  tipstaff explain tipstaff/v1:3f5a infra/",
		RunE:    func(cmd *cobra.Command, args []string) error { return p.explain(cmd.Context(), &f, args[0], args[1:]) },
	}
	f.register(cmd)
	return cmd
}

const fingerprintPrefix = "tipstaff/v1:"

func (p *program) explain(ctx context.Context, f *runFlags, what string, paths []string) error {
	started := p.now()
	if err := f.prepare(started); err != nil {
		return usage(err)
	}
	f.all = true
	p.room(paths)
	e, err := f.load(ctx, f.config, p.makeRoom)
	if err != nil {
		return err
	}
	rule := findRule(e.Rules(), what)
	if rule == nil && !strings.HasPrefix(what, fingerprintPrefix) {
		return usage(fmt.Errorf("%q is neither a rule nor a fingerprint; `tipstaff rules` lists the rules", what))
	}
	if rule != nil && len(paths) == 0 {
		return p.showRule(rule)
	}
	r, err := p.judge(ctx, e, f, "explain", started, paths)
	if err != nil {
		return err
	}
	shown := &explanation{w: bufio.NewWriter(p.stdout), report: r}
	if rule != nil {
		shown.rule(rule)
	} else {
		shown.fingerprint(what)
	}
	if err := shown.w.Flush(); err != nil {
		return &exitError{exitOutput, err}
	}
	for _, failure := range r.Errors {
		fmt.Fprintf(p.stderr, "tipstaff: %s: %s\n", report.Escape(failure.Location.File), report.Escape(failure.Message))
	}
	switch {
	case len(r.Errors) > 0:
		return &exitError{code: exitEvaluation}
	case shown.count == 0:
		return &exitError{exitInconclusive, errors.New("nothing to explain: the rule judged no resource, or no finding has this fingerprint")}
	default:
		return nil
	}
}

func findRule(rules []*engine.Rule, id string) *engine.Rule {
	if i := slices.IndexFunc(rules, func(r *engine.Rule) bool { return r.ID == id }); i >= 0 {
		return rules[i]
	}
	return nil
}

// explanation writes outcomes with what was read for them.
type explanation struct {
	w      *bufio.Writer
	report *engine.Report
	count  int
}

// rule explains every outcome of one rule.
func (x *explanation) rule(rule *engine.Rule) {
	fmt.Fprintf(x.w, "%s: %s\n", rule.ID, rule.Title)
	for _, e := range x.report.Evaluations {
		if e.Rule == rule.ID {
			x.evaluation(e)
		}
	}
}

// fingerprint explains the findings whose fingerprint starts with text.
func (x *explanation) fingerprint(text string) {
	for _, f := range x.report.Findings {
		if !strings.HasPrefix(f.Fingerprint, text) {
			continue
		}
		fmt.Fprintf(x.w, "%s: %s\n", f.Rule, report.Escape(f.Message))
		for _, e := range x.report.Evaluations {
			if e.Rule == f.Rule && e.Resource == f.Resource {
				x.evaluation(e)
			}
		}
	}
}

func (x *explanation) evaluation(e engine.Evaluation) {
	x.count++
	fmt.Fprintf(x.w, "\n%s  %s\n", strings.ToUpper(string(e.Outcome)), report.Escape(e.Resource.ID))
	for _, f := range x.report.Findings {
		if f.Rule == e.Rule && f.Resource == e.Resource {
			fmt.Fprintf(x.w, "  because %s\n    at %s (%s)\n", report.Escape(f.Message), report.Escape(place(f.Location)), f.Fingerprint)
		}
	}
	if len(e.Reads) == 0 {
		fmt.Fprintln(x.w, "  read nothing of the resource")
	}
	for _, read := range e.Reads {
		fmt.Fprintf(x.w, "  read %-9s %s  %s\n", read.State, report.Escape(dotted(read.Path)), report.Escape(place(read.Location)))
	}
}

func place(l engine.Location) string {
	if l.Line == 0 {
		return l.File
	}
	return fmt.Sprintf("%s:%d:%d", l.File, l.Line, l.Column)
}

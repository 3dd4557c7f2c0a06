package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tipstaff/tipstaff/engine"
)

type rulesFlags struct {
	policyFlags
	output string
}

func (p *program) rulesCommand() *cobra.Command {
	var f rulesFlags
	cmd := &cobra.Command{
		Use: "rules [ID|TEXT]", Short: "List the rules, or show one", Args: cobra.MaximumNArgs(1),
		Long:    "Rules lists the rules whose id, title or resource type contains the text. A full id shows the rule.",
		Example: "  tipstaff rules\n  tipstaff rules CognitiveServices\n  tipstaff rules key_vault.purge_protection\n  tipstaff rules -o json",
		RunE:    func(cmd *cobra.Command, args []string) error { return p.rules(cmd.Context(), &f, args) },
	}
	f.policyFlags.register(cmd)
	cmd.Flags().StringVarP(&f.output, "output", "o", "text", "write `FORMAT`: text or json")
	return cmd
}

func (p *program) rules(ctx context.Context, f *rulesFlags, args []string) error {
	if f.output != "text" && f.output != "json" {
		return usage(fmt.Errorf("unknown output format %q: want text or json", f.output))
	}
	e, err := p.engine(ctx, &f.policyFlags)
	if err != nil {
		return err
	}
	rules := e.Rules()
	if len(args) == 1 {
		rules = matching(rules, args[0])
		if len(rules) == 0 {
			return usage(fmt.Errorf("no rule matches %q; `tipstaff rules` lists them all", args[0]))
		}
	}
	switch {
	case f.output == "json":
		encoder := json.NewEncoder(p.stdout)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(map[string][]*engine.Rule{"rules": rules})
	case len(args) == 1 && len(rules) == 1:
		return p.showRule(rules[0])
	default:
		return p.listRules(rules)
	}
}

// engine loads the rules for commands that judge nothing.
func (p *program) engine(ctx context.Context, f *policyFlags) (*engine.Engine, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, usage(err)
	}
	c, err := findConfig(dir)
	if err != nil {
		return nil, usage(err)
	}
	return f.load(ctx, c, p.makeRoom)
}

// matching returns the rule with the id text, or else those that mention text.
func matching(rules []*engine.Rule, text string) []*engine.Rule {
	var found []*engine.Rule
	for _, r := range rules {
		if r.ID == text {
			return []*engine.Rule{r}
		}
		haystack := strings.ToLower(strings.Join(append([]string{r.ID, r.Title}, r.Resources...), "\n"))
		if strings.Contains(haystack, strings.ToLower(text)) {
			found = append(found, r)
		}
	}
	return found
}

func (p *program) listRules(rules []*engine.Rule) error {
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	for _, r := range rules {
		fmt.Fprintf(w, "%s\t%s\t%s\n", r.ID, r.Severity, r.Title)
	}
	return w.Flush()
}

func (p *program) showRule(r *engine.Rule) error {
	w := bufio.NewWriter(p.stdout)
	fmt.Fprintf(w, "%s\n%s\n\n%s\n\n", r.ID, r.Title, r.Description)
	fmt.Fprintf(w, "severity     %s\n", r.Severity)
	fmt.Fprintf(w, "resources    %s\n", strings.Join(r.Resources, "\n             "))
	fmt.Fprintf(w, "fix          %s\n", r.Remediation)
	for _, framework := range slices.Sorted(maps.Keys(r.Controls)) {
		fmt.Fprintf(w, "control      %s %s\n", framework, strings.Join(r.Controls[framework], ", "))
	}
	for _, tool := range slices.Sorted(maps.Keys(r.Peers)) {
		fmt.Fprintf(w, "same as      %s %s\n", tool, strings.Join(r.Peers[tool], ", "))
	}
	for _, ref := range r.References {
		fmt.Fprintf(w, "see          %s\n", ref)
	}
	fmt.Fprintf(w, "defined in   %s:%d\n", r.File, r.Line)
	return w.Flush()
}

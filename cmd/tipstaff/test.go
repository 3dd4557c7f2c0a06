package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/engine/report"
)

type testFlags struct {
	threshold float64
	verbose   bool
	both      bool
	inputs    []string
}

func (p *program) testCommand() *cobra.Command {
	var f testFlags
	cmd := &cobra.Command{
		Use: "test [DIR…]", Short: "Run the Rego tests of policies, with coverage",
		Long: "Test runs every test_ rule below the directories, or of the embedded rules, and measures which lines\n" +
			"of the policies they evaluate. Running no test is an error.\n\n" +
			"With --both the tests run with both evaluators, and so do the rules on the files that --input names:\n" +
			"where the evaluators do not agree, the test fails.",
		Example: "  tipstaff test policies\n  tipstaff test policies --threshold 100\n  tipstaff test --both --input infra",
		RunE:    func(cmd *cobra.Command, args []string) error { return p.test(cmd.Context(), &f, args) },
	}
	cmd.Flags().Float64Var(&f.threshold, "threshold", 0, "least coverage in `PERCENT`")
	cmd.Flags().BoolVar(&f.both, "both", false, "run with both evaluators, which must agree")
	cmd.Flags().StringArrayVar(&f.inputs, "input", nil, "with --both: judge `PATH` with both evaluators too; repeatable")
	cmd.Flags().BoolVarP(&f.verbose, "verbose", "v", false, "list every test and every line not covered")
	return cmd
}

func (p *program) test(ctx context.Context, f *testFlags, dirs []string) error {
	if len(dirs) == 0 {
		dirs = []string{embeddedPolicy}
	}
	var bundles []engine.Bundle
	for _, dir := range dirs {
		b, err := bundle(dir)
		if err != nil {
			return usage(err)
		}
		bundles = append(bundles, b)
	}
	if len(f.inputs) > 0 && !f.both {
		return usage(errors.New("--input is for --both"))
	}
	run := engine.Test
	if f.both {
		run = engine.TestBoth
	}
	t, err := run(ctx, bundles)
	if err != nil {
		return loadFailure(err)
	}
	for _, path := range f.inputs {
		r, err := p.compare(ctx, bundles, path)
		if err != nil {
			return err
		}
		t.Results = append(t.Results, r)
	}
	if err := p.showTests(t, f); err != nil {
		return &exitError{exitOutput, err}
	}
	switch failed := slices.ContainsFunc(t.Results, func(r engine.TestResult) bool { return !r.Passed }); {
	case len(t.Results) == 0:
		return &exitError{exitInconclusive, fmt.Errorf("no tests in %s: a test is a rule whose name starts with test_", strings.Join(dirs, ", "))}
	case failed:
		return &exitError{code: exitFindings}
	case t.Coverage < f.threshold:
		return &exitError{exitInconclusive, fmt.Errorf("coverage is %.1f %%, less than %.1f %%", t.Coverage, f.threshold)}
	default:
		return nil
	}
}

func (p *program) showTests(t *engine.TestReport, f *testFlags) error {
	w := bufio.NewWriter(p.stdout)
	passed := 0
	for _, r := range t.Results {
		switch {
		case !r.Passed:
			fmt.Fprintf(w, "FAIL %s\n  %s:%d: %s\n", r.Name, r.File, r.Line, report.Escape(r.Reason))
		case f.verbose:
			fmt.Fprintf(w, "ok   %s\n", r.Name)
			passed++
		default:
			passed++
		}
	}
	if f.verbose || t.Coverage < f.threshold {
		for _, file := range slices.Sorted(maps.Keys(t.Uncovered)) {
			fmt.Fprintf(w, "not covered: %s lines %s\n", file, strings.Join(t.Uncovered[file], ", "))
		}
	}
	fmt.Fprintf(w, "%d tests passed, %d failed; %.1f %% of the lines covered\n", passed, len(t.Results)-passed, t.Coverage)
	return w.Flush()
}

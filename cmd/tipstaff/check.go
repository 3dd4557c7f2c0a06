package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// runFlags are the flags of commands that judge files.
type runFlags struct {
	policyFlags
	outputs, exclude                  []string
	failLevel, unknown, waivers, asOf string
	format, parameters                string
	allowEmpty, all, quiet, noColor   bool
	minRules, jobs                    int
	levels                            levels
	now                               time.Time
	parsedOutputs                     []output
	parsedWaivers                     []engine.Waiver
	config                            *config
}

// levels decide which findings make the run fail.
type levels struct {
	fail    engine.Severity
	unknown string
}

// What --unknown may say.
const (
	unknownFail   = "fail"
	unknownWarn   = "warn"
	unknownIgnore = "ignore"
)

const parametersUsage = "`FILE` of parameters for ARM templates (default: for main.json the file main.parameters.json beside it)"

const checkExample = `  tipstaff check .
  terraform show -json plan.out | tipstaff check -
  tipstaff check infra -o sarif=tipstaff.sarif -o text --fail-level medium
  tipstaff check main.json --parameters prod.parameters.json
  tipstaff check manifests --policy my-policies --policy embedded
  tipstaff check plan.json --policy policy --namespace main   (conftest's policies, unchanged)`

func (p *program) checkCommand() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use: "check [PATH…|-]", Short: "Judge files against the rules", Example: checkExample,
		Long: "Check judges the files and directories given, or the current directory, and exits with 0 only if\n" +
			"something was judged and nothing was wrong.\n\nInput formats: " + strings.Join(formatNames(), ", "),
		RunE: func(cmd *cobra.Command, args []string) error { return p.check(cmd.Context(), &f, args) },
	}
	f.register(cmd)
	return cmd
}

func (f *runFlags) register(cmd *cobra.Command) {
	f.policyFlags.register(cmd)
	flags := cmd.Flags()
	flags.StringArrayVarP(&f.outputs, "output", "o", nil, "write `FORMAT[=FILE]`: text, json, sarif; repeatable (default text)")
	flags.StringVar(&f.failLevel, "fail-level", "", "least `SEVERITY` that fails the run: info, low, medium, high, critical (default low)")
	flags.StringVar(&f.unknown, "unknown", "", "what values not known yet do to the run: `fail|warn|ignore` (default warn)")
	flags.StringVar(&f.waivers, "waivers", "", "`FILE` of waivers")
	flags.StringVar(&f.asOf, "as-of", "", "judge as if it were `RFC3339` time")
	flags.StringVar(&f.format, "format", "", "take every file for this input `FORMAT`")
	flags.StringVar(&f.parameters, "parameters", "", parametersUsage)
	flags.StringArrayVar(&f.exclude, "exclude", nil, "`GLOB` of paths not to read; repeatable")
	flags.BoolVar(&f.allowEmpty, "allow-empty", false, "accept a run in which nothing is evaluated")
	flags.IntVar(&f.minRules, "min-rules", 0, "least `N` of rules that must be loaded")
	flags.BoolVar(&f.all, "all", false, "put every evaluation, with the attributes it read, into the report, and show each unknown result in text")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "leave out coverage and skipped files")
	flags.BoolVar(&f.noColor, "no-color", false, "never use colour")
	flags.IntVar(&f.jobs, "jobs", 0, "judge with `N` workers (default: one per processor)")
}

// prepare settles flags and configuration. Its errors are wrong usage.
func (f *runFlags) prepare(now time.Time) (err error) {
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	if f.config, err = findConfig(dir); err != nil {
		return err
	}
	c := f.config
	if f.levels.fail, err = engine.ParseSeverity(firstText(f.failLevel, c.FailLevel, string(engine.Low))); err != nil {
		return fmt.Errorf("--fail-level: %w", err)
	}
	f.levels.unknown = firstText(f.unknown, c.Unknown, unknownWarn)
	if !slices.Contains([]string{unknownFail, unknownWarn, unknownIgnore}, f.levels.unknown) {
		return fmt.Errorf("--unknown: %q is none of fail, warn, ignore", f.levels.unknown)
	}
	if f.format != "" && !slices.Contains(formatNames(), f.format) {
		return fmt.Errorf("--format: unknown format %q: want one of %s", f.format, strings.Join(formatNames(), ", "))
	}
	f.now = now
	if f.asOf != "" {
		if f.now, err = time.Parse(time.RFC3339, f.asOf); err != nil {
			return fmt.Errorf("--as-of: %q is no RFC 3339 time such as 2026-11-24T02:00:00Z", f.asOf)
		}
	}
	f.minRules = max(f.minRules, c.MinRules)
	f.exclude = append(f.exclude, c.Exclude...)
	if f.parsedOutputs, err = parseOutputs(first(f.outputs, c.Output, []string{"text"})); err != nil {
		return err
	}
	return f.readWaivers(firstText(f.waivers, c.Waivers))
}

func (f *runFlags) readWaivers(path string) error {
	if path == "" {
		return nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read the waivers: %w", err)
	}
	f.parsedWaivers, err = engine.ParseWaivers(path, b)
	return err
}

func firstText(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

func (p *program) check(ctx context.Context, f *runFlags, paths []string) error {
	started := p.now()
	if err := f.prepare(started); err != nil {
		return usage(err)
	}
	p.room(orHere(paths))
	e, err := f.load(ctx, f.config, p.makeRoom)
	if err != nil {
		return err
	}
	r, err := p.judge(ctx, e, f, "check", started, paths)
	if err != nil {
		return err
	}
	code := exitCode(r, f)
	display := p.display(f.noColor, f.quiet)
	display.HideUnknown = f.levels.unknown == unknownIgnore
	display.EachUnknown = f.all || f.levels.unknown == unknownFail
	if err := p.write(r, f.parsedOutputs, display); err != nil {
		return &exitError{worse(code, exitOutput), err}
	}
	if code == exitPass {
		return nil
	}
	return &exitError{code: code}
}

// orHere returns the paths to read: without any, the current directory.
func orHere(paths []string) []string {
	if len(paths) == 0 {
		return []string{"."}
	}
	return paths
}

// judge reads the paths and evaluates the rules on what they describe.
func (p *program) judge(ctx context.Context, e *engine.Engine, f *runFlags, command string, started time.Time, paths []string) (*engine.Report, error) {
	paths = orHere(paths)
	if n := e.Policy().Rules; n < f.minRules {
		return nil, &exitError{exitInconclusive, fmt.Errorf("%d rules are loaded, --min-rules asks for %d", n, f.minRules)}
	}
	if err := e.CheckWaivers(f.parsedWaivers); err != nil {
		return nil, usage(err)
	}
	dir, err := os.Getwd()
	if err != nil {
		return nil, usage(err)
	}
	reader := &inputs.Reader{
		Formats: formats, Format: f.format, Limits: document.DefaultLimits, Exclude: f.exclude, Stdin: p.stdin,
		Parameters: f.parameters, Raw: f.allNamespaces || len(first(f.namespaces, f.config.Namespace)) > 0,
	}
	bar := p.progress(f.quiet)
	defer bar.stop()
	o := engine.CheckOptions{
		Command: command, RunID: runID(), Version: version(), Started: started, Now: f.now,
		Waivers: f.parsedWaivers, Evaluations: f.all, AllowEmpty: f.allowEmpty, Jobs: f.jobs,
		Prefix: prefixFromRoot(dir), Progress: bar.judged,
	}
	return checked(ctx, e, reader, paths, o), nil
}

// checked gives the report on what is at paths: from memory if nothing has changed.
func checked(ctx context.Context, e *engine.Engine, reader *inputs.Reader, paths []string, o engine.CheckOptions) *engine.Report {
	check := func() *engine.Report { return e.Check(ctx, reader.Read(ctx, paths), o) }
	if !e.Remembers(o) {
		return check()
	}
	digest := func() (inputs.Digest, bool) { return reader.Digest(ctx, paths) }
	d, ok := digest()
	if !ok {
		return check()
	}
	memory := e.Memory(d, fmt.Sprintf("%q %q %t %q", reader.Format, reader.Exclude, reader.Raw, reader.Parameters), o)
	if r, ok := memory.Recall(); ok {
		return r
	}
	reader.Digested = d
	r := check()
	reader.Digested = inputs.Digest{}
	memory.Remember(r, digest)
	return r
}

// runID is a random name for a run.
func runID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/engine/report"
)

// Exit codes. When several apply, the first of usage, evaluation, output, findings, inconclusive wins.
const (
	exitPass         = 0
	exitFindings     = 1 // at least one finding at or above the fail level; a request denied
	exitUsage        = 2 // wrong usage or configuration; nothing was judged
	exitEvaluation   = 3 // something could not be read or evaluated
	exitInconclusive = 4 // nothing evaluated, a floor not reached, unknown values where they count
	exitOutput       = 5 // the verdict stands but a report could not be written
)

// exitError is an error with the exit code it leads to. An exit without message has a nil err: the output
// has said everything.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

func usage(err error) error { return &exitError{exitUsage, err} }

// loadFailure gives the exit code of an error of [engine.Load].
func loadFailure(err error) error {
	var load *engine.LoadError
	if errors.As(err, &load) && !load.Evaluated {
		return &exitError{exitUsage, err}
	}
	return &exitError{exitEvaluation, err}
}

// run executes one command line and returns the exit code.
func (p *program) run(ctx context.Context, args []string) int {
	root := p.root()
	root.SetArgs(args)
	root.SetIn(p.stdin)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitPass
	}
	var exit *exitError
	if !errors.As(err, &exit) {
		exit = &exitError{exitUsage, err} // cobra's own: unknown command, flag or argument
	}
	if exit.err != nil {
		for line := range strings.Lines(exit.err.Error()) {
			fmt.Fprintf(p.stderr, "tipstaff: %s\n", report.Escape(strings.TrimRight(line, "\n")))
		}
	}
	return exit.code
}

const rootLong = `tipstaff judges AI systems against policy.

It reads Terraform plans, ARM templates, Kubernetes manifests, Azure snapshots, its own
descriptors and logs, evaluates Rego rules against what they describe, and says what is
wrong, where, why it matters and how to mend it. It is never green by accident: what could
not be read or evaluated is an error, and so is evaluating nothing.`

const rootExample = `  tipstaff check .                     judge the files of this directory
  tipstaff check plan.json -o sarif=out.sarif -o text
  tipstaff decide request.json         allow or deny an access request, with reasons
  tipstaff who-can get secrets .       who can do something, and through what
  tipstaff rules key_vault             what is checked, and why`

const exitCodes = `
Exit codes:
  0  every applicable rule passed, or was waived
  1  at least one finding at or above the fail level; a request denied
  2  wrong usage or configuration; nothing was judged
  3  something could not be read or evaluated
  4  inconclusive: nothing evaluated, a floor not reached, or unknown values with --unknown fail
  5  the verdict stands but a report could not be written
`

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use: "tipstaff", Short: "Judge AI systems against policy", Long: rootLong, Example: rootExample,
		SilenceUsage: true, SilenceErrors: true, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetUsageTemplate(root.UsageTemplate() + exitCodes)
	root.AddCommand(
		p.checkCommand(), p.decideCommand(), p.whoCanCommand(), p.whatCanCommand(), p.rulesCommand(), p.explainCommand(), p.parseCommand(),
		p.serveCommand(), p.testCommand(), p.newCommand(), p.versionCommand(),
	)
	return root
}

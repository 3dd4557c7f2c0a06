package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"text/tabwriter"

	opa "github.com/open-policy-agent/opa/v1/version"
	"github.com/spf13/cobra"

	"github.com/tipstaff/tipstaff/engine/report"
)

// version is the module version the program was built from, "devel" for a build from a work tree.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}

func (p *program) versionCommand() *cobra.Command {
	var f policyFlags
	evaluators := false
	cmd := &cobra.Command{
		Use: "version", Short: "Print the versions of tipstaff, OPA and Go", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if evaluators {
				return p.showEvaluators(cmd.Context(), &f)
			}
			_, err := fmt.Fprintf(p.stdout, "tipstaff %s\nOPA %s\n%s %s/%s\n", version(), opa.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
	f.register(cmd)
	cmd.Flags().BoolVar(&evaluators, "evaluators", false, "print what evaluates each rule of the policies, and why if it is not its plan")
	return cmd
}

// showEvaluators prints what evaluates each rule.
func (p *program) showEvaluators(ctx context.Context, f *policyFlags) error {
	e, err := p.engine(ctx, f)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	for _, r := range e.Evaluators(ctx) {
		fmt.Fprintln(w, strings.TrimRight(strings.Join([]string{r.Rule, string(r.By), report.Escape(r.Reason)}, "\t"), "\t"))
	}
	return w.Flush()
}

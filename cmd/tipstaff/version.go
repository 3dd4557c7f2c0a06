package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	opa "github.com/open-policy-agent/opa/v1/version"
	"github.com/spf13/cobra"
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
	return &cobra.Command{
		Use: "version", Short: "Print the versions of tipstaff, OPA and Go", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(p.stdout, "tipstaff %s\nOPA %s\n%s %s/%s\n", version(), opa.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}

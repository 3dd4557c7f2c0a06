package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"strings"
)

const conftestVersion = "v0.71.1"

// conftest judges the workload with all rules in one package, the fastest way to run it.
func conftest() contestant {
	return contestant{
		name: "conftest",
		build: func(ctx context.Context, dir string, log io.Writer) (string, error) {
			return install(ctx, dir, log, "github.com/open-policy-agent/conftest", conftestVersion)
		},
		arguments: []string{"test", "--policy", "conftest", "-o", "json", "resources"},
		exit:      1,
		read:      readConftest,
	}
}

func readConftest(output []byte) (findings, error) {
	var files []struct {
		Filename string
		Failures []struct{ Msg string }
	}
	if err := json.Unmarshal(output, &files); err != nil {
		return nil, fmt.Errorf("read results: %w", err)
	}
	found := findings{}
	for _, file := range files {
		for _, failure := range file.Failures {
			rule, _, ok := strings.Cut(failure.Msg, ": ")
			if !ok {
				return nil, fmt.Errorf("%s: message %q names no rule", file.Filename, failure.Msg)
			}
			found[finding{rule, path.Base(file.Filename)}] = true
		}
	}
	return found, nil
}

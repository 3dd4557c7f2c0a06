package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"path/filepath"
)

const tipstaffName = "tipstaff"

// tipstaff judges the workload with one package per rule, as its rule contract asks.
func tipstaff() contestant {
	return contestant{
		name:      tipstaffName,
		build:     buildTipstaff,
		arguments: []string{"check", "--policy", "tipstaff", "-o", "json", "--fail-level", "low", "resources"},
		exit:      1,
		read:      readTipstaff,
	}
}

// buildTipstaff builds the command from the repository that this module stands in.
func buildTipstaff(ctx context.Context, dir string, log io.Writer) (string, error) {
	program := filepath.Join(dir, "tipstaff")
	return program, goBuild(ctx, filepath.Join("..", ".."), log, nil, "build", "-o", program, "./cmd/tipstaff")
}

func readTipstaff(output []byte) (findings, error) {
	var report struct {
		Findings []struct {
			Rule     string
			Outcome  string
			Location struct{ File string }
		}
		Errors []json.RawMessage
	}
	if err := json.Unmarshal(output, &report); err != nil {
		return nil, fmt.Errorf("read report: %w", err)
	}
	if len(report.Errors) > 0 {
		return nil, fmt.Errorf("%d errors in report, the first: %s", len(report.Errors), report.Errors[0])
	}
	found := findings{}
	for _, f := range report.Findings {
		if f.Outcome != "fail" {
			return nil, fmt.Errorf("%s in %s: outcome %q, want fail", f.Rule, f.Location.File, f.Outcome)
		}
		found[finding{f.Rule, path.Base(f.Location.File)}] = true
	}
	return found, nil
}

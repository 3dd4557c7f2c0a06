package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// cost is what one process took, its own children included.
type cost struct {
	cpu, wall time.Duration // cpu is user and system time
	memory    int64         // largest resident set in bytes; never less than that of this process
}

// measure runs a program on the workload and returns what it cost and found. It starts with an empty cache
// directory, so that no contestant lives on an earlier run.
func measure(ctx context.Context, c contestant, program string, w workload) (cost, findings, error) {
	cache, err := os.MkdirTemp(w.dir, "cache-")
	if err != nil {
		return cost{}, nil, err
	}
	cmd := exec.CommandContext(ctx, program, c.arguments...)
	var stdout, stderr bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = w.dir, &stdout, &stderr
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+cache)
	began := time.Now()
	err = cmd.Run()
	wall := time.Since(began)
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return cost{}, nil, fmt.Errorf("%s: %w", c.name, err)
	}
	if code := cmd.ProcessState.ExitCode(); code != c.exit {
		return cost{}, nil, fmt.Errorf("%s: exit %d, want %d: %s", c.name, code, c.exit, stderr.Bytes())
	}
	found, err := c.read(stdout.Bytes())
	if err != nil {
		return cost{}, nil, fmt.Errorf("%s: %w", c.name, err)
	}
	state := cmd.ProcessState
	used := cost{cpu: state.UserTime() + state.SystemTime(), wall: wall}
	if usage, ok := state.SysUsage().(*syscall.Rusage); ok {
		used.memory = usage.Maxrss * 1024
	}
	return used, found, nil
}

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// launchCommand makes this program run another one, and report what that used. The kernel counts the memory of
// whoever starts a process as memory of that process, so it has to be started by something small.
const launchCommand = "launch"

// usage is what a process used, with its own children.
type usage struct {
	Exit      int
	CPU, Wall time.Duration
	Memory    int64
}

// launchMain runs the program that the arguments after the first name, and reports what it used to file 3. It
// returns the exit code of the launcher: that of the program is in the report.
func launchMain(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	u, err := observe(ctx, args[1:], stdout, stderr)
	if err == nil {
		err = json.NewEncoder(os.NewFile(3, "usage")).Encode(u)
	}
	if err != nil {
		_, _ = fmt.Fprintln(stderr, err)
		return 2
	}
	return 0
}

func observe(ctx context.Context, args []string, stdout, stderr io.Writer) (usage, error) {
	if len(args) == 0 {
		return usage{}, errors.New("launch wants a program")
	}
	cmd := exec.CommandContext(ctx, args[0], args[1:]...) //nolint:gosec // the comparison itself asks for it
	cmd.Stdout, cmd.Stderr = stdout, stderr
	began := time.Now()
	err := cmd.Run()
	wall := time.Since(began)
	if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
		return usage{}, err
	}
	state := cmd.ProcessState
	u := usage{Exit: state.ExitCode(), CPU: state.UserTime() + state.SystemTime(), Wall: wall}
	if r, ok := state.SysUsage().(*syscall.Rusage); ok {
		u.Memory = r.Maxrss * 1024
	}
	return u, nil
}

// launched lets this program launch another one.
func launched(cmd *exec.Cmd) (usage, error) {
	read, write, err := os.Pipe()
	if err != nil {
		return usage{}, err
	}
	defer func() { _ = read.Close() }()
	cmd.ExtraFiles = []*os.File{write} // the first of them is file 3
	err = cmd.Start()
	_ = write.Close()
	if err != nil {
		return usage{}, err
	}
	var u usage
	decoding := json.NewDecoder(read).Decode(&u)
	if err := cmd.Wait(); err != nil {
		return usage{}, err
	}
	return u, decoding
}

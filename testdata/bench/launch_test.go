package main

import (
	"context"
	"io"
	"os"
	"os/exec"
	"testing"
)

// TestMain lets the test binary call itself, as the command does.
func TestMain(m *testing.M) {
	test := func(context.Context, []string, io.Writer, io.Writer) int { return m.Run() }
	os.Exit(commandOf(os.Args, test)(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
}

func TestLaunch(t *testing.T) {
	ballast := make([]byte, 200<<20) // must not count as memory of what is launched
	for i := range ballast {
		ballast[i] = 1
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, launchCommand, "sh", "-c", "exit 3")
	u, err := launched(cmd)
	if err != nil {
		t.Fatal(err)
	}
	if u.Exit != 3 || u.Wall <= 0 || u.Memory <= 0 || u.Memory > int64(len(ballast)) {
		t.Errorf("got %+v, want exit 3 and little memory", u)
	}
	if _, err := launched(exec.Command(self, launchCommand)); err == nil {
		t.Error("launching nothing is no error")
	}
}

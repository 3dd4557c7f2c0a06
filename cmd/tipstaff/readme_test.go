package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
	"time"
)

// TestReadme runs the command that the README shows and compares what it prints.
func TestReadme(t *testing.T) {
	t.Chdir("../..")
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, found := strings.Cut(string(text), "```console\n$ tipstaff ")
	block, _, ended := strings.Cut(block, "```")
	command, want, _ := strings.Cut(block, "\n")
	if !found || !ended || want == "" {
		t.Fatal("the README shows no session")
	}
	var stdout, stderr bytes.Buffer
	p := &program{
		stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, now: func() time.Time { return scriptTime },
		getenv: func(string) string { return "" },
	}
	if code := p.run(context.Background(), strings.Fields(command)); code != exitFindings {
		t.Errorf("exit code %d: %s", code, &stderr)
	}
	if got := stdout.String(); got != want {
		if *update {
			if err := os.WriteFile("README.md", []byte(strings.Replace(string(text), want, got, 1)), 0o600); err != nil {
				t.Fatal(err)
			}
			return
		}
		t.Errorf("the README is out of date: run go test ./cmd/tipstaff -update\ngot:\n%s", got)
	}
}

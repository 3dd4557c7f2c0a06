package main

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the expected output in the scripts")

// scriptTime is when every script runs.
var scriptTime = time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"tipstaff": func() {
			p := &program{
				stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv,
				now: func() time.Time { return scriptTime },
			}
			os.Exit(p.run(context.Background(), os.Args[1:]))
		},
	})
}

// TestScripts runs the sessions of testdata/script. `exits N command…` runs a command and checks its exit
// code; the root of the repository is $ROOT.
func TestScripts(t *testing.T) {
	dir := filepath.Join("..", "..", "testdata", "script")
	scripts, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil || len(scripts) < 20 {
		t.Fatalf("found %d scripts in %s, %v", len(scripts), dir, err)
	}
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: dir, UpdateScripts: *update, RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("ROOT", root)
			env.Setenv("XDG_CACHE_HOME", filepath.Join(os.DevNull, "cache")) // none, whoever runs the tests
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "bytes": writeBytes, "pad": pad},
	})
}

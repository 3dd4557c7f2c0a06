// Command tipstaff judges AI systems against policy: descriptions of resources, logs and access requests go
// in, a verdict with reasons and proof comes out. Run it without arguments for help.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"sync"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	p := &program{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, now: time.Now, getenv: os.Getenv, makeRoom: sync.OnceFunc(largePages)}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200) // the live heap is small: collecting half as often costs little memory
		p.saveRoom = func() { debug.SetGCPercent(50) }
		p.useRoom = func() { debug.SetGCPercent(400) }
	}
	code := p.run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// program is the world as commands see it.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	now            func() time.Time
	getenv         func(string) string
	makeRoom       func() // prepares for work that takes much memory; nil where there is no need
	saveRoom       func() // prepares for work that makes much garbage; nil likewise
	useRoom        func() // prepares for work that must be quick and lasts; nil likewise
}

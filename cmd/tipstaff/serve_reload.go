package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/engine/server"
)

// follow has a server reload when policies or facts have changed, and on SIGHUP, until the context ends.
func (f *serveFlags) follow(ctx context.Context, s *server.Server, c *config) {
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)
	var ticks <-chan time.Time
	if f.reloadEvery > 0 {
		ticker := time.NewTicker(f.reloadEvery)
		defer ticker.Stop()
		ticks = ticker.C
	}
	s.Follow(ctx, ticks, hangup, func() (string, error) {
		made, err := f.engineConfig(c)
		if err != nil {
			return "", err
		}
		return engine.SourceDigest(append(made.Bundles, made.Data...)...)
	})
}

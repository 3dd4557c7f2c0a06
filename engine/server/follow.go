package server

import (
	"context"
	"os"
	"time"
)

// Follow reloads whenever a tick finds that the digest of policies and facts is another one than before, and on every
// demand, until the context ends. What does not load is not tried again before it changes.
func (s *Server) Follow(ctx context.Context, ticks <-chan time.Time, demands <-chan os.Signal, digest func() (string, error)) {
	state := func() string {
		now, err := digest()
		if err != nil {
			return "unreadable: " + err.Error()
		}
		return now
	}
	seen := s.Revision()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks:
			if now := state(); now != seen {
				seen = now
				_ = s.Reload(ctx) // it says so itself
			}
		case <-demands:
			seen = state()
			_ = s.Reload(ctx) // likewise
		}
	}
}

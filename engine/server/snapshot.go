package server

import (
	"context"
	"sync"
	"time"

	"github.com/tipstaff/tipstaff/engine"
)

// snapshot is one state of policies and facts, with what decides by it. It does not change.
type snapshot struct {
	engine   *engine.Engine
	revision string
	loaded   time.Time
	universe *universe
	masks    *masks
	paths    *paths
	deciders *deciders
}

// newSnapshot makes a snapshot of an engine, or says why that is not fit to serve.
func newSnapshot(e *engine.Engine, now time.Time, most int) (*snapshot, error) {
	first, err := e.Decider(now)
	if err != nil {
		return nil, err
	}
	s := &snapshot{engine: e, revision: e.Policy().Digest, loaded: now, paths: newPaths(e.Documents())}
	if s.masks, err = newMasks(e.Data().At("facts", "access", "log")); err != nil {
		first.Close()
		return nil, err
	}
	s.universe = newUniverse(e.Data().At("facts", "access"))
	s.deciders = newDeciders(e, most)
	s.deciders.give(first)
	return s, nil
}

// deciders are those of one snapshot. As many are made as are needed at once, up to a bound.
type deciders struct {
	engine *engine.Engine
	slots  chan struct{}

	mu      sync.Mutex
	free    []*engine.Decider
	retired bool
}

func newDeciders(e *engine.Engine, most int) *deciders {
	d := &deciders{engine: e, slots: make(chan struct{}, most)}
	d.slots <- struct{}{} // of the first, which is given
	return d
}

// take waits for a decider and sets its time. It must be given back.
func (d *deciders) take(ctx context.Context, now time.Time) (*engine.Decider, error) {
	select {
	case d.slots <- struct{}{}:
	default:
		select {
		case d.slots <- struct{}{}:
		case <-ctx.Done():
			return nil, errSlow
		}
	}
	d.mu.Lock()
	if n := len(d.free); n > 0 {
		decider := d.free[n-1]
		d.free = d.free[:n-1]
		d.mu.Unlock()
		decider.SetTime(now)
		return decider, nil
	}
	d.mu.Unlock()
	decider, err := d.engine.Decider(now)
	if err != nil {
		<-d.slots
		return nil, err
	}
	return decider, nil
}

// give takes a decider back.
func (d *deciders) give(decider *engine.Decider) {
	d.mu.Lock()
	if d.retired {
		decider.Close()
	} else {
		d.free = append(d.free, decider)
	}
	d.mu.Unlock()
	<-d.slots
}

// drop ends a decider that must not be used again, as after a panic.
func (d *deciders) drop(decider *engine.Decider) {
	decider.Close()
	<-d.slots
}

// retire ends the deciders that are free, and the others as soon as they are given back.
func (d *deciders) retire() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.retired = true
	for _, decider := range d.free {
		decider.Close()
	}
	d.free = nil
}

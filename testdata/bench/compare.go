package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// results is one comparison: the costs of every contestant, in rounds.
type results struct {
	Name     string   `json:"name"`
	About    string   `json:"about"`
	Unit     string   `json:"unit"`
	Kind     medium   `json:"kind"`
	Size     int      `json:"size"`
	Bytes    int      `json:"bytes"`
	Rules    int      `json:"rules"`
	Findings int      `json:"findings"`
	Facts    []string `json:"facts"` // what the costs depend on besides the contestants
	Load     float64  `json:"load"`  // load average over a minute at the start; 0 if the system does not tell
	Names    []string `json:"names"`
	// Costs are the costs of each contestant, in rounds.
	Costs map[string][]cost `json:"costs"`
}

// entry is a contestant that is ready.
type entry struct {
	contestant
	run run
}

// compare makes the work, checks that all contestants agree on it, and times them in interleaved rounds.
func compare(ctx context.Context, wl workload, opt options, e *environment) (results, error) {
	dir := filepath.Join(e.dir, wl.name)
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return results{}, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	load := loadAverage()
	w, err := wl.generate(dir, opt.seed, or(opt.size, wl.size))
	if err != nil {
		return results{}, fmt.Errorf("generate: %w", err)
	}
	field, err := enter(ctx, wl.field, e, w)
	if err != nil {
		return results{}, err
	}
	want, err := agree(ctx, field, w)
	if err != nil {
		return results{}, err
	}
	costs, err := race(ctx, field, want, or(opt.rounds, wl.rounds))
	if err != nil {
		return results{}, err
	}
	r := results{
		Name: wl.name, About: wl.about, Unit: wl.unit, Kind: field[0].kind, Size: w.size, Bytes: w.bytes,
		Rules: len(w.rules), Findings: len(want), Facts: e.facts(), Load: load, Costs: costs,
	}
	for _, c := range field {
		r.Names = append(r.Names, c.name)
	}
	return r, nil
}

func or(n, otherwise int) int {
	if n > 0 {
		return n
	}
	return otherwise
}

// enter makes all contestants ready.
func enter(ctx context.Context, field []contestant, e *environment, w *work) ([]entry, error) {
	var ready []entry
	for _, c := range field {
		run, err := c.enter(ctx, e, w)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.name, err)
		}
		ready = append(ready, entry{c, run})
	}
	return ready, nil
}

// agree runs every contestant once and returns the findings that all of them share.
func agree(ctx context.Context, field []entry, w *work) (findings, error) {
	var want findings
	for i, c := range field {
		_, got, err := c.run(ctx)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.name, err)
		}
		if i == 0 {
			want = got
			continue
		}
		if err := difference(c.name, got, field[0].name, want); err != nil {
			return nil, err
		}
	}
	return want, w.busy(want)
}

// busy returns an error if a rule that has to find something finds nothing: then it was not compared.
func (w *work) busy(found findings) error {
	fired := map[string]bool{}
	for f := range found {
		fired[f.rule] = true
	}
	for _, id := range w.mustFind {
		if !fired[id] {
			return fmt.Errorf("%s finds nothing: compare more", id)
		}
	}
	if len(found) == 0 {
		return fmt.Errorf("nothing is found in %s: compare more", w.dir)
	}
	return nil
}

// race times every contestant once per round. Each round starts with another one.
func race(ctx context.Context, field []entry, want findings, rounds int) (map[string][]cost, error) {
	costs := map[string][]cost{}
	for round := range rounds {
		for i := range field {
			c := field[(round+i)%len(field)]
			if c.rounds > 0 && len(costs[c.name]) >= c.rounds {
				continue
			}
			used, got, err := c.run(ctx)
			if err == nil {
				err = difference(c.name, got, field[0].name, want)
			}
			if err != nil {
				return nil, fmt.Errorf("round %d: %s: %w", round+1, c.name, err)
			}
			costs[c.name] = append(costs[c.name], used)
		}
	}
	return costs, nil
}

// notDearer returns the peers that took no more CPU time than tipstaff, in their best rounds.
func notDearer(r results) []string {
	var all []string
	ours := summarise(r.Costs[tipstaffName]).cpu
	for _, name := range r.Names {
		if isPeer(name) && summarise(r.Costs[name]).cpu <= ours {
			all = append(all, name)
		}
	}
	return all
}

// isPeer tells what tipstaff has to be cheaper than: everything but itself and the floor.
func isPeer(name string) bool { return name != goName && !strings.HasPrefix(name, tipstaffName) }

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// judgedAt is the time that rules judge at.
var judgedAt = time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)

// resources judges resources with one worker: decoding, adapter, relations, rules and report.
func (v variant) resources() contestant {
	return calling(v.name, func(ctx context.Context, w *work) (judge, error) {
		e, err := v.load(ctx, w)
		if err != nil {
			return nil, err
		}
		index := w.index()
		return func(ctx context.Context) ([][]string, error) {
			report := e.Check(ctx, w.resources, checkOptions())
			return collect(report, len(w.items), func(r engine.ResourceRef) (int, bool) {
				i, ok := index[r.Name]
				return i, ok
			})
		}, nil
	})
}

// resources reads every item as a resource.
func (w *work) resources(yield func(inputs.Item) bool) {
	for _, it := range w.items {
		for _, read := range readResource(it) {
			if !yield(read) {
				return
			}
		}
	}
}

func readResource(it item) []inputs.Item {
	refuse := func(err error) []inputs.Item {
		return []inputs.Item{{Err: &inputs.FileError{Path: it.name, Reason: err.Error()}}}
	}
	doc, err := document.ParseJSON(it.bytes, document.DefaultLimits, nil)
	if err != nil {
		return refuse(err)
	}
	resources, err := inputs.Graph.Read(inputs.File{Path: it.name, Bytes: it.bytes, Documents: []*document.Document{doc}})
	if err != nil {
		return refuse(err)
	}
	items := make([]inputs.Item, len(resources))
	for i, r := range resources {
		items[i] = inputs.Item{Resource: r}
	}
	return items
}

// lines judges the lines of a log with one worker.
func (v variant) lines() contestant {
	return calling(v.name, func(ctx context.Context, w *work) (judge, error) {
		e, err := v.load(ctx, w)
		if err != nil {
			return nil, err
		}
		var log []byte
		for _, it := range w.items {
			log = append(log, it.bytes...)
		}
		return func(ctx context.Context) ([][]string, error) {
			report := e.Check(ctx, func(yield func(inputs.Item) bool) { readLog(log, yield) }, checkOptions())
			return collect(report, len(w.items), lineOf)
		}, nil
	})
}

func readLog(log []byte, yield func(inputs.Item) bool) {
	more := true
	err := inputs.PredictionLog.Stream(inputs.File{Path: logFile}, bytes.NewReader(log), func(r *inputs.Resource) bool {
		more = yield(inputs.Item{Resource: r})
		return more
	})
	if err != nil && more {
		yield(inputs.Item{Err: &inputs.FileError{Path: logFile, Reason: err.Error()}})
	}
}

// lineOf returns the index of the line that a record was.
func lineOf(r engine.ResourceRef) (int, bool) {
	_, number, _ := strings.Cut(r.ID, "#")
	line, err := strconv.Atoi(number)
	return line - 1, err == nil
}

// requests decides one request after the other.
func (v variant) requests() contestant {
	return calling(v.name, func(ctx context.Context, w *work) (judge, error) {
		e, err := v.load(ctx, w)
		if err != nil {
			return nil, err
		}
		decider, err := e.Decider(judgedAt)
		if err != nil {
			return nil, err
		}
		decoder := document.NewDecoder(document.DefaultLimits, nil)
		return w.decide(func(ctx context.Context, b []byte) (bool, error) {
			doc, err := decoder.ParseJSON(b)
			if err != nil {
				return false, err
			}
			request, err := engine.NewRequest(doc.Root)
			if err != nil {
				return false, err
			}
			decision := decider.Decide(ctx, request)
			if decision.Outcome == engine.Indeterminate {
				return false, fmt.Errorf("indeterminate: %v", decision.Reasons)
			}
			return decision.Allow, nil
		}), nil
	})
}

func (v variant) load(ctx context.Context, w *work) (*engine.Engine, error) {
	dir := filepath.Join(w.dir, "tipstaff")
	return engine.Load(ctx, engine.Config{
		Bundles: []engine.Bundle{{Name: dir, FS: os.DirFS(dir)}}, Evaluator: v.evaluator,
	})
}

func checkOptions() engine.CheckOptions {
	return engine.CheckOptions{Command: "check", RunID: "bench", Version: "bench", Started: judgedAt, Now: judgedAt, Jobs: 1}
}

// collect returns the findings of a report by item.
func collect(report *engine.Report, items int, index func(engine.ResourceRef) (int, bool)) ([][]string, error) {
	if len(report.Errors) > 0 {
		return nil, fmt.Errorf("%d errors, the first: %s", len(report.Errors), report.Errors[0].Message)
	}
	found := make([][]string, items)
	for _, f := range report.Findings {
		i, ok := index(f.Resource)
		if !ok || i < 0 || i >= items || f.Outcome != engine.Fail {
			return nil, fmt.Errorf("unexpected finding: %s, %s, on %s", f.Rule, f.Outcome, f.Resource.ID)
		}
		found[i] = append(found[i], f.Rule)
	}
	return found, nil
}

// index returns the items by name.
func (w *work) index() map[string]int {
	index := make(map[string]int, len(w.items))
	for i, it := range w.items {
		index[it.name] = i
	}
	return index
}

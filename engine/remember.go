package engine

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/tipstaff/tipstaff/engine/cache"
	"github.com/tipstaff/tipstaff/inputs"
)

// Memory remembers the report on files that have not changed, judged by a policy that has not changed.
//
// A report is remembered only if the files read were those that the digest is of, and nothing went wrong. One
// with an outcome that depends on the time is remembered for that time alone. Runs with waivers, which expire,
// and those that list every evaluation are not remembered, nor are reports of many findings: to write and read those
// takes about as long as judging again.
type Memory struct {
	engine  *Engine
	inputs  inputs.Digest
	key     cache.Key
	options CheckOptions
}

// maxRemembered is how many findings a report can have that is remembered.
const maxRemembered = 5_000

// savedReport is a report as the cache holds it. Its rules are the engine's.
type savedReport struct {
	Report   *Report
	Snippets []string // of the findings
	UsesRun  bool
}

// Remembers reports whether runs with these options are remembered.
func (e *Engine) Remembers(o CheckOptions) bool {
	return e.cache != "" && !o.Evaluations && len(o.Waivers) == 0
}

// Memory returns what is known of a run on inputs, read with the options that reader describes.
func (e *Engine) Memory(digest inputs.Digest, reader string, o CheckOptions) *Memory {
	empty := "an empty run is an error"
	if o.AllowEmpty {
		empty = ""
	}
	key := cache.NewKey("report", e.identity, string(e.evaluator), digest.Sum, reader, o.Command, o.Version, o.Prefix, empty)
	return &Memory{engine: e, inputs: digest, key: key, options: o}
}

// Recall returns the report of an earlier run as if it were of this one.
func (m *Memory) Recall() (*Report, bool) {
	b, ok := m.engine.cache.Get(m.key)
	if !ok {
		return nil, false
	}
	var saved savedReport
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber() // in paths
	if d.Decode(&saved) != nil || saved.Report == nil || len(saved.Snippets) != len(saved.Report.Findings) {
		return nil, false
	}
	r := saved.Report
	asOf := m.options.Now.UTC().Format(time.RFC3339)
	if saved.UsesRun && r.Run.AsOf != asOf {
		return nil, false
	}
	fresh := newCollector(m.engine, m.options).report
	r.Run.Remembered = r.Run.Started
	r.Run.ID, r.Run.Started, r.Run.AsOf, r.Run.Policy, r.Tool = fresh.Run.ID, fresh.Run.Started, asOf, fresh.Run.Policy, fresh.Tool
	r.Rules = fresh.Rules
	return r, r.restore(saved.Snippets)
}

// restore completes what JSON has of findings. It gives false if that makes no sense.
func (r *Report) restore(snippets []string) bool {
	for i := range r.Findings {
		f := &r.Findings[i]
		f.Location.Snippet = snippets[i]
		for j, step := range f.Path {
			if n, ok := step.(json.Number); ok {
				index, err := n.Int64()
				if err != nil {
					return false
				}
				f.Path[j] = int(index)
			}
		}
	}
	return true
}

// Remember keeps a report for the next run. If files were skipped for what is in them, the report does not say
// what that was: again then digests all of them once more.
func (m *Memory) Remember(r *Report, again func() (inputs.Digest, bool)) {
	if len(r.Errors) > 0 || r.Counts.Error > 0 || len(r.Findings) > maxRemembered {
		return
	}
	for _, in := range r.Run.Inputs {
		if m.inputs.Files[in.Path] != in.Digest {
			return // it changed in between
		}
	}
	if len(r.Run.Inputs) != len(m.inputs.Files) {
		if now, ok := again(); !ok || now.Sum != m.inputs.Sum {
			return
		}
	}
	saved := savedReport{Report: r, UsesRun: r.usesRun, Snippets: make([]string, len(r.Findings))}
	for i, f := range r.Findings {
		saved.Snippets[i] = f.Location.Snippet
	}
	if b, err := json.Marshal(saved); err == nil {
		m.engine.cache.Put(m.key, b)
	}
}

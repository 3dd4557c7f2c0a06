package engine

import (
	"context"
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// NearMiss is how little a denied request would have to be different to be allowed. It was tried: with the changes,
// the policy allows the request. Without changes it says that one rule alone stands in the way.
type NearMiss struct {
	Rule    string   `json:"rule,omitempty"` // the only one that denies, "" if there are several
	Changes []Change `json:"changes,omitempty"`
}

// Change is one attribute of a request, what it is and what it would have to be.
type Change struct {
	Path []any `json:"path"`
	From any   `json:"from"` // null if it is not there
	To   any   `json:"to"`
}

// maxTried bounds how many changes of a request are tried, for each takes a decision.
const maxTried = 64

// NearMisses returns what would have to be different for a denied request to be allowed: what the reasons expected of
// it, tried one attribute at a time, and if none is enough, of all attributes together. There are none for a request
// that was allowed, or that could not be decided.
func (d *Decider) NearMisses(ctx context.Context, r Request, denied Decision) []NearMiss {
	if denied.Outcome != Deny {
		return nil
	}
	only := ""
	found, err := d.evaluate(ctx, r)
	if err != nil {
		return nil
	}
	if against := slices.Concat(found[forbid], found[require]); len(against) == 1 && len(found[permit]) > 0 {
		only = denied.Determining[0].Rule
	}
	choices := changes(r, denied.Reasons)
	tried := 0
	allows := func(changes ...Change) bool {
		tried++
		changed := r.Value
		for _, c := range changes {
			changed = withText(changed, c.Path, c.To.(string))
		}
		again, err := NewRequest(changed)
		return err == nil && tried <= maxTried && d.Decide(ctx, again).Allow
	}
	var near []NearMiss
	for _, c := range slices.Concat(choices...) {
		if allows(c) {
			near = append(near, NearMiss{Rule: only, Changes: []Change{c}})
		}
	}
	if len(near) == 0 && len(choices) > 1 {
		eachOf(choices, nil, func(all []Change) bool {
			if allows(all...) {
				near = append(near, NearMiss{Changes: slices.Clone(all)})
			}
			return len(near) == 0 && tried < maxTried
		})
	}
	if len(near) == 0 && only != "" {
		near = append(near, NearMiss{Rule: only})
	}
	return near
}

// changes returns what reasons expect of attributes of the request, by attribute.
func changes(r Request, reasons []Reason) [][]Change {
	var all [][]Change
	for _, reason := range reasons {
		at, ok := keysOf(reason.Path)
		if !ok || slices.ContainsFunc(all, func(c []Change) bool { return slices.Equal(c[0].Path, reason.Path) }) {
			continue
		}
		now := r.Value.At(at...)
		var choice []Change
		for _, to := range texts(reason.Expected) {
			if now.Kind() != document.String || !strings.EqualFold(now.Text(), to) {
				choice = append(choice, Change{Path: reason.Path, From: now.Interface(), To: to})
			}
		}
		if len(choice) > 0 {
			all = append(all, choice)
		}
	}
	return all
}

// keysOf returns the keys of a path of keys to an attribute of a request that may be another one: an entity is not.
func keysOf(path []any) ([]string, bool) {
	keys := make([]string, 0, len(path))
	for _, step := range path {
		key, ok := step.(string)
		if !ok {
			return nil, false
		}
		keys = append(keys, key)
	}
	ok := len(keys) > 1 && (keys[0] == "context" || keys[1] == "properties" && len(keys) > 2)
	return keys, ok
}

// texts returns the texts that an expectation names.
func texts(expected any) []string {
	switch expected := expected.(type) {
	case string:
		return []string{expected}
	case []any:
		var all []string
		for _, e := range expected {
			if text, ok := e.(string); ok {
				all = append(all, text)
			}
		}
		return all
	}
	return nil
}

// withText returns v with a text at a path of keys.
func withText(v document.Value, path []any, text string) document.Value {
	if len(path) == 0 {
		return document.StringValue(text)
	}
	key := path[0].(string)
	members := slices.Clone(v.Members())
	i := slices.IndexFunc(members, func(m document.Member) bool { return m.Key.Text() == key })
	if i < 0 {
		return document.ObjectValue(append(members, document.Field(key, withText(document.Value{}, path[1:], text)))...)
	}
	members[i].Value = withText(members[i].Value, path[1:], text)
	return document.ObjectValue(members...)
}

// eachOf calls try with one of each choice, until it returns false.
func eachOf(choices [][]Change, chosen []Change, try func([]Change) bool) bool {
	if len(choices) == 0 {
		return try(chosen)
	}
	for _, c := range choices[0] {
		if !eachOf(choices[1:], append(slices.Clip(chosen), c), try) {
			return false
		}
	}
	return true
}

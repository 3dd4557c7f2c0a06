package engine

import (
	"fmt"
	"maps"
	"slices"

	"github.com/tipstaff/tipstaff/engine/plan"
)

// effectName is one of the partial objects that a decision package may define.
type effectName int

const (
	forbid effectName = iota
	require
	permit
	obligations
)

var effectNames = [...]string{"forbid", "require", "permit", "obligations"}

func (n effectName) String() string { return effectNames[n] }

// effect is one entry of a partial object: permit["x"] := {…}.
type effect struct {
	rule string
	name effectName
	id   string
	get  func(key string) any // a member of the entry, nil if there is none
}

// effects are all entries of all rules, by name, in the order of the rules.
type effects [len(effectNames)][]effect

// add reads the entries of a partial object, in the order of their ids.
func (all *effects) add(rule string, name effectName, value any) error {
	entries, ok := value.(map[string]any)
	if !ok {
		return fmt.Errorf("%s is not an object keyed by id", name)
	}
	for _, id := range slices.Sorted(maps.Keys(entries)) {
		object, ok := entries[id].(map[string]any)
		if !ok {
			return fmt.Errorf("%s[%s] is not an object", name, id)
		}
		all[name] = append(all[name], effect{rule, name, id, func(key string) any { return object[key] }})
	}
	return nil
}

// addValue is add of what a plan gave. The entries are valid until the next evaluation.
func (all *effects) addValue(rule string, name effectName, value plan.Value) error {
	if value.Kind() != plan.Object {
		return fmt.Errorf("%s is not an object keyed by id", name)
	}
	for id, object := range value.Members() {
		if object.Kind() != plan.Object {
			return fmt.Errorf("%s[%s] is not an object", name, id)
		}
		all[name] = append(all[name], effect{rule, name, id, func(key string) any {
			if member := object.Get(key); member.Defined() {
				return member.Interface()
			}
			return nil
		}})
	}
	return nil
}

func (d *Decision) explain(effects []effect) {
	for _, e := range effects {
		d.Determining = append(d.Determining, Determined{Rule: e.rule + "." + e.id, Effect: e.name.String()})
		reason := Reason{Code: e.id, Expected: e.get("expected"), Actual: e.get("actual")}
		if code, ok := e.get("code").(string); ok {
			reason.Code = code
		}
		reason.Message, _ = e.get("message").(string)
		reason.Path, _ = e.get("path").([]any)
		d.Reasons = append(d.Reasons, reason)
	}
}

// oblige adds the obligations.
func (d *Decision) oblige(effects []effect) {
	for _, e := range effects {
		o := Obligation{ID: e.id}
		o.Type, _ = e.get("type").(string)
		o.Properties, _ = e.get("properties").(map[string]any)
		d.Obligations = append(d.Obligations, o)
	}
}

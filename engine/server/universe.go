package server

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// universe is what the facts name: what a search looks through. Lists are sorted.
type universe struct {
	subjects  map[string][]string // by type, in lower case
	resources map[string][]string
	actions   []string
}

// newUniverse reads data.facts.access. What is not there, or has another shape, names nothing.
func newUniverse(facts document.Value) *universe {
	u := &universe{subjects: map[string][]string{}, resources: map[string][]string{}}
	for _, m := range facts.Get("subjects").Members() {
		if kind := m.Value.Get("type").Text(); kind != "" {
			add(u.subjects, kind, m.Key.Text())
		}
	}
	for _, kind := range facts.Get("resources").Members() {
		for _, m := range kind.Value.Members() {
			add(u.resources, kind.Key.Text(), m.Key.Text())
		}
	}
	for _, ids := range []map[string][]string{u.subjects, u.resources} {
		for _, list := range ids {
			slices.Sort(list)
		}
	}
	for _, m := range facts.Get("approval").Get("exempt").Members() {
		u.actions = append(u.actions, m.Key.Text())
	}
	for _, place := range []document.Value{facts.Get("roles"), facts.Get("grants"), facts.Get("break_glass")} {
		u.addActions(place)
	}
	slices.Sort(u.actions)
	u.actions = slices.Compact(u.actions)
	return u
}

// addActions adds every text in a list called actions, wherever it is.
func (u *universe) addActions(v document.Value) {
	for _, m := range v.Members() {
		if m.Key.Text() != "actions" {
			u.addActions(m.Value)
			continue
		}
		for _, action := range m.Value.Elements() {
			if text := action.Text(); text != "" {
				u.actions = append(u.actions, text)
			}
		}
	}
	for _, element := range v.Elements() {
		u.addActions(element)
	}
}

func add(index map[string][]string, kind, id string) {
	kind = strings.ToLower(kind)
	index[kind] = append(index[kind], id)
}

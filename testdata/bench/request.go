package main

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// accessRequest is what the libraries that take no JSON are given of a request.
type accessRequest struct {
	Subject struct {
		ID         string
		Properties struct{ Clearance string }
	}
	Action   struct{ Name string }
	Resource struct {
		Properties struct{ Scope, Classification string }
	}
}

func decodeRequest(b []byte) (accessRequest, error) {
	var r accessRequest
	return r, json.Unmarshal(b, &r)
}

// level returns the rank of a clearance or classification, or otherwise if there is none of that name.
func (a *access) level(name string, otherwise int) int {
	if l, ok := a.Levels[name]; ok {
		return l
	}
	return otherwise
}

// Ranks of names that nobody knows: no clearance, and more than anybody has.
const (
	lowest  = -1
	highest = 1000
)

// like reports whether text matches a pattern in which one * stands for any text.
func like(text, pattern string) bool {
	before, after, wild := strings.Cut(pattern, "*")
	if !wild {
		return text == pattern
	}
	return len(text) >= len(before)+len(after) && strings.HasPrefix(text, before) && strings.HasSuffix(text, after)
}

func likeAny(text string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return like(text, p) })
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

package arm

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// hole stands in a string for a part that only the server knows: the subscription and the resource group that
// are in every id. No decoded text holds this byte, for it is never part of UTF-8.
const hole = "\xff"

// The beginnings of ids. The last is for those that may be of any scope.
const (
	groupPrefix        = "/subscriptions/" + hole + "/resourceGroups/" + hole + "/providers/"
	subscriptionPrefix = "/subscriptions/" + hole + "/providers/"
	anyPrefix          = hole + "/providers/"
)

func hasHole(s string) bool { return strings.Contains(s, hole) }

// relative returns what becomes of a string in a resource: an id loses the scope that is not known. It is false
// if the string has holes elsewhere.
func relative(s string) (string, bool) {
	if !hasHole(s) {
		return s, true
	}
	for _, prefix := range []string{groupPrefix, subscriptionPrefix, anyPrefix} {
		if rest, ok := strings.CutPrefix(s, prefix); ok {
			return rest, !hasHole(rest)
		}
	}
	return s, false
}

// bare returns a string as symbols have it: every id in it without its scope.
func bare(s string) string {
	if !hasHole(s) {
		return s
	}
	for _, prefix := range []string{groupPrefix, subscriptionPrefix, anyPrefix} {
		s = strings.ReplaceAll(s, prefix, "")
	}
	return strings.ReplaceAll(s, hole, "?")
}

// isOpen reports whether an argument, or anything in it, is not known in full.
func (c call) isOpen() bool {
	return slices.ContainsFunc(c.args, func(a result) bool { return isOpen(a.value) })
}

func isOpen(v document.Value) bool {
	if isUnknown(v) || hasHole(v.Text()) {
		return true
	}
	return slices.ContainsFunc(v.Elements(), isOpen) ||
		slices.ContainsFunc(v.Members(), func(m document.Member) bool { return hasHole(m.Key.Text()) || isOpen(m.Value) })
}

// prefix returns how the ids start that resourceId makes here.
func (s *scope) prefix() string {
	switch s.level {
	case resourceGroupLevel:
		return groupPrefix
	case subscriptionLevel:
		return subscriptionPrefix
	case unknownLevel:
	}
	return anyPrefix
}

// level is what a template is deployed to.
type level int

const (
	unknownLevel level = iota
	resourceGroupLevel
	subscriptionLevel
)

// levelOf tells the level of a template by its schema.
func levelOf(t document.Value) level {
	schema := strings.ToLower(member(t, "$schema").Text())
	switch {
	case strings.Contains(schema, "/deploymenttemplate.json"):
		return resourceGroupLevel
	case strings.Contains(schema, "/subscriptiondeploymenttemplate.json"):
		return subscriptionLevel
	}
	return unknownLevel
}

// splitID splits an id of which the scope is not known; undefined if it is not known where the parts end.
func splitID(s, by string) document.Value {
	if by != "/" || strings.HasPrefix(s, hole) {
		return document.Value{}
	}
	if _, ok := relative(s); !ok {
		return document.Value{}
	}
	var parts []document.Value
	for part := range strings.SplitSeq(s, "/") {
		v := document.StringValue(part)
		if hasHole(part) {
			v = document.UnknownValue()
		}
		parts = append(parts, v)
	}
	return document.ArrayValue(parts...)
}

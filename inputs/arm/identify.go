package arm

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// identify works out what a resource is called.
func (e env) identify(d declaration, at string) (declared, bool) {
	if isExtensible(d.raw) {
		return e.extensible(d)
	}
	kind, ok := e.required(d.raw, "type")
	if !ok {
		return declared{}, false
	}
	name, ok := e.required(d.raw, "name")
	if !ok || d.versioned && !e.hasVersion(d.raw) {
		return declared{}, false
	}
	if isUnknown(kind.value) || !isFullType(kind.value.Text(), d.within) {
		e.run.fail(member(d.raw, "type"), "the type of a resource must be known, and be like Microsoft.KeyVault/vaults",
			"rules are found by type")
		return declared{}, false
	}
	text, known := spelled(name, at)
	full := compose(kind.value.Text(), text, d.within)
	scope := e.scopeOf(d.raw, at)
	id, ok := identify(full.kind, segments(full.fullName), scope)
	if ok {
		id.kind = wellKnown(id.kind)
		if name.symbol == "" && !known {
			id.name = member(d.raw, "name").Text()
		}
		return declared{identity: id, fullName: full.fullName}, e.typed(id.kind, d.raw)
	}
	if known && !strings.Contains(full.fullName, "[") {
		e.run.fail(member(d.raw, "name"),
			fmt.Sprintf("the name %q does not have one part for each part of the type %s after the first", full.fullName, full.kind),
			"parts of names and types are separated by /")
		return declared{}, false
	}
	full.kind = wellKnown(full.kind)
	full.identity.id, full.name, full.scope = full.kind+"/"+full.fullName, member(d.raw, "name").Text(), scope
	return full, e.typed(full.kind, d.raw)
}

// typed refuses an extension resource in the old way whose namespace is in a name that is not known.
func (e env) typed(kind string, raw document.Value) bool {
	if strings.Contains(kind, "[") || strings.Contains(strings.ToLower(kind), "/providers/") {
		e.run.fail(member(raw, "name"), "the type of this resource depends on its name, which is not known",
			"use the type of the extension with scope")
	}
	return e.run.err == nil
}

// isExtensible reports whether a resource belongs to something other than Azure Resource Manager, such as
// Microsoft Graph or a Kubernetes cluster.
func isExtensible(raw document.Value) bool {
	return isThere(member(raw, "import")) || isThere(member(raw, "extension"))
}

// extensible names a resource that has a version in its type and no name but its symbolic one.
func (e env) extensible(d declaration) (declared, bool) {
	kind, ok := e.required(d.raw, "type")
	if !ok {
		return declared{}, false
	}
	text, _, _ := strings.Cut(kind.value.Text(), "@")
	if !isFullType(text, nil) {
		e.run.fail(member(d.raw, "type"), "the type of this resource must be known, and be like Microsoft.Graph/groups@v1.0",
			"rules are found by type")
		return declared{}, false
	}
	name := strings.TrimPrefix(d.path[len(d.path)-1:].String(), "/")
	return declared{identity: identity{kind: text, name: name, id: text + "/" + name}, fullName: name}, true
}

func (e env) hasVersion(raw document.Value) bool {
	_, ok := e.required(raw, "apiVersion")
	return ok
}

// isFullType reports whether a type has a namespace, or gets it from the resource that it is nested in.
func isFullType(kind string, within *declared) bool {
	parts := strings.Split(kind, "/")
	if slices.Contains(parts, "") {
		return false
	}
	return len(parts) > 1 || within != nil
}

// spelled returns the text of a name: as it is, or with its unknown parts as expressions, or where it stands.
func spelled(name result, at string) (string, bool) {
	switch {
	case name.value.Kind() == document.String && !name.value.Has(document.Sensitive):
		return name.value.Text(), true
	case name.symbol != "":
		return name.symbol, false
	}
	return "[" + at + "]", false
}

// compose puts the type and name of a nested resource behind those of the one around it, unless they are
// there already or the type is one of its own.
func compose(kind, name string, within *declared) declared {
	d := declared{identity: identity{kind: kind}, fullName: name}
	if within == nil {
		return d
	}
	if rest, ok := cutPrefixFold(kind, within.kind+"/"); ok {
		if len(segments(name)) == len(strings.Split(kind, "/"))-1 {
			return d
		}
		kind = rest
	} else if first, _, _ := strings.Cut(kind, "/"); strings.Contains(first, ".") {
		return d
	}
	d.kind, d.fullName = within.kind+"/"+kind, within.fullName+"/"+name
	return d
}

func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// scopeOf returns the id in a resource's scope, "" if it has none.
func (e env) scopeOf(raw document.Value, at string) string {
	v := member(raw, "scope")
	if !isThere(v) {
		return ""
	}
	text, _ := spelled(e.result(v), at+"/scope")
	return text
}

// extensions are the types that are written a/b/providers/TYPE with their namespace in the name, for the case
// that the name is not known.
var extensions = map[string]string{
	"diagnosticsettings": "Microsoft.Insights/diagnosticSettings",
	"roleassignments":    "Microsoft.Authorization/roleAssignments",
	"denyassignments":    "Microsoft.Authorization/denyAssignments",
	"locks":              "Microsoft.Authorization/locks",

	"roleassignmentschedulerequests":  "Microsoft.Authorization/roleAssignmentScheduleRequests",
	"roleeligibilityschedulerequests": "Microsoft.Authorization/roleEligibilityScheduleRequests",
}

// wellKnown returns the type of an extension resource whose namespace could not be evaluated.
func wellKnown(kind string) string {
	i := strings.LastIndex(kind, "/")
	namespace := kind[:i]
	if full := extensions[strings.ToLower(kind[i+1:])]; full != "" &&
		(strings.HasPrefix(namespace, "[") || strings.HasSuffix(strings.ToLower(namespace), "/providers")) {
		return full
	}
	return kind
}

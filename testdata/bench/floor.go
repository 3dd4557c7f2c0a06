package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// goName is the floor: the same decisions by hand-written Go, on values of the decoder that tipstaff has. No
// adapter, no relations, no locations, no report.
const goName = "Go by hand"

// goRequests decides by loops over the assignments of the principal.
func goRequests() contestant {
	return calling(goName, func(_ context.Context, w *work) (judge, error) {
		return w.decide(func(_ context.Context, b []byte) (bool, error) {
			doc, err := document.ParseJSON(b, document.DefaultLimits, nil)
			if err != nil {
				return false, err
			}
			return w.access.allow(doc.Root), nil
		}), nil
	})
}

func (a *access) allow(r document.Value) bool {
	subject, resource := r.Get("subject"), r.At("resource", "properties")
	clearance := a.level(subject.At("properties", "clearance").Text(), lowest)
	if clearance < a.level(resource.Get("classification").Text(), highest) {
		return false
	}
	action := r.At("action", "name").Text()
	for _, name := range a.Assignments[subject.Get("id").Text()][resource.Get("scope").Text()] {
		role := a.Roles[name]
		if likeAny(action, role.Actions) && !likeAny(action, role.NotActions) {
			return true
		}
	}
	return false
}

// goResources judges the attributes of each resource that the rules for its type are about.
func goResources() contestant {
	return goRules(func(r rule) (string, string) { return strings.ToLower(r.resource), r.path },
		func(root document.Value) string { return root.Get("type").Text() })
}

// goLog judges the attributes of each line.
func goLog() contestant { return goRules(linePlace, lineKind) }

// Where the attributes of a line are, and what every line is.
func linePlace(r rule) (string, string) { return record, strings.TrimPrefix(r.path, "properties.") }
func lineKind(document.Value) string    { return record }

// handRule is a rule by hand.
type handRule struct {
	id     string
	path   []string
	broken func(document.Value) bool
}

func goRules(place func(rule) (string, string), kind func(document.Value) string) contestant {
	return calling(goName, func(_ context.Context, w *work) (judge, error) {
		one, err := goSingle(w.rules, place, kind)
		if err != nil {
			return nil, err
		}
		return w.each(one), nil
	})
}

// goSingle judges an item by the rules for its type. place returns the type and the path of a rule, and kind the
// type of an item.
func goSingle(rules []rule, place func(rule) (string, string), kind func(document.Value) string) (single, error) {
	byType := map[string][]handRule{}
	for _, r := range rules {
		broken, ok := broken[r.condition]
		if !ok {
			return nil, fmt.Errorf("%s is not written by hand", r.id)
		}
		k, path := place(r)
		byType[k] = append(byType[k], handRule{r.id, strings.Split(path, "."), broken})
	}
	return func(_ context.Context, item []byte) ([]string, error) {
		doc, err := document.ParseJSON(item, document.DefaultLimits, nil)
		if err != nil {
			return nil, err
		}
		var found []string
		for _, r := range byType[kind(doc.Root)] {
			if r.broken(doc.Root.At(r.path...)) {
				found = append(found, r.id)
			}
		}
		return found, nil
	}, nil
}

package engine

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/tipstaff/tipstaff/engine/plan"
)

// denial is one element of a deny set.
type denial struct {
	message string
	path    []any
}

// denials checks the shape of a deny set: objects with a non-empty message and, if they like, a path of
// strings and numbers; for conftest rules what conftest takes.
func denials(rule *loadedRule, set any) ([]denial, error) {
	read := newDenial
	if rule.namespace != "" {
		read = newMessage
	}
	list, ok := set.([]any)
	if !ok {
		return nil, fmt.Errorf("deny is %T, want a set", set)
	}
	found := make([]denial, 0, len(list))
	for _, element := range list {
		d, err := read(element)
		if err != nil {
			return nil, err
		}
		found = append(found, d)
	}
	return found, nil
}

func newDenial(element any) (denial, error) {
	object, ok := element.(map[string]any)
	if !ok {
		return denial{}, fmt.Errorf(`deny has an element that is no object, want {"message": …, "path": […]}`)
	}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if key != "message" && key != "path" {
			return denial{}, fmt.Errorf("deny has an element with the unknown key %q", key)
		}
	}
	message, ok := object["message"].(string)
	if !ok || strings.TrimSpace(message) == "" {
		return denial{}, errors.New("deny has an element without message")
	}
	path, err := denialPath(object["path"])
	return denial{message: message, path: path}, err
}

// denialPath checks the path of a denial.
func denialPath(v any) ([]any, error) {
	if v == nil {
		return []any{}, nil
	}
	list, ok := v.([]any)
	if !ok {
		return nil, errors.New("deny has a path that is no array")
	}
	path := make([]any, 0, len(list))
	for _, step := range list {
		switch step := step.(type) {
		case string:
			path = append(path, step)
		case json.Number:
			n, err := step.Int64()
			if err != nil || n < 0 {
				return nil, fmt.Errorf("deny has a path with the index %s", step)
			}
			path = append(path, int(n))
		default:
			return nil, fmt.Errorf("deny has a path with a %T, want strings and numbers", step)
		}
	}
	return path, nil
}

// plainDenials reads a deny set of a plan as denials does, straight from the plan's values. It gives false for a set
// that is anything but plain: whether that is right, and how to word what is wrong, is for denials.
func plainDenials(rule *loadedRule, set plan.Value) ([]denial, bool) {
	if rule.namespace != "" || set.Kind() != plan.Set {
		return nil, false
	}
	found := make([]denial, set.Len())
	for i := range found {
		element := set.At(i)
		message, path := element.Get("message"), element.Get("path")
		if message.Kind() != plan.String || strings.TrimSpace(message.Text()) == "" {
			return nil, false
		}
		members := 1
		if path.Defined() {
			members = 2
		}
		steps, ok := plainPath(path)
		if !ok || element.Len() != members {
			return nil, false
		}
		found[i] = denial{strings.Clone(message.Text()), steps}
	}
	return found, true
}

// plainPath reads the path of a denial; undefined is the resource as a whole.
func plainPath(v plan.Value) ([]any, bool) {
	path := make([]any, v.Len())
	for i := range path {
		switch step := v.At(i); step.Kind() {
		case plan.String:
			path[i] = strings.Clone(step.Text())
		case plan.Number:
			n, err := strconv.ParseInt(step.Text(), 10, 64)
			if err != nil || n < 0 {
				return nil, false
			}
			path[i] = int(n)
		default:
			return nil, false
		}
	}
	return path, v.Kind() == plan.Array || !v.Defined()
}

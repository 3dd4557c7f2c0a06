package engine

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
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

package engine

import (
	"errors"
	"fmt"
	"slices"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// loadSyntaxError says where in the policy file s an error of the decoder is.
func loadSyntaxError(s source, err error) error {
	if syntax, ok := errors.AsType[*document.SyntaxError](err); ok {
		return &LoadError{File: s.file(), Line: syntax.Line, Reason: syntax.Reason, Hint: syntax.Hint}
	}
	return &LoadError{File: s.file(), Reason: err.Error()}
}

// merge returns root with v put at the path. Objects are merged; everything else replaces what an earlier
// bundle said, and contradicts what the same bundle said.
func merge(root, v document.Value, at document.Path, s source, owner map[string]string) (document.Value, error) {
	for _, a := range slices.Backward(at) {
		v = document.ObjectValue(document.Field(a.Key, v))
	}
	return mergeValues(root, v, nil, s, owner)
}

func mergeValues(a, b document.Value, at document.Path, s source, owner map[string]string) (document.Value, error) {
	if a.Kind() != document.Object || b.Kind() != document.Object {
		pointer := at.String()
		if by, ok := owner[pointer]; ok && by == s.bundle {
			return a, &LoadError{File: s.file(), Reason: fmt.Sprintf("data%s is given twice in one bundle", pointer)}
		}
		owner[pointer] = s.bundle
		return b, nil
	}
	merged := append([]document.Member(nil), a.Members()...)
	for _, m := range b.Members() {
		i := memberIndex(merged, m.Key.Text())
		if i < 0 {
			claim(m.Value, at.Key(m.Key.Text()), s, owner)
			merged = append(merged, m)
			continue
		}
		v, err := mergeValues(merged[i].Value, m.Value, at.Key(m.Key.Text()), s, owner)
		if err != nil {
			return a, err
		}
		merged[i].Value = v
	}
	return document.ObjectValue(merged...), nil
}

func memberIndex(members []document.Member, key string) int {
	for i, m := range members {
		if m.Key.Text() == key {
			return i
		}
	}
	return -1
}

// claim records that the bundle of s gave every leaf of v.
func claim(v document.Value, at document.Path, s source, owner map[string]string) {
	for p, leaf := range v.All() {
		if leaf.Kind() != document.Object {
			owner[append(slices.Clip(at), p...).String()] = s.bundle
		}
	}
}

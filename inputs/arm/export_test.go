package arm

import (
	"maps"
	"slices"
)

// FunctionNames returns the names of all functions that are computed, sorted.
func FunctionNames() []string { return slices.Sorted(maps.Keys(functions)) }

// AnyKind reports whether a function takes arguments of every kind, or none: no kind is wrong then.
func AnyKind(name string) bool {
	for _, k := range functions[name].takes.kinds {
		if k != letters['.'] {
			return false
		}
	}
	return true
}

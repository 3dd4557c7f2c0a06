package inputs

import (
	"maps"
	"slices"
)

// MalformedReasons returns the reasons that a MalformedRecord can have, sorted.
func MalformedReasons() []string { return slices.Sorted(maps.Keys(reasonDetails)) }

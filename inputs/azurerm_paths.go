package inputs

import (
	"slices"
	"strings"
)

// TerraformPaths returns the dotted paths of what the azurerm provider can set on resources of an ARM type, with []
// behind a list of objects, sorted; a path that ends in * is one below which there may be anything. It is nil for
// types that the provider does not have.
func TerraformPaths(arm string) []string {
	var paths []string
	for kind, t := range azurermTypes {
		if !strings.EqualFold(t.arm, arm) {
			continue
		}
		paths = append(paths, rowPaths("", t.rows)...)
		for _, o := range azurermOverlays {
			if slices.Contains(o.of, kind) {
				paths = append(paths, rowPaths("", o.rows)...)
			}
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

func rowPaths(prefix string, rows []azurermRow) []string {
	var paths []string
	for _, row := range rows {
		switch {
		case len(row.as.rows) > 0:
			paths = append(paths, prefix+row.to)
			paths = append(paths, rowPaths(prefix+row.to+"[].", row.as.rows)...)
		case row.as.block || row.as.resolves || row.as.name == "wrapped" || row.from == "tags":
			paths = append(paths, prefix+row.to, prefix+row.to+"*")
		default:
			paths = append(paths, prefix+row.to)
		}
	}
	return paths
}

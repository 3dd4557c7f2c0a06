package inputs

import (
	"maps"
	"slices"
)

// MalformedReasons returns the reasons that a MalformedRecord can have, sorted.
func MalformedReasons() []string { return slices.Sorted(maps.Keys(reasonDetails)) }

// UnknownStates returns, by profile, what formats can state that is no attribute.
func UnknownStates() map[string][]string {
	profiles := map[string]profile{
		"cyclonedx model": cyclonedxModel, "cyclonedx data": cyclonedxData, "cyclonedx inline": cyclonedxInline,
		"spdx model": spdxModel, "spdx dataset": spdxDataset, "model-card": cardModel, "mlmodel": mlflowModel,
		"odcs": odcsDataset, "dbt table": dbtTable, "dbt model": dbtModel, "openlineage": openlineageDataset,
	}
	unknown := map[string][]string{}
	for name, p := range profiles {
		known := map[string]bool{}
		for _, a := range vocabularies[p.kind]().attributes {
			if len(a.members) == 0 {
				known[a.name] = true
			}
			for _, m := range a.members {
				known[a.name+"."+m] = true
			}
		}
		unknown[name] = nil
		for _, s := range p.states {
			if !known[s] {
				unknown[name] = append(unknown[name], s)
			}
		}
	}
	return unknown
}

// PodPlaces returns every place of the table of workloads behind its type, and whether a pod spec stands there.
func PodPlaces() map[string]bool {
	all := map[string]bool{}
	for _, w := range workloads {
		for _, place := range w.templates {
			all[w.kind+" "+place] = false
		}
		for _, place := range w.specs {
			all[w.kind+" "+place] = true
		}
	}
	return all
}

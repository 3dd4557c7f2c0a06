# METADATA
# title: Lineage
# description: Finds the datasets that descriptors name among those of the run.
package lib.lineage

# METADATA
# description: The datasets with this name or id; none if there are none, or the name is no text.
named(name, datasets) := {dataset |
	is_string(name)
	some dataset in datasets
	name in {dataset.name, dataset.id}
}

# METADATA
# description: The label of a dataset, null if it has none.
label(dataset) := object.get(dataset, ["properties", "classification"], null)

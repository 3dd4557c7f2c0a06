# METADATA
# title: Classification
# description: |
#   The order of the labels in data.facts.classification. A label that is missing or not known is the most
#   sensitive on data, and worth nothing as a clearance.
package lib.classification

# METADATA
# description: The level that a label names; undefined if it names none. Case does not count.
level(label) := name if {
	is_string(label)
	name := object.get(data.facts.classification.aliases, lower(label), lower(label))
	name in data.facts.classification.levels
}

# METADATA
# description: The place of a label in the order, from 0; undefined if it names no level.
rank(label) := place if {
	some place, name in data.facts.classification.levels
	name == level(label)
}

# METADATA
# scope: document
# description: How sensitive data with this label is; the highest place if it names no level.
sensitivity(label) := rank(label)

sensitivity(label) := count(data.facts.classification.levels) - 1 if not rank(label)

# METADATA
# description: Holds if a clearance reaches data with this label.
cleared(clearance, label) if rank(clearance) >= sensitivity(label)

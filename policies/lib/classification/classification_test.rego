package lib.classification_test

import data.lib.classification

test_levels_and_aliases if {
	classification.level("Restricted") == "restricted"
	classification.level("HIGH") == "restricted"
	classification.level("amber") == "confidential"
}

test_no_level if {
	every label in ["", "confidental", " public ", null, 3, ["public"]] {
		not classification.level(label)
		not classification.rank(label)
		classification.sensitivity(label) == 3
	}
}

test_an_alias_must_name_a_level if {
	not classification.level("low") with data.facts.classification.levels as ["public", "secret"]
}

test_order if {
	classification.rank("public") == 0
	classification.sensitivity("low") == 1
}

test_cleared if {
	classification.cleared("restricted", "confidential")
	classification.cleared("restricted", "restricted")
	classification.cleared("restricted", null)
}

test_not_cleared if {
	not classification.cleared("internal", "confidential")
	not classification.cleared("confidential", null)
	not classification.cleared("top", "public")
	not classification.cleared(null, "public")
}

test_without_levels_nobody_is_cleared if {
	not classification.cleared("restricted", null) with data.facts.classification.levels as []
	not classification.cleared(null, null) with data.facts.classification.levels as []
}

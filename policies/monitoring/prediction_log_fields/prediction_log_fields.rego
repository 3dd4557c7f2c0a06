# METADATA
# title: Logged predictions must have every required field
# description: |
#   A prediction that cannot be traced to its time, input and user can neither be explained to the person it concerns
#   nor found again when the model turns out to be wrong.
# related_resources:
#   - ref: https://artificialintelligenceact.eu/article/12/
# custom:
#   severity: medium
#   resources: [PredictionRecord]
#   controls:
#     eu_ai_act: [Art. 12, Art. 19]
#     nist_ai_rmf: [MEASURE 2.4, MEASURE 2.8]
#     iso_42001: [A.6.2.8]
#   remediation: Log the missing field with every prediction.
package monitoring.prediction_log_fields

deny contains {
	"message": $"{input.resource.name} is a prediction without {field}",
	"path": ["properties", field],
} if {
	some field in data.facts.monitoring.required_fields
	not _there(field)
}

# Texts of blanks, null, {} and [] say nothing; any number and both booleans do.
_there(field) if _says_something(input.resource.properties[field])

_says_something(value) if type_name(value) in {"number", "boolean"}

_says_something(value) if {
	is_string(value)
	regex.match(`\S`, value)
}

_says_something(value) if {
	type_name(value) in {"array", "object"}
	count(value) > 0
}

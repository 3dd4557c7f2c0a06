# METADATA
# title: Predictions of low confidence must be logged as warnings
# description: |
#   A prediction that the model itself doubts is for a person to look at. Logged as information it is lost among the
#   others. A prediction without a confidence from 0 to 1 counts as doubted.
# related_resources:
#   - ref: https://artificialintelligenceact.eu/article/14/
# custom:
#   severity: medium
#   resources: [PredictionRecord]
#   controls:
#     nist_ai_rmf: [MEASURE 2.4, MANAGE 4.1]
#     eu_ai_act: [Art. 12, Art. 14, Art. 15]
#     iso_42001: [A.6.2.6]
#     owasp_llm: [LLM09]
#   remediation: Log confidence with every prediction, and at level WARNING or above where it is below the floor.
package monitoring.low_confidence_warning

deny contains {
	"message": $"{input.resource.name} is a prediction without a confidence from 0 to 1",
	"path": ["properties", "confidence"],
} if {
	not _measured
}

deny contains {
	"message": $"{input.resource.name} is a prediction of low confidence that is not logged as a warning",
	"path": ["properties", "level"],
} if {
	_measured
	not _confident
	not _warned
}

_measured if {
	is_number(input.resource.properties.confidence)
	input.resource.properties.confidence >= 0
	input.resource.properties.confidence <= 1
}

_confident if {
	is_number(data.facts.monitoring.confidence_floor)
	input.resource.properties.confidence >= data.facts.monitoring.confidence_floor
}

_warned if {
	is_string(input.resource.properties.level)
	word := lower(input.resource.properties.level)
	level := object.get(data.facts.monitoring.level_aliases, word, word)
	_loudness(level) >= _loudness(data.facts.monitoring.warning_level)
}

_loudness(level) := place if {
	some place, name in data.facts.monitoring.levels
	name == level
}

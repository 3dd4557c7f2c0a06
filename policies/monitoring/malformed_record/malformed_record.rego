# METADATA
# title: Log lines must be whole records in order
# description: |
#   A line that is no record is a record lost, or one that somebody forged with a line break in an input. Either way
#   the log no longer shows what happened.
# related_resources:
#   - ref: https://owasp.org/www-community/attacks/Log_Injection
# custom:
#   severity: high
#   resources: [MalformedRecord]
#   controls:
#     eu_ai_act: [Art. 12]
#     nist_ai_rmf: [MEASURE 2.7, MEASURE 2.8]
#     iso_42001: [A.6.2.8]
#     owasp_llm: [LLM05]
#   remediation: Write one JSON object on each line with a JSON encoder, never with string formatting.
package monitoring.malformed_record

deny contains {"message": $"{input.resource.name} {_meaning}", "path": ["properties", "reason"]}

default _meaning := "is no record"

_meaning := {
	"blank": "is blank between records",
	"conflicting_fields": "contradicts the start of its line",
	"duplicate_key": "has a key twice",
	"embedded_header": "holds what would pass for the start of another line",
	"invalid_time": "has a time that is none",
	"invalid_utf8": "is no UTF-8",
	"no_object": "holds no JSON object",
	"not_a_number": "holds NaN or Infinity, which is not JSON",
	"not_json": "is not JSON",
	"out_of_order": "is older than a record before it",
	"python_repr": "was printed by Python and is not JSON",
	"too_deep": "is nested too deeply",
	"too_long": "is too long",
	"trailing_text": "has text after its JSON object",
	"truncated": "ends in the middle",
	"two_objects": "holds more than one JSON object",
	"unexpected_start": "starts as no other line of the log does",
}[input.resource.properties.reason]

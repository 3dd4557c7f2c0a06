# METADATA
# title: Container images must be pinned
# description: |
#   An image without a tag, or with the tag latest, is another one tomorrow than the one that was tested today. A digest
#   is best, a tag is the least.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/containers/images/
# custom:
#   severity: medium
#   resources: [Pipeline, Workload]
#   controls:
#     owasp_llm: [LLM03]
#     nist_ai_rmf: [MANAGE 3.1]
#     iso_42001: [A.4.4]
#   peers:
#     checkov: [CKV_K8S_14]
#   remediation: Name the image by digest (registry/name@sha256:...) or by a tag other than latest.
package supply_chain.image_pinned

import data.lib.kubernetes

deny contains {"message": $"{input.resource.name} has no images that can be read", "path": [_member]} if {
	not _readable
}

deny contains {
	"message": $"{input.resource.name} runs an image that is not pinned",
	"path": array.concat(place, ["image"]),
} if {
	some place, _ in _containers
	not place in _pinned
}

_is_pipeline if lower(input.resource.type) == "pipeline"

default _member := "pods"

_member := "properties" if _is_pipeline

_readable if {
	_is_pipeline
	is_array(input.resource.properties.steps)
	count(input.resource.properties.steps) > 0
}

_readable if {
	not _is_pipeline
	kubernetes.complete(input.resource.pods)
}

# Steps of pipelines are containers too.
_containers[["properties", "steps", i]] := step if {
	_is_pipeline
	some i, step in input.resource.properties.steps
}

_containers[place] := container if {
	not _is_pipeline
	some place, container in kubernetes.containers(input.resource.pods)
}

_pinned contains place if {
	some place, container in _containers
	_names_one(container.image)
}

_names_one(image) if {
	is_string(image)
	regex.match(`^[^\s@]+@sha256:[0-9a-f]{64}$`, image)
}

_names_one(image) if {
	is_string(image)
	regex.match(`^[^\s@]+:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$`, image)
	not endswith(lower(image), ":latest")
}

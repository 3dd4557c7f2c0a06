# METADATA
# title: Endpoints of Vertex AI must be private
# description: |
#   An endpoint that is not tied to a network answers on a public address, and a leaked token is enough to use a
#   model or search an index from anywhere. The endpoint must name a network or have Private Service Connect; an
#   index endpoint must not be public beside it.
# related_resources:
#   - ref: https://cloud.google.com/vertex-ai/docs/predictions/choose-endpoint-type
#   - ref: https://cloud.google.com/vertex-ai/docs/vector-search/setup/vpc
# custom:
#   severity: medium
#   resources: [google_vertex_ai_endpoint, google_vertex_ai_index_endpoint]
#   controls:
#     nist_800_53: [AC-4, SC-7]
#     eu_ai_act: [Art. 15]
#   remediation: |
#     Set network, or private_service_connect_config { enable_private_service_connect = true }, of
#     google_vertex_ai_endpoint and google_vertex_ai_index_endpoint, and leave public_endpoint_enabled false. A
#     network cannot be changed later.
package network.vertex_private_endpoint

import data.lib.arm
import data.lib.cloud

deny contains {"message": _message, "path": _path} if not _private

_message := $"{input.resource.name} can be reached from public networks"

default _path := ["properties", "network"]

_path := ["properties", "public_endpoint_enabled"] if _public

_private if {
	_tied
	not _public
}

_tied if cloud.is_text(input.resource.properties.network)

_tied if {
	some connection in input.resource.properties.private_service_connect_config
	arm.is_true(connection.enable_private_service_connect)
}

_public if not _closed

_closed if object.get(input.resource.properties, "public_endpoint_enabled", null) in {null, false}

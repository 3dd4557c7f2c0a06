# METADATA
# title: Encrypted model files must not be older than keys may be
# description: |
#   A Fernet token holds the time at which it was made, in the open. A file that is older than a key may be used is
#   still encrypted with an old key: rotating the key in the vault did not change it. A time to come, or none, proves
#   nothing. Files in other structures show no time and are not judged.
# related_resources:
#   - ref: https://github.com/fernet/spec/blob/master/Spec.md
#   - ref: https://cryptography.io/en/latest/fernet/
# custom:
#   severity: medium
#   resources: [Artifact]
#   controls:
#     gdpr: [Art. 32]
#     nist_ai_rmf: [MEASURE 2.7]
#     nist_800_53: [SC-12]
#   remediation: |
#     Encrypt the file again with the current key, as MultiFernet.rotate does, and then take the old key out of use.
package encryption.artifact_token_age

import data.lib.clock

# METADATA
# scope: document
# description: What is not encrypted, or in another structure, has no time.
not_applicable if {
	is_string(input.resource.properties.encryption.looks)
	input.resource.properties.encryption.looks != "fernet"
}

not_applicable if {
	is_string(input.resource.properties.inspected)
	input.resource.properties.inspected != "none"
}

deny contains {
	"message": $"{input.resource.name} was not encrypted within the last {_days} days",
	"path": ["properties", "encryption", "created"],
} if {
	not _fresh
}

default _days := 0

_days := data.facts.encryption.artifact_age_days_max if is_number(data.facts.encryption.artifact_age_days_max)

_fresh if {
	made := clock.start(input.resource.properties.encryption.created)
	now := clock.start(input.run.now)
	made <= now
	now - made <= _days * clock.day
}

package encryption.cloud_ai_cmk_test

import data.encryption.cloud_ai_cmk as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_safe := {
	"aws_sagemaker_notebook_instance": {"kms_key_id": "aws_kms_key.models"},
	"aws_sagemaker_domain": {"kms_key_id": "aws_kms_key.models"},
	"aws_sagemaker_endpoint_configuration": {"kms_key_arn": "aws_kms_key.models"},
	"aws_bedrock_custom_model": {"custom_model_kms_key_id": "aws_kms_key.models"},
	"aws_bedrock_guardrail": {"kms_key_arn": "aws_kms_key.models"},
	"aws_bedrockagent_agent": {"customer_encryption_key_arn": "aws_kms_key.models"},
	"google_vertex_ai_dataset": {"encryption_spec": [{"kms_key_name": "google_kms_crypto_key.models"}]},
	"google_vertex_ai_endpoint": {"encryption_spec": [{"kms_key_name": "google_kms_crypto_key.models"}]},
	"google_vertex_ai_featurestore": {"encryption_spec": [{"kms_key_name": "google_kms_crypto_key.models"}]},
	"google_vertex_ai_index": {"encryption_spec": [{"kms_key_name": "google_kms_crypto_key.models"}]},
	"google_vertex_ai_index_endpoint": {"encryption_spec": [{"kms_key_name": "google_kms_crypto_key.models"}]},
	"google_workbench_instance": {
		"gce_setup": [{"boot_disk": [{"disk_encryption": "CMEK", "kms_key": "google_kms_crypto_key.models"}]}],
	},
}

_path := {
	"aws_sagemaker_notebook_instance": ["properties", "kms_key_id"],
	"aws_sagemaker_domain": ["properties", "kms_key_id"],
	"aws_sagemaker_endpoint_configuration": ["properties", "kms_key_arn"],
	"aws_bedrock_custom_model": ["properties", "custom_model_kms_key_id"],
	"aws_bedrock_guardrail": ["properties", "kms_key_arn"],
	"aws_bedrockagent_agent": ["properties", "customer_encryption_key_arn"],
	"google_vertex_ai_dataset": ["properties", "encryption_spec"],
	"google_vertex_ai_endpoint": ["properties", "encryption_spec"],
	"google_vertex_ai_featurestore": ["properties", "encryption_spec"],
	"google_vertex_ai_index": ["properties", "encryption_spec"],
	"google_vertex_ai_index_endpoint": ["properties", "encryption_spec"],
	"google_workbench_instance": ["properties", "gce_setup"],
}

_finding(type) := {"message": "main does not encrypt with a customer-managed key", "path": _path[type]}

# What spoils them, by JSON pointer.
_unsafe := {
	"aws_sagemaker_notebook_instance": {"/kms_key_id": ["", " ", null, true, 0, [], {}, ["x"]]},
	"aws_sagemaker_domain": {"/kms_key_id": ["", " ", null, true, 0, [], {}, ["x"]]},
	"aws_sagemaker_endpoint_configuration": {"/kms_key_arn": ["", " ", null, true, 0, [], {}, ["x"]]},
	"aws_bedrock_custom_model": {"/custom_model_kms_key_id": ["", " ", null, true, 0, [], {}, ["x"]]},
	"aws_bedrock_guardrail": {"/kms_key_arn": ["", " ", null, true, 0, [], {}, ["x"]]},
	"aws_bedrockagent_agent": {"/customer_encryption_key_arn": ["", " ", null, true, 0, [], {}, ["x"]]},
	"google_vertex_ai_dataset": {
		"/encryption_spec/0/kms_key_name": ["", " ", null, true, 0, [], {}, ["x"]],
		"/encryption_spec": [[], null, true, "x", {}],
	},
	"google_vertex_ai_endpoint": {
		"/encryption_spec/0/kms_key_name": ["", " ", null, true, 0, [], {}, ["x"]],
		"/encryption_spec": [[], null, true, "x", {}],
	},
	"google_vertex_ai_featurestore": {
		"/encryption_spec/0/kms_key_name": ["", " ", null, true, 0, [], {}, ["x"]],
		"/encryption_spec": [[], null, true, "x", {}],
	},
	"google_vertex_ai_index": {
		"/encryption_spec/0/kms_key_name": ["", " ", null, true, 0, [], {}, ["x"]],
		"/encryption_spec": [[], null, true, "x", {}],
	},
	"google_vertex_ai_index_endpoint": {
		"/encryption_spec/0/kms_key_name": ["", " ", null, true, 0, [], {}, ["x"]],
		"/encryption_spec": [[], null, true, "x", {}],
	},
	"google_workbench_instance": {
		"/gce_setup/0/boot_disk/0/disk_encryption": ["GMEK", "", null, true],
		"/gce_setup/0/boot_disk/0/kms_key": ["", " ", null, true, 0, [], {}, ["x"]],
		"/gce_setup": [[], null, "x"],
	},
}

test_pass if {
	every type, properties in _safe {
		rule.deny == set() with input as _resource(type, properties)
	}
}

test_deny_absent if {
	every type, values in _unsafe {
		rule.deny == {_finding(type)} with input as _resource(type, {})
		every pointer, _ in values {
			rule.deny == {_finding(type)} with input as _resource(type, json.remove(_safe[type], [pointer]))
		}
	}
}

test_deny_every_other_value if {
	every type, spoiled in _unsafe {
		every pointer, values in spoiled {
			every value in values {
				patch := [{"op": "replace", "path": pointer, "value": value}]
				rule.deny == {_finding(type)} with input as _resource(type, json.patch(_safe[type], patch))
			}
		}
	}
}

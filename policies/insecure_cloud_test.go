package policies_test

// insecureCloud are insecure resources of AWS and Google.
const insecureCloud = `[
{"type": "aws_sagemaker_notebook_instance", "id": "nb", "name": "nb", "properties": {
	"kms_key_id": "", "direct_internet_access": "Enabled", "root_access": "Enabled", "subnet_id": "",
	"instance_metadata_service_configuration": [{"minimum_instance_metadata_service_version": "1"}]}},
{"type": "aws_sagemaker_domain", "id": "domain", "name": "domain", "properties": {
	"app_network_access_type": "PublicInternetOnly", "kms_key_id": ""}},
{"type": "aws_sagemaker_model", "id": "model", "name": "model", "properties": {
	"enable_network_isolation": false, "vpc_config": [{"subnets": [], "security_group_ids": []}]}},
{"type": "aws_sagemaker_endpoint_configuration", "id": "epc", "name": "epc", "properties": {
	"kms_key_arn": "", "data_capture_config": [{"enable_capture": false, "initial_sampling_percentage": 0,
		"destination_s3_uri": "", "capture_options": [{"capture_mode": "Input"}]}]}},
{"type": "aws_bedrock_custom_model", "id": "tuned", "name": "tuned", "properties": {
	"custom_model_kms_key_id": "", "vpc_config": [{"subnet_ids": [""], "security_group_ids": []}]}},
{"type": "aws_bedrock_guardrail", "id": "guard", "name": "guard", "properties": {"kms_key_arn": "", "content_policy_config": [
	{"filters_config": [{"type": "HATE", "input_strength": "LOW", "output_strength": "NONE", "input_enabled": false}]}]}},
{"type": "aws_bedrock_model_invocation_logging_configuration", "id": "calls", "name": "calls", "properties": {
	"logging_config": [{"text_data_delivery_enabled": false, "s3_config": [{"bucket_name": ""}], "cloudwatch_config": []}]}},
{"type": "aws_bedrockagent_agent", "id": "agent", "name": "agent", "properties": {"customer_encryption_key_arn": "",
	"guardrail_configuration": [{"guardrail_identifier": "", "guardrail_version": "DRAFT"}]}},
{"type": "aws_s3_bucket", "id": "bucket", "name": "bucket", "properties": {"bucket": "bucket", "attached": {
	"public_access_block": {"block_public_acls": false, "block_public_policy": false, "ignore_public_acls": false,
		"restrict_public_buckets": false},
	"server_side_encryption_configuration": {"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "AES256"}]}]},
	"versioning": {"versioning_configuration": [{"status": "Suspended"}]}, "logging": {"target_bucket": ""},
	"policy": {"policy_document": {"Statement": [{"Effect": "Deny", "Principal": {"AWS": ["*"]}, "Action": ["s3:*"],
		"Resource": ["x"], "Condition": {"Bool": {"aws:SecureTransport": "true"}}}]}}}}},
{"type": "aws_s3_bucket_policy", "id": "open", "name": "open", "properties": {"policy": "{}", "policy_document": {"Statement": [
	{"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": ["s3:GetObject"], "Condition": {"StringLike": {"aws:SourceArn": "*"}}}]}}},
{"type": "aws_kms_key", "id": "key", "name": "key", "properties": {"enable_key_rotation": false, "deletion_window_in_days": 7,
	"rotation_period_in_days": 2560, "key_usage": "ENCRYPT_DECRYPT", "customer_master_key_spec": "SYMMETRIC_DEFAULT",
	"policy": "{}", "policy_document": {"Statement": [{"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": ["kms:*"]}]}}},
{"type": "aws_secretsmanager_secret", "id": "secret", "name": "secret", "properties": {"kms_key_id": "",
	"attached": {"rotation": {"rotation_rules": [{"automatically_after_days": 400}]}}}},
{"type": "aws_iam_policy", "id": "policy", "name": "policy", "properties": {"policy": "{}", "policy_document": {"Statement": [
	{"Effect": "Allow", "Action": ["s3:*"], "Resource": ["*"]}]}}},
{"type": "google_kms_crypto_key", "id": "gkey", "name": "gkey", "properties": {"rotation_period": "99999999s",
	"destroy_scheduled_duration": "86400s", "purpose": "ENCRYPT_DECRYPT"}},
{"type": "google_storage_bucket", "id": "gbucket", "name": "gbucket", "properties": {"public_access_prevention": "inherited",
	"uniform_bucket_level_access": false, "versioning": [{"enabled": false}], "logging": [{"log_bucket": ""}],
	"encryption": [{"default_kms_key_name": ""}]}},
{"type": "google_storage_bucket_iam_member", "id": "all", "name": "all", "properties": {"member": "allUsers", "role": "roles/x"}},
{"type": "google_project_iam_binding", "id": "owner", "name": "owner", "properties": {
	"members": ["allAuthenticatedUsers"], "role": "roles/owner"}},
{"type": "google_secret_manager_secret", "id": "gsecret", "name": "gsecret", "properties": {
	"replication": [{"auto": [{"customer_managed_encryption": [{"kms_key_name": ""}]}]}], "rotation": [{"rotation_period": "99999999s"}]}},
{"type": "google_vertex_ai_endpoint", "id": "vertex", "name": "vertex", "properties": {"network": "",
	"encryption_spec": [{"kms_key_name": ""}], "private_service_connect_config": [{"enable_private_service_connect": false}],
	"predict_request_response_logging_config": [{"enabled": false, "sampling_rate": 0, "bigquery_destination": [{"output_uri": ""}]}]}},
{"type": "google_vertex_ai_index_endpoint", "id": "index", "name": "index", "properties": {"network": "",
	"public_endpoint_enabled": true, "encryption_spec": []}},
{"type": "google_workbench_instance", "id": "bench", "name": "bench", "properties": {"gce_setup": [{"disable_public_ip": false,
	"boot_disk": [{"disk_encryption": "GMEK", "kms_key": ""}]}]}}
]`

package main

// planAttribute is an attribute of the resources of a plan, with the rule over it.
type planAttribute struct {
	name      string
	good      any
	faults    []any
	condition string
}

// planTypes are five types of resources and their own attributes. They have the same name and values in a plan
// and in what tipstaff makes of it, so that one spelling of a rule fits both.
var planTypes = []struct {
	kind       string
	attributes []planAttribute
}{
	{"aws_sagemaker_notebook_instance", []planAttribute{
		{"direct_internet_access", "Disabled", []any{"Enabled"}, `not @ == "Disabled"`},
		{"root_access", "Disabled", []any{"Enabled"}, `not @ == "Disabled"`},
		{"kms_key_id", "arn:aws:kms:eu-central-1:111122223333:key/nb", []any{""}, `not startswith(@, "arn:aws:kms:")`},
		{"subnet_id", "subnet-0a1b2c3d", []any{""}, `not startswith(@, "subnet-")`},
		{"volume_size", 50, []any{5}, `not @ >= 20`},
		{"platform_identifier", "notebook-al2-v3", []any{"notebook-al1-v1"}, `not @ in {"notebook-al2-v2", "notebook-al2-v3"}`},
	}},
	{"aws_db_instance", []planAttribute{
		{"storage_encrypted", true, []any{false}, `not @`},
		{"publicly_accessible", false, []any{true}, `not @ == false`},
		{"deletion_protection", true, []any{false}, `not @`},
		{"backup_retention_period", 30, []any{0, 1}, `not @ >= 7`},
		{"ca_cert_identifier", "rds-ca-rsa2048-g1", []any{"rds-ca-2019"}, `not startswith(@, "rds-ca-rsa")`},
		{"engine", "postgres", []any{"mysql"}, `not @ in {"postgres", "aurora-postgresql"}`},
	}},
	{"aws_ecr_repository", []planAttribute{
		{"image_tag_mutability", "IMMUTABLE", []any{"MUTABLE"}, `not @ == "IMMUTABLE"`},
		{"force_delete", false, []any{true}, `not @ == false`},
		{"scan_on_push", true, []any{false}, `not @`},
		{"encryption_type", "KMS", []any{"AES256"}, `not @ == "KMS"`},
		{"kms_key", "arn:aws:kms:eu-central-1:111122223333:key/ecr", []any{"none"}, `not startswith(@, "arn:aws:kms:")`},
		{"max_images", 100, []any{0}, `not @ >= 10`},
	}},
	{"aws_kms_key", []planAttribute{
		{"enable_key_rotation", true, []any{false}, `not @`},
		{"deletion_window_in_days", 30, []any{7}, `not @ >= 14`},
		{"is_enabled", true, []any{false}, `not @`},
		{"key_usage", "ENCRYPT_DECRYPT", []any{"SIGN_VERIFY"}, `not @ == "ENCRYPT_DECRYPT"`},
		{"multi_region", false, []any{true}, `not @ == false`},
		{"customer_master_key_spec", "SYMMETRIC_DEFAULT", []any{"RSA_2048"}, `not lower(@) == "symmetric_default"`},
	}},
	{"aws_opensearch_domain", []planAttribute{
		{"engine_version", "OpenSearch_2.19", []any{"Elasticsearch_7.1"}, `not startswith(@, "OpenSearch_")`},
		{"enforce_https", true, []any{false}, `not @`},
		{"encrypt_at_rest", true, []any{false}, `not @`},
		{"instance_count", 3, []any{1}, `not @ >= 2`},
		{"tls_security_policy", "Policy-Min-TLS-1-2-2019-07", []any{"Policy-Min-TLS-1-0-2019-07"}, `not contains(@, "TLS-1-2")`},
		{"subnet_count", 2, []any{0}, `not @ >= 1`},
	}},
}

// planTags are the attributes that all types have, below tags.
var planTags = []planAttribute{
	{"owner", "ml-platform@example.com", []any{"nobody"}, `not contains(@, "platform")`},
	{"environment", "production", []any{"sandbox"}, `not @ in {"production", "test"}`},
	{"classification", "confidential", []any{"unclassified"}, `not @ in {"public", "internal", "confidential"}`},
	{"cost_centre", "cc-4711", []any{"4711"}, `not startswith(@, "cc-")`},
	{"service", "scoring", []any{""}, `not count(@) > 0`},
	{"backup", "daily", []any{"never"}, `not lower(@) in {"daily", "weekly"}`},
}

// planRules are 60 rules, one for each attribute.
func planRules() []rule {
	var all []rule
	for _, t := range planTypes {
		domain := t.kind[len("aws_"):]
		for _, a := range t.attributes {
			all = append(all, rule{domain + "." + a.name, t.kind, "medium", "properties." + a.name, a.condition})
		}
		for _, a := range planTags {
			all = append(all, rule{domain + ".tag_" + a.name, t.kind, "low", "properties.tags." + a.name, a.condition})
		}
	}
	return all
}

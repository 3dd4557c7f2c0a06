package inputs

import (
	"slices"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// defaultedArguments are arguments that the provider fills in after apply, with its default or with what other
// resources say, by Terraform type. A plan calls them unknown even if nobody sets them; a rule wants to see that
// nobody does, as it does in a .tf file.
var defaultedArguments = map[string][]string{
	"aws_s3_bucket":             {"logging", "policy", "server_side_encryption_configuration", "versioning"},
	"aws_kms_key":               {"policy", "rotation_period_in_days"},
	"aws_secretsmanager_secret": {"policy"},
	"google_kms_crypto_key":     {"destroy_scheduled_duration"},
	"google_storage_bucket":     {"public_access_prevention", "uniform_bucket_level_access", "versioning"},
}

// withoutDefaults returns the attributes of a resource without those arguments that are unknown and not in its
// configuration.
func withoutDefaults(c *terraformChange) document.Value {
	names := defaultedArguments[c.kind]
	if len(names) == 0 || c.written || c.expressions.Kind() != document.Object {
		return c.after
	}
	members := slices.DeleteFunc(slices.Clone(c.after.Members()), func(m document.Member) bool {
		name := m.Key.Text()
		return m.Value.Has(document.Unknown) && slices.Contains(names, name) && !c.expressions.Get(name).Defined()
	})
	return document.ObjectValue(members...).From(c.after)
}

package inputs

import (
	"slices"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// AWS and Google split one thing into several resources: a bucket, its encryption, who may read it. The parts stay
// resources of their own. What they say also stands with the whole, in properties.attached, so that a rule for
// buckets need not look for it.

// attachment is what a resource is to another one.
type attachment struct {
	to   string // the type of the other
	by   string // the argument that names it
	as   string // the member of attached
	many bool   // there may be several: the member is a list
}

// attachments are the parts, by Terraform type.
var attachments = map[string]attachment{
	"aws_s3_bucket_public_access_block":                  {"aws_s3_bucket", "bucket", "public_access_block", false},
	"aws_s3_bucket_server_side_encryption_configuration": {"aws_s3_bucket", "bucket", "server_side_encryption_configuration", false},
	"aws_s3_bucket_versioning":                           {"aws_s3_bucket", "bucket", "versioning", false},
	"aws_s3_bucket_logging":                              {"aws_s3_bucket", "bucket", "logging", false},
	"aws_s3_bucket_policy":                               {"aws_s3_bucket", "bucket", "policy", false},
	"aws_s3_bucket_acl":                                  {"aws_s3_bucket", "bucket", "acl", false},
	"aws_s3_bucket_ownership_controls":                   {"aws_s3_bucket", "bucket", "ownership_controls", false},
	"aws_s3_bucket_object_lock_configuration":            {"aws_s3_bucket", "bucket", "object_lock_configuration", false},
	"aws_kms_key_policy":                                 {"aws_kms_key", "key_id", "policy", false},
	"aws_secretsmanager_secret_rotation":                 {"aws_secretsmanager_secret", "secret_id", "rotation", false},
	"aws_secretsmanager_secret_policy":                   {"aws_secretsmanager_secret", "secret_arn", "policy", false},
	"aws_iam_role_policy":                                {"aws_iam_role", "role", "policies", true},
	"aws_iam_role_policy_attachment":                     {"aws_iam_role", "role", "policy_attachments", true},
	"google_storage_bucket_iam_member":                   {"google_storage_bucket", "bucket", "iam_members", true},
	"google_storage_bucket_iam_binding":                  {"google_storage_bucket", "bucket", "iam_bindings", true},
	"google_kms_crypto_key_iam_member":                   {"google_kms_crypto_key", "crypto_key_id", "iam_members", true},
	"google_kms_crypto_key_iam_binding":                  {"google_kms_crypto_key", "crypto_key_id", "iam_bindings", true},
	"google_secret_manager_secret_iam_member":            {"google_secret_manager_secret", "secret_id", "iam_members", true},
	"google_secret_manager_secret_iam_binding":           {"google_secret_manager_secret", "secret_id", "iam_bindings", true},
}

// attachedBy are the attributes by which parts name a whole, by its type.
var attachedBy = map[string][]string{
	"aws_s3_bucket":                {"bucket", "id", "arn"},
	"aws_kms_key":                  {"key_id", "id", "arn"},
	"aws_secretsmanager_secret":    {"arn", "id"},
	"aws_iam_role":                 {"name", "id", "arn"},
	"google_storage_bucket":        {"name", "id"},
	"google_kms_crypto_key":        {"id"},
	"google_secret_manager_secret": {"secret_id", "id", "name"},
}

// attach finds the whole of every part. What a part of which nobody can say to what it belongs may set is unknown
// everywhere.
func (p *terraformPlan) attach() {
	p.parts, p.stray = map[string][]*terraformChange{}, map[string]map[string]document.Value{}
	for _, c := range p.changes {
		a, ok := attachments[c.kind]
		if !ok {
			continue
		}
		address := p.wholes[a.to+" "+c.whole.Text()]
		if c.whole.Has(document.Unknown) {
			address = p.wholeOf(c, a)
		}
		switch {
		case address != "":
			p.parts[address] = append(p.parts[address], c)
		case c.whole.Has(document.Unknown):
			if p.stray[a.to] == nil {
				p.stray[a.to] = map[string]document.Value{}
			}
			p.stray[a.to][a.as] = c.whole
		}
	}
}

// inFileOf returns a value of c as it may be part of another resource: all of a resource stands in one file.
func (p *terraformPlan) inFileOf(other, c *terraformChange, v document.Value) document.Value {
	if other.doc == c.doc {
		return v
	}
	return placed(v, other.element)
}

// wholeOf returns the address of what an unknown name is the name of, "" if that cannot be said.
func (p *terraformPlan) wholeOf(c *terraformChange, a attachment) string {
	t := p.target(c.expressions.Get(a.by), referenceScope{scope: c.scope, key: c.index, names: attachedBy[a.to]})
	if t == nil || t.kind != a.to {
		return ""
	}
	return t.address
}

// properties are the attributes of a resource that keeps its Terraform type.
func (p *terraformPlan) properties(c *terraformChange) document.Value {
	return withPolicies(c.kind, p.withReferences(c, withoutDefaults(c), c.expressions))
}

// withAttached adds what others set on a resource to its properties.
func (p *terraformPlan) withAttached(c *terraformChange, properties document.Value) document.Value {
	own, stray := map[string][]document.Value{}, p.stray[c.kind]
	for _, part := range p.parts[c.address] {
		as := attachments[part.kind].as
		own[as] = append(own[as], p.inFileOf(c, part, p.properties(part)))
	}
	var members []document.Member
	for _, kind := range sortedKeys(attachments) {
		a := attachments[kind]
		if a.to != c.kind {
			continue
		}
		values, lost := own[a.as], stray[a.as]
		switch {
		case lost.Has(document.Unknown), len(values) > 1 && !a.many: // of two that set the same, nobody knows which does
			members = append(members, document.Field(a.as, document.UnknownValue().From(properties)))
		case len(values) > 0 && a.many:
			members = append(members, document.Field(a.as, document.ArrayValue(values...).From(values[0])))
		case len(values) > 0:
			members = append(members, document.Field(a.as, values[0]))
		}
	}
	if len(members) == 0 {
		return properties
	}
	all := append(slices.Clone(properties.Members()), document.Field("attached", document.ObjectValue(members...).From(properties)))
	return document.ObjectValue(all...).From(properties)
}

package inputs

import (
	"slices"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// AWS has policies as JSON in a string. Beside it, under the name with _document behind it, stands what it says, in
// one form: AWS takes one statement, action, resource or principal for a list of one.

// policyArguments are the arguments with a policy, by Terraform type.
var policyArguments = map[string][]string{
	"aws_iam_policy": {"policy"}, "aws_iam_role": {"assume_role_policy"}, "aws_iam_role_policy": {"policy"},
	"aws_iam_user_policy": {"policy"}, "aws_iam_group_policy": {"policy"},
	"aws_s3_bucket": {"policy"}, "aws_s3_bucket_policy": {"policy"},
	"aws_kms_key": {"policy"}, "aws_kms_key_policy": {"policy"},
	"aws_secretsmanager_secret": {"policy"}, "aws_secretsmanager_secret_policy": {"policy"},
}

// withPolicies adds the decoded policies to the properties of a resource.
func withPolicies(kind string, properties document.Value) document.Value {
	names := policyArguments[kind]
	if len(names) == 0 {
		return properties
	}
	members := slices.Clone(properties.Members())
	for _, name := range names {
		v := properties.Get(name)
		if isSet(v) && v.Text() != "" || v.Has(document.Unknown) {
			members = append(members, document.Field(name+"_document", policyDocument(v)))
		}
	}
	return document.ObjectValue(members...).From(properties)
}

// policyDocument decodes a policy; what is none is unknown. All of it stands where the string does.
func policyDocument(v document.Value) document.Value {
	unknown := document.UnknownValue().From(v)
	if v.Kind() != document.String {
		return unknown
	}
	doc, err := document.ParseJSON([]byte(v.Text()), document.DefaultLimits, nil)
	if err != nil || doc.Root.Kind() != document.Object {
		return unknown
	}
	return placed(mapMembers(doc.Root, func(key string, m document.Value) document.Value {
		if key != "Statement" {
			return m
		}
		statements := slices.Clone(asList(m).Elements())
		for i, s := range statements {
			statements[i] = mapMembers(s, statementMember)
		}
		return document.ArrayValue(statements...)
	}), v)
}

func statementMember(key string, v document.Value) document.Value {
	switch key {
	case "Action", "NotAction", "Resource", "NotResource":
		return asList(v)
	case "Principal", "NotPrincipal":
		if v.Kind() == document.String { // "*" is everybody, as {"AWS": "*"} is
			v = document.ObjectValue(document.Field("AWS", v))
		}
		return mapMembers(v, func(_ string, m document.Value) document.Value { return asList(m) })
	}
	return v
}

func asList(v document.Value) document.Value {
	if v.Kind() == document.Array {
		return v
	}
	return document.ArrayValue(v)
}

package rbac.kubernetes_wildcard_test

import data.rbac.kubernetes_wildcard as rule

_role(properties) := {"resource": {
	"type": "rbac.authorization.k8s.io/Role",
	"id": "rbac.authorization.k8s.io/v1/Role/ml/trainer",
	"name": "trainer",
	"properties": properties,
}}

_rules(rules) := _role({"rules": rules})

_safe := {"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}

_unreadable(path) := {
	"message": "trainer has rules that cannot be read",
	"path": array.concat(["properties", "rules"], path),
}

_fields := ["apiGroups", "nonResourceURLs", "resources", "verbs"]

test_deny_wildcard if {
	every value in ["*", "*/scale", "pods/*", "/metrics/*", null, true, 1, ["*"]] {
		every field in _fields {
			finding := {
				"message": $"trainer grants all {field} by {value}",
				"path": ["properties", "rules", 1, field, 1],
			}
			rule.deny == {finding} with input as _rules([_safe, object.union(_safe, {field: ["get", value]})])
		}
	}
}

test_deny_lists_of_another_type if {
	every value in ["*", null, true, 1] {
		every field in _fields {
			rule.deny == {_unreadable([0, field])} with input as _rules([{field: value}])
		}
	}
}

test_deny_rules_of_another_type if {
	every value in ["*", true, 1, {}] {
		rule.deny == {_unreadable([])} with input as _rules(value)
	}
	every value in ["*", null, true, ["*"]] {
		rule.deny == {_unreadable([0, field]) | some field in _fields} with input as _rules([value])
	}
}

test_pass_listed if {
	rule.deny == set() with input as _rules([_safe, {"nonResourceURLs": ["/healthz"], "verbs": ["get"]}])
}

test_deny_rules_absent if {
	rule.deny == {_unreadable([])} with input as _role({"metadata": {"name": "trainer"}})
	rule.deny == {_unreadable([])} with input as _rules(null)
	rule.deny == {_unreadable([])} with input as _role({"aggregationRule": {"clusterRoleSelectors": "all"}})
	rule.deny == {_unreadable([])} with input as _role({"rules": "*", "aggregationRule": {"clusterRoleSelectors": []}})
}

test_pass_no_rules if {
	rule.deny == set() with input as _rules([])
}

test_pass_aggregated if {
	rule.deny == set() with input as _role({"aggregationRule": {"clusterRoleSelectors": []}})
	rule.deny == set() with input as _role({"rules": null, "aggregationRule": {"clusterRoleSelectors": []}})
}

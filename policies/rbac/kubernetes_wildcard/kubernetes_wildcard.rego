# METADATA
# title: Kubernetes roles must not grant wildcards
# description: |
#   A role with "*" as verb, resource, API group or URL grants what nobody listed, and everything that is
#   installed in the cluster later: secrets, new custom resources, the right to change roles. A role must state
#   its rules, even if there are none, or be aggregated from other roles; rules that cannot be read prove nothing.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: high
#   resources: [rbac.authorization.k8s.io/Role, rbac.authorization.k8s.io/ClusterRole]
#   controls:
#     nist_800_53: [AC-6]
#   peers:
#     checkov: [CKV_K8S_49]
#   remediation: |
#     List the verbs, resources, apiGroups and nonResourceURLs that are needed in rules, instead of "*".
package rbac.kubernetes_wildcard

deny contains {"message": message, "path": ["properties", "rules", i, field, j]} if {
	some i, rule in input.resource.properties.rules
	some field in _fields
	some j, value in rule[field]
	not _is_narrow(value)
	message := $"{input.resource.name} grants all {field} by {value}"
}

deny contains {"message": _unreadable, "path": ["properties", "rules", i, field]} if {
	some i, rule in input.resource.properties.rules
	some field in _fields
	not _is_readable(rule, field)
}

deny contains {"message": _unreadable, "path": ["properties", "rules"]} if {
	not _listed
	not _aggregated
}

_fields := ["apiGroups", "nonResourceURLs", "resources", "verbs"]

_unreadable := $"{input.resource.name} has rules that cannot be read"

_listed if is_array(input.resource.properties.rules)

# The cluster writes the rules of an aggregated role, from roles that are judged themselves.
_aggregated if {
	is_array(input.resource.properties.aggregationRule.clusterRoleSelectors)
	object.get(input.resource.properties, "rules", null) == null
}

_is_readable(rule, field) if {
	is_object(rule)
	is_array(object.get(rule, field, []))
}

_is_narrow(value) if {
	is_string(value)
	not contains(value, "*")
}

package main

import (
	"path/filepath"
	"strings"
)

// writeAccess writes the decision rules of tipstaff, with their data.
func (w *work) writeAccess() error {
	b, err := encode(object{"facts": object{"bench": w.access}})
	if err != nil {
		return err
	}
	if err := writeFile(filepath.Join(w.dir, "tipstaff", "data.json"), b); err != nil {
		return err
	}
	policy := w.access.decision(decisionHead, "input.request")
	return writeFile(filepath.Join(w.dir, "tipstaff", "access", "bench", "bench.rego"), []byte(policy))
}

// decision returns the policy with a head, over a request that stands at input.
func (a *access) decision(head, input string) string {
	held := heldByKey
	if len(a.List) > 0 {
		held = heldByScan
	}
	return strings.ReplaceAll(head+decisionBody+held, "INPUT", input)
}

const decisionHead = `# METADATA
# title: Requests must be covered by a role and by a clearance
# description: The decision of a comparison.
# custom:
#   severity: high
#   resources: [AccessDecision]
#   remediation: Assign a role.
package access.bench

permit["role"] := {"message": "a role allows the action"} if _allowed

forbid["clearance"] := {"message": "the clearance is below the classification"} if not _cleared
`

// opaDecision is the decision as one boolean.
const opaDecision = `package bench

default allow := false

allow if {
	_cleared
	_allowed
}
`

// decisionBody is what both share.
const decisionBody = `
_allowed if {
	some name in _held
	some pattern in data.facts.bench.roles[name].actions
	glob.match(pattern, null, INPUT.action.name)
	not _excepted(name)
}

_excepted(name) if {
	some pattern in data.facts.bench.roles[name].not_actions
	glob.match(pattern, null, INPUT.action.name)
}

_cleared if _clearance >= data.facts.bench.levels[INPUT.resource.properties.classification]

_clearance := data.facts.bench.levels[INPUT.subject.properties.clearance]
`

// heldByKey are the roles of the principal in the scope, by two keys.
const heldByKey = `
_held := data.facts.bench.assignments[INPUT.subject.id][INPUT.resource.properties.scope]
`

// heldByScan are the same from the list.
const heldByScan = `
_held contains a.role if {
	some a in data.facts.bench.list
	a.principal == INPUT.subject.id
	a.scope == INPUT.resource.properties.scope
}
`

# METADATA
# title: Approval
# description: Who may approve what others ask for.
package lib.approval

import data.lib.subject
import data.lib.text

# METADATA
# description: |
#   Holds if the approver is a person whom the facts know, with a role that may approve, and none of those who ask.
#   Ids that differ in case alone are one person here.
granted(approver, asking, now) if {
	text.filled(approver)
	subject.known({"type": "user", "id": approver})
	count(asking) > 0
	every id in asking {
		is_string(id)
		lower(id) != lower(approver)
	}
	some role in subject.roles({"type": "user", "id": approver}, now)
	role in data.facts.access.approval.approver_roles
}

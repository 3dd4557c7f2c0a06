package lib.approval_test

import data.lib.approval
import data.lib.clock

_now := clock.start("2026-11-24T02:00:00Z")

test_granted if {
	approval.granted("carol@example.com", {"alice@example.com"}, _now)
	approval.granted("erin@example.com", {"alice@example.com", "agent-research"}, _now)
}

test_not_by_those_who_ask if {
	not approval.granted("carol@example.com", {"carol@example.com"}, _now)
	not approval.granted("carol@example.com", {"agent-research", "CAROL@example.com"}, _now)
	not approval.granted("carol@example.com", set(), _now)
	not approval.granted("carol@example.com", {7}, _now)
}

test_not_without_an_approving_role if {
	not approval.granted("bob@example.com", {"alice@example.com"}, _now)
	not approval.granted("sp-inference", {"alice@example.com"}, _now)
	not approval.granted("mallory", {"alice@example.com"}, _now)
	not approval.granted("carol@example.com ", {"alice@example.com"}, _now)
	not approval.granted(["carol@example.com"], {"alice@example.com"}, _now)
}

test_not_before_the_approver_is_one if {
	not approval.granted("carol@example.com", {"alice@example.com"}, clock.start("2025-01-01"))
}

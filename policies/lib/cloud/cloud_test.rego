package lib.cloud_test

import data.lib.cloud

_values := [null, true, false, 0, 1, 2.5, "", " ", "x", [], ["x"], {}, {"a": "x"}]

test_is_text if {
	{value | some value in _values; cloud.is_text(value)} == {"x"}
}

test_is_listed if {
	{value | some value in _values; cloud.is_listed(value)} == {["x"]}
	not cloud.is_listed(["x", ""])
	not cloud.is_listed(["x", null])
}

test_days if {
	cloud.days("7776000s") == 90
	cloud.days("43200s") == 0.5
	every value in array.concat(_values, ["7776000", "90d", "-1s", "s", "1.5s", "1e9s"]) {
		not cloud.days(value)
	}
}

test_within if {
	{value | some value in _values; cloud.within(value, 2)} == {1}
	{maximum | some maximum in _values; cloud.within(1, maximum)} == {1, 2.5}
	not cloud.within(-1, 2)
}

test_is_policy if {
	cloud.is_policy([{"Effect": "Allow"}, {"Effect": "Deny"}])
	every value in array.concat(_values, [[{}], [{"Effect": "allow"}], ["Allow"], {"Statement": [{"Effect": "Allow"}]}]) {
		not cloud.is_policy(value)
	}
}

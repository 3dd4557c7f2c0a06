package lib.key_vault_test

import data.lib.key_vault

test_is_time if {
	every value in [1, 1798675200, "2027-01-01T00:00:00Z", "2027-12-31T23:59:59.5+01:00"] {
		key_vault.is_time(value)
	}
}

test_is_not_time if {
	every value in [
		null, true, false, 0, -1, [], [1798675200], {},
		"", "never", "1798675200", "2027-01-01", "2027-13-01T00:00:00Z", "2027-01-32T00:00:00Z", "2027-01-01T24:00:00Z",
	] {
		not key_vault.is_time(value)
	}
}

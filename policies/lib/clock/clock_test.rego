package lib.clock_test

import data.lib.clock

test_start_of_a_date if clock.start("1970-01-02") == clock.day

test_finish_of_a_date if clock.finish("1970-01-01") == clock.day

test_time_with_zone if clock.start("1970-01-02T02:00:00.5+02:00") == clock.day + 500000000

test_time_begins_and_ends_at_once if clock.finish("1970-01-02T00:00:00Z") == clock.start("1970-01-02")

test_leap_days if {
	every value in ["2024-02-29", "2000-02-29", "1996-02-29"] {
		clock.start(value)
	}
	every value in ["2023-02-29", "1900-02-29", "2100-02-29"] {
		not clock.start(value)
	}
}

test_no_real_time if {
	every value in [
		"", "2026", "2026-13-01", "2026-04-31", "2026-02-30", "2026-1-1", "01/02/2026", "2026-11-24 02:00:00,123",
		"2026-11-24T24:00:00Z", "2026-11-24T02:00:00", "2026-11-24T02:00Z", "1500-01-01", "2300-01-01",
		"2026-11-24\n", null, 20261124, ["2026-11-24"],
	] {
		not clock.start(value)
		not clock.finish(value)
	}
}

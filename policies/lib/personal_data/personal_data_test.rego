package lib.personal_data_test

import data.lib.personal_data

test_absent if {
	personal_data.absent({"contains_personal_data": false, "sensitive_data": []})
	personal_data.absent({"contains_personal_data": false, "sensitive_data": ["Trade_Secret"]})
}

test_not_proved_absent if {
	every properties in [
		{},
		{"contains_personal_data": false},
		{"sensitive_data": []},
		{"contains_personal_data": true, "sensitive_data": []},
		{"contains_personal_data": "false", "sensitive_data": []},
		{"contains_personal_data": false, "sensitive_data": "none"},
		{"contains_personal_data": false, "sensitive_data": ["medicle"]},
		{"contains_personal_data": false, "sensitive_data": ["medical"]},
		{"contains_personal_data": false, "sensitive_data": [7]},
	] {
		not personal_data.absent(properties)
	}
}

test_special_absent if {
	personal_data.special_absent({"contains_personal_data": true, "sensitive_data": ["credit_card"]})
}

test_special_not_proved_absent if {
	every properties in [
		{},
		{"contains_personal_data": true},
		{"sensitive_data": []},
		{"contains_personal_data": true, "sensitive_data": ["MEDICAL"]},
		{"contains_personal_data": true, "sensitive_data": ["medicle"]},
		{"contains_personal_data": true, "sensitive_data": {}},
	] {
		not personal_data.special_absent(properties)
	}
}

package lib.text_test

import data.lib.text

test_words_are_filled if {
	every value in ["fraud detection", "7", "équipe données", "unknown-team@example.com"] {
		text.filled(value)
	}
}

test_placeholders_are_not if {
	every value in ["", " ", "-", "\t\n", "TBD", " todo ", "n/a", "NA", "none", "xxx", "???"] {
		not text.filled(value)
	}
}

test_other_types_are_not if {
	every value in [null, true, 7, ["fraud"], {"fraud": true}] {
		not text.filled(value)
	}
}

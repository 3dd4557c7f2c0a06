package lib.artifact_test

import data.lib.artifact

_a := "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

_b := "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

test_stated_by_digest_alone if {
	artifact.stated("m.onnx", _a, {"digest": _a})
	artifact.stated("m.onnx", _a, {"digest": upper(_a)})
	artifact.stated("m.onnx", _a, {"uri": "https://h/x", "digest": _b, "files": [{"digest": _a}]})
}

test_stated_by_path if {
	artifact.stated("models/m.onnx", _a, {"uri": "../models/m.onnx", "digest": _a})
	artifact.stated("models/M.onnx", _a, {"files": [{"uri": "./m.onnx", "digest": _a}]})
}

test_not_stated_at_another_path if {
	swapped := {"files": [{"uri": "a.onnx", "digest": _a}, {"uri": "b.onnx", "digest": _b}]}
	not artifact.stated("a.onnx", _b, swapped)
	not artifact.stated("b.onnx", _a, swapped)
	artifact.stated("b.onnx", _b, swapped)
}

test_the_longest_path_counts if {
	two := {"files": [{"uri": "m.onnx", "digest": _a}, {"uri": "vae/m.onnx", "digest": _b}]}
	artifact.stated("x/m.onnx", _a, two)
	artifact.stated("x/vae/m.onnx", _b, two)
	not artifact.stated("x/vae/m.onnx", _a, two)
}

test_not_stated_without_digest if {
	not artifact.stated("m.onnx", _a, {"files": [{"uri": "m.onnx"}]})
	not artifact.stated("m.onnx", _a, {"digest": _a, "files": [{"uri": "m.onnx"}]})
	not artifact.stated("m.onnx", _a, {})
}

test_not_stated_by_other_values if {
	every value in [null, 7, "", [_a], "sha256:", "sha1:aa"] {
		not artifact.stated("m.onnx", value, {"uri": "m.onnx", "digest": value})
		not artifact.stated("m.onnx", _a, value)
		not artifact.stated("m.onnx", _a, {"uri": value, "digest": _b, "files": value})
	}
	not artifact.stated("/", _a, {"uri": "./", "digest": _b})
}

test_entries if {
	artifact.entries({"digest": _a}) == [{"digest": _a}]
	artifact.entries({"files": [1]}) == [{"files": [1]}, 1]
	count({1 | artifact.entries("x")}) == 0
}

package supply_chain.digest_declared_test

import data.supply_chain.digest_declared as rule

_digest := concat("0123456789abcdef", ["sha256:", "", "", "", ""])

_model(properties) := {"resource": {"type": "Model", "name": "scorer", "properties": properties}}

_finding := {{
	"message": "scorer has no SHA-256 digest of its artefact",
	"path": ["properties", "artifact", "digest"],
}}

test_deny_other_digests if {
	every digest in [
		"md5:d41d8cd98f00b204e9800998ecf8427e",
		"sha256:abc",
		trim_prefix(_digest, "sha256:"),
		concat("0000000000000000", ["sha256:", "", "", "", ""]),
		"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		concat("", [_digest, "\n"]),
	] {
		rule.deny == _finding with input as _model({"artifact": {"digest": digest}})
	}
}

test_deny_absent if {
	rule.deny == _finding with input as _model({})
	rule.deny == _finding with input as _model({"artifact": {"Digest": _digest}})
}

test_deny_a_file_without if {
	every files in [[], [{"digest": _digest}, {"uri": "b.onnx"}], [{"digest": "md5:aa"}], _digest, null, ["x"]] {
		rule.deny == _finding with input as _model({"artifact": {"files": files}})
	}
}

test_deny_retyped if {
	rule.deny == _finding with input as _model({"artifact": _digest})
	rule.deny == _finding with input as _model({"artifact": {"digest": [_digest]}})
}

test_pass_declared if {
	rule.deny == set() with input as _model({"artifact": {"digest": _digest}})
	rule.deny == set() with input as _model({"artifact": {"digest": upper(_digest)}})
	rule.deny == set() with input as _model({"artifact": {"files": [{"digest": _digest}, {"digest": upper(_digest)}]}})
}

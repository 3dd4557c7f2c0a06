package supply_chain.digest_matches_bom_test

import data.supply_chain.digest_matches_bom as rule

_digest := "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

_other := "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

_file(properties, models) := {"resource": {
	"type": "Artifact",
	"id": "models/scorer.onnx",
	"name": "scorer.onnx",
	"properties": properties,
	"relations": {"described": models},
}}

_model(digest) := {"name": "scorer", "properties": {"artifact": {"uri": "scorer.onnx", "digest": digest}}}

_unlisted := {"message": "scorer.onnx is on no list of the files of a model", "path": ["properties", "digest"]}

_changed := {"message": "scorer.onnx is not the file that scorer describes", "path": ["properties", "digest"]}

test_deny_changed if {
	rule.deny == {_changed} with input as _file({"digest": _digest}, [_model(_other)])
	rule.deny == {_changed} with input as _file({"digest": _digest}, [_model(_digest), _model(_other)])
}

test_deny_unlisted if {
	rule.deny == {_unlisted} with input as _file({"digest": _digest}, [])
}

test_deny_absent if {
	rule.deny == {_changed} with input as _file({}, [_model(_digest)])
	rule.deny == {_unlisted} with input as {"resource": {"name": "scorer.onnx", "properties": {"digest": _digest}}}
	rule.deny == {_changed} with input as _file({"digest": _digest}, [{"name": "scorer"}])
	rule.deny == {_changed} with input as _file(
		{"digest": _digest},
		[{"name": "scorer", "properties": {"artifact": {"uri": "scorer.onnx"}}}],
	)
}

test_deny_retyped if {
	every value in [null, true, 7, [_digest], "", {}] {
		rule.deny == {_changed} with input as _file({"digest": value}, [_model(_digest)])
		rule.deny == {_changed} with input as _file({"digest": _digest}, [_model(value)])
	}
	every value in [null, "scorer", {"scorer": {}}] {
		rule.deny == {_unlisted} with input as _file({"digest": _digest}, value)
	}
}

test_pass_described if {
	rule.deny == set() with input as _file({"digest": _digest}, [_model(_digest)])
	rule.deny == set() with input as _file({"digest": _digest}, [_model(upper(_digest)), _model(_digest)])
}

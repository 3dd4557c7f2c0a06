package supply_chain.code_in_model_test

import data.supply_chain.code_in_model as rule

_clean := {
	"lambda_layers": [],
	"operations": [],
	"external_data": [{"tensor": "w", "path": "w.bin", "outside": false}],
	"operator_domains": [{"name": "", "custom": false}],
	"chat_templates": [{"key": "tokenizer.chat_template", "bytes": 20, "special": []}],
}

_file(properties) := {"resource": {"type": "Artifact", "name": "model.onnx", "properties": properties}}

_finding(what, list, i) := {"message": $"model.onnx has {what}", "path": ["properties", list, i]}

_unsaid(what, list) := {
	"message": $"model.onnx does not say whether it has {what}",
	"path": ["properties", list],
}

test_deny_code if {
	rule.deny == {_finding("a layer that holds code", "lambda_layers", 0)}
		with input as _file(object.union(_clean, {"lambda_layers": [{"name": "lambda_1"}]}))
	rule.deny == {_finding("an operation that reaches files or runs Python", "operations", 0)}
		with input as _file(object.union(_clean, {"operations": [{"name": "ReadFile"}]}))
}

test_deny_reach if {
	every outside in [true, null, "false", 0] {
		rule.deny == {_finding("tensors outside of its directory", "external_data", 0)}
			with input as _file(object.union(_clean, {"external_data": [{"outside": outside}]}))
	}
	rule.deny == {_finding("operators whose code is in a library of their own", "operator_domains", 1)}
		with input as _file(object.union(_clean, {"operator_domains": [{"custom": false}, {"custom": true}]}))
	rule.deny == {_finding("a chat template with parts that no conversation needs", "chat_templates", 0)}
		with input as _file(object.union(_clean, {"chat_templates": [{"special": ["__class__"]}]}))
}

test_deny_absent if {
	rule.deny == {_unsaid("a layer that holds code", "lambda_layers")}
		with input as _file(object.remove(_clean, ["lambda_layers"]))
	rule.deny == {_unsaid("tensors outside of its directory", "external_data")}
		with input as _file(object.remove(_clean, ["external_data"]))
	rule.deny == {_finding("tensors outside of its directory", "external_data", 0)}
		with input as _file(object.union(_clean, {"external_data": [{"path": "w.bin"}]}))
	count(rule.deny) == 5 with input as _file({})
}

test_deny_retyped if {
	every list in ["", null, false] {
		rule.deny == {_unsaid("an operation that reaches files or runs Python", "operations")}
			with input as _file(object.union(_clean, {"operations": list}))
	}
}

test_pass_clean if {
	rule.deny == set() with input as _file(_clean)
}

test_not_applicable if {
	rule.not_applicable with input as _file({"encryption": {"looks": "pgp"}, "inspected": "none"})
	not rule.not_applicable with input as _file(_clean)
}

package supply_chain.served_model_source_test

import data.supply_chain.served_model_source as rule

_service(predictor) := {"resource": {
	"type": "serving.kserve.io/InferenceService",
	"name": "triage",
	"properties": {"spec": {"predictor": predictor}},
}}

_unknown(framework) := {
	"message": "triage loads its model from nowhere that is known",
	"path": ["properties", "spec", "predictor", framework, "storageUri"],
}

_unsaid := {
	"message": "triage does not say which model it serves",
	"path": ["properties", "spec", "predictor"],
}

test_deny_elsewhere if {
	every address in ["http://models.example.net/m.pkl", "ftp://h/m", "s3", "/mnt/m", "", "https:/m"] {
		rule.deny == {_unknown("model")} with input as _service({"model": {"storageUri": address}})
	}
	rule.deny == {_unknown("sklearn")} with input as _service({"sklearn": {"storageUri": "HTTP://h/m"}})
}

test_deny_absent if {
	rule.deny == {_unknown("model")} with input as _service({"model": {"modelFormat": {"name": "onnx"}}})
	rule.deny == {_unsaid} with input as _service({})
	rule.deny == {_unsaid} with input as {"resource": {"name": "triage", "properties": {}}}
	rule.deny == {_unsaid} with input as _service({"containers": []})
}

test_deny_retyped if {
	every address in [null, 7, ["s3://b/m"], false] {
		rule.deny == {_unknown("model")} with input as _service({"model": {"storageUri": address}})
	}
	every key in [null, 7, ""] {
		rule.deny == {_unknown("model")} with input as _service({"model": {"storage": {"key": key}}})
	}
}

test_deny_without_schemes if {
	rule.deny == {_unknown("model")} with input as _service({"model": {"storageUri": "s3://b/m"}})
		with data.facts.supply_chain.storage_schemes as null
}

test_pass_known if {
	every address in ["s3://b/m", "GS://b/m", "oci://r/m:1", "https://h/m", "pvc://c/m"] {
		rule.deny == set() with input as _service({"model": {"storageUri": address}})
	}
	rule.deny == set() with input as _service({"model": {"storage": {"key": "minio", "path": "m"}}})
}

test_not_applicable if {
	rule.not_applicable with input as _service({"containers": [{"image": "i"}]})
	not rule.not_applicable with input as _service({"containers": [{"image": "i"}], "model": {}})
	not rule.not_applicable with input as _service({"containers": []})
	not rule.not_applicable with input as _service({})
}

package supply_chain.image_pinned_test

import data.supply_chain.image_pinned as rule

_digest := concat("0123456789abcdef", ["registry.example.com/scorer@sha256:", "", "", "", ""])

_deployment(pod) := {"resource": {
	"type": "apps/Deployment",
	"name": "scorer",
	"pods": [{"spec": pod}],
}}

_pod_path := ["pods", 0, "spec"]

_loose(path) := {
	"message": "scorer runs an image that is not pinned",
	"path": array.concat(_pod_path, path),
}

_unreadable := {{"message": "scorer has no images that can be read", "path": ["pods"]}}

_pipeline(properties) := {"resource": {"type": "Pipeline", "name": "train", "properties": properties}}

_loose_step(i) := {
	"message": "train runs an image that is not pinned",
	"path": ["properties", "steps", i, "image"],
}

test_deny_latest_or_none if {
	every image in [
		"scorer", "scorer:latest", "scorer:LATEST", "localhost:5000/scorer", "scorer:", "", "scorer@sha256:abc",
	] {
		containers := [{"name": "main", "image": image}]
		rule.deny == {_loose(["containers", 0, "image"])} with input as _deployment({"containers": containers})
	}
}

test_deny_any_kind_of_container if {
	pod := {
		"containers": [{"name": "main", "image": "scorer:1.2"}],
		"initContainers": [{"name": "init", "image": "init"}],
		"ephemeralContainers": [{"name": "debug", "image": "debug:latest"}],
	}
	rule.deny == {
		_loose(["initContainers", 0, "image"]),
		_loose(["ephemeralContainers", 0, "image"]),
	} with input as _deployment(pod)
}

test_deny_absent if {
	rule.deny == {_loose(["containers", 0, "image"])} with input as _deployment({"containers": [{"name": "main"}]})
	rule.deny == _unreadable with input as _deployment({})
	rule.deny == _unreadable with input as {"resource": {"type": "apps/Deployment", "name": "scorer"}}
	rule.deny == {_loose_step(0)} with input as _pipeline({"steps": [{"name": "fit"}]})
	rule.deny == {{
		"message": "train has no images that can be read",
		"path": ["properties"],
	}} with input as _pipeline({"steps": []})
}

test_deny_retyped if {
	retyped := [{"name": "main", "image": ["a:1"]}]
	rule.deny == {_loose(["containers", 0, "image"])} with input as _deployment({"containers": retyped})
	rule.deny == _unreadable | {_loose(["containers", 0, "image"])} with input as _deployment({"containers": ["x:1.2"]})
	rule.deny == _unreadable with input as _deployment("scorer:1.2")
	rule.deny == {_loose_step(0), _loose_step(1)} with input as _pipeline({"steps": ["fit", {"image": 7}]})
}

test_pass_digest_or_tag if {
	every image in [_digest, "scorer:1.2", "localhost:5000/scorer:v1", "scorer:latest-2026"] {
		rule.deny == set() with input as _deployment({"containers": [{"name": "main", "image": image}]})
	}
}

test_deny_any_pod if {
	pinned := {"spec": {"containers": [{"name": "main", "image": "scorer:1.2"}]}}
	loose := {"spec": {"containers": [{"name": "main", "image": "scorer"}]}}
	rule.deny == {{
		"message": "train runs an image that is not pinned",
		"path": ["pods", 1, "spec", "containers", 0, "image"],
	}} with input as {"resource": {"type": "kubeflow.org/MPIJob", "name": "train", "pods": [pinned, loose]}}
}

test_pass_every_kind_of_workload if {
	pod := {"containers": [{"name": "main", "image": "scorer:1.2"}]}
	every workload in [
		{"type": "Pod", "name": "scorer", "pods": [{"spec": pod}]},
		{"type": "kubeflow.org/MPIJob", "name": "train", "pods": [{"spec": pod}, {"spec": pod}]},
		{"type": "Pipeline", "name": "train", "properties": {"steps": [{"name": "main", "image": "scorer:1.2"}]}},
	] {
		rule.deny == set() with input as {"resource": workload}
	}
}

package lib.kubernetes_test

import data.lib.kubernetes

_pod := {"spec": {"initContainers": [{"name": "init"}], "containers": [{"name": "main"}, {"name": "side"}]}}

test_containers if {
	kubernetes.containers([_pod, {}, _pod]) == {
		["pods", 0, "spec", "initContainers", 0]: {"name": "init"},
		["pods", 0, "spec", "containers", 0]: {"name": "main"},
		["pods", 0, "spec", "containers", 1]: {"name": "side"},
		["pods", 2, "spec", "initContainers", 0]: {"name": "init"},
		["pods", 2, "spec", "containers", 0]: {"name": "main"},
		["pods", 2, "spec", "containers", 1]: {"name": "side"},
	}
	kubernetes.containers("pods") == {}
	kubernetes.containers([]) == {}
}

test_complete if {
	kubernetes.complete([_pod])
	kubernetes.complete([_pod, _pod])
}

test_incomplete if {
	every pods in [
		[],
		"pods",
		{"a": _pod},
		[{}],
		[_pod, {}],
		[_pod, "pod"],
		[_pod, {"spec": "pod"}],
	] {
		not kubernetes.complete(pods)
	}
	every pod_spec in [
		{},
		{"containers": []},
		{"containers": {"main": {}}},
		{"containers": [{"name": "main"}], "initContainers": "init"},
		{"containers": [{"name": "main"}], "initContainers": ["init"]},
		{"containers": [{"name": "main"}, {"name": 7}]},
		{"containers": [{}]},
		{"containers": "main"},
		{"containers": 7},
	] {
		not kubernetes.complete([{"spec": pod_spec}])
	}
}

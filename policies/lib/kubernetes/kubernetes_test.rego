package lib.kubernetes_test

import data.lib.kubernetes

_pod := {"initContainers": [{"name": "init"}], "containers": [{"name": "main"}, {"name": "side"}]}

_template := {"template": {"spec": _pod}}

test_pods if {
	kubernetes.pod("pod", _pod) == _pod
	kubernetes.pod("apps/deployment", _template) == _pod
	kubernetes.pod("batch/job", _template) == _pod
	kubernetes.pod("batch/cronjob", {"jobTemplate": {"spec": _template}}) == _pod
	not kubernetes.pod("apps/deployment", _pod)
}

test_paths if {
	kubernetes.pod_path("pod") == ["properties", "spec"]
	kubernetes.pod_path("apps/statefulset") == ["properties", "spec", "template", "spec"]
	kubernetes.pod_path("batch/cronjob") == ["properties", "spec", "jobTemplate", "spec", "template", "spec"]
}

test_containers if {
	kubernetes.containers(_pod) == {
		["initContainers", 0]: {"name": "init"},
		["containers", 0]: {"name": "main"},
		["containers", 1]: {"name": "side"},
	}
	kubernetes.containers("pod") == {}
}

test_complete if {
	kubernetes.complete(_pod)
	not kubernetes.complete({})
	not kubernetes.complete({"containers": []})
	not kubernetes.complete({"containers": {"main": {}}})
	not kubernetes.complete({"containers": [{"name": "main"}], "initContainers": "init"})
	not kubernetes.complete({"containers": [{"name": "main"}], "initContainers": ["init"]})
	not kubernetes.complete({"containers": [{"name": "main"}, {"name": 7}]})
	not kubernetes.complete({"containers": [{}]})
	not kubernetes.complete({"containers": "main"})
	not kubernetes.complete({"containers": 7})
}

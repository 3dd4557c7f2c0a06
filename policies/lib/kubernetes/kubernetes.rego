# METADATA
# title: Kubernetes
# description: Finds the containers in the pods of workloads, which are alike for all types of workload.
package lib.kubernetes

# METADATA
# description: The containers of pods, of every kind, by where they stand in the resource.
containers(pods) := {["pods", i, "spec", group, j]: container |
	some i, pod in pods
	some group in ["initContainers", "containers", "ephemeralContainers"]
	some j, container in pod.spec[group]
}

# METADATA
# description: |
#   Holds if there are pods, all of them have containers, all of these have names, and every list of them is one.
complete(pods) if {
	is_array(pods)
	count(pods) > 0
	every pod in pods {
		_listed(pod.spec)
	}
	every container in containers(pods) {
		is_string(container.name)
	}
}

_listed(pod_spec) if {
	is_array(pod_spec.containers)
	count(pod_spec.containers) > 0
	every group in ["initContainers", "ephemeralContainers"] {
		type_name(object.get(pod_spec, group, null)) in {"array", "null"}
	}
}

# METADATA
# title: Kubernetes
# description: Finds the pods that workloads run, and the containers in them.
package lib.kubernetes

# METADATA
# scope: document
# description: Where the pod of a workload stands in the resource.
pod_path("pod") := ["properties", "spec"]

pod_path("batch/cronjob") := ["properties", "spec", "jobTemplate", "spec", "template", "spec"]

pod_path(type) := ["properties", "spec", "template", "spec"] if not type in {"pod", "batch/cronjob"}

# METADATA
# scope: document
# description: |
#   The pod in the spec of a workload, by the type of the resource in lower case; undefined if it has none.
pod("pod", spec) := spec

pod("batch/cronjob", spec) := spec.jobTemplate.spec.template.spec

pod(type, spec) := spec.template.spec if not type in {"pod", "batch/cronjob"}

# METADATA
# description: The containers of a pod of every kind, by where they stand in it.
containers(pod_spec) := {[group, i]: container |
	some group in ["initContainers", "containers", "ephemeralContainers"]
	some i, container in pod_spec[group]
}

# METADATA
# description: Holds if a pod has containers, all of them have names, and every list of them is one.
complete(pod_spec) if {
	is_array(pod_spec.containers)
	count(pod_spec.containers) > 0
	every group in ["initContainers", "ephemeralContainers"] {
		type_name(object.get(pod_spec, group, null)) in {"array", "null"}
	}
	every container in containers(pod_spec) {
		is_string(container.name)
	}
}

package inputs

import (
	"slices"
	"strings"
	"sync"
)

// workload says where objects of a type describe the pods that they run. A place is the members on the way, with
// dots between them; "*" stands for every member or element. What ends in "?" may be missing, and then there is no
// such pod; where anything else is missing there is a pod of which nothing is known to be right: an empty one.
type workload struct {
	kind      string   // group/kind
	templates []string // places of pod templates: {metadata, spec}
	specs     []string // places of pod specs
	// servers are the members of a spec that are containers with a name of their own: what KServe calls frameworks.
	servers []string
	// elsewhere says that other objects of the platform complete the pods. What is safe only if it is said is then
	// unknown where it is absent, and so are pods where there are none. What is unsafe if it is said is for the other
	// objects to answer for.
	elsewhere bool
}

var template = []string{"spec.template"}

// workloads are the types that run pods: those of Kubernetes, and of what models are trained and served with.
// A type needs no more than a row here to be judged by every rule on workloads.
var workloads = []workload{
	{kind: "Pod", templates: []string{""}},
	{kind: "PodTemplate", templates: []string{"template"}},
	{kind: "ReplicationController", templates: template},
	{kind: "apps/DaemonSet", templates: template},
	{kind: "apps/Deployment", templates: template},
	{kind: "apps/ReplicaSet", templates: template},
	{kind: "apps/StatefulSet", templates: template},
	{kind: "batch/CronJob", templates: []string{"spec.jobTemplate.spec.template"}},
	{kind: "batch/Job", templates: template},
	{kind: "extensions/DaemonSet", templates: template},  // until Kubernetes 1.16
	{kind: "extensions/Deployment", templates: template}, // as well
	{kind: "extensions/ReplicaSet", templates: template}, // as well
	{kind: "apps.openshift.io/DeploymentConfig", templates: template},
	{kind: "argoproj.io/Rollout", templates: []string{"spec.template"}},
	{kind: "serving.knative.dev/Configuration", templates: template},
	{kind: "serving.knative.dev/Revision", templates: []string{""}},
	{kind: "serving.knative.dev/Service", templates: template},
	{kind: "batch.volcano.sh/Job", templates: []string{"spec.tasks.*.template"}},
	{kind: "jobset.x-k8s.io/JobSet", templates: []string{"spec.replicatedJobs.*.template.spec.template"}},
	{kind: "kubeflow.org/JAXJob", templates: []string{"spec.jaxReplicaSpecs.*.template"}},
	{kind: "kubeflow.org/MPIJob", templates: []string{"spec.mpiReplicaSpecs.*.template"}},
	{kind: "kubeflow.org/MXJob", templates: []string{"spec.mxReplicaSpecs.*.template"}},
	{kind: "kubeflow.org/Notebook", templates: template},
	{kind: "kubeflow.org/PaddleJob", templates: []string{"spec.paddleReplicaSpecs.*.template"}},
	{kind: "kubeflow.org/PyTorchJob", templates: []string{"spec.pytorchReplicaSpecs.*.template"}},
	{kind: "kubeflow.org/TFJob", templates: []string{"spec.tfReplicaSpecs.*.template"}},
	{kind: "kubeflow.org/XGBoostJob", templates: []string{"spec.xgbReplicaSpecs.*.template"}},
	{kind: "trainer.kubeflow.org/ClusterTrainingRuntime", templates: []string{"spec.template.spec.replicatedJobs.*.template.spec.template"}},
	{kind: "trainer.kubeflow.org/TrainingRuntime", templates: []string{"spec.template.spec.replicatedJobs.*.template.spec.template"}},
	{kind: "ray.io/RayCluster", templates: []string{"spec.headGroupSpec.template", "spec.workerGroupSpecs?.*.template"}},
	{kind: "ray.io/RayJob", templates: []string{
		"spec.rayClusterSpec?.headGroupSpec.template", "spec.rayClusterSpec?.workerGroupSpecs?.*.template", "spec.submitterPodTemplate?",
	}},
	{kind: "ray.io/RayService", templates: []string{
		"spec.rayClusterConfig.headGroupSpec.template", "spec.rayClusterConfig.workerGroupSpecs?.*.template",
	}},
	{kind: "machinelearning.seldon.io/SeldonDeployment", templates: []string{"spec.predictors.*.componentSpecs?.*"}},
	{
		kind: "serving.kserve.io/InferenceService", servers: frameworks,
		specs: []string{"spec.predictor", "spec.predictor.workerSpec?", "spec.transformer?", "spec.explainer?"},
	},
	{kind: "serving.kserve.io/ClusterServingRuntime", specs: []string{"spec", "spec.workerSpec?"}},
	{kind: "serving.kserve.io/ServingRuntime", specs: []string{"spec", "spec.workerSpec?"}},
	{kind: "serving.kserve.io/LLMInferenceService", specs: llmSpecs, elsewhere: true},
	{kind: "serving.kserve.io/LLMInferenceServiceConfig", specs: llmSpecs, elsewhere: true},
}

// frameworks are the members of a KServe component that make a container for a model, and of explainers.
// Source: PredictorSpec and ExplainerSpec of serving.kserve.io/v1beta1.
var frameworks = []string{
	"model", "sklearn", "xgboost", "tensorflow", "pytorch", "triton", "onnx", "huggingface", "pmml", "lightgbm", "paddle", "art",
}

// llmSpecs are the pods of a KServe LLMInferenceService; what it leaves out its configurations say.
var llmSpecs = []string{
	"spec.template?", "spec.worker?", "spec.prefill?.template?", "spec.prefill?.worker?", "spec.router?.scheduler?.template?",
}

// workloadOf finds the row of a type, in any letter case; nil if the type runs no pods.
func workloadOf(typeName string) *workload { return workloadIndex()[strings.ToLower(typeName)] }

var workloadIndex = sync.OnceValue(func() map[string]*workload {
	index := make(map[string]*workload, len(workloads))
	for i := range workloads {
		index[strings.ToLower(workloads[i].kind)] = &workloads[i]
	}
	return index
})

// WorkloadTypes returns the resource types that have pods: all that rules on "Workload" judge. They are sorted.
func WorkloadTypes() []string {
	types := make([]string, 0, len(workloads))
	for _, w := range workloads {
		types = append(types, w.kind)
	}
	slices.Sort(types)
	return types
}

// IsWorkload reports whether resources of a type, in any letter case, have pods.
func IsWorkload(typeName string) bool { return workloadOf(typeName) != nil }

// PodsSchema returns the JSON Schema of input.resource.pods, decoded. It is shared and must not be changed.
func PodsSchema() map[string]any { return map[string]any{"type": "array", "items": podSchema()} }

// podSchema is the schema of one pod as rules see it.
var podSchema = sync.OnceValue(func() map[string]any {
	return map[string]any{"type": "object", "additionalProperties": false, "properties": map[string]any{
		"metadata": podPart("metadata"), "spec": podPart("spec"),
	}}
})

// podPart is the schema of a part of a pod.
func podPart(name string) map[string]any {
	root, _ := SchemaTree("Pod")
	properties, _ := root["properties"].(map[string]any)
	part, _ := properties[name].(map[string]any)
	return part
}

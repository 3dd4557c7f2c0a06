package inputs

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// pods returns the pods of an object of a type as rules see them, whatever the type: a list of {metadata, spec},
// whose values stand where the object has them. ok is false if objects of the type run none.
func (m *manifests) pods(typeName string, properties document.Value) (pods document.Value, ok bool, err error) {
	w := workloadOf(typeName)
	if w == nil {
		return document.Value{}, false, nil
	}
	f := podFinder{manifests: m, workload: w}
	for _, place := range w.templates {
		f.find(properties, strings.Split(place, "."), nil, f.addTemplate)
	}
	for _, place := range w.specs {
		f.find(properties, strings.Split(place, "."), nil, f.addSpec)
	}
	if f.err == nil && len(f.pods) == 0 && w.elsewhere {
		return document.UnknownValue().From(properties), true, nil
	}
	return document.ArrayValue(f.pods...).From(properties), true, f.err
}

// podFinder collects the pods of one object.
type podFinder struct {
	*manifests
	workload *workload
	pods     []document.Value
	err      error // the first thing that is wrong
}

// find calls add with what stands in a place below v, which stands at the path.
func (f *podFinder) find(v document.Value, place []string, at document.Path, add func(v document.Value, at document.Path)) {
	if len(place) == 0 || place[0] == "" {
		add(v, at)
		return
	}
	step, optional := strings.CutSuffix(place[0], "?")
	if step == "*" {
		f.findEach(v, place[1:], at, add)
		return
	}
	below := v.Get(step)
	at = append(slices.Clone(at), document.Step{Key: step})
	switch {
	case absent(below) && !optional:
		f.pods = append(f.pods, document.ObjectValue().From(v))
	case absent(below):
	case below.Kind() != document.Object && (len(place) == 1 || place[1] != "*"):
		f.refuse(below, at, "object")
	default:
		f.find(below, place[1:], at, add)
	}
}

// findEach goes on below every member or element of v.
func (f *podFinder) findEach(v document.Value, place []string, at document.Path, add func(v document.Value, at document.Path)) {
	each := func(v document.Value, step document.Step) {
		here := append(slices.Clone(at), step)
		if v.Kind() != document.Object {
			f.refuse(v, here, "object")
			return
		}
		f.find(v, place, here, add)
	}
	switch v.Kind() {
	case document.Array:
		for i, e := range v.Elements() {
			each(e, document.Step{Index: i, IsIndex: true})
		}
	case document.Object:
		for _, member := range v.Members() {
			each(member.Value, document.Step{Key: member.Key.Text()})
		}
	default:
		f.refuse(v, at, "array")
	}
}

// refuse records that v is not of the wanted kind. The API server would refuse it too.
func (f *podFinder) refuse(v document.Value, at document.Path, want string) {
	if f.err == nil {
		f.err = f.mistyped(mismatch{at: v, location: at, want: want})
	}
}

func (f *podFinder) addTemplate(template document.Value, at document.Path) {
	var pod []document.Member
	for _, key := range []string{"metadata", "spec"} {
		if part := template.Get(key); !absent(part) {
			pod = append(pod, document.Field(key, part))
		}
	}
	f.add(document.ObjectValue(pod...).From(template), podSchema(), template, at)
}

func (f *podFinder) addSpec(spec document.Value, at document.Path) {
	whole := spec
	if f.workload.elsewhere {
		whole = completed(whole)
	}
	whole = withServers(whole, f.workload.servers)
	f.add(document.ObjectValue(document.Field("spec", whole)).From(spec), podPart("spec"), spec, at)
}

// add adds a pod that was made of a value at a path, if the types in that are those of the schema.
func (f *podFinder) add(pod document.Value, schema map[string]any, made document.Value, at document.Path) {
	if wrong := retyped(schema, made); wrong != nil {
		f.refuse(wrong.at, append(slices.Clone(at), wrong.location...), wrong.want)
		return
	}
	f.pods = append(f.pods, pod)
}

// withServers returns the pod spec of a component with its model servers, which stand beside its containers, among
// these. What a server does not say its runtime does.
func withServers(spec document.Value, servers []string) document.Value {
	var containers []document.Value
	members := make([]document.Member, 0, spec.Len())
	for _, m := range spec.Members() {
		switch key := m.Key.Text(); {
		case slices.Contains(servers, key) && m.Value.Kind() == document.Object:
			server := withMissing(m.Value, []string{"name"}, document.StringValue("kserve-container").From(m.Value))
			containers = append(containers, saidElsewhere(server, saidByRuntimes))
		case key != "containers":
			members = append(members, m)
		}
	}
	if len(containers) == 0 {
		return spec
	}
	containers = append(containers, spec.Get("containers").Elements()...)
	members = append(members, document.Field("containers", document.ArrayValue(containers...).From(spec)))
	return document.ObjectValue(members...).From(spec)
}

// What other objects say of pods and containers, where these do not.
var (
	saidByRuntimes = []string{
		"args", "command", "image", "imagePullPolicy", "livenessProbe", "readinessProbe", "resources", "securityContext", "startupProbe",
	}
	saidByConfigurations = []string{"automountServiceAccountToken", "containers", "securityContext", "serviceAccountName"}
)

// completed returns a pod spec that others complete.
func completed(spec document.Value) document.Value {
	spec = mapMembers(spec, func(key string, v document.Value) document.Value {
		if key != "containers" || v.Kind() != document.Array {
			return v
		}
		containers := make([]document.Value, 0, v.Len())
		for _, c := range v.Elements() {
			containers = append(containers, saidElsewhere(c, saidByRuntimes))
		}
		return document.ArrayValue(containers...).From(v)
	})
	return saidElsewhere(spec, saidByConfigurations)
}

// saidElsewhere returns an object in which members that it does not have are unknown.
func saidElsewhere(v document.Value, names []string) document.Value {
	return withMissing(v, names, document.UnknownValue().From(v))
}

// withMissing returns an object with a value for the members that it does not have.
func withMissing(v document.Value, names []string, missing document.Value) document.Value {
	if v.Kind() != document.Object {
		return v
	}
	members := slices.DeleteFunc(slices.Clone(v.Members()), func(m document.Member) bool {
		return absent(m.Value) && slices.Contains(names, m.Key.Text())
	})
	for _, name := range names {
		if absent(v.Get(name)) {
			members = append(members, document.Field(name, missing))
		}
	}
	return document.ObjectValue(members...).From(v)
}

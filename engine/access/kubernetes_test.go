package access_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/engine/access"
)

const rbacAPI = "rbac.authorization.k8s.io/v1"

// manifest is an object of a cluster; namespace "" is none.
func manifest(kind, namespace, name string, more object) object {
	metadata := object{"name": name}
	if namespace != "" {
		metadata["namespace"] = namespace
	}
	api := rbacAPI
	if kind == "ServiceAccount" {
		api = "v1"
	}
	o := object{"apiVersion": api, "kind": kind, "metadata": metadata}
	for k, v := range more {
		if k == "labels" {
			metadata[k] = v
			continue
		}
		o[k] = v
	}
	return o
}

func ruleOf(verbs, groups, resources string, more object) object {
	r := object{"verbs": strings.Split(verbs, ","), "apiGroups": strings.Split(groups, ","), "resources": strings.Split(resources, ",")}
	maps.Copy(r, more)
	return r
}

func binding(kind, namespace, role string, subjects ...object) object {
	roleKind, name, _ := strings.Cut(role, "/")
	return manifest(kind, namespace, "b-"+name, object{"roleRef": object{"apiGroup": "rbac.authorization.k8s.io", "kind": roleKind, "name": name}, "subjects": subjects})
}

func TestDecideKubernetes(t *testing.T) {
	secrets := object{"rules": []object{ruleOf("get,list", "", "secrets", nil)}}
	alice := object{"kind": "User", "name": "alice", "apiGroup": "rbac.authorization.k8s.io"}
	aliceUser := access.Subject{ID: "alice", Type: "User"}
	account := object{"kind": "ServiceAccount", "name": "app", "namespace": "ml"}
	app := access.Subject{ID: "system:serviceaccount:ml:app", Type: "ServiceAccount"}
	group := func(name string) object { return object{"kind": "Group", "name": name} }
	get := access.KubernetesQuestion{Verb: "get", Resource: "secrets", Namespace: "ml"}
	everywhere := access.KubernetesQuestion{Verb: "get", Resource: "secrets"}
	cluster := func(rules ...object) object { return manifest("ClusterRole", "", "r", object{"rules": rules}) }
	bound := binding("ClusterRoleBinding", "", "ClusterRole/r", alice)
	aggregated := manifest("ClusterRole", "", "r", object{"aggregationRule": object{"clusterRoleSelectors": []object{
		{"matchLabels": object{"to": "r"}, "matchExpressions": []object{{"key": "tier", "operator": "NotIn", "values": []string{"web"}}}},
	}}})
	part := func(tier string) object {
		return manifest("ClusterRole", "", "part", object{"labels": object{"to": "r", "tier": tier}, "rules": secrets["rules"]})
	}
	tests := []struct {
		name    string
		objects []object
		subject access.Subject
		asked   access.KubernetesQuestion
		want    access.Outcome
	}{
		{"everywhere", []object{cluster(ruleOf("get", "", "secrets", nil)), bound}, aliceUser, everywhere, access.Allowed},
		{"in the namespace", []object{manifest("Role", "ml", "r", secrets), binding("RoleBinding", "ml", "Role/r", alice)}, aliceUser, get, access.Allowed},
		{"a cluster role in the namespace", []object{cluster(ruleOf("get", "", "secrets", nil)), binding("RoleBinding", "ml", "ClusterRole/r", alice)}, aliceUser, get, access.Allowed},
		{"in another namespace", []object{manifest("Role", "web", "r", secrets), binding("RoleBinding", "web", "Role/r", alice)}, aliceUser, get, access.Denied},
		{"in one namespace of all", []object{manifest("Role", "web", "r", secrets), binding("RoleBinding", "web", "Role/r", alice)}, aliceUser, everywhere, access.Indeterminate},
		{"a role of another namespace", []object{manifest("Role", "web", "r", secrets), binding("RoleBinding", "ml", "Role/r", alice)}, aliceUser, get, access.Indeterminate},
		{"a role that is not there", []object{bound}, aliceUser, get, access.Indeterminate},
		{"another verb", []object{cluster(ruleOf("list", "", "secrets", nil)), bound}, aliceUser, get, access.Denied},
		{"another group", []object{cluster(ruleOf("get", "apps", "secrets", nil)), bound}, aliceUser, get, access.Denied},
		{"another resource", []object{cluster(ruleOf("get", "", "secret", nil)), bound}, aliceUser, get, access.Denied},
		{"no rules", []object{cluster(), bound}, aliceUser, get, access.Denied},
		{"all by stars", []object{cluster(ruleOf("*", "*", "*", nil)), bound}, aliceUser, get, access.Allowed},
		{"a star covers subresources", []object{cluster(ruleOf("get", "", "*", nil)), bound}, aliceUser, access.KubernetesQuestion{Verb: "get", Resource: "pods", Subresource: "log"}, access.Allowed},
		{"a resource does not", []object{cluster(ruleOf("get", "", "pods", nil)), bound}, aliceUser, access.KubernetesQuestion{Verb: "get", Resource: "pods", Subresource: "log"}, access.Denied},
		{"subresource", []object{cluster(ruleOf("get", "", "pods/log", nil)), bound}, aliceUser, access.KubernetesQuestion{Verb: "get", Resource: "pods", Subresource: "log"}, access.Allowed},
		{"subresource of all", []object{cluster(ruleOf("update", "*", "*/scale", nil)), bound}, aliceUser, access.KubernetesQuestion{Verb: "update", Group: "apps", Resource: "deployments", Subresource: "scale"}, access.Allowed},
		{"by name", []object{cluster(ruleOf("get", "", "secrets", object{"resourceNames": []string{"a"}})), bound}, aliceUser, access.KubernetesQuestion{Verb: "get", Resource: "secrets", Name: "a"}, access.Allowed},
		{"by another name", []object{cluster(ruleOf("get", "", "secrets", object{"resourceNames": []string{"a"}})), bound}, aliceUser, access.KubernetesQuestion{Verb: "get", Resource: "secrets", Name: "b"}, access.Denied},
		{"some names of all", []object{cluster(ruleOf("get", "", "secrets", object{"resourceNames": []string{"a"}})), bound}, aliceUser, get, access.Indeterminate},
		{"url", []object{cluster(object{"verbs": []string{"get"}, "nonResourceURLs": []string{"/healthz/*"}}), bound}, aliceUser, access.KubernetesQuestion{Verb: "get", URL: "/healthz/x"}, access.Allowed},
		{"another url", []object{cluster(object{"verbs": []string{"get"}, "nonResourceURLs": []string{"/healthz"}}), bound}, aliceUser, access.KubernetesQuestion{Verb: "get", URL: "/healthz/x"}, access.Denied},
		{"no url in a namespace", []object{cluster(object{"verbs": []string{"get"}, "nonResourceURLs": []string{"*"}}), binding("RoleBinding", "ml", "ClusterRole/r", alice)}, aliceUser, access.KubernetesQuestion{Verb: "get", URL: "/metrics"}, access.Denied},
		{"service account", []object{manifest("Role", "ml", "r", secrets), binding("RoleBinding", "ml", "Role/r", account)}, app, get, access.Allowed},
		{"service account as user", []object{cluster(ruleOf("get", "", "secrets", nil)), binding("ClusterRoleBinding", "", "ClusterRole/r", object{"kind": "User", "name": app.ID})}, app, get, access.Allowed},
		{"service accounts", []object{cluster(ruleOf("get", "", "secrets", nil)), binding("ClusterRoleBinding", "", "ClusterRole/r", group("system:serviceaccounts:ml"))}, app, get, access.Allowed},
		{"service accounts elsewhere", []object{cluster(ruleOf("get", "", "secrets", nil)), binding("ClusterRoleBinding", "", "ClusterRole/r", group("system:serviceaccounts:web"))}, app, get, access.Denied},
		{"everybody", []object{cluster(ruleOf("get", "", "secrets", nil)), binding("ClusterRoleBinding", "", "ClusterRole/r", group("system:authenticated"))}, aliceUser, get, access.Allowed},
		{"nobody known", []object{cluster(ruleOf("get", "", "secrets", nil)), binding("ClusterRoleBinding", "", "ClusterRole/r", group("system:authenticated"))}, access.Subject{ID: "system:anonymous", Type: "User"}, get, access.Denied},
		{"a user called like a group", []object{cluster(ruleOf("get", "", "secrets", nil)), binding("ClusterRoleBinding", "", "ClusterRole/r", group("alice"))}, aliceUser, get, access.Denied},
		{"aggregated", []object{aggregated, part("ml"), bound}, aliceUser, get, access.Allowed},
		{"aggregated from what was not read", []object{aggregated, bound}, aliceUser, get, access.Indeterminate},
		{"not selected", []object{aggregated, part("web"), bound}, aliceUser, get, access.Indeterminate},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := model(t, append(tt.objects, manifest("ServiceAccount", "ml", "app", nil))...)
			d := m.DecideKubernetes(tt.subject, tt.asked)
			if d.Outcome != tt.want {
				t.Fatalf("got %v, want %v: %+v", d.Outcome, tt.want, d)
			}
			if d.Outcome == access.Indeterminate && d.Paths[0].Reason == "" {
				t.Error("no reason")
			}
			listed := map[string]access.Outcome{}
			for _, h := range m.WhoCanKubernetes(tt.asked) {
				listed[h.Type+" "+h.ID] = h.Outcome
			}
			for _, s := range m.Subjects() {
				if got, want := listed[s.Type+" "+s.ID], m.DecideKubernetes(s, tt.asked).Outcome; got != want {
					t.Errorf("%v: who-can says %v, decide %v", s, got, want)
				}
			}
		})
	}
}

package server

import (
	"strings"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// review is the answer to a SubjectAccessReview.
type review struct {
	APIVersion string       `json:"apiVersion"`
	Kind       string       `json:"kind"`
	Status     reviewStatus `json:"status"`
}

type reviewStatus struct {
	Allowed         bool   `json:"allowed"`
	Denied          bool   `json:"denied,omitempty"` // no other authoriser may allow it
	Reason          string `json:"reason,omitempty"`
	EvaluationError string `json:"evaluationError,omitempty"`
}

const (
	authorizationVersion = "authorization.k8s.io/v1"
	reviewKind           = "SubjectAccessReview"
)

// authorize answers a SubjectAccessReview. What is no request for a decision is denied for good.
func (x *exchange) authorize(root document.Value) *problem {
	if root.Get("apiVersion").Text() != authorizationVersion || root.Get("kind").Text() != reviewKind {
		return bad("want a " + reviewKind + " of " + authorizationVersion)
	}
	out := review{APIVersion: authorizationVersion, Kind: reviewKind}
	value, reason := reviewRequest(root.Get("spec"))
	request, err := engine.NewRequest(value)
	if err != nil && reason == "" {
		reason = err.Error()
	}
	if reason != "" {
		out.Status = reviewStatus{Denied: true, EvaluationError: reason}
		x.log(decisionPath, value, denied, reason)
		x.server.metrics.decision(engine.Indeterminate)
	} else {
		out.Status = reviewed(x.decision(request))
	}
	x.respond(out, false)
	return nil
}

// reviewed is a decision for Kubernetes, which asks on where nothing was decided.
func reviewed(d engine.Decision) reviewStatus {
	var messages []string
	for _, r := range d.Reasons {
		messages = append(messages, r.Message)
	}
	s := reviewStatus{Allowed: d.Allow, Reason: strings.Join(messages, "; ")}
	if d.Outcome == engine.Indeterminate {
		s.EvaluationError, s.Reason = s.Reason, ""
	}
	s.Denied = !d.Allow && len(d.Determining) > 0
	return s
}

// reviewRequest is the spec of a review as a request, or why it is none.
func reviewRequest(spec document.Value) (request document.Value, reason string) {
	resource, path := spec.Get("resourceAttributes"), spec.Get("nonResourceAttributes")
	isResource, isPath := resource.Kind() == document.Object, path.Kind() == document.Object
	if isResource == isPath {
		return spec, "want one of spec.resourceAttributes and spec.nonResourceAttributes"
	}
	var verb, what document.Value
	if isResource {
		verb, what = resource.Get("verb"), reviewedResource(resource)
	} else {
		verb = path.Get("verb")
		what = document.ObjectValue(document.Field("type", document.StringValue("path")), document.Field("id", path.Get("path")))
	}
	return document.ObjectValue(
		document.Field("subject", reviewedUser(spec)),
		document.Field("action", document.ObjectValue(document.Field("name", verb))),
		document.Field("resource", what),
	), ""
}

// serviceAccount is how Kubernetes calls users that are programs.
const serviceAccount = "system:serviceaccount:"

func reviewedUser(spec document.Value) document.Value {
	kind := "user"
	if strings.HasPrefix(spec.Get("user").Text(), serviceAccount) {
		kind = "service_account"
	}
	return document.ObjectValue(
		document.Field("type", document.StringValue(kind)), document.Field("id", spec.Get("user")),
		document.Field("properties", given(spec, "groups", "uid", "extra")),
	)
}

func reviewedResource(a document.Value) document.Value {
	kind := a.Get("resource").Text()
	if group := a.Get("group").Text(); group != "" {
		kind = group + "/" + kind
	}
	if sub := a.Get("subresource").Text(); sub != "" {
		kind += "/" + sub
	}
	id := "*"
	if name := a.Get("name").Text(); name != "" {
		id = name
	}
	if namespace := a.Get("namespace").Text(); namespace != "" {
		id = namespace + "/" + id
	}
	return document.ObjectValue(
		document.Field("type", document.StringValue(kind)), document.Field("id", document.StringValue(id)),
		document.Field("properties", given(a, "namespace", "name", "group", "version", "resource", "subresource")),
	)
}

// given are those members of an object that it has.
func given(v document.Value, keys ...string) document.Value {
	var members []document.Member
	for _, key := range keys {
		if member := v.Get(key); member.Defined() {
			members = append(members, document.Field(key, member))
		}
	}
	return document.ObjectValue(members...)
}

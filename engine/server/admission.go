package server

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// admissionReview is the answer to an AdmissionReview.
type admissionReview struct {
	APIVersion string            `json:"apiVersion"`
	Kind       string            `json:"kind"`
	Response   admissionResponse `json:"response"`
}

type admissionResponse struct {
	UID              string            `json:"uid"`
	Allowed          bool              `json:"allowed"`
	Status           *admissionStatus  `json:"status,omitempty"`
	Warnings         []string          `json:"warnings,omitempty"`
	AuditAnnotations map[string]string `json:"auditAnnotations,omitempty"`
}

type admissionStatus struct {
	Code    int    `json:"code"`
	Reason  string `json:"reason"`
	Message string `json:"message"`
}

const (
	admissionVersion = "admission.k8s.io/v1"
	admissionKind    = "AdmissionReview"
	admissionName    = "object" // what findings call the place an object comes from
)

// admission answers an AdmissionReview: the object is judged by the rules for its type.
func (x *exchange) admission(root document.Value) *problem {
	request := root.Get("request")
	uid := request.Get("uid")
	if root.Get("apiVersion").Text() != admissionVersion || root.Get("kind").Text() != admissionKind || uid.Text() == "" {
		return bad("want an " + admissionKind + " of " + admissionVersion + " with request.uid")
	}
	defer x.limited()()
	response := x.admit(request)
	if x.ctx.Err() != nil {
		return errSlow
	}
	response.UID = uid.Text()
	response.AuditAnnotations = map[string]string{"revision": x.snapshot.revision}
	// The object may hold secrets, and is in the audit log of the cluster.
	input := given(request, "uid", "kind", "resource", "subResource", "name", "namespace", "operation", "userInfo")
	x.log("kubernetes/admission", input, marshal(response), "")
	x.respond(admissionReview{admissionVersion, admissionKind, response}, false)
	return nil
}

func (x *exchange) admit(request document.Value) admissionResponse {
	operation, object := request.Get("operation").Text(), request.Get("object")
	if operation == "DELETE" {
		return admissionResponse{Allowed: true}
	}
	if object.Kind() != document.Object {
		return refused("there is no object to judge")
	}
	doc, err := document.ParseJSON(object.AppendJSON(nil), document.Limits{Bytes: 2 * x.server.limits.Body, Depth: x.server.limits.Depth}, nil)
	if err != nil {
		return refused("the object cannot be read: " + err.Error())
	}
	resources, err := x.server.config.Objects(doc)
	switch {
	case err != nil:
		return refused(err.Error())
	case len(resources) == 0:
		return refused("there is no object to judge")
	}
	report := x.snapshot.engine.Check(x.ctx, items(resources), engine.CheckOptions{
		Command: "serve", Version: x.server.config.Version, Started: x.now, Now: x.now, Waivers: x.server.config.Waivers, Jobs: 1,
	})
	return admitted(report, x.server.config.FailLevel)
}

func items(resources []*inputs.Resource) func(func(inputs.Item) bool) {
	return func(yield func(inputs.Item) bool) {
		for _, r := range resources {
			if !yield(inputs.Item{Resource: r}) {
				return
			}
		}
	}
}

func refused(reason string) admissionResponse {
	return admissionResponse{Status: &admissionStatus{http.StatusForbidden, "Forbidden", reason}}
}

// admitted is the answer that a report leads to. Only findings below the level, and those that are waived, do not refuse.
func admitted(r *engine.Report, level engine.Severity) admissionResponse {
	var reasons, warnings []string
	for _, f := range r.Errors {
		if f.Code == engine.CodeNothing {
			f.Message = "no rule is about this type of object"
		}
		reasons = append(reasons, f.Message)
	}
	for _, f := range r.Findings {
		text := fmt.Sprintf("%s: %s", f.Rule, f.Message)
		if f.Outcome == engine.Waived || f.Outcome == engine.Fail && below(f.Severity, level) {
			warnings = append(warnings, text)
		} else {
			reasons = append(reasons, text)
		}
	}
	if len(reasons) == 0 && r.Counts.Evaluations > 0 {
		return admissionResponse{Allowed: true, Warnings: warnings}
	}
	if len(reasons) == 0 {
		reasons = append(reasons, "nothing was judged")
	}
	response := refused(strings.Join(reasons, "; "))
	response.Warnings = warnings
	return response
}

// below reports whether a severity is less than a level; "" is the lowest level.
func below(s, level engine.Severity) bool {
	return slices.Index(engine.Severities, s) < slices.Index(engine.Severities, level)
}

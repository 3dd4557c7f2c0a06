package server

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// paths are what OPA's data API can ask for.
type paths struct {
	parts    map[string]bool     // "key_vault/purge_protection/deny"
	packages map[string][]string // "key_vault/purge_protection" -> "deny", …
}

func newPaths(documents []string) *paths {
	p := &paths{parts: map[string]bool{}, packages: map[string][]string{}}
	for _, d := range documents {
		p.parts[d] = true
		i := strings.LastIndexByte(d, '/')
		p.packages[d[:max(i, 0)]] = append(p.packages[d[:max(i, 0)]], d[i+1:])
	}
	return p
}

// The paths of the decision policy as a whole.
const (
	accessPath = "access"
	allowPath  = "access/allow"
)

// dataResponse is OPA's: without result, what was asked for is undefined.
type dataResponse struct {
	DecisionID string         `json:"decision_id,omitempty"`
	Result     any            `json:"result,omitempty"`
	Provenance *provenance    `json:"provenance,omitempty"`
	Metrics    map[string]any `json:"metrics,omitempty"`
}

type provenance struct {
	Version string                       `json:"version"`
	Bundles map[string]map[string]string `json:"bundles"`
}

// data answers OPA's data API.
func (x *exchange) data(root document.Value) *problem {
	defer x.limited()()
	started := time.Now()
	query := x.request.URL.Query()
	input := root.Get("input")
	if text := query.Get("input"); text != "" && x.request.Method == http.MethodGet {
		doc, err := document.ParseJSON([]byte(text), document.Limits{Bytes: x.server.limits.Body, Depth: x.server.limits.Depth}, nil)
		if err != nil {
			return bad("the parameter input is not JSON: " + err.Error())
		}
		input = doc.Root
	}
	path := strings.Trim(x.request.PathValue("path"), "/")
	result, err := x.document(path, input)
	if x.ctx.Err() != nil {
		return errSlow
	}
	if err != nil {
		x.log(path, input, nil, err.Error())
		return &problem{http.StatusInternalServerError, err.Error()}
	}
	var encoded []byte
	if result != nil {
		encoded = marshal(result)
	}
	x.log(path, input, encoded, "")
	r := dataResponse{DecisionID: x.id}
	if encoded != nil {
		r.Result = json.RawMessage(encoded)
	}
	if asked(query, "provenance") {
		r.Provenance = &provenance{x.server.config.Version, map[string]map[string]string{"policy": {"revision": x.snapshot.revision}}}
	}
	if asked(query, "metrics") || asked(query, "instrument") {
		r.Metrics = map[string]any{"timer_server_handler_ns": time.Since(started).Nanoseconds()}
	}
	x.respond(r, asked(query, "pretty"))
	return nil
}

// asked reports whether a parameter is there, and not false.
func asked(query map[string][]string, name string) bool {
	values, ok := query[name]
	return ok && len(values) > 0 && values[0] != "false"
}

func (x *exchange) respond(v any, pretty bool) {
	b := marshal(v)
	if pretty {
		var indented bytes.Buffer
		if json.Indent(&indented, b, "", "  ") == nil {
			b = indented.Bytes()
		}
	}
	x.out = append(append(x.out, b...), '\n')
}

// document is the value at a path, nil if it is undefined.
func (x *exchange) document(path string, input document.Value) (any, error) {
	switch path {
	case accessPath, allowPath, decisionPath:
		return x.accessDocument(path, input), nil
	}
	if x.snapshot.paths.parts[path] {
		return x.part(path, input)
	}
	parts := x.snapshot.paths.packages[path]
	if len(parts) == 0 {
		return nil, nil
	}
	values := map[string]any{}
	for _, name := range parts {
		value, err := x.part(path+"/"+name, input)
		if err != nil {
			return nil, err
		}
		if value != nil {
			values[name] = value
		}
	}
	return values, nil
}

func (x *exchange) part(path string, input document.Value) (any, error) {
	value, defined, err := x.decider.Ask(x.ctx, path, input)
	if err != nil || !defined {
		return nil, err
	}
	return value, nil
}

// accessDocument is the decision on a request; one that is no request is denied.
func (x *exchange) accessDocument(path string, input document.Value) any {
	request, err := engine.NewRequest(input)
	var d engine.Decision
	if err != nil {
		d = engine.Decision{
			Outcome: engine.Indeterminate, Determining: []engine.Determined{}, Obligations: []engine.Obligation{},
			Reasons: []engine.Reason{{Code: "invalid_request", Message: err.Error()}},
		}
	} else {
		d = x.decider.Decide(x.ctx, request)
	}
	x.server.metrics.decision(d.Outcome)
	switch path {
	case allowPath:
		return d.Allow
	case decisionPath:
		return d
	default:
		return map[string]any{"allow": d.Allow, "decision": d}
	}
}

// dataError is an error as OPA words one.
type dataError struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

var dataCodes = map[int]string{
	http.StatusBadRequest:            "invalid_parameter",
	http.StatusRequestEntityTooLarge: "invalid_parameter",
	http.StatusUnauthorized:          "unauthorized",
	http.StatusServiceUnavailable:    "internal_error",
	http.StatusInternalServerError:   "internal_error",
}

// refuseData answers with a problem, in the form of OPA's API.
func refuseData(w http.ResponseWriter, p *problem) {
	writeJSON(w, p.status, dataError{dataCodes[p.status], p.reason})
}

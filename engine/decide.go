package engine

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// Request is one access request in the shape of the OpenID AuthZEN Authorization API 1.0 (section 5):
// subject, action, resource, and optionally context. Fields the standard does not name are ignored.
type Request struct {
	Value document.Value
}

// Decision is the answer to a request.
type Decision struct {
	Allow       bool         `json:"allow"`
	Outcome     string       `json:"outcome"` // permit, deny, not_applicable or indeterminate
	Determining []Determined `json:"determining"`
	Reasons     []Reason     `json:"reasons"`
	Obligations []Obligation `json:"obligations"`
}

// The outcomes of a [Decision]. Only Permit allows.
const (
	Permit        = "permit"
	Deny          = "deny"
	Indeterminate = "indeterminate"
)

// Determined is a rule that decided: its id, and what it did (permit, forbid, require or error).
type Determined struct {
	Rule   string `json:"rule"`
	Effect string `json:"effect"`
}

// Reason is why a request was denied, or by what it was allowed.
type Reason struct {
	Code     string `json:"code"`
	Message  string `json:"message"`
	Path     []any  `json:"path,omitempty"` // from the request
	Expected any    `json:"expected,omitempty"`
	Actual   any    `json:"actual,omitempty"`
}

// Obligation is what the caller must do with the decision; a caller that cannot must deny.
type Obligation struct {
	ID         string         `json:"id"`
	Type       string         `json:"type"`
	Properties map[string]any `json:"properties,omitempty"`
}

// RequestError is why a request cannot be decided: a required attribute is missing or has the wrong type.
type RequestError struct{ Attribute, Reason string }

// Error names the attribute and what is wrong with it.
func (e *RequestError) Error() string { return e.Attribute + " " + e.Reason }

// requiredAttributes are the strings that every request must have.
var requiredAttributes = [][]string{
	{"subject", "type"}, {"subject", "id"}, {"action", "name"}, {"resource", "type"}, {"resource", "id"},
}

// NewRequest checks that v is a request: an object with the attributes that the standard requires, all
// non-empty strings, and objects where it wants objects.
func NewRequest(v document.Value) (Request, error) {
	if v.Kind() != document.Object {
		return Request{}, &RequestError{"request", fmt.Sprintf("is %s, want an object", v.Kind())}
	}
	for _, key := range []string{"subject", "action", "resource", "context"} {
		entity := v.Get(key)
		if entity.Defined() && entity.Kind() != document.Object {
			return Request{}, &RequestError{key, fmt.Sprintf("is %s, want an object", entity.Kind())}
		}
		if p := entity.Get("properties"); p.Defined() && p.Kind() != document.Object {
			return Request{}, &RequestError{key + ".properties", fmt.Sprintf("is %s, want an object", p.Kind())}
		}
	}
	for _, path := range requiredAttributes {
		name := path[0] + "." + path[1]
		switch text := v.At(path...); {
		case !text.Defined():
			return Request{}, &RequestError{name, "is missing"}
		case text.Kind() != document.String:
			return Request{}, &RequestError{name, fmt.Sprintf("is %s, want a string", text.Kind())}
		case text.Text() == "":
			return Request{}, &RequestError{name, "is empty"}
		}
	}
	return Request{v}, nil
}

// decisionRule is a package of the decision policy.
type decisionRule struct {
	*Rule
	path    ast.Ref
	effects map[string]*lazyQuery // permit, forbid, require, obligations: those the package defines
}

// effectNames are the partial objects that a decision package may define.
var effectNames = []string{"forbid", "require", "permit", "obligations"}

func (set *ruleSet) addDecision(m *parsed) error {
	r, err := newRule(m.id, m.module, m.source)
	if err != nil {
		return err
	}
	d := &decisionRule{Rule: r, path: m.module.Package.Path, effects: map[string]*lazyQuery{}}
	for _, name := range effectNames {
		if defines(m.module, name) {
			d.effects[name] = &lazyQuery{}
		}
	}
	if len(d.effects) == 0 {
		return &LoadError{
			File: m.file(), Line: m.module.Package.Location.Row, Reason: "the package defines neither permit, forbid, require nor obligations",
			Hint: "shared functions belong in a package below " + libraryRoot,
		}
	}
	set.decisions = append(set.decisions, d)
	set.schemas[m.id] = requestSchema()
	return nil
}

// Decide answers a request. A rule that forbids it, or a requirement that is not proved, denies; otherwise a
// rule that permits it allows; otherwise it is denied. Every rule is run, to collect all reasons, and any
// error makes the decision indeterminate, which denies.
func (e *Engine) Decide(ctx context.Context, r Request, now time.Time) Decision {
	decision := Decision{Determining: []Determined{}, Reasons: []Reason{}, Obligations: []Obligation{}}
	found, err := e.effects(ctx, r, now)
	if err != nil {
		decision.Outcome = Indeterminate
		decision.Determining = append(decision.Determining, Determined{Rule: err.rule, Effect: "error"})
		decision.Reasons = append(decision.Reasons, Reason{Code: "error", Message: err.Error()})
		return decision
	}
	denied := slices.Concat(found["forbid"], found["require"])
	switch {
	case len(denied) > 0:
		decision.Outcome = Deny
		decision.explain(denied)
	case len(found["permit"]) > 0:
		decision.Outcome, decision.Allow = Permit, true
		decision.explain(found["permit"])
	default:
		decision.Outcome = Deny
		decision.Reasons = append(decision.Reasons, Reason{Code: "no_permit", Message: "no rule permits the request"})
	}
	decision.oblige(found["obligations"])
	return decision
}

// effect is one entry of a partial object: permit["x"] := {…}.
type effect struct {
	rule, name, id string
	value          map[string]any
}

// ruleError is an error of one decision rule.
type ruleError struct {
	rule string
	err  error
}

func (e *ruleError) Error() string { return e.rule + ": " + e.err.Error() }

// effects evaluates every decision rule, in order.
func (e *Engine) effects(ctx context.Context, r Request, now time.Time) (map[string][]effect, *ruleError) {
	judge := newJudge(e, nil, now, "decide")
	plain := converter{keys: judge.convert.keys}
	request := plain.term(requestOnly(r.Value), nil)
	input := &subject{input: ast.ObjectTerm(ast.Item(ast.StringTerm("request"), request), ast.Item(ast.StringTerm("run"), judge.run))}
	found := map[string][]effect{}
	for _, rule := range e.decisions {
		for _, name := range effectNames {
			lazy, ok := rule.effects[name]
			if !ok {
				continue
			}
			entries, err := judge.effect(ctx, rule, name, lazy, input)
			if err != nil {
				return nil, &ruleError{rule.ID, err}
			}
			found[name] = append(found[name], entries...)
		}
	}
	return found, nil
}

// requestOnly drops what the standard does not name, which must be ignored.
func requestOnly(v document.Value) document.Value {
	var members []document.Member
	for key, fields := range map[string][]string{
		"subject": {"type", "id", "properties"}, "resource": {"type", "id", "properties"}, "action": {"name", "properties"},
	} {
		var kept []document.Member
		for _, field := range fields {
			if f := v.At(key, field); f.Defined() {
				kept = append(kept, document.Field(field, f))
			}
		}
		members = append(members, document.Field(key, document.ObjectValue(kept...)))
	}
	if c := v.Get("context"); c.Defined() {
		members = append(members, document.Field("context", c))
	}
	return document.ObjectValue(members...)
}

func (j *judge) effect(ctx context.Context, rule *decisionRule, name string, lazy *lazyQuery, s *subject) ([]effect, error) {
	query, err := lazy.get(ctx, j.engine, rule.path.Append(ast.StringTerm(name)))
	if err != nil {
		return nil, err
	}
	value, err := j.eval(ctx, query, s)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	entries, ok := value.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("%s is not an object keyed by id", name)
	}
	var found []effect
	for _, id := range slices.Sorted(maps.Keys(entries)) {
		object, ok := entries[id].(map[string]any)
		if !ok {
			return nil, errors.New(name + "[" + id + "] is not an object")
		}
		found = append(found, effect{rule.ID, name, id, object})
	}
	return found, nil
}

func (d *Decision) explain(effects []effect) {
	for _, e := range effects {
		d.Determining = append(d.Determining, Determined{Rule: e.rule + "." + e.id, Effect: e.name})
		reason := Reason{Code: e.id, Expected: e.value["expected"], Actual: e.value["actual"]}
		if code, ok := e.value["code"].(string); ok {
			reason.Code = code
		}
		reason.Message, _ = e.value["message"].(string)
		reason.Path, _ = e.value["path"].([]any)
		d.Reasons = append(d.Reasons, reason)
	}
}

// oblige adds the obligations.
func (d *Decision) oblige(effects []effect) {
	for _, e := range effects {
		o := Obligation{ID: e.id}
		o.Type, _ = e.value["type"].(string)
		o.Properties, _ = e.value["properties"].(map[string]any)
		d.Obligations = append(d.Obligations, o)
	}
}

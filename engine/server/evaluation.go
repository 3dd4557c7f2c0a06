package server

import (
	"encoding/json"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// decisionPath is what the log calls the decision policy; OPA's API has it there.
const decisionPath = "access/decision"

// evaluation answers the Access Evaluation API: one request, one decision.
func (x *exchange) evaluation(root document.Value) *problem {
	o, p := optionsOf(root)
	if p != nil {
		return p
	}
	request, err := engine.NewRequest(root)
	if err != nil {
		return bad(err.Error())
	}
	d := x.decision(request)
	x.out = appendDecision(x.out, &d, o)
	return nil
}

// decision decides one request, and has it logged.
func (x *exchange) decision(r engine.Request) engine.Decision {
	d := x.decider.Decide(x.ctx, r)
	x.server.metrics.decision(d.Outcome)
	if x.server.config.Log != nil {
		failure := ""
		if d.Outcome == engine.Indeterminate && len(d.Reasons) > 0 {
			failure = d.Reasons[0].Message
		}
		x.log(decisionPath, r.Value, marshal(d), failure)
	}
	return d
}

// options are what a request may ask for besides a decision. Others are ignored.
type options struct {
	semantic string
	reasons  bool
}

// The evaluations semantics.
const (
	executeAll          = "execute_all"
	denyOnFirstDeny     = "deny_on_first_deny"
	permitOnFirstPermit = "permit_on_first_permit"
)

func optionsOf(root document.Value) (options, *problem) {
	o := options{semantic: executeAll}
	given := root.Get("options")
	if !given.Defined() {
		return o, nil
	}
	if given.Kind() != document.Object {
		return o, bad("options is " + given.Kind().String() + ", want an object")
	}
	if semantic := given.Get("evaluations_semantic"); semantic.Defined() {
		switch o.semantic = semantic.Text(); o.semantic {
		case executeAll, denyOnFirstDeny, permitOnFirstPermit:
		default:
			return o, bad("options.evaluations_semantic is none of " + executeAll + ", " + denyOnFirstDeny + ", " + permitOnFirstPermit)
		}
	}
	o.reasons = given.Get("reasons").Bool()
	return o, nil
}

// decisionContext is what a response tells besides the decision.
type decisionContext struct {
	ReasonAdmin map[string]string   `json:"reason_admin,omitempty"`
	Outcome     string              `json:"outcome,omitempty"`
	Determining []engine.Determined `json:"determining,omitempty"`
	Reasons     []engine.Reason     `json:"reasons,omitempty"`
	Obligations []engine.Obligation `json:"obligations,omitempty"`
	Error       *itemError          `json:"error,omitempty"`
}

// itemError is why an item of a batch could not be decided.
type itemError struct {
	Status  int    `json:"status"`
	Message string `json:"message"`
}

var (
	permitted = []byte(`{"decision":true}`)
	denied    = []byte(`{"decision":false}`)
)

// appendDecision appends the response to one request. Clients compare texts: it has no context that was not asked for,
// but what the client must do or deny.
func appendDecision(out []byte, d *engine.Decision, o options) []byte {
	if !o.reasons && len(d.Obligations) == 0 {
		if d.Allow {
			return append(out, permitted...)
		}
		return append(out, denied...)
	}
	c := decisionContext{Obligations: d.Obligations}
	if o.reasons {
		c.Outcome, c.Determining, c.Reasons, c.ReasonAdmin = d.Outcome, d.Determining, d.Reasons, map[string]string{}
		for _, r := range d.Reasons {
			c.ReasonAdmin[r.Code] = r.Message
		}
	}
	return append(out, marshal(answered{d.Allow, &c})...)
}

// answered is a decision with its context.
type answered struct {
	Decision bool             `json:"decision"`
	Context  *decisionContext `json:"context,omitempty"`
}

// marshal encodes what is made of decisions, which always can be.
func marshal(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		return []byte("null")
	}
	return b
}

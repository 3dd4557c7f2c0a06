package server

import (
	"fmt"
	"net/http"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// evaluations answers the Access Evaluations API: many requests, in their order, by one policy and at one time.
func (x *exchange) evaluations(root document.Value) *problem {
	items := root.Get("evaluations")
	if items.Defined() && items.Kind() != document.Array {
		return bad("evaluations is " + items.Kind().String() + ", want an array")
	}
	if items.Len() == 0 {
		return x.evaluation(root)
	}
	if most := x.server.limits.Evaluations; items.Len() > most {
		return bad(fmt.Sprintf("there are %d evaluations, more than %d", items.Len(), most))
	}
	o, p := optionsOf(root)
	if p != nil {
		return p
	}
	defer x.limited()()
	if x.server.config.Log != nil {
		x.batch = newID()
	}
	x.out = append(x.out, `{"evaluations":[`...)
	for i, item := range items.Elements() {
		if i > 0 {
			x.out = append(x.out, ',')
		}
		allow := x.item(root, item, o)
		if x.ctx.Err() != nil {
			return errSlow
		}
		if allow && o.semantic == permitOnFirstPermit || !allow && o.semantic == denyOnFirstDeny {
			break
		}
	}
	x.out = append(x.out, `]}`...)
	return nil
}

// item answers one item of a batch. An item that is no request is denied, and says so.
func (x *exchange) item(root, item document.Value, o options) bool {
	request, err := itemRequest(root, item)
	if err != nil {
		c := decisionContext{Error: &itemError{http.StatusBadRequest, err.Error()}}
		x.out = append(x.out, marshal(answered{Context: &c})...)
		x.server.metrics.decision(engine.Indeterminate)
		x.log(decisionPath, item, denied, err.Error())
		return false
	}
	d := x.decision(request)
	x.out = appendDecision(x.out, &d, o)
	return d.Allow
}

// entities are the members of a request that a batch may have defaults of.
var entities = [...]string{"subject", "action", "resource", "context"}

// itemRequest is an item with the defaults that it does not replace.
func itemRequest(root, item document.Value) (engine.Request, error) {
	if item.Kind() != document.Object {
		return engine.Request{}, &engine.RequestError{Attribute: "the evaluation", Reason: "is " + item.Kind().String() + ", want an object"}
	}
	members := make([]document.Member, 0, len(entities))
	for _, key := range entities {
		v := item.Get(key)
		if !v.Defined() {
			v = root.Get(key)
		}
		if v.Defined() {
			members = append(members, document.Field(key, v))
		}
	}
	return engine.NewRequest(document.ObjectValue(members...))
}

package arm

import (
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// open is what the server will return for something that the template declares. As a whole it is not known: the
// server adds to it. Its members are, as far as they are declared.
type open func(c call, name string) result

func opened(o open) result {
	r := unknown()
	r.open = o
	return r
}

// reference is the function reference. For a resource that is declared in the same template, once and
// unconditionally, the members that it is declared with are known; all else is not.
func reference(c call) result {
	to := c.args[0].value
	if to.Kind() != document.String || to.Has(document.Sensitive) {
		return c.unlisted("reference")
	}
	s := c.scope
	d, ok := s.find(to.Text())
	switch {
	case !ok:
		return c.unlisted("reference")
	case len(c.args) == 3 && strings.EqualFold(c.args[2].value.Text(), "full"):
		whole := partOf(env{scope: s}, without(d.raw, "properties"))
		return opened(func(c call, name string) result {
			if strings.EqualFold(name, "properties") {
				return opened(propertiesOf(s, d))
			}
			return whole(c, name)
		})
	case len(c.args) < 3:
		return opened(propertiesOf(s, d))
	}
	return c.unlisted("reference")
}

// propertiesOf returns what the server will return as the properties of a resource. Those of a deployment are
// others than it is declared with: its outputs are declared in its template.
func propertiesOf(s *scope, d declaration) open {
	if !isDeployment(member(d.raw, "type").Text()) {
		return partOf(env{scope: s}, member(d.raw, "properties"))
	}
	return func(_ call, name string) result {
		if strings.EqualFold(name, "outputs") {
			return opened(outputsOf(s, d))
		}
		return unknown()
	}
}

// partOf returns what is known of an object that is declared as v.
func partOf(e env, v document.Value) open {
	return func(c call, name string) result {
		m := member(v, name)
		if !isThere(m) || !c.run.enter(c.at) {
			c.run.leave()
			return unknown()
		}
		defer c.run.leave()
		if m.Kind() == document.Object {
			return opened(partOf(e, m))
		}
		r := e.result(m)
		known := r.value.Kind() == document.String || r.value.Kind() == document.Boolean || r.value.Kind() == document.Number
		if known && !r.value.Has(document.Sensitive) {
			return r
		}
		if holds(r.value, document.Sensitive) { // the server does not return secrets
			r.value = r.value.With(document.Sensitive)
		}
		r.value = r.value.With(document.Unknown)
		return r
	}
}

// outputsOf returns the outputs of a deployment whose template is written in it. The server adds nothing to
// their values.
func outputsOf(s *scope, d declaration) open {
	return func(_ call, name string) result {
		t := inline(member(d.raw, "properties"))
		output := member(member(t, "outputs"), name)
		value := member(output, "value")
		inner := s.nested(d)
		switch {
		case !isThere(value) || inner.scope == nil:
			return unknown()
		case isSecure(t, output):
			return result{value: document.UnknownValue().With(document.Sensitive)}
		}
		if condition := member(output, "condition"); isThere(condition) && !inner.value(condition).Bool() {
			return unknown()
		}
		return opened(func(c call, name string) result {
			if !strings.EqualFold(name, "value") || !c.run.enter(c.at) {
				c.run.leave()
				return unknown()
			}
			defer c.run.leave()
			return inner.result(value)
		})
	}
}

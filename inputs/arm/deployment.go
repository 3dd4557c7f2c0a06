package arm

import (
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

func isDeployment(kind string) bool {
	return strings.EqualFold(kind, "Microsoft.Resources/deployments")
}

// inline returns the template that a deployment holds; undefined if it is somewhere else.
func inline(properties document.Value) document.Value {
	if t := member(properties, "template"); t.Kind() == document.Object {
		return t
	}
	return document.Value{}
}

// isInner reports whether names in the template of a deployment are its own. Otherwise, and unless it says
// so, they are those of the template around it.
func isInner(properties document.Value) bool {
	options := member(properties, "expressionEvaluationOptions")
	return strings.EqualFold(member(options, "scope").Text(), "inner")
}

// deployment reads the resources of a nested template.
func (e env) deployment(d declaration, at string) {
	properties := member(d.raw, "properties")
	t := inline(properties)
	if !isThere(t) || !e.run.enter(d.raw) {
		return
	}
	defer e.run.leave()
	outer := env{scope: e.scope, loops: e.loops}
	path := d.path.Key("properties").Key("template")
	if !isInner(properties) {
		outer.resources(t, path)
		return
	}
	env{scope: outer.innerScope(d, at)}.resources(t, path)
}

// innerScope returns what names mean in the template of a deployment that is evaluated on its own.
func (e env) innerScope(d declaration, at string) *scope {
	properties := member(d.raw, "properties")
	t := inline(properties)
	s := &scope{run: e.run, at: at + ":", group: e.group, level: levelOf(t), path: d.path.Key("properties").Key("template")}
	for _, target := range []string{"resourceGroup", "subscriptionId", "scope"} {
		if isThere(member(d.raw, target)) {
			s.group = s.at
		}
	}
	s.declare(t, func(name string) (func() result, bool) { return e.given(properties, name) })
	return s
}

// given returns how to evaluate what a deployment passes for a parameter.
func (e env) given(properties document.Value, name string) (func() result, bool) {
	passed := member(properties, "parameters")
	if isThere(member(properties, "parametersLink")) || passed.Kind() == document.String {
		return unknown, true
	}
	p := member(passed, name)
	if !isThere(p) {
		return nil, false
	}
	return func() result { return e.argument(p) }, true
}

// argument evaluates what is passed for one parameter: {"value": …}, a reference to a Key Vault secret, or an
// expression that makes one of these.
func (e env) argument(p document.Value) result {
	if p.Kind() != document.Object {
		p = e.value(p)
		if isUnknown(p) {
			return result{value: p}
		}
	}
	if isThere(member(p, "reference")) {
		return result{value: document.UnknownValue().With(document.Sensitive).From(p)}
	}
	v := member(p, "value")
	if !isThere(v) {
		return result{value: document.UnknownValue().From(p)}
	}
	return e.result(v)
}

// deploymentProperties returns the properties of a deployment without its template, whose resources stand
// for themselves. A template that is not written here is unknown, and what is passed for secrets is sensitive.
func (e env) deploymentProperties(raw document.Value) document.Value {
	v := member(raw, "properties")
	t := inline(v)
	if v.Kind() != document.Object {
		v = e.value(v)
	}
	var members []document.Member
	for _, m := range without(v, "template").Members() {
		value := e.value(m.Value)
		if strings.EqualFold(m.Key.Text(), "parameters") {
			value = secured(value, t)
		}
		if value.Kind() != document.Null {
			members = append(members, document.Member{Key: m.Key, Value: value})
		}
	}
	at := orElse(v, raw)
	if !isThere(t) {
		members = append(members, document.Field("template", document.UnknownValue().From(at)))
	}
	return document.ObjectValue(members...).From(at)
}

// secured marks what is passed for parameters that template t declares as secrets; everything, if t cannot be
// seen.
func secured(passed, t document.Value) document.Value {
	var members []document.Member
	for _, m := range passed.Members() {
		if !isThere(t) || isSecure(t, member(member(t, "parameters"), m.Key.Text())) {
			m.Value = mark(m.Value, document.Sensitive)
		}
		members = append(members, m)
	}
	if members == nil {
		return passed
	}
	return document.ObjectValue(members...).From(passed)
}

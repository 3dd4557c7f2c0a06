package inputs

import (
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// terraformChange is one managed object that will exist after apply.
type terraformChange struct {
	element                     document.Value // of resource_changes
	address, module, kind, name string         // kind is the Terraform type
	index                       string         // as it stands at the end of the address: ["blue"], [0] or ""
	whole                       document.Value // what names the resource that this one is a part of or sets attributes of
	before                      document.Value // as it is now, undefined if it is new
	after                       document.Value // as it will be, with marks
	expressions                 document.Value // its arguments in the configuration, undefined if not found
	scope                       []moduleStep   // the module instance it is in
	doc                         *document.Document
	file                        string
	again                       storedChange // where the values are read from when they are needed
	written                     bool         // it is a block of a .tf file: without the provider's defaults and conversions
}

// leaves says for each action of a plan whether the object exists once it is done.
var leaves = map[string]bool{
	"no-op": true, "create": true, "read": true, "update": true,
	"delete": false, "forget": false,
}

// take takes in an element of resource_changes. It returns nil for what is no managed object that will exist.
func (p *terraformPlan) take(doc *document.Document, e document.Value) (*terraformChange, error) {
	c, err := p.readChange(doc, e)
	if err != nil || c == nil {
		return nil, err
	}
	p.changes = append(p.changes, c)
	p.byAddress[c.address] = c
	p.index(c)
	return c, nil
}

func (p *terraformPlan) readChange(doc *document.Document, e document.Value) (*terraformChange, error) {
	if e.Kind() != document.Object {
		return nil, planError(doc, e, planHint, "an element of resource_changes is %s, not an object", e.Kind())
	}
	if deposed := e.Get("deposed"); isSet(deposed) {
		_, err := planText(doc, e, "deposed")
		return nil, err
	}
	mode, err := planText(doc, e, "mode")
	switch {
	case err != nil:
		return nil, err
	case mode == "data": // reads what something else manages; its settings are not this plan's to judge
		return nil, nil
	case mode != "managed":
		return nil, planError(doc, e.Get("mode"), "", "%q is not a mode of resources", mode)
	}
	c := &terraformChange{element: e, doc: doc, file: p.file.Path}
	if c.address, err = p.name(c, "address"); err != nil {
		return nil, err
	}
	if p.seen[c.address] {
		return nil, c.errorAt(e.Get("address"), planHint, "%s is in the plan twice", c.address)
	}
	p.seen[c.address] = true
	if err := p.identify(c); err != nil {
		return nil, err
	}
	exists, err := c.exists()
	if err != nil || !exists {
		return nil, err
	}
	if err := c.readAfter(); err != nil {
		return nil, err
	}
	if p.large == nil || partOfAnother(c.kind) { // otherwise it is marked when it is read again
		c.mark()
	}
	return c, nil
}

// errorAt says why the plan is not good input, at a value of the change.
func (c *terraformChange) errorAt(v document.Value, hint, format string, args ...any) error {
	return planError(c.doc, v, hint, format, args...)
}

// name returns a string that says which resource it is.
func (p *terraformPlan) name(c *terraformChange, key string) (string, error) {
	text, err := planText(c.doc, c.element, key)
	return p.lasting(text), err
}

// identify reads the parts of the address.
func (p *terraformPlan) identify(c *terraformChange) (err error) {
	if c.kind, err = p.name(c, "type"); err != nil {
		return err
	}
	if c.name, err = p.name(c, "name"); err != nil {
		return err
	}
	if v := c.element.Get("module_address"); isSet(v) {
		module := p.lasting(v.Text())
		steps, ok := parseModule(module)
		if !ok {
			return c.errorAt(v, planHint, "module_address of %s is no address of a module", c.address)
		}
		c.scope, c.module = steps, module+"."
	}
	index, ok := strings.CutPrefix(c.address, c.module+c.kind+"."+c.name)
	if !ok || index != "" && index[0] != '[' {
		return c.errorAt(c.element.Get("address"), planHint, "address %s does not fit type %s and name %s", c.address, c.kind, c.name)
	}
	c.index = index
	return nil
}

// exists reports whether the object will exist.
func (c *terraformChange) exists() (bool, error) {
	actions := c.element.At("change", "actions")
	if actions.Kind() != document.Array || actions.Len() == 0 {
		return false, c.errorAt(orPlace(actions, c.element), planHint, "%s has no change.actions: what will happen to it is not known", c.address)
	}
	exists := false
	for _, a := range actions.Elements() {
		stays, ok := leaves[a.Text()]
		if !ok || a.Kind() != document.String {
			return false, c.errorAt(a, "", "%s: %q is no action of a plan", c.address, a.Text())
		}
		exists = exists || stays
	}
	return exists, nil
}

// readAfter reads what the object will be, without marks.
func (c *terraformChange) readAfter() error {
	all := c.element.Get("change")
	after := all.Get("after")
	if after.Kind() != document.Object {
		return c.errorAt(orPlace(after, all), planHint, "%s will exist, but change.after is %s, not an object", c.address, after.Kind())
	}
	for _, key := range []string{"after_unknown", "after_sensitive"} {
		if at, ok := strayFlag(all.Get(key)); !ok {
			return c.errorAt(at, planHint, "%s of %s is to hold true and false, not %s", key, c.address, at.Kind())
		}
	}
	unknown := all.Get("after_unknown")
	if unknown.Bool() {
		return c.errorAt(unknown, planHint, "nothing is known about %s", c.address)
	}
	c.before, c.after = all.Get("before"), after
	return nil
}

// mark marks what is unknown or sensitive of what the object will be.
func (c *terraformChange) mark() {
	all := c.element.Get("change")
	c.after = withSensitive(withUnknown(c.after, all.Get("after_unknown")), all.Get("after_sensitive"))
	c.hide()
}

// hide keeps what is sensitive out of quoted lines, also where no attribute of the resource carries it on.
// Secrets are hidden whatever the provider says of them.
func (c *terraformChange) hide() {
	findValue(c.after, func(v document.Value) bool {
		if v.Has(document.Sensitive) {
			c.doc.Hide(v.Node())
		}
		return false
	})
	if strings.HasSuffix(c.kind, "_secret") {
		c.doc.Hide(c.after.Get("value").Node())
	}
}

// planText returns a string that must be there.
func planText(doc *document.Document, object document.Value, key string) (string, error) {
	v := object.Get(key)
	if v.Kind() != document.String || v.Text() == "" {
		return "", planError(doc, orPlace(v, object), planHint, "%s of a resource is %s, not a name", key, v.Kind())
	}
	return v.Text(), nil
}

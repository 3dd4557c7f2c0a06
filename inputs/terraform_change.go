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
	before                      document.Value // as it is now, undefined if it is new
	after                       document.Value // as it will be, with marks
	expressions                 document.Value // its arguments in the configuration, undefined if not found
	scope                       []moduleStep   // the module instance it is in
	doc                         *document.Document
	file                        string
	written                     bool // it is a block of a .tf file: without the provider's defaults and conversions
}

// leaves says for each action of a plan whether the object exists once it is done.
var leaves = map[string]bool{
	"no-op": true, "create": true, "read": true, "update": true,
	"delete": false, "forget": false,
}

func (p *terraformPlan) readChanges() error {
	elements := p.doc.Root.Get("resource_changes").Elements()
	p.byAddress = make(map[string]*terraformChange, len(elements))
	p.seen = make(map[string]bool, len(elements))
	p.blocks = map[string]document.Value{}
	for _, e := range elements {
		c, err := p.readChange(e)
		if err != nil {
			return err
		}
		if c == nil {
			continue
		}
		p.changes = append(p.changes, c)
		p.byAddress[c.address] = c
	}
	return nil
}

// readChange returns nil for what is no managed object that will exist.
func (p *terraformPlan) readChange(e document.Value) (*terraformChange, error) {
	if e.Kind() != document.Object {
		return nil, p.errorAt(e, planHint, "an element of resource_changes is %s, not an object", e.Kind())
	}
	if deposed := e.Get("deposed"); isSet(deposed) {
		if _, err := p.text(e, "deposed"); err != nil {
			return nil, err
		}
		return nil, nil
	}
	mode, err := p.text(e, "mode")
	switch {
	case err != nil:
		return nil, err
	case mode == "data": // reads what something else manages; its settings are not this plan's to judge
		return nil, nil
	case mode != "managed":
		return nil, p.errorAt(e.Get("mode"), "", "%q is not a mode of resources", mode)
	}
	c := &terraformChange{element: e, doc: p.doc, file: p.file.Path}
	if c.address, err = p.text(e, "address"); err != nil {
		return nil, err
	}
	if p.seen[c.address] {
		return nil, p.errorAt(e.Get("address"), planHint, "%s is in the plan twice", c.address)
	}
	p.seen[c.address] = true
	if err := p.identify(c); err != nil {
		return nil, err
	}
	exists, err := p.exists(c)
	if err != nil || !exists {
		return nil, err
	}
	return c, p.readAfter(c)
}

// identify reads the parts of the address.
func (p *terraformPlan) identify(c *terraformChange) (err error) {
	if c.kind, err = p.text(c.element, "type"); err != nil {
		return err
	}
	if c.name, err = p.text(c.element, "name"); err != nil {
		return err
	}
	if v := c.element.Get("module_address"); isSet(v) {
		steps, ok := parseModule(v.Text())
		if !ok {
			return p.errorAt(v, planHint, "module_address of %s is no address of a module", c.address)
		}
		c.scope, c.module = steps, v.Text()+"."
	}
	index, ok := strings.CutPrefix(c.address, c.module+c.kind+"."+c.name)
	if !ok || index != "" && index[0] != '[' {
		return p.errorAt(c.element.Get("address"), planHint, "address %s does not fit type %s and name %s", c.address, c.kind, c.name)
	}
	c.index = index
	c.expressions = p.block(c.scope, c.kind, c.name).Get("expressions")
	return nil
}

// exists reports whether the object will exist.
func (p *terraformPlan) exists(c *terraformChange) (bool, error) {
	actions := c.element.At("change", "actions")
	if actions.Kind() != document.Array || actions.Len() == 0 {
		return false, p.errorAt(orPlace(actions, c.element), planHint, "%s has no change.actions: what will happen to it is not known", c.address)
	}
	exists := false
	for _, a := range actions.Elements() {
		stays, ok := leaves[a.Text()]
		if !ok || a.Kind() != document.String {
			return false, p.errorAt(a, "", "%s: %q is no action of a plan", c.address, a.Text())
		}
		exists = exists || stays
	}
	return exists, nil
}

// readAfter reads what the object will be.
func (p *terraformPlan) readAfter(c *terraformChange) error {
	all := c.element.Get("change")
	after := all.Get("after")
	if after.Kind() != document.Object {
		return p.errorAt(orPlace(after, all), planHint, "%s will exist, but change.after is %s, not an object", c.address, after.Kind())
	}
	for _, key := range []string{"after_unknown", "after_sensitive"} {
		if at, ok := strayFlag(all.Get(key)); !ok {
			return p.errorAt(at, planHint, "%s of %s is to hold true and false, not %s", key, c.address, at.Kind())
		}
	}
	unknown := all.Get("after_unknown")
	if unknown.Bool() {
		return p.errorAt(unknown, planHint, "nothing is known about %s", c.address)
	}
	c.before = all.Get("before")
	c.after = withSensitive(withUnknown(after, unknown), all.Get("after_sensitive"))
	p.hide(c)
	return nil
}

// hide keeps what is sensitive out of quoted lines, also where no attribute of the resource carries it on.
// Secrets are hidden whatever the provider says of them.
func (p *terraformPlan) hide(c *terraformChange) {
	for _, v := range c.after.All() {
		if v.Has(document.Sensitive) {
			c.doc.Hide(v.Node())
		}
	}
	if strings.HasSuffix(c.kind, "_secret") {
		c.doc.Hide(c.after.Get("value").Node())
	}
}

// text returns a string that must be there.
func (p *terraformPlan) text(object document.Value, key string) (string, error) {
	v := object.Get(key)
	if v.Kind() != document.String || v.Text() == "" {
		return "", p.errorAt(orPlace(v, object), planHint, "%s of a resource is %s, not a name", key, v.Kind())
	}
	return v.Text(), nil
}

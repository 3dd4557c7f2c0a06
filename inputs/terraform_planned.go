package inputs

import "github.com/tipstaff/tipstaff/inputs/document"

// compareWithPlannedValues holds resource_changes against the other list of a plan: a managed resource that
// is planned but has no change was lost on the way. It also takes the sensitivity that list declares.
func (p *terraformPlan) compareWithPlannedValues() error {
	planned := p.doc.Root.Get("planned_values")
	if !isSet(planned) {
		return nil
	}
	if planned.Kind() != document.Object {
		return p.errorAt(planned, planHint, "planned_values is %s, not an object", planned.Kind())
	}
	root := planned.Get("root_module")
	if !isSet(root) {
		return nil
	}
	return p.compareModule(root)
}

func (p *terraformPlan) compareModule(module document.Value) error {
	if module.Kind() != document.Object {
		return plannedModuleError(p.doc, module)
	}
	for _, key := range []string{"resources", "child_modules"} {
		if list := module.Get(key); isSet(list) && list.Kind() != document.Array {
			return plannedListError(p.doc, list, key)
		}
	}
	for _, v := range module.Get("resources").Elements() {
		r, err := readPlanned(p.doc, v)
		switch {
		case err != nil:
			return err
		case r.address == "":
			continue
		case !p.seen[r.address]:
			return notInChanges(p.doc, v, r.address)
		}
		if c := p.byAddress[r.address]; c != nil && r.sensitive {
			c.addSensitive(v.Get("sensitive_values"))
		}
	}
	for _, m := range module.Get("child_modules").Elements() {
		if err := p.compareModule(m); err != nil {
			return err
		}
	}
	return nil
}

func plannedModuleError(doc *document.Document, v document.Value) error {
	return planError(doc, v, planHint, "a module of planned_values is %s, not an object", v.Kind())
}

func plannedListError(doc *document.Document, v document.Value, name string) error {
	return planError(doc, v, planHint, "%s in planned_values is %s, not an array", name, v.Kind())
}

func notInChanges(doc *document.Document, v document.Value, address string) error {
	return planError(doc, v, planHint, "%s is in planned_values but not in resource_changes", address)
}

// plannedValues is a managed resource in planned_values.
type plannedValues struct {
	address   string         // "" for one that is not managed
	place     document.Place // in a large plan
	sensitive bool           // something of it is
}

func readPlanned(doc *document.Document, r document.Value) (plannedValues, error) {
	address, err := planText(doc, r, "address")
	if err != nil || r.Get("mode").Text() == "data" {
		return plannedValues{}, err
	}
	tree := r.Get("sensitive_values")
	if at, ok := strayFlag(tree); !ok {
		return plannedValues{}, planError(doc, at, planHint, "sensitive_values of %s is to hold true and false, not %s", address, at.Kind())
	}
	return plannedValues{address: address, sensitive: anyFlag(tree)}, nil
}

// addSensitive marks what planned_values says is sensitive.
func (c *terraformChange) addSensitive(tree document.Value) {
	c.after = withSensitive(c.after, tree)
	c.hide()
}

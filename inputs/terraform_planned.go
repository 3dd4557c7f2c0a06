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
		return p.errorAt(module, planHint, "a module of planned_values is %s, not an object", module.Kind())
	}
	for _, key := range []string{"resources", "child_modules"} {
		if list := module.Get(key); isSet(list) && list.Kind() != document.Array {
			return p.errorAt(list, planHint, "%s in planned_values is %s, not an array", key, list.Kind())
		}
	}
	for _, r := range module.Get("resources").Elements() {
		if err := p.compareResource(r); err != nil {
			return err
		}
	}
	for _, m := range module.Get("child_modules").Elements() {
		if err := p.compareModule(m); err != nil {
			return err
		}
	}
	return nil
}

func (p *terraformPlan) compareResource(r document.Value) error {
	address, err := p.text(r, "address")
	if err != nil {
		return err
	}
	if r.Get("mode").Text() == "data" {
		return nil
	}
	if !p.seen[address] {
		return p.errorAt(r, planHint, "%s is in planned_values but not in resource_changes", address)
	}
	tree := r.Get("sensitive_values")
	if at, ok := strayFlag(tree); !ok {
		return p.errorAt(at, planHint, "sensitive_values of %s is to hold true and false, not %s", address, at.Kind())
	}
	if c := p.byAddress[address]; c != nil {
		c.after = withSensitive(c.after, tree)
	}
	return nil
}

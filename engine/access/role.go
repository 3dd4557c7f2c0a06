package access

import (
	"strings"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// Plane says which of two sets of operations an action is one of. They never cross.
type Plane uint8

// The planes.
const (
	Control Plane = iota // management: actions and notActions
	Data                 // contents: dataActions and notDataActions
)

// String returns the word for p.
func (p Plane) String() string { return [...]string{"control", "data"}[p] }

// MarshalText makes the JSON form the word.
func (p Plane) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// patterns is a list of actions, of which some may not be known.
type patterns struct {
	known   []Pattern
	unknown bool // there may be more
}

// match answers whether an action is in the list.
func (p patterns) match(action string) Answer {
	some := always(No)
	if p.unknown {
		some = always(Unknown)
	}
	for i := range p.known {
		if some = some.Or(p.known[i].Match(action)); some == always(Yes) {
			break
		}
	}
	return some
}

func readPatterns(v document.Value) patterns {
	p := patterns{unknown: v.Has(document.Unknown)}
	for _, e := range v.Elements() {
		if e.Kind() == document.String {
			p.known = append(p.known, NewPattern(e.Text()))
		} else {
			p.unknown = true
		}
	}
	return p
}

// block is one permission block of a role or deny assignment.
type block struct {
	lists     [2]struct{ granted, excepted patterns } // by plane
	condition requirement
}

// match answers whether a block is about an action.
func (b *block) match(plane Plane, action string) Answer {
	list := &b.lists[plane]
	granted := list.granted.match(action)
	if !granted.possible() {
		return granted
	}
	return granted.And(list.excepted.match(action).Not())
}

// requirement is a condition, or why there is none that can be evaluated.
type requirement struct {
	condition *Condition
	problem   string // "" if condition says all
}

// evaluate answers whether r holds.
func (r requirement) evaluate(action string, at Circumstances) Answer {
	if r.problem != "" {
		return always(Unknown)
	}
	return r.condition.Evaluate(action, at)
}

// reason says what r leaves open.
func (r requirement) reason() string {
	switch {
	case r.problem != "":
		return r.problem
	case r.condition != nil:
		return "it depends on the condition " + oneLine(r.condition.text)
	}
	return ""
}

// oneLine returns text without line breaks and indentation.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// readRequirement reads the condition among the properties of an assignment or block.
func readRequirement(v document.Value) requirement {
	text := v.Get("condition")
	version := v.Get("conditionVersion")
	switch {
	case text.Has(document.Unknown):
		return requirement{problem: "its condition is not known"}
	case text.Kind() == document.Undefined || text.Kind() == document.Null:
		return requirement{}
	case text.Kind() != document.String || version.Has(document.Unknown):
		return requirement{problem: "its condition cannot be read"}
	case strings.TrimSpace(text.Text()) == "":
		return requirement{}
	}
	c, err := ParseCondition(text.Text(), version.Text())
	if err != nil {
		return requirement{problem: "its condition cannot be read: " + err.Error()}
	}
	return requirement{condition: c}
}

// role is a role definition.
type role struct {
	id, name string
	blocks   []block
	unknown  bool // there may be more blocks
	source   *inputs.Resource
}

// readBlocks reads permissions.
func readBlocks(v document.Value) (blocks []block, unknown bool) {
	for _, e := range v.Elements() {
		if e.Kind() != document.Object {
			unknown = true
			continue
		}
		b := block{condition: readRequirement(e)}
		b.lists[Control].granted, b.lists[Control].excepted = readPatterns(e.Get("actions")), readPatterns(e.Get("notActions"))
		b.lists[Data].granted, b.lists[Data].excepted = readPatterns(e.Get("dataActions")), readPatterns(e.Get("notDataActions"))
		blocks = append(blocks, b)
	}
	return blocks, unknown || v.Kind() != document.Array
}

// roleKey is what roles are found by: their GUID, which is the same in every scope, or their address in a
// plan or template.
func roleKey(id, home string) string {
	id = strings.ToLower(strings.TrimRight(id, "/"))
	last := id[strings.LastIndex(id, "/")+1:]
	if _, isGUID := readGUID(last); isGUID {
		return last
	}
	if strings.HasPrefix(id, "/") {
		return id
	}
	return home + "\x00" + id
}

// addRole reads a role definition.
func (m *Model) addRole(r *inputs.Resource) {
	properties := r.Value.Get("properties")
	role := &role{id: r.ID, name: r.Name, source: r}
	if name := properties.Get("roleName").Text(); name != "" {
		role.name = name
	}
	role.blocks, role.unknown = readBlocks(properties.Get("permissions"))
	m.roles[roleKey(r.ID, homeOf(r))] = role
	name := strings.ToLower(role.name)
	m.rolesNamed[name] = append(m.rolesNamed[name], role)
}

// roleOf returns the role that an assignment names, or why there is none. Terraform may give a name instead
// of an id, which azurerm looks up: it counts where only one role has it.
func (m *Model) roleOf(a *assignment) (*role, string) {
	if a.roleID != "" {
		if role := m.roles[roleKey(a.roleID, a.home)]; role != nil {
			return role, ""
		}
		return nil, "the role is not defined in what was read"
	}
	if a.roleName == "" {
		return nil, "its role is not known"
	}
	switch named := m.rolesNamed[strings.ToLower(a.roleName)]; len(named) {
	case 0:
		return nil, "no role of this name is defined in what was read"
	case 1:
		return named[0], ""
	default:
		return nil, "several roles have this name"
	}
}

package document

// Places says where the nodes of a renumbered value are: for node n, element n-1 holds the node it is part
// of and the step that leads from there to it.
type Places []placed

type placed struct {
	parent Node
	step   Step
	kind   Kind
}

// Renumber returns v with nodes numbered from 1, in pre-order, so that every value in it can be told from
// every other, wherever they come from; and where each of them is.
func (v Value) Renumber() (Value, Places) {
	var places Places
	return places.add(v, 0, Step{}), places
}

func (p *Places) add(v Value, parent Node, step Step) Value {
	*p = append(*p, placed{parent, step, v.Kind()})
	n := Node(len(*p))
	v = v.at(n)
	switch v.Kind() {
	case Array:
		elements := make([]Value, v.n)
		for i, e := range v.Elements() {
			elements[i] = p.add(e, n, Step{Index: i, IsIndex: true})
		}
		v.p = ArrayValue(elements...).p
	case Object:
		members := make([]Member, v.n)
		for i, m := range v.Members() {
			members[i] = Member{Key: m.Key, Value: p.add(m.Value, n, Step{Key: m.Key.Text()})}
		}
		v.p = ObjectValue(members...).p
	default:
	}
	return v
}

// Parent returns the node that n is part of, 0 for the root, and the step that leads from there to n.
func (p Places) Parent(n Node) (Node, Step) {
	if n == 0 || int(n) > len(p) {
		return 0, Step{}
	}
	return p[n-1].parent, p[n-1].step
}

// Kind returns the kind of node n.
func (p Places) Kind(n Node) Kind {
	if n == 0 || int(n) > len(p) {
		return Undefined
	}
	return p[n-1].kind
}

// Path returns the way from the root to node n, nil for the root itself.
func (p Places) Path(n Node) Path {
	parent, step := p.Parent(n)
	if parent == 0 {
		return nil
	}
	return append(p.Path(parent), step)
}

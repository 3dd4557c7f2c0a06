package plan

// pool hands out containers that live until the next evaluation.
type pool struct {
	arrays  slab[array]
	objects slab[object]
	sets    slab[set]
}

// slab is containers of one type, used again in every evaluation.
type slab[T any] struct {
	all  []*T
	used int
}

// maxPooled is the number of containers of a type that a machine keeps, and of elements in one of them.
const maxPooled = 4096

func (s *slab[T]) next() *T {
	if s.used == len(s.all) {
		if len(s.all) >= maxPooled {
			return new(T)
		}
		s.all = append(s.all, new(T))
	}
	s.used++
	return s.all[s.used-1]
}

func (p *pool) reset() {
	for _, a := range p.arrays.all[:p.arrays.used] {
		a.elems, a.weight = emptied(a.elems), 0
	}
	for _, o := range p.objects.all[:p.objects.used] {
		o.table.reset()
		o.vals, o.stored = emptied(o.vals), false
	}
	for _, s := range p.sets.all[:p.sets.used] {
		s.table.reset()
	}
	p.arrays.used, p.objects.used, p.sets.used = 0, 0, 0
}

func (t *table) reset() {
	if len(t.keys) == 0 {
		t.sorted = false
		return
	}
	t.keys, t.hashes, t.slots, t.sorted = emptied(t.keys), t.hashes[:0], nil, false
	t.weight = 0
}

// emptied keeps the room of a slice for the next evaluation, but nothing that it refers to.
func emptied(s []Value) []Value {
	if cap(s) > maxPooled {
		return nil
	}
	clear(s)
	return s[:0]
}

func (p *pool) array() *array   { return p.arrays.next() }
func (p *pool) object() *object { return p.objects.next() }
func (p *pool) set() *set       { return p.sets.next() }

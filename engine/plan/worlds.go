package plan

// world is one pair of input and data, with the values of the rules that were evaluated for it.
type world struct {
	input, data Value
	epoch       uint64
	rules       []slot
	calls       map[memoKey]known
}

// maxMemoArgs is the number of arguments up to which the values of functions are kept.
const maxMemoArgs = 3

// memoKey is a call: the same values, not equal ones.
type memoKey struct {
	fn   *function
	args [maxMemoArgs]Value
}

// known is the value of a rule or function with what it depended on: its marks, and its part of the log.
type known struct {
	value    Value
	marks    Marks
	from, to int
}

// slot is what is known of a rule, if it was evaluated in this epoch of the world.
type slot struct {
	epoch uint64
	known
}

// worlds are the pairs that are in force, the innermost last. `with` enters a pair; the plan undoes `with`
// for what follows by entering the outer pair again, which must find the values computed before.
type worlds struct {
	stack   []*world
	depth   int
	current *world
	epoch   uint64
}

func (w *worlds) reset(input, data Value, rules int) {
	w.depth = 0
	w.current = nil
	w.enter(input, data, rules)
}

// enter makes the pair the current one and returns what restores the one before.
func (w *worlds) enter(input, data Value, rules int) scope {
	before := scope{w.current, w.depth}
	for i := w.depth - 1; i >= 0; i-- {
		if s := w.stack[i]; s.input == input && s.data == data {
			w.current = s
			return before
		}
	}
	if w.depth == len(w.stack) {
		w.stack = append(w.stack, &world{calls: map[memoKey]known{}})
	}
	s := w.stack[w.depth]
	w.depth++
	w.epoch++
	clear(s.calls)
	s.input, s.data, s.epoch = input, data, w.epoch
	if len(s.rules) < rules {
		s.rules = make([]slot, rules)
	}
	w.current = s
	return before
}

// scope is what was in force before a world was entered.
type scope struct {
	world *world
	depth int
}

func (w *worlds) leave(to scope) { w.current, w.depth = to.world, to.depth }

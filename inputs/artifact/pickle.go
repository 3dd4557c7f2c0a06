package artifact

import (
	"bytes"
	"errors"
	"maps"
	"slices"
)

// pickle follows the instructions of pickles, as Python's unpickler would, but calls nothing and imports
// nothing: an import is a name, and what a call returns is known only as that.
type pickle struct {
	x     *inspection
	s     *stream
	place place
	op    *opcode // the one being followed
	at    int64   // where it stands

	stack []value
	marks []int // sizes of the stack
	memo  map[int64]value
	under map[int64]value // the memo of the pickle that this is a reading of
	kept  int             // bytes of texts

	wrapped *value // the state of an array whose bytes come next

	ended    bool // by STOP
	top      value
	steps    int64
	version  int64 // -1 without PROTO
	called   bool  // something was
	joblib   bool  // arrays stand between the instructions
	failed   error
	inMiddle bool // this is a second reading of what belongs to an array
}

func newPickle(x *inspection, s *stream, at place) *pickle {
	return &pickle{x: x, s: s, place: at, memo: map[int64]value{}, version: -1}
}

// run follows one pickle to its end, or to where it cannot go on.
func (p *pickle) run() {
	before := len(p.x.problems) + p.x.more
	for !p.ended && p.failed == nil {
		p.step()
	}
	if errors.Is(p.failed, errMiddle) {
		return
	}
	if p.failed != nil {
		p.x.broken(p.place, p.at, p.failed)
	}
	if !p.ended && len(p.x.problems)+p.x.more == before && p.x.err == nil {
		p.x.problem(p.place, truncated, p.at, "the pickle has no end")
	}
}

func (p *pickle) step() {
	p.at = p.s.pos
	code, err := p.s.one()
	if err != nil {
		p.failed = cutOff(err)
		return
	}
	if p.op = &opcodes[code]; p.op.do == nil {
		p.failed = wrong(badOpcode, "0x%02x is no instruction", code)
		return
	}
	a, err := p.read(p.op.argument)
	if err != nil {
		p.failed = err
		return
	}
	p.op.do(p, a)
	if p.failed == nil {
		p.steps++
	}
	if wrapped := p.wrapped; wrapped != nil && p.failed == nil {
		p.wrapped = nil
		p.array(*wrapped)
		p.push(value{})
	}
	if len(p.stack) > maxStack || len(p.memo) > maxStack {
		p.failed = wrong(limitReached, "the pickle holds more than %d values at once", maxStack)
	}
}

func (p *pickle) problem(kind, format string, args ...any) {
	p.x.problem(p.place, kind, p.at, format, args...)
}

func (p *pickle) push(v value) { p.stack = append(p.stack, v) }

// floor is how far values can be taken from the stack.
func (p *pickle) floor() int {
	if n := len(p.marks); n > 0 {
		return p.marks[n-1]
	}
	return 0
}

func (p *pickle) pop() value {
	if len(p.stack) <= p.floor() {
		p.underflow()
		return value{}
	}
	v := p.stack[len(p.stack)-1]
	p.stack = p.stack[:len(p.stack)-1]
	return v
}

func (p *pickle) underflow() {
	p.failed = wrong(underflow, "%s finds too little on the stack", p.op.name)
}

// peek returns the last value, which stays.
func (p *pickle) peek() value {
	v := p.pop()
	if p.failed == nil {
		p.push(v)
	}
	return v
}

func (p *pickle) mark(value) { p.marks = append(p.marks, len(p.stack)) }

// popMark takes what is above the last mark, and the mark.
func (p *pickle) popMark() []value {
	if len(p.marks) == 0 {
		p.underflow()
		return nil
	}
	items := slices.Clone(p.stack[p.floor():])
	p.stack = p.stack[:p.floor()]
	p.marks = p.marks[:len(p.marks)-1]
	return items
}

func (p *pickle) drop(value) {
	if n := len(p.marks); n > 0 && len(p.stack) == p.marks[n-1] {
		p.marks = p.marks[:n-1]
		return
	}
	p.pop()
}

func (p *pickle) dup(value) { p.push(p.peek()) }

func (p *pickle) put(n int64) {
	if n < 0 {
		p.failed = wrong(malformed, "the memo has no place %d", n)
		return
	}
	p.memo[n] = p.peek()
}

func (p *pickle) get(n int64) {
	v, ok := p.memo[n]
	if !ok {
		v, ok = p.under[n]
	}
	if !ok {
		p.problem(missingMemo, "nothing was put into the memo at %d", n)
	}
	p.push(v)
}

func (p *pickle) memoSize() int { return len(p.memo) + len(p.under) }

func (p *pickle) stop(value) {
	p.top = p.pop()
	p.ended = p.failed == nil
	if p.ended && (len(p.stack) > 0 || len(p.marks) > 0) {
		p.problem(leftover, "%d values are left when the pickle ends", len(p.stack)+len(p.marks))
	}
}

func (p *pickle) proto(a value) {
	p.version = a.number
	if a.number > 5 {
		p.problem(unsupported, "there is no protocol %d", a.number)
	}
}

func (p *pickle) frame(a value) {
	if left := p.s.left(); a.number < 0 || left >= 0 && a.number > left {
		p.problem(truncated, "a frame of %d bytes does not fit into the rest", uint64(a.number)) //nolint:gosec // as it was written
	}
}

// nested inspects a value that may be a pickle of its own.
func (p *pickle) nested(s *stream, at int64) {
	if p.place.depth >= maxDepth {
		if code, _ := s.one(); code == 0x80 {
			p.problem(limitReached, "pickles are nested deeper than %d", maxDepth)
		}
		return
	}
	y := p.x.fork()
	q := newPickle(y, s, p.place.deeper())
	q.run()
	if y.err == nil && !q.convincing() {
		return
	}
	for i := range y.imports {
		y.imports[i].offset = at
	}
	for i := range y.problems {
		y.problems[i].offset = at
	}
	y.nested++
	y.pickles++
	p.x.join(y)
}

// convincing reports whether something that could be a pickle is one that matters: it calls what it imports, or
// says its protocol and imports something or comes to an end, or imports by names that no text has by accident.
func (p *pickle) convincing() bool {
	const some = 3 // instructions, more than a text has by accident
	if p.called || p.version >= 0 && p.version <= 5 && (p.ended || len(p.x.imports) > 0) {
		return true
	}
	return slices.ContainsFunc(p.x.imports, func(i *imported) bool {
		return isName(i.module) && isName(i.name) && (p.steps >= some || i.listed == denied)
	})
}

// errMiddle ends a second reading.
var errMiddle = errors.New("the second reading ends")

// reread reads what belongs to an array as instructions, which is what it is to those who do not know about
// arrays. Nothing but its imports counts: most arrays make no sense as instructions.
func (p *pickle) reread() {
	if p.inMiddle || p.place.depth >= maxDepth {
		return
	}
	y := p.x.fork()
	q := newPickle(y, inMemory(bytes.Clone(p.s.peek(bufferSize))), p.place.deeper())
	q.stack, q.marks, q.under, q.inMiddle = slices.Clone(p.stack), slices.Clone(p.marks), p.everything(), true
	q.run()
	if q.called {
		for i := range y.imports {
			y.imports[i].offset += p.s.pos
		}
		y.problems, y.more = nil, 0
		p.x.join(y)
	}
}

func (p *pickle) everything() map[int64]value {
	if len(p.under) == 0 {
		return p.memo
	}
	all := maps.Clone(p.under)
	maps.Copy(all, p.memo)
	return all
}

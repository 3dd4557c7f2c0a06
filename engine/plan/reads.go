package plan

import "github.com/tipstaff/tipstaff/inputs/document"

// ReadKind says what an evaluation learnt about a place in its input.
type ReadKind uint8

// The kinds of reads.
const (
	ReadValue   ReadKind = iota // the value there: a scalar, or only that there is a container
	ReadAbsent                  // that the container there has nothing under Key
	ReadMembers                 // which elements or members the container there has
	ReadWhole                   // everything there and below
	ReadUnknown                 // a value that is there but not known
)

// Read is one thing that an evaluation learnt about its input.
type Read struct {
	Node document.Node
	Kind ReadKind
	Key  string // of ReadAbsent
}

// readLog is what the rules evaluated on an input read of it, one after the other.
type readLog struct {
	entries []logEntry
	from    int // where those of the rule at hand begin
}

// logEntry is one read, or all those of a value that is used again: entries from, to.
type logEntry struct {
	Read
	from, to int
}

func (l *readLog) reset() {
	if len(l.entries) > 16*maxPooled {
		l.entries = nil
	}
	clear(l.entries)
	l.entries, l.from = l.entries[:0], 0
}

// Reads are what the last evaluation learnt about its input, in order and with repetitions; none unless the
// program was compiled with [Options].Reads.
func (m *Machine) Reads() []Read {
	return m.log.collect(nil, m.log.from, len(m.log.entries), map[[2]int]bool{})
}

// collect appends the reads in a range. Ranges that were seen are left out: values that use each other can
// refer to far more reads than there are.
func (l *readLog) collect(reads []Read, from, to int, seen map[[2]int]bool) []Read {
	for i := from; i < to; i++ {
		switch e := &l.entries[i]; {
		case e.to == 0:
			reads = append(reads, e.Read)
		case !seen[[2]int{e.from, e.to}]:
			seen[[2]int{e.from, e.to}] = true
			reads = l.collect(reads, e.from, e.to, seen)
		}
	}
	return reads
}

func (m *Machine) learn(n document.Node, kind ReadKind, key string) {
	if n != 0 && m.program.linker.options.Reads {
		m.log.entries = append(m.log.entries, logEntry{Read: Read{Node: n, Kind: kind, Key: key}})
	}
}

// missing notes why a value is undefined, if it is because it is unknown.
func (m *Machine) missing(v Value) {
	if v.form&hidden != 0 {
		m.marks |= MarkUnknown
		m.learn(v.node, ReadUnknown, "")
	}
}

// learnMember notes that key was looked up in a container, and v was there.
func (m *Machine) learnMember(container, key, v Value) {
	switch {
	case v.kind != Undefined:
		m.learn(v.node, ReadValue, "")
	case v.form&hidden == 0 && container.node != 0:
		m.learn(container.node, ReadAbsent, key.Text())
	}
}

// learnMembers notes that a container is iterated over or counted.
func (m *Machine) learnMembers(v Value) {
	m.touchAll(&v)
	if v.isRead() && v.kind >= Array {
		m.learn(v.node, ReadMembers, "")
	}
}

// whole notes that everything in v matters, as in a comparison, and counts the steps of going through it.
func (m *Machine) whole(v *Value) bool { return v.kind < Array || m.wholeContainer(v) }

func (m *Machine) wholeContainer(v *Value) bool {
	if v.form == made && v.Len() == 0 {
		return true
	}
	if w := weight(*v); w > 0 && !m.spend(w/16) {
		return false
	}
	if m.program.tracks && !v.isFrozen() {
		m.learnBelow(*v, true)
	}
	return true
}

// learnBelow looks for what was read from the input in v, and for what is unknown in that.
func (m *Machine) learnBelow(v Value, top bool) {
	if v.kind == Undefined {
		m.missing(v)
		return
	}
	if v.kind < Array || v.isFrozen() {
		return
	}
	m.touchAll(&v)
	if v.isRead() && v.node != 0 && top {
		m.learn(v.node, ReadWhole, "")
		top = false
	}
	m.charge(v.Len())
	for i := range v.Len() {
		if v.kind == Set {
			m.learnBelow(v.set().keys[i], top)
			continue
		}
		if v.kind == Object {
			if key, _ := v.member(i); key.kind >= Array {
				m.learnBelow(key, top)
			}
		}
		m.learnBelow(v.item(i), top)
	}
}

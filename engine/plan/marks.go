package plan

import (
	"slices"
	"unsafe"
)

// Marks say what the value of a rule depended on.
type Marks uint8

// The marks.
const (
	// MarkUnknown: a value that is there but not known. It was taken for undefined, so the value of the rule
	// may be another one when it is known.
	MarkUnknown Marks = 1 << iota
	// MarkInput: any part of the input, but for what [Contract] calls plain.
	MarkInput
	// MarkRun: the circumstances of the run.
	MarkRun
)

// Contract says how the inputs of rules are built, for the marks.
type Contract struct {
	Subject string   // the member of input that is judged; "": the input itself
	Plain   []string // members of the subject that every subject has: reading them says nothing
	Run     string   // the member of input that holds the circumstances of the run; "": none
}

// roots are the objects of the input at hand that the contract is about.
type roots struct{ input, subject, run unsafe.Pointer }

func (m *Machine) rootsOf(input *Value) roots {
	r := roots{input: input.p, subject: input.p}
	contract := &m.program.linker.options.Contract
	if contract.Subject != "" {
		r.subject = m.rootOf(input, &m.program.subject)
	}
	if contract.Run != "" {
		r.run = m.rootOf(input, &m.program.run)
	}
	return r
}

func (m *Machine) rootOf(input *Value, s *step) unsafe.Pointer {
	if input.kind == Object && input.isRead() {
		return m.memberRead(input, s).p
	}
	return lookup(*input, s.key).p
}

func (c *Contract) isPlain(key Value) bool {
	return key.kind == String && slices.Contains(c.Plain, key.text())
}

// Marks are those of the rule that was last evaluated.
func (m *Machine) Marks() Marks { return m.marks }

// Unknown reports whether the last evaluation came upon an unknown value.
func (m *Machine) Unknown() bool { return m.marks&MarkUnknown != 0 }

// touch marks that a member of v was looked up.
func (m *Machine) touch(v *Value, plain bool) {
	if v.kind < Array || v.p == m.roots.run || v.p == m.roots.subject && plain {
		return
	}
	if v.p != m.roots.input || m.roots.input == m.roots.subject {
		m.marks |= MarkInput
	}
}

// touchAll marks that v was looked at as a whole, or that its members were gone through.
func (m *Machine) touchAll(v *Value) {
	if !v.isRead() || v.kind < Array {
		return
	}
	if v.p == m.roots.input || v.p == m.roots.run {
		m.marks |= MarkRun
	}
	m.touch(v, false)
}

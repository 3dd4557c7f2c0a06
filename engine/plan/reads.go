package plan

// readLog is what an evaluation read from its input.
type readLog struct {
	unknown bool
}

func (l *readLog) reset() { l.unknown = false }

func (l *readLog) dot(_, _, _ Value) {}
func (l *readLog) again(*slot)       {}

func (m *Machine) enumerate(Value) {}
func (m *Machine) readWhole(Value) {}

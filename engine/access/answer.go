package access

// Truth is what can be said of a question: yes, no, or that it cannot be told. The order is that of Kleene's
// logic: "and" is the least of two truths, "or" the greatest.
type Truth uint8

// The truths. The zero Truth is No, so that what nobody set grants nothing.
const (
	No Truth = iota
	Unknown
	Yes
)

// String returns the word for t.
func (t Truth) String() string { return [...]string{"no", "unknown", "yes"}[t] }

// Not returns the opposite of t; of what is unknown the opposite is unknown.
func (t Truth) Not() Truth { return Yes - t }

func truthOf(b bool) Truth {
	if b {
		return Yes
	}
	return No
}

// Answer is what can be said of a question under each of the two readings of wildcards (see the package
// comment). Both are carried through everything that depends on a pattern and compared at the end.
type Answer struct{ Plain, Wide Truth }

// always is the answer that does not depend on a pattern.
func always(t Truth) Answer { return Answer{t, t} }

// And returns whether both a and b hold.
func (a Answer) And(b Answer) Answer { return Answer{min(a.Plain, b.Plain), min(a.Wide, b.Wide)} }

// Or returns whether a or b holds.
func (a Answer) Or(b Answer) Answer { return Answer{max(a.Plain, b.Plain), max(a.Wide, b.Wide)} }

// Not returns whether a does not hold.
func (a Answer) Not() Answer { return Answer{a.Plain.Not(), a.Wide.Not()} }

// possible reports whether a may hold under one of the readings.
func (a Answer) possible() bool { return a.Plain != No || a.Wide != No }

// Outcome is how an answer to "may he?" is reported.
func (a Answer) outcome() Outcome {
	switch {
	case a == always(Yes):
		return Allowed
	case a == always(No):
		return Denied
	case a.Plain == Unknown || a.Wide == Unknown:
		return Indeterminate
	}
	return Ambiguous
}

// Outcome is what a subject can do about an action, from nothing to all of it. Only Allowed is access.
type Outcome uint8

// The outcomes, from least to most. Of several paths the greatest counts.
const (
	// Denied: no path leads there, or a deny assignment bars it.
	Denied Outcome = iota
	// Indeterminate: it depends on something that is not known: a role without definition, an attribute in a
	// condition, a scope known after apply.
	Indeterminate
	// Ambiguous: it depends on how Azure reads /*/ in an action.
	Ambiguous
	// CanGrant: he can give himself the access.
	CanGrant
	// CanActivate: he is eligible, and has it after activating it.
	CanActivate
	// Allowed: he has it.
	Allowed
)

var outcomeNames = [...]string{"denied", "unknown", "ambiguous", "can_grant_himself", "can_activate", "allowed"}

// String returns the word that reports use.
func (o Outcome) String() string { return outcomeNames[o] }

// MarshalText makes the JSON form the word.
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

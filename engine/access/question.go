package access

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/tipstaff/tipstaff/inputs"
)

// Question is what somebody may be able to do: an action on a resource of Azure.
type Question struct {
	Plane    Plane
	Action   string // in full, without wildcards
	Resource string // its id in Azure, or the id or address that a plan or template has for it
	// Time is when; it decides which assignments have begun and not ended.
	Time time.Time
	// Circumstances are what conditions may ask for besides.
	Circumstances Circumstances
}

// Path is one way in which a subject can do something, or might.
type Path struct {
	Outcome    Outcome   `json:"outcome"`
	Kind       Kind      `json:"kind"`
	Assignment string    `json:"assignment"` // the id of what grants: an assignment, a binding, a vault with policies
	Role       string    `json:"role,omitempty"`
	RoleID     string    `json:"role_id,omitempty"`
	Block      int       `json:"block"` // which permission block or rule of the role, or policy of the vault, from 0; -1 if none is known
	Scope      string    `json:"scope,omitempty"`
	Groups     []Subject `json:"groups,omitempty"` // from the nearest to the one that is assigned
	Condition  string    `json:"condition,omitempty"`
	Reason     string    `json:"reason,omitempty"` // what it depends on, of every outcome but allowed
	Until      string    `json:"until,omitempty"`
	File       string    `json:"file"`
	Line       int       `json:"line,omitempty"`

	answer Answer
	level  Outcome // what the path is worth if the answer is yes
}

// Denial is a deny assignment that concerns a question.
type Denial struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Bars is allowed if it bars, and what it is not known to otherwise; of an audit it is denied.
	Bars Outcome `json:"-"`
	// Effect is enforced, audit or unknown.
	Effect string `json:"effect"`
}

// Decision is the answer to a question about one subject, with all the ways that lead there.
type Decision struct {
	Outcome Outcome  `json:"outcome"`
	Paths   []Path   `json:"paths"`
	Denials []Denial `json:"denials,omitempty"`
}

// Holder is a subject of whom the answer is not no.
type Holder struct {
	Subject
	Decision
}

// query is a question while it is answered.
type query struct {
	Question
	m       *Model
	place   place
	action  string // in lower case
	at      Circumstances
	covered []Truth // by scope; see known
	known   []bool
	roles   map[*role][]Answer // of each block
	grants  map[*assignment][]grant
	barring []barring
	vault   *vault   // that the question is about the contents of
	inVault bool     // it is about the contents of a vault, described or not
	writing []*query // what lets one write the access policies of the vault
}

// barring is a deny assignment that denies what is asked for, to somebody.
type barring struct {
	*denial
	answer Answer
}

func (m *Model) ask(q Question) (*query, error) {
	at, err := m.locate(q.Resource)
	if err != nil {
		return nil, err
	}
	asked := m.askAt(q, at)
	if q.Plane == Data && strings.HasPrefix(asked.action, "microsoft.keyvault/vaults/") && inVault(at) {
		asked.inVault, asked.vault = true, m.vaultOf(at)
	}
	if v := asked.vault; v != nil && v.byRole != Yes {
		for _, action := range []string{"Microsoft.KeyVault/vaults/write", "Microsoft.KeyVault/vaults/accessPolicies/write"} {
			asked.writing = append(asked.writing, m.askAt(Question{Control, action, q.Resource, q.Time, q.Circumstances}, v.place))
		}
	}
	return asked, nil
}

func (m *Model) askAt(q Question, at place) *query {
	asked := &query{
		Question: q, m: m, place: at, action: strings.ToLower(q.Action), at: q.Circumstances.at(q.Time),
		covered: make([]Truth, len(m.scopes)), known: make([]bool, len(m.scopes)),
		roles: map[*role][]Answer{}, grants: map[*assignment][]grant{},
	}
	for _, d := range m.denials {
		if answer := m.bars(d, asked); answer.possible() {
			asked.barring = append(asked.barring, barring{d, answer})
		}
	}
	return asked
}

// Decide answers a question about one subject, by the id that Azure has for it. An error is a
// *[ResourceError].
func (m *Model) Decide(subject string, q Question) (Decision, error) {
	asked, err := m.ask(q)
	if err != nil {
		return Decision{Outcome: Indeterminate}, err
	}
	return asked.decide(strings.ToLower(subject)), nil
}

// WhoCan returns all subjects of whom the answer to a question is not no, those who can do it first. A subject
// that is known only after apply is one without id. An error is a *[ResourceError].
func (m *Model) WhoCan(q Question) ([]Holder, error) {
	asked, err := m.ask(q)
	if err != nil {
		return nil, err
	}
	var holders []Holder
	seen := map[string]bool{"": true}
	for _, principal := range asked.principals() {
		for _, id := range m.below(principal) {
			if seen[id] {
				continue
			}
			seen[id] = true
			if d := asked.decide(id); d.Outcome != Denied {
				holders = append(holders, Holder{m.subject(id), d})
			}
		}
	}
	holders = append(holders, asked.nameless()...)
	sortHolders(holders)
	return holders, nil
}

func sortHolders(holders []Holder) {
	slices.SortStableFunc(holders, func(a, b Holder) int {
		return cmp.Or(cmp.Compare(b.Outcome, a.Outcome), compareSubjects(a.Subject, b.Subject))
	})
}

// principals returns whoever is assigned something that may lead to a yes.
func (q *query) principals() []string {
	var all []string
	for _, a := range q.m.assignments {
		if a.principal != "" && len(q.granted(a)) > 0 {
			all = append(all, a.principal)
		}
	}
	if q.vault != nil {
		for i := range q.vault.policies {
			all = append(all, q.vault.policies[i].principal)
		}
	}
	for _, w := range q.writing {
		all = append(all, w.principals()...)
	}
	return all
}

// nameless returns a subject for every assignment whose principal is not known yet.
func (q *query) nameless() []Holder {
	var all []Holder
	add := func(paths []Path) {
		for _, p := range paths {
			p.Outcome = Indeterminate
			p.Reason = strings.TrimPrefix(p.Reason+"; who it is is not known", "; ")
			all = append(all, Holder{Subject{Name: "(not known)"}, Decision{Outcome: Indeterminate, Paths: []Path{p}}})
		}
	}
	unknown := chain{}
	for _, a := range q.m.held[""] {
		add(q.paths(a, unknown, q.denied("", nil)))
	}
	if q.vault != nil {
		add(q.policyPaths(unknown))
		if q.vault.unknown && q.vault.byRole != Yes {
			add([]Path{q.unknownPolicies()})
		}
	}
	for _, w := range q.writing {
		for _, a := range q.m.held[""] {
			add(selfGrants(w.paths(a, unknown, w.denied("", nil)), q.vault))
		}
	}
	return all
}

// placeInFile returns where a resource is described.
func placeInFile(r *inputs.Resource) (string, int) {
	if r.Document != nil {
		if span, ok := r.Document.Span(r.Node); ok {
			return r.File, span.Start.Line
		}
	}
	return r.File, r.Line
}

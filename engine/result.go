package engine

// SchemaV1 names the shape of [Report] in its JSON form.
const SchemaV1 = "tipstaff.report/v1"

// Report is the complete record of one run. Its JSON form is a contract: fields are added, never changed.
// It is sorted and holds nothing that differs between two runs on the same input, but run.id, run.started and
// run.remembered.
type Report struct {
	Schema      string       `json:"schema"`
	Tool        Tool         `json:"tool"`
	Run         Run          `json:"run"`
	Verdict     Outcome      `json:"verdict"`
	Counts      Counts       `json:"counts"`
	Findings    []Finding    `json:"findings"`
	Coverage    Coverage     `json:"coverage"`
	Skipped     []Skipped    `json:"skipped"`
	Errors      []Failure    `json:"errors"`
	Evaluations []Evaluation `json:"evaluations,omitempty"`
	// Rules describes every rule that was loaded, by id, for writers; it is not part of the JSON form.
	Rules map[string]*Rule `json:"-"`

	usesRun bool // an outcome may be another one at another time
}

// Tool is what made a report.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	OPA     string `json:"opa"`
}

// Run is what was judged, by what, and when.
type Run struct {
	ID      string `json:"id"`
	Command string `json:"command"`
	Started string `json:"started"` // RFC 3339, UTC
	AsOf    string `json:"as_of"`   // RFC 3339, UTC: the time rules and waivers were judged at
	// Remembered is when the results were obtained, if that was in an earlier run on the same bytes.
	Remembered string     `json:"remembered,omitempty"`
	Policy     PolicyInfo `json:"policy"`
	Inputs     []Input    `json:"inputs"`
}

// PolicyInfo identifies the rules of a run.
type PolicyInfo struct {
	Digest string `json:"digest"` // "sha256:" and hex, over names and contents of all policy and data files
	Rules  int    `json:"rules"`
	Source string `json:"source"` // "embedded", or the directories given
}

// Input is one file that was read.
type Input struct {
	Path      string `json:"path"`
	Format    string `json:"format"`
	Digest    string `json:"digest"` // "sha256:" and hex, over the bytes of the file
	Resources int    `json:"resources"`
	Documents int    `json:"documents"`
}

// Counts adds up a run. Evaluations is the sum of the six outcomes.
type Counts struct {
	Resources     int `json:"resources"`
	Evaluations   int `json:"evaluations"`
	Pass          int `json:"pass"`
	Fail          int `json:"fail"`
	Waived        int `json:"waived"`
	Unknown       int `json:"unknown"`
	NotApplicable int `json:"not_applicable"`
	Error         int `json:"error"`
}

// Finding is an outcome worth reporting: every fail, waived, unknown and error.
type Finding struct {
	Rule        string              `json:"rule"`
	Severity    Severity            `json:"severity"`
	Outcome     Outcome             `json:"outcome"`
	Message     string              `json:"message"`
	Remediation string              `json:"remediation,omitempty"`
	Controls    map[string][]string `json:"controls,omitempty"`
	Resource    ResourceRef         `json:"resource"`
	Path        []any               `json:"path"` // strings and ints, from input.resource; empty: the resource as a whole
	Location    Location            `json:"location"`
	Planned     *Location           `json:"planned,omitempty"` // the place in a plan, if Location is in the file the plan was made from
	Fingerprint string              `json:"fingerprint"`
	Status      string              `json:"status"` // "new", or "existing" if in a baseline
	Waiver      *WaiverRef          `json:"waiver,omitempty"`

	file string // of the resource; the location may be in the file of a related one
}

// ResourceRef names a resource.
type ResourceRef struct {
	Type string `json:"type"`
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Location is where something stands in an input file. Lines and columns count from 1, columns in Unicode
// code points, the end is exclusive; all are 0 when only the file is known.
type Location struct {
	File      string    `json:"file"`
	Line      int       `json:"line"`
	Column    int       `json:"column"`
	EndLine   int       `json:"end_line"`
	EndColumn int       `json:"end_column"`
	Precision Precision `json:"precision"`
	// Snippet is the line of the file, "" where it may hold something sensitive or is not text.
	Snippet string `json:"-"`
}

// Precision says what a location points at.
type Precision string

// The precisions, from finest to coarsest.
const (
	AtAttribute Precision = "attribute"
	AtParent    Precision = "parent" // the attribute is absent: its nearest existing ancestor
	AtResource  Precision = "resource"
	AtFile      Precision = "file"
)

// WaiverRef is the waiver that a finding fell under.
type WaiverRef struct {
	Reason     string `json:"reason"`
	Owner      string `json:"owner"`
	ApprovedBy string `json:"approved_by"`
	Ticket     string `json:"ticket,omitempty"`
	Expires    string `json:"expires"`
}

// Coverage says what was looked at and what was not.
type Coverage struct {
	Types     []TypeCoverage `json:"types"`
	Unmatched []TypeCoverage `json:"unmatched"` // types that no rule names
	Vacuous   []Vacuous      `json:"vacuous"`   // passes that read nothing of the resource
}

// TypeCoverage counts the resources of one type and the rules that judged them.
type TypeCoverage struct {
	Type      string `json:"type"`
	Resources int    `json:"resources"`
	Rules     int    `json:"rules,omitempty"`
}

// Vacuous is a pass that proves nothing.
type Vacuous struct {
	Rule     string `json:"rule"`
	Resource string `json:"resource"`
}

// Skipped is a file that was not judged, and why.
type Skipped struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
}

// Failure is something that could not be read or evaluated.
type Failure struct {
	Code     string   `json:"code"` // "input", "rule", "limit", "coverage", …
	Message  string   `json:"message"`
	Hint     string   `json:"hint,omitempty"`
	Location Location `json:"location"`
}

// Evaluation is one outcome of one rule on one resource, with what the rule read.
type Evaluation struct {
	Rule     string      `json:"rule"`
	Outcome  Outcome     `json:"outcome"`
	Resource ResourceRef `json:"resource"`
	Reads    []Read      `json:"reads"`
}

// Read is one attribute that a rule read. State is "value", "absent", "unknown" or "sensitive".
type Read struct {
	Path     []any    `json:"path"`
	State    string   `json:"state"`
	Location Location `json:"location"`
}

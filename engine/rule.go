package engine

// Rule is one Rego package with metadata and a deny set. Its JSON form is what `tipstaff rules -o json`
// prints.
type Rule struct {
	ID          string              `json:"id"` // the package path, "key_vault.purge_protection"
	Title       string              `json:"title"`
	Description string              `json:"description"`
	Severity    Severity            `json:"severity"`
	Resources   []string            `json:"resources"` // the types it judges
	Controls    map[string][]string `json:"controls"`  // framework -> control ids
	Peers       map[string][]string `json:"peers,omitempty"`
	Remediation string              `json:"remediation"`
	References  []string            `json:"references"`
	File        string              `json:"file"` // within its bundle
	Line        int                 `json:"line"` // of its metadata
}

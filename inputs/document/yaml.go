package document

import "errors"

// ParseYAML decodes every YAML document in b by the given schema. Documents that are empty are left out
// but keep their index.
func ParseYAML(b []byte, limits Limits, schema Schema) ([]*Document, error) {
	return nil, errors.New("not yet")
}

// Schema says which scalars a YAML parser resolves to what.
type Schema int

const (
	// Core is the YAML 1.2 core schema as JSON types: true and false are the only booleans.
	Core Schema = iota
	// Kubernetes is what kubectl and the API server read (sigs.k8s.io/yaml, YAML 1.1 booleans): yes, on and
	// y are true.
	Kubernetes
)

package inputs

import (
	"regexp"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// helmExpression is what only Helm knows: its objects, and templates that it includes. Other tools put expressions
// between the same braces into objects, which are complete without these being replaced: workflows, alerts.
var helmExpression = regexp.MustCompile(`\{\{-?\s*(?:\.(?:Values|Release|Chart|Capabilities|Files|Template)\b|include\s+"|template\s+")`)

// templated returns the error for an object that is yet to be rendered, nil for one that is not. What a rule reads
// of it would not be what ends up in the cluster. Files in a ConfigMap may be templates for somebody else.
func (m *manifests) templated(properties document.Value) error {
	for path, v := range properties.All() {
		if v.Kind() != document.String || path[0].Key == "data" || path[0].Key == "binaryData" {
			continue
		}
		if text := v.Text(); strings.Contains(text, "{{") && helmExpression.MatchString(text) {
			return m.fail(v, "render it first, as with: helm template", "%s is a Helm template expression", fieldName(path))
		}
	}
	return nil
}

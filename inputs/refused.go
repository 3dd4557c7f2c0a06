package inputs

import (
	"bytes"
)

// refusals say how to make input of a format that is known but not read, by a text near the start of the
// file. Files in it are an error in a directory too: what they describe must not go missing.
var refusals = []struct{ mark, reason, hint string }{
	{"http://cyclonedx.org/schema/bom", "CycloneDX is not read as XML", "convert it: cyclonedx convert --output-format json"},
	{"http://spdx.org/rdf/terms", "SPDX is not read as RDF/XML", "write it as SPDX 3.0 in JSON-LD"},
}

// refusal returns why a file is refused that starts with head, and the way out.
func refusal(head []byte) (reason, hint string) {
	if !bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(head, byteOrderMark)), []byte("<")) {
		return "", ""
	}
	for _, r := range refusals {
		if bytes.Contains(head, []byte(r.mark)) {
			return r.reason, r.hint
		}
	}
	return "", ""
}

func isRefused(head []byte) bool {
	reason, _ := refusal(head)
	return reason != ""
}

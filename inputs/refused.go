package inputs

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
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

// sources are files from which others are made that are input: by the end of the group in their apiVersion, or by
// their name, as they need not state one. What they make, nobody has judged.
var sources = []struct {
	group, what, hint string
	names             []string
}{
	{
		group: "kustomize.config.k8s.io", names: []string{"kustomization.yaml", "kustomization.yml"},
		what: "a Kustomize file, and what it builds is not judged", hint: "check the output of kustomize build",
	},
	{
		names: []string{"Chart.yaml"},
		what:  "a Helm chart, and what it renders is not judged", hint: "check the output of helm template",
	},
}

// sourceOf tells what kind of source a file with some documents is, and the way out; "" if it is none.
func sourceOf(file string, documents []*document.Document) (what, hint string) {
	for _, s := range sources {
		if slices.Contains(s.names, path.Base(file)) {
			return s.what, s.hint
		}
		for _, d := range documents {
			group, _, _ := strings.Cut(d.Root.Get("apiVersion").Text(), "/")
			if s.group != "" && group == s.group {
				return s.what, s.hint
			}
		}
	}
	return "", ""
}

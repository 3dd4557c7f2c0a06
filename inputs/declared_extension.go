package inputs

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// extension is the keys under which people state an attribute where a format leaves room for keys of their
// own and has no place for it: the first that is there counts. Letter case and the way words are joined do not.
type extension struct {
	attribute string
	keys      []string
	read      func(document.Value) document.Value
}

// datasetExtensions are those of datasets, modelExtensions those of models.
var datasetExtensions = []extension{
	{"classification", []string{"classification", "dataclassification", "classificationlevel", "confidentiality", "confidentialitylevel", "sensitivity"}, nil},
	{"sensitive_data", []string{"sensitivedata", "sensitivedatatypes"}, asWords},
	{"contains_personal_data", []string{"containspersonaldata", "personaldata", "containspii", "haspii", "ispii", "pii"}, asBoolean},
	{"owner", []string{"owner", "dataowner"}, nil},
	{"steward", []string{"steward", "datasteward"}, nil},
	{"region", []string{"region", "dataregion", "residency"}, nil},
	{"retention_days", []string{"retentiondays"}, asNumber},
	{"purposes", []string{"purposes", "purpose"}, asWords},
	{"lawful_basis", []string{"lawfulbasis", "legalbasis"}, nil},
	{"anonymisation.method", []string{"anonymisationmethod", "anonymizationmethod", "anonymisation", "anonymization", "anonymizationstrategy"}, nil},
	{"anonymisation.reference", []string{"anonymisationreference", "anonymizationreference"}, nil},
}

var modelExtensions = []extension{
	{"owner", []string{"owner", "modelowner"}, nil},
	{"risk", []string{"risk", "riskclass", "airisk"}, asRisk},
	{"licence", []string{"licence", "license"}, nil},
}

// extensionSections are keys below which people put the others.
var extensionSections = []string{"governance", "datagovernance", "privacy"}

// extend states what a list of a person's own keys and values says.
func extend(s stated, extensions []extension, entries []document.Member) {
	for _, x := range extensions {
		if v := x.find(entries); v.Defined() || v.Has(document.Unknown) {
			s.set(x.attribute, v)
		}
	}
}

func (x extension) find(entries []document.Member) document.Value {
	for _, key := range x.keys {
		for _, e := range entries {
			if fold(e.Key.Text()) != key || absent(e.Value) {
				continue
			}
			v := withoutTemplates(e.Value)
			if x.read == nil || v.Has(document.Unknown) {
				return v
			}
			return x.read(v)
		}
	}
	return document.Value{}
}

// metaEntries returns the entries of an object of a person's own keys, with those of its sections.
func metaEntries(meta document.Value) []document.Member {
	entries := slices.Clone(meta.Members())
	for _, m := range meta.Members() {
		if slices.Contains(extensionSections, fold(m.Key.Text())) {
			entries = append(entries, m.Value.Members()...)
		}
	}
	return entries
}

// withoutTemplates returns a value that a template is to make as unknown.
func withoutTemplates(v document.Value) document.Value {
	if v.Kind() == document.String && strings.Contains(v.Text(), "{{") {
		return document.UnknownValue().From(v)
	}
	return v
}

// asWords returns a text as a list of the words in it, between commas.
func asWords(v document.Value) document.Value {
	if v.Kind() != document.String {
		return v
	}
	words := []document.Value{}
	for w := range strings.SplitSeq(v.Text(), ",") {
		if w = strings.TrimSpace(w); w != "" {
			words = append(words, document.StringValue(w).From(v))
		}
	}
	return document.ArrayValue(words...).From(v)
}

// asBoolean returns a text that says yes or no as a boolean; all else as it is.
func asBoolean(v document.Value) document.Value {
	switch strings.ToLower(v.Text()) {
	case "true", "yes":
		return document.BoolValue(true).From(v)
	case "false", "no":
		return document.BoolValue(false).From(v)
	}
	return v
}

// asRisk returns a risk class in lower case. A word that is none of those of the EU AI Act is on another scale:
// which class it means is unknown.
func asRisk(v document.Value) document.Value {
	word := strings.ToLower(v.Text())
	if !slices.Contains([]string{"minimal", "limited", "high", "unacceptable"}, word) {
		return document.UnknownValue().From(v)
	}
	return document.StringValue(word).From(v)
}

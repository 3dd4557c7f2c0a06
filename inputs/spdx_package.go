package inputs

import (
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

func (g *graph3) addModel(e document.Value) {
	s := stated{}
	g.common(e, s, "artifact.digest", "artifact.uri")
	s.set("artifact.files", g.files(e))
	s.set("intended_use", g.text(e, "ai_informationAboutApplication"))
	s.set("training_data", g.related(e, "trainedOn"))
	s.set("evaluation_data", g.related(e, "testedOn"))
	s.set("base_models", g.ancestors(e, "ai_AIPackage"))
	s.set("uses_sensitive_personal_data", g.yesOrNo(e, "ai_useSensitivePersonalInformation"))
	if autonomous := g.yesOrNo(e, "ai_autonomyType"); autonomous.Defined() {
		s.set("human_oversight.required", document.BoolValue(!autonomous.Bool()).From(autonomous))
	}
	if list := g.member(e, "ai_metric", document.Array); list.Defined() {
		m := newMetrics()
		for _, entry := range g.declarations.elements(list, "ai_metric", document.Object) {
			m.add(g.text(entry, "key").Text(), g.member(entry, "value", document.String, document.Number))
		}
		s.set("evaluation.metrics", m.object().From(list))
	}
	s.set("source.publisher", g.text(g.follow(g.member(e, "suppliedBy", document.String, document.Object)), "name"))
	packageSource(g.text(e, "software_packageUrl"), s)
	g.add(&spdxModel, g.text(e, "name"), e, s)
}

func (g *graph3) addDataset(e document.Value) {
	s := stated{}
	g.common(e, s, "digest", "storage.uri")
	s.set("classification", g.term(g.text(e, "dataset_confidentialityLevel")))
	s.set("derived_from", g.ancestors(e, "dataset_DatasetPackage"))
	s.set("purposes", g.textOrTexts(e, "dataset_intendedUse"))
	s.set("anonymisation.method", joinTexts(g.textOrTexts(e, "dataset_anonymizationMethodUsed").Elements(), ", "))
	s.set("created", day(g.text(e, "releaseTime")))
	s.set("created", day(g.text(e, "builtTime")))
	g.personal(e, s)
	g.add(&spdxDataset, g.text(e, "name"), e, s)
}

// personal states what a package says of sensitive data about people. That there is none does not mean that
// there is no data about people, nor no other sensitive data.
func (g *graph3) personal(e document.Value, s stated) {
	const key = "dataset_hasSensitivePersonalInformation"
	sensitive := g.yesOrNo(e, key)
	switch {
	case sensitive.Bool():
		s.set("contains_personal_data", sensitive)
		s.set("sensitive_data", document.ArrayValue(document.StringValue("personal").From(sensitive)).From(sensitive))
	case sensitive.Defined():
		s.set("contains_personal_data", document.UnknownValue().From(sensitive))
		s.set("sensitive_data", document.UnknownValue().From(sensitive))
	}
}

// common states what models and data sets have in common.
func (g *graph3) common(e document.Value, s stated, digest, uri string) {
	s.set("description", g.text(e, "summary"))
	s.set("description", g.text(e, "description"))
	s.set("version", g.text(e, "software_packageVersion"))
	s.set(uri, g.text(e, "software_downloadLocation"))
	s.set(digest, g.digest(e))
	s.set("licence", g.licence(e, "hasConcludedLicense"))
	s.set("licence", g.licence(e, "hasDeclaredLicense"))
	for _, file := range g.links[link3{"hasDistributionArtifact", g3ID(e)}] {
		s.set(digest, g.digest(g.follow(file)))
	}
}

// files returns the files that a package is distributed as, named by their paths; undefined if there are none.
func (g *graph3) files(e document.Value) document.Value {
	var files []document.Value
	for _, to := range g.links[link3{"hasDistributionArtifact", g3ID(e)}] {
		if f := g.follow(to); f.Kind() == document.Object {
			files = append(files, describedFile(g.text(f, "name"), g.digest(f), f))
		}
	}
	if len(files) == 0 {
		return document.Value{}
	}
	return document.ArrayValue(files...).From(e)
}

// digest returns the SHA-256 digest that an element is verified with.
func (g *graph3) digest(e document.Value) document.Value {
	var found document.Value
	for _, h := range g.objects(e, "verifiedUsing") {
		algorithm, value := g.term(g.text(h, "algorithm")), g.text(h, "hashValue")
		if strings.EqualFold(algorithm.Text(), "sha256") && value.Defined() {
			found = sha256Digest(value)
		}
	}
	return found
}

// licence returns the licences that relationships of a type lead to, as one expression.
func (g *graph3) licence(e document.Value, kind string) document.Value {
	var all []document.Value
	for _, to := range g.links[link3{kind, g3ID(e)}] {
		l := g.follow(to)
		text := g.text(l, "simplelicensing_licenseExpression")
		switch {
		case text.Defined():
		case strings.HasPrefix(reference3(to), "https://spdx.org/licenses/"):
			text = g.term(document.StringValue(reference3(to)).From(to))
		case strings.HasSuffix(reference3(to), "NoAssertionLicense"):
			continue
		case l.Get("name").Defined():
			text = g.text(l, "name")
		default:
			text = document.StringValue(reference3(to)).From(to)
		}
		if text.Text() != "" {
			all = append(all, text)
		}
	}
	return joinTexts(all, " AND ")
}

// none3 is what a relationship leads to that says there is nothing.
const none3 = "NoneElement"

// related returns the names of the elements that relationships lead to; undefined if there are none. What is
// in another document is called by its id.
func (g *graph3) related(e document.Value, kind string) document.Value {
	return g.names(g.links[link3{kind, g3ID(e)}])
}

func (g *graph3) names(references []document.Value) document.Value {
	var names []document.Value
	for _, to := range references {
		if strings.HasSuffix(reference3(to), none3) {
			continue
		}
		name := g.text(g.follow(to), "name")
		if name.Text() == "" {
			name = document.StringValue(reference3(to))
		}
		names = append(names, name.From(to))
	}
	if len(references) == 0 {
		return document.Value{}
	}
	return document.ArrayValue(names...).From(references[0])
}

// ancestors returns the names of the elements of a type that this one was made from.
func (g *graph3) ancestors(e document.Value, kind string) document.Value {
	var found []document.Value
	for _, way := range []string{"descendantOf", "^ancestorOf", "^generates"} {
		for _, to := range g.links[link3{way, g3ID(e)}] {
			of := g.follow(to).Get("type").Text()
			if of == kind || of == "" && way != "^generates" {
				found = append(found, to)
			}
		}
	}
	return g.names(found)
}

// yesOrNo returns a statement as a boolean; undefined if nothing is asserted.
func (g *graph3) yesOrNo(e document.Value, key string) document.Value {
	v := g.term(g.text(e, key))
	switch v.Text() {
	case "yes", "no":
		return document.BoolValue(v.Text() == "yes").From(v)
	case "", "noAssertion":
		return document.Value{}
	}
	g.fail(v, "", "%s must be yes, no or noAssertion", key)
	return document.Value{}
}

// day returns the day of a time; what is no time stays as it is.
func day(v document.Value) document.Value {
	if date, _, ok := strings.Cut(v.Text(), "T"); ok && v.Kind() == document.String {
		return document.StringValue(date).From(v)
	}
	return v
}

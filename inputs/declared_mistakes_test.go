package inputs_test

import (
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
)

// TestDeclaredMistakes requires that what cannot be understood is an error with its line, and never left out.
func TestDeclaredMistakes(t *testing.T) {
	bom := func(components string) string {
		return `{"bomFormat": "CycloneDX", "specVersion": "1.6",` + "\n" + `"components": [` + "\n" + components + "\n]}"
	}
	graph := func(elements string) string {
		return `{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [` + "\n" + elements + "\n]}"
	}
	odcs := "apiVersion: v3.1.0\nkind: DataContract\nid: x\n"
	dbt := func(node string) string {
		return `{"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/manifest/v12.json"}, "nodes": {` + "\n" + node + "\n}}"
	}
	event := `{"eventTime": "2026-11-22T02:00:01Z", "producer": "p", "job": {"namespace": "a", "name": "b"},` + "\n"
	const hash, digits = `"hashes": [{"alg": "SHA-256", "content": "`, "0c5b4a39281706f5e4d3c2b1a09f8e7d"
	tests := []struct {
		name   string
		format inputs.Format
		text   string
		want   string
	}{
		{"version 2", inputs.CycloneDX, `{"bomFormat": "CycloneDX", "specVersion": "2.0"}`, "1: this is not version 1 of CycloneDX (convert it"},
		{"no version", inputs.CycloneDX, `{"bomFormat": "CycloneDX"}`, "1: this is not version 1 of CycloneDX"},
		{"type of a component", inputs.CycloneDX, bom(`{"type": "machine-learning-modem", "name": "m"}`), `3: "machine-learning-modem" is no type of component`},
		{"no type", inputs.CycloneDX, bom(`{"name": "m"}`), `3: "" is no type of component`},
		{"no name", inputs.CycloneDX, bom(`{"type": "data"}`), "3: the data component has no name (give it a name)"},
		{"component is a text", inputs.CycloneDX, bom(`"m"`), "3: components[0] must be an object, it is a string"},
		{"components are an object", inputs.CycloneDX, `{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": {}}`, "1: components must be an array, it is an object (write a list, even of one)"},
		{"data is an object", inputs.CycloneDX, bom(`{"type": "data", "name": "d", "data": {"classification": "public"}}`), "3: data must be an array"},
		{"classification is a list", inputs.CycloneDX, bom(`{"type": "data", "name": "d", "data": [{"classification": ["public"]}]}`), "3: classification must be a string, it is an array (only one is allowed here)"},
		{"sensitive data of numbers", inputs.CycloneDX, bom(`{"type": "data", "name": "d", "data": [{"sensitiveData": [1]}]}`), "3: sensitiveData[0] must be a string"},
		{"digest", inputs.CycloneDX, bom(`{"type": "data", "name": "d", ` + hash + digits + `"}]}`), "3: digest does not match"},
		{"unknown ref", inputs.CycloneDX, bom(`{"type": "machine-learning-model", "name": "m", "modelCard": {"modelParameters": {"datasets": [{"ref": "d"}]}}}`), `3: "d" is the bom-ref of no data component`},
		{"ref twice", inputs.CycloneDX, bom(`{"type": "data", "name": "d", "bom-ref": "r"},` + "\n" + `{"type": "data", "name": "e", "bom-ref": "r"}`), `4: the bom-ref "r" stands for two components`},
		{"described twice", inputs.CycloneDX, bom(`{"type": "data", "name": "d"},` + "\n" + `{"type": "data", "name": "d"}`), "4: Dataset/d is described twice in this file (the other is at line 3"},

		{"SPDX 2", inputs.SPDX, `{"spdxVersion": "SPDX-2.3", "packages": []}`, "1: SPDX-2.3 has no word for models and data sets (write it as SPDX 3.0"},
		{"package without a name", inputs.SPDX, graph(`{"type": "ai_AIPackage", "spdxId": "x:1"}`), "2: the AI package has no name"},
		{"element without a type", inputs.SPDX, graph(`{"spdxId": "x:1"}`), "2: the element has no type"},
		{"id twice", inputs.SPDX, graph(`{"type": "a", "spdxId": "x:1"},` + "\n" + `{"type": "a", "spdxId": "x:1"}`), "3: the id x:1 stands for two elements"},
		{"neither yes nor no", inputs.SPDX, graph(`{"type": "dataset_DatasetPackage", "spdxId": "x:1", "name": "d", "dataset_hasSensitivePersonalInformation": "nope"}`), "2: dataset_hasSensitivePersonalInformation must be yes, no or noAssertion"},
		{"relationship to nowhere", inputs.SPDX, graph(`{"type": "Relationship", "from": "x:1", "relationshipType": "trainedOn", "to": [1]}`), "2: to must be a string, it is a number"},
		{"relationship from nowhere", inputs.SPDX, graph(`{"type": "Relationship", "relationshipType": "trainedOn", "to": ["x:1"]}`), "2: the relationship has no relationshipType or no from"},

		{"card is a list", inputs.ModelCard, "---\n- a\n", "2: the front matter must be an object"},
		{"licence is an object", inputs.ModelCard, "---\nlicense: {id: mit}\n", "2: license must be an array, it is an object"},
		{"datasets of numbers", inputs.ModelCard, "---\ndatasets:\n- 1\n", "3: datasets[0] must be a string"},

		{"no flavours", inputs.MLmodel, "run_id: a\n", "1: the model has no flavors"},
		{"flavour is a text", inputs.MLmodel, "flavors:\n  sklearn: model.pkl\n", "2: flavors.sklearn must be an object"},
		{"signature", inputs.MLmodel, "flavors: {}\nsignature:\n  inputs: '[{'\n", "3: signature.inputs cannot be read"},
		{"signature of something else", inputs.MLmodel, "flavors: {}\nsignature:\n  inputs: '{}'\n", "3: signature.inputs must be a list"},

		{"contract of version 2", inputs.ODCS, "apiVersion: v2.2.2\nkind: DataContract\n", `1: a data contract of version "v2.2.2" is not read`},
		{"contract without tables", inputs.ODCS, odcs, "1: the data contract describes no data (list its tables under schema)"},
		{"table without a name", inputs.ODCS, odcs + "schema:\n- properties: []\n", "5: the schema object has no name"},
		{"column without a name", inputs.ODCS, odcs + "schema:\n- name: t\n  properties:\n  - classification: public\n", "7: the column has no name"},
		{"team is a text", inputs.ODCS, odcs + "team: us\nschema: [{name: t}]\n", "4: team must be an array, it is a string"},
		{"retention without a unit", inputs.ODCS, odcs + "schema: [{name: t}]\nslaProperties:\n- property: retention\n  value: 3\n", `7: the retention of "3" "" is no number of days (write a whole number, and d or y as unit)`},
		{"retention for ever", inputs.ODCS, odcs + "schema: [{name: t}]\nslaProperties:\n- property: retention\n  value: ever\n  unit: y\n", `7: the retention of "ever" "y" is no number of days`},
		{"critical is a text", inputs.ODCS, odcs + "schema:\n- name: t\n  properties:\n  - name: c\n    criticalDataElement: 'yes'\n", "8: criticalDataElement must be a boolean, it is a string (write true or false without quotes)"},
		{"custom property of the wrong type", inputs.ODCS, odcs + "schema:\n- name: t\n  customProperties:\n  - property: containsPersonalData\n    value: maybe\n", "8: contains_personal_data must be a boolean"},

		{"type of a node", inputs.DBT, dbt(`"x": {"unique_id": "model.a.x", "resource_type": "modem"}`), `2: "modem" is no type of node`},
		{"dependency", inputs.DBT, dbt(`"x": {"unique_id": "model.a.x", "resource_type": "model", "depends_on": {"nodes": ["modem.a.y"]}}`), `2: "modem" is no type of node`},
		{"node without an id", inputs.DBT, dbt(`"x": {"resource_type": "model"}`), "2: the model has no name"},
		{"meta is a text", inputs.DBT, "version: 2\nmodels:\n- name: a\n  meta: public\n", "4: meta must be an object, it is a string"},
		{"columns are a text", inputs.DBT, "version: 2\nmodels:\n- name: a\n  columns: b\n", "4: columns must be an array, it is a string"},

		{"event without a time", inputs.OpenLineage, `{"eventTime": "yesterday", "producer": "p", "job": {}}`, "1: the event has no eventTime (write it with time and zone"},
		{"data set without a name", inputs.OpenLineage, event + `"inputs": [{"namespace": "n"}]}`, "2: the data set has no namespace or no name"},
		{"facet is a text", inputs.OpenLineage, event + `"inputs": [{"namespace": "n", "name": "d", "facets": {"tags": "pii"}}]}`, "2: the facet tags must be an object"},
	}
	for _, tt := range tests {
		t.Run(tt.format.Name+" "+tt.name, func(t *testing.T) {
			resources, err := tt.format.Read(parseAs(t, tt.format, tt.text))
			if got := mistakes(err); !strings.HasPrefix(got, tt.want) {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if len(resources) > 0 {
				t.Errorf("got %d resources besides", len(resources))
			}
		})
	}
}

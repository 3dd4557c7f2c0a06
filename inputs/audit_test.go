package inputs_test

import (
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// What three exporters make of one call: diagnostic settings, a workspace, and the legacy table of a workspace.
const (
	auditLine = `{"time":"2026-11-23T06:00:00Z","category":"AuditEvent","operationName":"SecretGet","resultType":"Success",` +
		`"callerIpAddress":"192.0.2.1","identity":{"claim":{"http://schemas.microsoft.com/identity/claims/objectidentifier":"o-1","appid":"a-1"}},` +
		`"properties":{"id":"https://v.vault.azure.net/secrets/s","httpStatusCode":200},"resourceId":"/SUBSCRIPTIONS/S/VAULTS/V"}`
	workspaceRow = `{"TimeGenerated":"2026-11-23T06:00:00Z","Category":"AuditEvent","OperationName":"SecretGet","ResultType":"Success",` +
		`"CallerIPAddress":"192.0.2.1","identity_claim_oid_g":"o-1","identity_claim_appid_g":"a-1","id_s":"https://v.vault.azure.net/secrets/s",` +
		`"httpStatusCode_d":200,"ResourceId":"/SUBSCRIPTIONS/S/VAULTS/V"}`
	activityEntry = `{"eventTimestamp":"2026-11-23T06:00:00Z","operationName":{"value":"Microsoft.KeyVault/vaults/write","localizedValue":"x"},` +
		`"status":{"value":"Succeeded"},"category":{"value":"Administrative"},"caller":"u@example.com","resourceId":"/subscriptions/s/vaults/v",` +
		`"authorization":{"role":"Owner","scope":"/subscriptions/s"},"claims":{"appid":"a-1","ipaddr":"192.0.2.1"}}`
)

// auditRecords reads a log of lines or a document, and returns its records and its LogStream.
func auditRecords(t *testing.T, name, text string) (records []*inputs.Resource, stream *inputs.Resource, err error) {
	t.Helper()
	keep := func(r *inputs.Resource) bool {
		if r.Type == "LogStream" {
			stream = r
		} else {
			records = append(records, r)
		}
		return true
	}
	if strings.HasSuffix(name, ".jsonl") {
		line, _, _ := strings.Cut(text, "\n")
		if !inputs.AuditLog.DetectLine([]byte(line)) {
			return nil, nil, nil
		}
		err = inputs.AuditLog.Stream(inputs.File{Path: name}, strings.NewReader(text), keep)
		return records, stream, err
	}
	doc, err := document.ParseJSON([]byte(text), document.DefaultLimits, nil)
	if err != nil || !inputs.AuditRecords.Detect(doc.Root) {
		return nil, nil, err
	}
	all, err := inputs.AuditRecords.Read(inputs.File{Path: name, Bytes: []byte(text), Documents: []*document.Document{doc}})
	for _, r := range all {
		keep(r)
	}
	return records, stream, err
}

func TestAuditRecords(t *testing.T) {
	const secretGet = `{"logged_at":"2026-11-23T06:00:00Z","operation":"SecretGet","category":"AuditEvent","result":"Success",` +
		`"status_code":200,"caller_id":"o-1","caller_app":"a-1","caller_ip":"192.0.2.1","resource_id":"/SUBSCRIPTIONS/S/VAULTS/V",` +
		`"target":"https://v.vault.azure.net/secrets/s","service":"key_vault"}`
	const write = `{"logged_at":"2026-11-23T06:00:00Z","operation":"Microsoft.KeyVault/vaults/write","category":"Administrative",` +
		`"result":"Succeeded","caller_name":"u@example.com","caller_app":"a-1","caller_ip":"192.0.2.1","role":"Owner","scope":"/subscriptions/s",` +
		`"resource_id":"/subscriptions/s/vaults/v","service":"activity"}`
	tests := map[string]struct{ name, text, want string }{
		"diagnostic settings": {"audit.jsonl", auditLine + "\n", secretGet},
		"an event hub":        {"batch.json", `{"records": [` + auditLine + `]}`, secretGet},
		"a workspace":         {"rows.json", "[" + workspaceRow + "]", secretGet},
		"rows as lines":       {"rows.jsonl", workspaceRow, secretGet},
		"az monitor":          {"activity.json", "[" + activityEntry + "]", write},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			records, stream, err := auditRecords(t, test.name, test.text)
			if len(records) != 1 || stream == nil || err != nil {
				t.Fatalf("%d records, stream %v, error %v", len(records), stream, err)
			}
			properties := records[0].Value.Get("properties")
			if got := string(properties.AppendJSON(nil)); records[0].Type != "AuditRecord" || got != test.want {
				t.Errorf("got %s %s, want %s", records[0].Type, got, test.want)
			}
			for path, v := range properties.All() {
				span, ok := records[0].Document.Span(v.Node())
				if !ok || v.Node() == 0 {
					t.Errorf("%s stands nowhere", path)
				} else if len(path) > 0 && path[0].Key != "service" && !strings.Contains(textAt(t, test.text, span), v.Text()) {
					t.Errorf("%s stands at %v, where there is %s", path, span, textAt(t, test.text, span))
				}
			}
			if n := stream.Value.At("properties", "records").Text(); n != "1" {
				t.Errorf("the log holds %s records", n)
			}
		})
	}
}

// textAt is what stands at a span of one line.
func textAt(t *testing.T, text string, s document.Span) string {
	t.Helper()
	line := strings.Split(text, "\n")[s.Start.Line-1]
	if s.End.Line != s.Start.Line {
		return line[s.Start.Column-1:]
	}
	return line[s.Start.Column-1 : s.End.Column-1]
}

func TestAuditChallenge(t *testing.T) {
	anonymous := strings.Replace(auditLine, `200}`, `401}`, 1)
	anonymous = strings.Replace(anonymous, `"http://schemas.microsoft.com/identity/claims/objectidentifier":"o-1",`, "", 1)
	for name, test := range map[string]struct {
		line string
		want bool
	}{
		"the first call":   {anonymous, true},
		"a call that ends": {auditLine, false},
		"an identity":      {strings.Replace(auditLine, `200}`, `401}`, 1), false},
	} {
		t.Run(name, func(t *testing.T) {
			records, _, _ := auditRecords(t, "audit.jsonl", test.line)
			if len(records) != 1 || records[0].Value.At("properties", "challenge").Bool() != test.want {
				t.Errorf("%d records, %v", len(records), records)
			}
		})
	}
}

func TestAuditMistakes(t *testing.T) {
	later := strings.Replace(auditLine, "06:00", "07:00", 1)
	tests := map[string]struct {
		name, text, wantError, wantReason string
	}{
		"a line that is none":      {"audit.jsonl", auditLine + "\n{\"a\": 1}\n", "", "unexpected_start"},
		"a cut line":               {"audit.jsonl", auditLine + "\n" + auditLine[:90], "", "truncated"},
		"out of order":             {"audit.jsonl", later + "\n" + auditLine + "\n", "", "out_of_order"},
		"no time":                  {"audit.jsonl", auditLine + "\n" + strings.Replace(auditLine, "2026-11-23T06:00:00Z", "soon", 1) + "\n", "", "invalid_time"},
		"an entry that is none":    {"batch.json", `{"records": [` + auditLine + `, {"a": 1}]}`, "no entry of an audit log", ""},
		"an entry without a time":  {"batch.json", `[` + strings.Replace(activityEntry, "2026-11-23T06:00:00Z", "soon", 1) + `]`, "no time", ""},
		"an entry that is no list": {"batch.json", `[` + activityEntry + `, 7]`, "no entry of an audit log", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			records, _, err := auditRecords(t, test.name, test.text)
			var reasons []string
			for _, r := range records {
				if r.Type == "MalformedRecord" {
					reasons = append(reasons, r.Value.At("properties", "reason").Text())
				}
			}
			if got := strings.Join(reasons, " "); got != test.wantReason {
				t.Errorf("malformed %q, want %q", got, test.wantReason)
			}
			if (test.wantError == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), test.wantError) {
				t.Errorf("error %v, want %q", err, test.wantError)
			}
		})
	}
}

// FuzzAuditLog reads anything as an audit log: every line is a record or is said to be none.
func FuzzAuditLog(f *testing.F) {
	f.Add("audit.jsonl", auditLine+"\n"+auditLine)
	f.Add("batch.json", `{"records": [`+auditLine+`]}`)
	f.Add("rows.json", "["+workspaceRow+"]")
	f.Add("activity.json", "["+activityEntry+"]")
	f.Fuzz(func(t *testing.T, name, text string) {
		records, stream, err := auditRecords(t, name, text)
		if len(records) > 0 && stream == nil && err == nil {
			t.Error("records without a stream")
		}
		for _, r := range records {
			if properties := r.Value.Get("properties"); r.Type == "AuditRecord" && !properties.Get("logged_at").Defined() {
				t.Errorf("%s has no time: %s", r.ID, properties.AppendJSON(nil))
			}
		}
	})
}

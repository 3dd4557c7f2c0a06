package inputs_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// readLog returns the resources of a log without the last, which describes the log.
func readLog(t *testing.T, format inputs.Format, text string) (lines []*inputs.Resource, stream *inputs.Resource) {
	t.Helper()
	err := format.Stream(inputs.File{Path: "logs/app.log"}, strings.NewReader(text), func(r *inputs.Resource) bool {
		lines = append(lines, r)
		return true
	})
	if err != nil {
		t.Fatalf("Stream: %v", err)
	}
	if len(lines) == 0 || lines[len(lines)-1].Type != "LogStream" {
		t.Fatalf("the last of %d resources does not describe the log", len(lines))
	}
	return lines[:len(lines)-1], lines[len(lines)-1]
}

// property returns what a resource has under properties, as text.
func property(r *inputs.Resource, keys ...string) string {
	return valueText(r.Value.Get("properties").At(keys...))
}

// valueText prints a value as JSON; sensitive values end in "!".
func valueText(v document.Value) string {
	text := ""
	switch v.Kind() {
	case document.Undefined:
		if v.Has(document.Unknown) {
			return "?"
		}
		return "undefined"
	case document.Null:
		text = "null"
	case document.Boolean:
		text = fmt.Sprint(v.Bool())
	case document.Number:
		text = v.Text()
	case document.String:
		text = fmt.Sprintf("%q", v.Text())
	case document.Array:
		parts := []string{}
		for _, e := range v.Elements() {
			parts = append(parts, valueText(e))
		}
		text = "[" + strings.Join(parts, ",") + "]"
	case document.Object:
		parts := []string{}
		for _, m := range v.Members() {
			parts = append(parts, fmt.Sprintf("%q:%s", m.Key.Text(), valueText(m.Value)))
		}
		text = "{" + strings.Join(parts, ",") + "}"
	}
	if v.Has(document.Sensitive) {
		text += "!"
	}
	return text
}

const logHead = "2026-11-23 02:00:00,123 - INFO - "

func TestLogRecord(t *testing.T) {
	tests := []struct {
		name     string
		format   inputs.Format
		line     string
		wantType string
		want     string // properties
	}{
		{
			"header", inputs.PredictionLog, logHead + `Model prediction logged: {"prediction": "approve", "confidence": 0.91}`,
			"PredictionRecord", `{"logged_at":"2026-11-23 02:00:00,123","level":"INFO","prediction":"approve","confidence":0.91}`,
		},
		{
			"logger", inputs.AccessLog, `2026-11-23 02:00:00,123 - audit.data - WARNING - Data access logged: {"user_id": "u1"}`,
			"AccessRecord", `{"logged_at":"2026-11-23 02:00:00,123","level":"WARNING","logger":"audit.data","user_id":"u1"}`,
		},
		{
			"padded level", inputs.AccessLog, `2026-11-23 02:00:00,123 - audit    - INFO     - Data access logged: {"user_id": "u1"}`,
			"AccessRecord", `{"logged_at":"2026-11-23 02:00:00,123","level":"INFO","logger":"audit","user_id":"u1"}`,
		},
		{
			"json line", inputs.PredictionLog, `{"timestamp": "2026-11-23T02:00:00Z", "levelname": "INFO", "prediction": 1}`,
			"PredictionRecord", `{"logged_at":"2026-11-23T02:00:00Z","level":"INFO","timestamp":"2026-11-23T02:00:00Z","levelname":"INFO","prediction":1}`,
		},
		{
			"input is sensitive", inputs.PredictionLog, `{"input": {"age": 41, "tags": ["a"]}, "prediction": 1}`,
			"PredictionRecord", `{"input":{"age":41!,"tags":["a"!]!}!,"prediction":1}`,
		},
		{
			"agreeing level", inputs.PredictionLog, logHead + `Prediction: {"level": "INFO", "prediction": 1}`,
			"PredictionRecord", `{"logged_at":"2026-11-23 02:00:00,123","level":"INFO","prediction":1}`,
		},
		{
			"access in a prediction log", inputs.PredictionLog, `{"user_id": "u1", "dataset": "claims", "action": "read"}`,
			"AccessRecord", `{"user_id":"u1","dataset":"claims","action":"read"}`,
		},
		{
			"message beats fields", inputs.PredictionLog, logHead + `Model prediction logged: {"user_id": "u1", "resource": "x", "action": "y"}`,
			"PredictionRecord", `{"logged_at":"2026-11-23 02:00:00,123","level":"INFO","user_id":"u1","resource":"x","action":"y"}`,
		},
		{"neither", inputs.AccessLog, `{"hello": "world"}`, "AccessRecord", `{"hello":"world"}`},
		{"carriage return", inputs.AccessLog, "{\"user_id\": \"u1\"}\r", "AccessRecord", `{"user_id":"u1"}`},
		{"byte order mark", inputs.AccessLog, "\ufeff{\"user_id\": \"u1\"}", "AccessRecord", `{"user_id":"u1"}`},
		{
			"newline in a text", inputs.AccessLog, `{"justification": "first\nsecond - INFO - third"}`, "AccessRecord",
			`{"justification":"first\nsecond - INFO - third"}`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			lines, stream := readLog(t, tt.format, tt.line+"\n")
			if len(lines) != 1 {
				t.Fatalf("got %d resources, want 1", len(lines))
			}
			r := lines[0]
			if r.Type != tt.wantType || r.ID != "logs/app.log#1" || r.Name != "app.log#1" || !r.Record {
				t.Errorf("got %s %s %s, record %v", r.Type, r.ID, r.Name, r.Record)
			}
			if got := property(r); got != tt.want {
				t.Errorf("properties\n got %s\nwant %s", got, tt.want)
			}
			if got := property(stream, "records"); got != "1" {
				t.Errorf("records: got %s, want 1", got)
			}
		})
	}
}

func TestLogMalformed(t *testing.T) {
	good := logHead + `Model prediction logged: {"prediction": 1}`
	tests := []struct {
		name, line string
		want       string // the reason
	}{
		{"python repr", logHead + `Model prediction logged: {'prediction': 1}`, "python_repr"},
		{"python True", logHead + `Model prediction logged: {"prediction": True}`, "python_repr"},
		{"python None", logHead + `Model prediction logged: {"prediction": None}`, "python_repr"},
		{"NaN", logHead + `Model prediction logged: {"confidence": NaN}`, "not_a_number"},
		{"minus Infinity", logHead + `Model prediction logged: {"confidence": -Infinity}`, "not_a_number"},
		{"duplicate key", logHead + `Model prediction logged: {"confidence": 0.1, "confidence": 0.9}`, "duplicate_key"},
		{"truncated", logHead + `Model prediction logged: {"confidence": 0.`, "truncated"},
		{"truncated in a text", logHead + `Model prediction logged: {"prediction": "app`, "truncated"},
		{"not JSON", logHead + `Model prediction logged: {prediction}`, "not_json"},
		{"two objects", good + ` {"prediction": 2}`, "two_objects"},
		{"text behind", good + ` and more`, "trailing_text"},
		{"line behind", good + good, "trailing_text"},
		{"no object", logHead + `Server started`, "no_object"},
		{"traceback", `  File "app.py", line 3, in predict`, "unexpected_start"},
		{"object without header", `{"prediction": 1}`, "unexpected_start"},
		{"unknown level", `2026-11-23 02:00:00,123 - LOUD - Model prediction logged: {"prediction": 1}`, "unexpected_start"},
		{"blank", "", "blank"},
		{"spaces", " \t ", "blank"},
		{"invalid UTF-8 in the object", logHead + "Model prediction logged: {\"prediction\": \"\xff\"}", "invalid_utf8"},
		{"invalid UTF-8 in the header", logHead + "Model \xff prediction logged: {\"prediction\": 1}", "invalid_utf8"},
		{"invalid date", `2026-13-23 02:00:00,123 - INFO - Model prediction logged: {"prediction": 1}`, "invalid_time"},
		{"header in a text", logHead + `Model prediction logged: {"input": "x\n2026-11-23 02:00:00,123 - INFO - y"}`, "embedded_header"},
		{"header in a nested text", logHead + `Model prediction logged: {"input": {"a": ["x\r\n 2026-11-23 02:00:00"]}}`, "embedded_header"},
		{"header in a key", logHead + `Model prediction logged: {"x\n2026-11-23 02:00:00": 1}`, "embedded_header"},
		{"header in one line of text", logHead + `Model prediction logged: {"input": "2026-11-23 02:00:00,123 - INFO - y"}`, "embedded_header"},
		{"header in the message", logHead + logHead + `Model prediction logged: {"prediction": 1}`, "embedded_header"},
		{"level contradicts", logHead + `Model prediction logged: {"prediction": 1, "level": "WARNING"}`, "conflicting_fields"},
		{"time contradicts", logHead + `Model prediction logged: {"logged_at": "2026-11-23 03:00:00,123"}`, "conflicting_fields"},
		{"too deep", logHead + `Model prediction logged: {"input": ` + strings.Repeat("[", 200) + strings.Repeat("]", 200) + "}", "too_deep"},
		{"too long", logHead + `Model prediction logged: {"input": "` + strings.Repeat("x", document.DefaultLimits.Line) + `"}`, "too_long"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			lines, stream := readLog(t, inputs.PredictionLog, good+"\n"+tt.line+"\n"+good+"\n")
			if len(lines) != 3 {
				t.Fatalf("got %d resources, want 3", len(lines))
			}
			r := lines[1]
			if got := property(r, "reason"); r.Type != "MalformedRecord" || got != `"`+tt.want+`"` {
				t.Fatalf("got %s %s, want the reason %s", r.Type, got, tt.want)
			}
			if r.ID != "logs/app.log#2" || !r.Record || property(r, "line") != "2" || property(r, "format") != `"prediction-log"` {
				t.Errorf("got %s, record %v: %s", r.ID, r.Record, property(r))
			}
			if r.Line != 2 || r.Document != nil {
				t.Errorf("got line %d of %v, want line 2 of no document", r.Line, r.Document)
			}
			if got := property(stream, "records") + "+" + property(stream, "malformed"); got != "2+1" {
				t.Errorf("records+malformed: got %s, want 2+1", got)
			}
		})
	}
}

// TestLogMalformedReasons holds the schema and the code together: a rule can name no other reason.
func TestLogMalformedReasons(t *testing.T) {
	text, ok := inputs.Schema("MalformedRecord")
	if !ok {
		t.Fatal("MalformedRecord has no schema")
	}
	doc, err := document.ParseJSON(text, document.Limits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var inSchema []string
	for _, e := range doc.Root.At("properties", "reason", "enum").Elements() {
		inSchema = append(inSchema, e.Text())
	}
	if got, want := inSchema, inputs.MalformedReasons(); !sameLines(got, want) || len(want) == 0 {
		t.Errorf("the schema has the reasons\n%v, the code\n%v", got, want)
	}
}

func TestLogMalformedKeepsNoContent(t *testing.T) {
	const canary = "4111111111111111"
	tests := []string{
		logHead + `Model prediction logged: {'card': '` + canary + `'}`,
		logHead + `Model prediction logged: {"` + canary + `": 1, "` + canary + `": 2}`,
		logHead + `Model prediction logged: {"card": 1} ` + canary,
		logHead + `Model prediction logged: {"card": ` + canary + `x}`,
		canary,
	}
	for _, line := range tests {
		lines, stream := readLog(t, inputs.PredictionLog, line+"\n")
		if got := valueText(lines[0].Value) + valueText(stream.Value); strings.Contains(got, canary) || lines[0].Type != "MalformedRecord" {
			t.Errorf("%s: got %s", line, got)
		}
	}
}

func sameLines(a, b []string) bool { return strings.Join(a, "\n") == strings.Join(b, "\n") }

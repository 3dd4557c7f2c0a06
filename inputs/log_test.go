package inputs_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

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
	return show(r.Value.Get("properties").At(keys...))
}

// show prints a value as JSON; sensitive values end in "!".
func show(v document.Value) string {
	text := ""
	switch v.Kind() {
	case document.Undefined:
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
			parts = append(parts, show(e))
		}
		text = "[" + strings.Join(parts, ",") + "]"
	case document.Object:
		parts := []string{}
		for _, m := range v.Members() {
			parts = append(parts, fmt.Sprintf("%q:%s", m.Key.Text(), show(m.Value)))
		}
		text = "{" + strings.Join(parts, ",") + "}"
	}
	if v.Has(document.Sensitive) {
		text += "!"
	}
	return text
}

const header = "2026-11-23 02:00:00,123 - INFO - "

func TestLogRecord(t *testing.T) {
	tests := []struct {
		name     string
		format   inputs.Format
		line     string
		wantType string
		want     string // properties
	}{
		{"header", inputs.PredictionLog, header + `Model prediction logged: {"prediction": "approve", "confidence": 0.91}`,
			"PredictionRecord", `{"logged_at":"2026-11-23 02:00:00,123","level":"INFO","prediction":"approve","confidence":0.91}`},
		{"logger", inputs.AccessLog, `2026-11-23 02:00:00,123 - audit.data - WARNING - Data access logged: {"user_id": "u1"}`,
			"AccessRecord", `{"logged_at":"2026-11-23 02:00:00,123","level":"WARNING","logger":"audit.data","user_id":"u1"}`},
		{"json line", inputs.PredictionLog, `{"timestamp": "2026-11-23T02:00:00Z", "levelname": "INFO", "prediction": 1}`,
			"PredictionRecord", `{"logged_at":"2026-11-23T02:00:00Z","level":"INFO","timestamp":"2026-11-23T02:00:00Z","levelname":"INFO","prediction":1}`},
		{"input is sensitive", inputs.PredictionLog, `{"input": {"age": 41, "tags": ["a"]}, "prediction": 1}`,
			"PredictionRecord", `{"input":{"age":41!,"tags":["a"!]!}!,"prediction":1}`},
		{"agreeing level", inputs.PredictionLog, header + `Prediction: {"level": "INFO", "prediction": 1}`,
			"PredictionRecord", `{"logged_at":"2026-11-23 02:00:00,123","level":"INFO","prediction":1}`},
		{"access in a prediction log", inputs.PredictionLog, `{"user_id": "u1", "dataset": "claims", "action": "read"}`,
			"AccessRecord", `{"user_id":"u1","dataset":"claims","action":"read"}`},
		{"message beats fields", inputs.PredictionLog, header + `Model prediction logged: {"user_id": "u1", "resource": "x", "action": "y"}`,
			"PredictionRecord", `{"logged_at":"2026-11-23 02:00:00,123","level":"INFO","user_id":"u1","resource":"x","action":"y"}`},
		{"neither", inputs.AccessLog, `{"hello": "world"}`, "AccessRecord", `{"hello":"world"}`},
		{"carriage return", inputs.AccessLog, "{\"user_id\": \"u1\"}\r", "AccessRecord", `{"user_id":"u1"}`},
		{"byte order mark", inputs.AccessLog, "\ufeff{\"user_id\": \"u1\"}", "AccessRecord", `{"user_id":"u1"}`},
		{"newline in a text", inputs.AccessLog, `{"justification": "first\nsecond - INFO - third"}`, "AccessRecord",
			`{"justification":"first\nsecond - INFO - third"}`},
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
	good := header + `Model prediction logged: {"prediction": 1}`
	tests := []struct {
		name, line string
		want       string // the reason
	}{
		{"python repr", header + `Model prediction logged: {'prediction': 1}`, "python_repr"},
		{"python True", header + `Model prediction logged: {"prediction": True}`, "python_repr"},
		{"python None", header + `Model prediction logged: {"prediction": None}`, "python_repr"},
		{"NaN", header + `Model prediction logged: {"confidence": NaN}`, "not_a_number"},
		{"minus Infinity", header + `Model prediction logged: {"confidence": -Infinity}`, "not_a_number"},
		{"duplicate key", header + `Model prediction logged: {"confidence": 0.1, "confidence": 0.9}`, "duplicate_key"},
		{"truncated", header + `Model prediction logged: {"confidence": 0.`, "truncated"},
		{"truncated in a text", header + `Model prediction logged: {"prediction": "app`, "truncated"},
		{"not JSON", header + `Model prediction logged: {prediction}`, "not_json"},
		{"two objects", good + ` {"prediction": 2}`, "two_objects"},
		{"text behind", good + ` and more`, "trailing_text"},
		{"line behind", good + good, "trailing_text"},
		{"no object", header + `Server started`, "no_object"},
		{"traceback", `  File "app.py", line 3, in predict`, "unexpected_start"},
		{"object without header", `{"prediction": 1}`, "unexpected_start"},
		{"unknown level", `2026-11-23 02:00:00,123 - LOUD - Model prediction logged: {"prediction": 1}`, "unexpected_start"},
		{"blank", "", "blank"},
		{"spaces", " \t ", "blank"},
		{"invalid UTF-8 in the object", header + "Model prediction logged: {\"prediction\": \"\xff\"}", "invalid_utf8"},
		{"invalid UTF-8 in the header", header + "Model \xff prediction logged: {\"prediction\": 1}", "invalid_utf8"},
		{"invalid date", `2026-13-23 02:00:00,123 - INFO - Model prediction logged: {"prediction": 1}`, "invalid_time"},
		{"header in a text", header + `Model prediction logged: {"input": "x\n2026-11-23 02:00:00,123 - INFO - y"}`, "embedded_header"},
		{"header in a nested text", header + `Model prediction logged: {"input": {"a": ["x\r\n 2026-11-23 02:00:00"]}}`, "embedded_header"},
		{"header in a key", header + `Model prediction logged: {"x\n2026-11-23 02:00:00": 1}`, "embedded_header"},
		{"header in one line of text", header + `Model prediction logged: {"input": "2026-11-23 02:00:00,123 - INFO - y"}`, "embedded_header"},
		{"header in the message", header + header + `Model prediction logged: {"prediction": 1}`, "embedded_header"},
		{"level contradicts", header + `Model prediction logged: {"prediction": 1, "level": "WARNING"}`, "conflicting_fields"},
		{"time contradicts", header + `Model prediction logged: {"logged_at": "2026-11-23 03:00:00,123"}`, "conflicting_fields"},
		{"too deep", header + `Model prediction logged: {"input": ` + strings.Repeat("[", 200) + strings.Repeat("]", 200) + "}", "too_deep"},
		{"too long", header + `Model prediction logged: {"input": "` + strings.Repeat("x", document.DefaultLimits.Line) + `"}`, "too_long"},
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
			if span, ok := r.Document.Span(r.Node); !ok || span.Start.Line != 2 {
				t.Errorf("got the place %v, want line 2", span.Start)
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
	if got, want := inSchema, inputs.MalformedReasons(); !equal(got, want) || len(want) == 0 {
		t.Errorf("the schema has the reasons\n%v, the code\n%v", got, want)
	}
}

func TestLogMalformedKeepsNoContent(t *testing.T) {
	const canary = "4111111111111111"
	tests := []string{
		header + `Model prediction logged: {'card': '` + canary + `'}`,
		header + `Model prediction logged: {"` + canary + `": 1, "` + canary + `": 2}`,
		header + `Model prediction logged: {"card": 1} ` + canary,
		header + `Model prediction logged: {"card": ` + canary + `x}`,
		canary,
	}
	for _, line := range tests {
		lines, stream := readLog(t, inputs.PredictionLog, line+"\n")
		if got := show(lines[0].Value) + show(stream.Value); strings.Contains(got, canary) || lines[0].Type != "MalformedRecord" {
			t.Errorf("%s: got %s", line, got)
		}
	}
}

func TestLogOrder(t *testing.T) {
	text := strings.Join([]string{
		`2026-11-23 02:00:00,000 - INFO - Model prediction logged: {"prediction": 1}`,
		`2026-11-23 02:00:30,500 - INFO - Model prediction logged: {"prediction": 2}`,
		`2026-11-23 02:00:10,000 - ERROR - Model prediction logged: {"prediction": 3}`,
		`2026-11-23 02:00:20,000 - ERROR - Model prediction logged: {"prediction": 4}`,
		`2026-11-23 02:00:31,000 - INFO - Model prediction logged: {"prediction": 5}`,
	}, "\n")
	lines, stream := readLog(t, inputs.PredictionLog, text)
	var got []string
	for _, r := range lines {
		got = append(got, r.ID+" "+r.Type)
	}
	want := []string{
		"logs/app.log#1 PredictionRecord", "logs/app.log#2 PredictionRecord",
		"logs/app.log#3 PredictionRecord", "logs/app.log#3:order MalformedRecord",
		"logs/app.log#4 PredictionRecord", "logs/app.log#4:order MalformedRecord",
		"logs/app.log#5 PredictionRecord",
	}
	if !equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	wantDisorder := `{"reason":"out_of_order","detail":"the time of the line is earlier than one before it",` +
		`"logged_at":"2026-11-23 02:00:20,000","previous":"2026-11-23 02:00:30,500","format":"prediction-log","line":4}`
	if got := property(lines[5]); got != wantDisorder {
		t.Errorf("got %s\nwant %s", got, wantDisorder)
	}
	wantStream := `{"kind_of":"prediction","uri":"logs/app.log","records":5,"malformed":0,"out_of_order":2,"levels":{"ERROR":2,"INFO":3},` +
		`"first":"2026-11-23 02:00:00,000","last":"2026-11-23 02:00:31,000","max_gap_seconds":30.5,"has_time_zone":false}`
	if got := property(stream); got != wantStream {
		t.Errorf("stream\n got %s\nwant %s", got, wantStream)
	}
	if stream.ID != "LogStream/logs/app.log" || stream.Record {
		t.Errorf("got the stream %s, record %v", stream.ID, stream.Record)
	}
}

func TestLogTimes(t *testing.T) {
	tests := []struct {
		name  string
		times []string // as JSON
		want  string   // out_of_order, has_time_zone, max_gap_seconds
	}{
		{"RFC 3339", []string{`"2026-11-23T02:00:00Z"`, `"2026-11-23T03:00:01.5+01:00"`}, "0 true 1.5"},
		{"zone without colon", []string{`"2026-11-23T02:00:00+0000"`, `"2026-11-23 02:00:02+0000"`}, "0 true 2"},
		{"no zone", []string{`"2026-11-23T02:00:00"`, `"2026-11-23T01:00:00.123456"`}, "1 false 0"},
		{"epoch seconds and milliseconds", []string{`1764036000.25`, `1764036001250`}, "0 true 1"},
		{"zones do not compare", []string{`"2026-11-23T02:00:00Z"`, `"2026-11-23T01:00:00"`}, "0 false 0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := ""
			for _, at := range tt.times {
				text += fmt.Sprintf("{\"prediction\": 1, \"timestamp\": %s}\n", at)
			}
			lines, stream := readLog(t, inputs.PredictionLog, text)
			got := property(stream, "out_of_order") + " " + property(stream, "has_time_zone") + " " + property(stream, "max_gap_seconds")
			if got != tt.want || property(stream, "records") != "2" {
				t.Errorf("got %s, want %s (%d lines)", got, tt.want, len(lines))
			}
		})
	}
	for _, at := range []string{`"yesterday"`, `"2026-11-23"`, `"2026-02-30T00:00:00Z"`, `-1`, `1e300`, `null`, `true`} {
		lines, _ := readLog(t, inputs.PredictionLog, `{"prediction": 1, "timestamp": `+at+"}\n")
		if got := property(lines[0], "reason"); got != `"invalid_time"` {
			t.Errorf("timestamp %s: got the reason %s", at, got)
		}
	}
}

func TestLogEnd(t *testing.T) {
	const good = `{"prediction": 1}`
	tests := []struct {
		name, text string
		want       string // types and reasons
	}{
		{"empty", "", ""},
		{"only blank lines", "\n\n \n", ""},
		{"no newline", good, "PredictionRecord"},
		{"blank lines at the end", good + "\n\n\n", "PredictionRecord"},
		{"blank lines in the middle", good + "\n\n\n" + good + "\n", "PredictionRecord blank blank PredictionRecord"},
		{"cut off in the object", good + "\n" + `{"prediction": "app`, "PredictionRecord truncated"},
		{"cut off in a character", good + "\n{\"prediction\": \"\xc3", "PredictionRecord truncated"},
		{"cut off in the header", header + good + "\n2026-11-2", "PredictionRecord truncated"},
		{"cut off behind the header", header + good + "\n" + header + "Model", "PredictionRecord truncated"},
		{"forged without newline", good + "\n" + good + good, "PredictionRecord two_objects"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			lines, _ := readLog(t, inputs.PredictionLog, tt.text)
			var got []string
			for _, r := range lines {
				if r.Type == "MalformedRecord" {
					got = append(got, strings.Trim(property(r, "reason"), `"`))
				} else {
					got = append(got, r.Type)
				}
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("got %v, want %s", got, tt.want)
			}
		})
	}
}

func TestLogStops(t *testing.T) {
	text := strings.Repeat(`{"prediction": 1}`+"\n", 5)
	seen := 0
	err := inputs.PredictionLog.Stream(inputs.File{Path: "x"}, strings.NewReader(text), func(*inputs.Resource) bool {
		seen++
		return seen < 2
	})
	if err != nil || seen != 2 {
		t.Errorf("got %d resources and %v, want 2 and no error", seen, err)
	}
	broken := io.MultiReader(strings.NewReader(text), iotest.ErrReader(errors.New("disk gone")))
	seen = 0
	err = inputs.PredictionLog.Stream(inputs.File{Path: "x"}, broken, func(r *inputs.Resource) bool { seen++; return true })
	if err == nil || !strings.Contains(err.Error(), "read x: disk gone") || seen != 5 {
		t.Errorf("got %d resources and %v, want 5 and the error", seen, err)
	}
}

func TestLogDetectLine(t *testing.T) {
	tests := []struct{ name, line, want string }{
		{"prediction", `{"prediction": 1, "user_id": "u"}`, "prediction-log"},
		{"confidence", "\ufeff" + `{"confidence": 0.5}` + "\r\n", "prediction-log"},
		{"access", `{"user_id": "u", "dataset": "d", "purpose": "p"}`, "access-log"},
		{"prediction header", header + `Model prediction logged: {'a': 1}`, "prediction-log"},
		{"access header", header + `Data access logged: {"a": 1}`, "access-log"},
		{"access header, short", header + `Access logged: {"a": 1}`, "access-log"},
		{"other header", header + `Server started`, ""},
		{"other object", `{"apiVersion": "v1", "kind": "Pod"}`, ""},
		{"array", `[{"prediction": 1}]`, ""},
		{"text", `prediction`, ""},
		{"empty", ``, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, line := "", []byte(tt.line)
			for _, f := range []inputs.Format{inputs.PredictionLog, inputs.AccessLog} {
				if f.DetectLine(line) {
					got += f.Name
				}
			}
			if got != tt.want || string(line) != tt.line {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestLogPositions finds every attribute of a record where it stands, behind a header too.
func TestLogPositions(t *testing.T) {
	text := "\n" + header + `Model prediction logged: {"prediction": "approve", "input": {"age": 41}}` + "\n"
	lines, _ := readLog(t, inputs.PredictionLog, text)
	r, source := lines[1], strings.Split(text, "\n")[1]
	for _, tt := range []struct {
		path []string
		want string
	}{{[]string{"prediction"}, `"approve"`}, {[]string{"input", "age"}, "41"}, {[]string{"input"}, `{"age": 41}`}} {
		span, ok := r.Document.Span(r.Value.Get("properties").At(tt.path...).Node())
		if !ok || span.Start.Line != 2 || source[span.Start.Column-1:span.End.Column-1] != tt.want {
			t.Errorf("%v: got %v, want the place of %s", tt.path, span, tt.want)
		}
	}
}

// TestLogLines sees lines that are longer than any buffer, and as many as there are.
func TestLogLines(t *testing.T) {
	var text bytes.Buffer
	want := 0
	for size := 1; size < 1<<20; size *= 3 {
		fmt.Fprintf(&text, "{\"prediction\": %q}\n", strings.Repeat("x", size))
		want++
	}
	lines, _ := readLog(t, inputs.PredictionLog, text.String())
	for _, r := range lines {
		if r.Type != "PredictionRecord" {
			t.Errorf("%s: %s", r.ID, property(r, "reason"))
		}
	}
	if len(lines) != want {
		t.Errorf("got %d lines, want %d", len(lines), want)
	}
}

func equal(a, b []string) bool { return strings.Join(a, "\n") == strings.Join(b, "\n") }

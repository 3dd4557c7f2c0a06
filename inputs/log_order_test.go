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
)

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
	if !sameLines(got, want) {
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
		{"cut off in the header", logHead + good + "\n2026-11-2", "PredictionRecord truncated"},
		{"cut off behind the header", logHead + good + "\n" + logHead + "Model", "PredictionRecord truncated"},
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
	for _, text := range []string{text, strings.ReplaceAll(text, "1", "NaN"), "\n\n\n" + text} {
		seen := 0
		err := inputs.PredictionLog.Stream(inputs.File{Path: "x"}, strings.NewReader(text), func(*inputs.Resource) bool {
			seen++
			return seen < 2
		})
		if err != nil || seen != 2 {
			t.Errorf("got %d resources and %v, want 2 and no error", seen, err)
		}
	}
	broken := io.MultiReader(strings.NewReader(text), iotest.ErrReader(errors.New("disk gone")))
	seen := 0
	err := inputs.PredictionLog.Stream(inputs.File{Path: "x"}, broken, func(*inputs.Resource) bool { seen++; return true })
	if err == nil || !strings.Contains(err.Error(), "read x: disk gone") || seen != 5 {
		t.Errorf("got %d resources and %v, want 5 and the error", seen, err)
	}
}

func TestLogDetectLine(t *testing.T) {
	tests := []struct{ name, line, want string }{
		{"prediction", `{"prediction": 1, "user_id": "u"}`, "prediction-log"},
		{"confidence", "\ufeff" + `{"confidence": 0.5}` + "\r\n", "prediction-log"},
		{"access", `{"user_id": "u", "dataset": "d", "purpose": "p"}`, "access-log"},
		{"prediction header", logHead + `Model prediction logged: {'a': 1}`, "prediction-log"},
		{"access header", logHead + `Data access logged: {"a": 1}`, "access-log"},
		{"access header, short", logHead + `Access logged: {"a": 1}`, "access-log"},
		{"other header", logHead + `Server started`, ""},
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
	text := "\n" + logHead + `Model prediction logged: {"prediction": "approve", "input": {"age": 41}}` + "\n"
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

// TestLogLevels counts levels that nobody knows together, so that a log cannot make up any number of them.
func TestLogLevels(t *testing.T) {
	_, stream := readLog(t, inputs.PredictionLog, `{"prediction": 1, "level": "x1"}
{"prediction": 1, "level": "x2"}
{"prediction": 1}
{"prediction": 1, "severity": "ERROR"}
`)
	if got, want := property(stream, "levels"), `{"ERROR":1,"none":1,"other":2}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

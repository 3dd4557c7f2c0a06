package inputs_test

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// FuzzPredictionLog checks that every line comes out, as a record or as malformed, in order, and that the
// log's own account of it agrees with a count that is made another way.
func FuzzPredictionLog(f *testing.F) {
	for _, seed := range []string{
		"",
		"{\"prediction\": 1}\n",
		"\ufeff{\"prediction\": 1, \"timestamp\": \"2026-11-23T02:00:00Z\"}\r\n\n{\"prediction\": 1, \"timestamp\": 3}",
		logHead + "Model prediction logged: {\"confidence\": 0.4, \"input\": {\"a\": [1, \"b\\nc\"]}}\n\n\n",
		logHead + "Data access logged: {\"user_id\": \"u\"}\n" + logHead + "Server started\nTraceback\n",
		"2026-11-23 02:00:00 - a - INFO - {'x': None}\n2026-11-22 02:00:00+01:00 - INFO - {}{}\n\xff\n{\"a\": NaN",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		want := countLines(text)
		got := map[string]int{}
		last := ""
		err := inputs.PredictionLog.Stream(inputs.File{Path: "p"}, bytes.NewReader(bytes.Clone(text)), func(r *inputs.Resource) bool {
			if r.ID == "" || r.Name == "" || r.Type == "" {
				t.Fatalf("a resource without a name: %+v", r)
			}
			if strings.HasSuffix(r.ID, ":order") {
				got["out_of_order"]++
				return true
			}
			got[r.Type]++
			if r.Record && r.ID == last {
				t.Fatalf("%s is there twice", r.ID)
			}
			last = r.ID
			if r.Type == "LogStream" {
				checkCount(t, r.Value.At("properties", "records"), got["PredictionRecord"]+got["AccessRecord"])
				checkCount(t, r.Value.At("properties", "malformed"), got["MalformedRecord"])
				checkCount(t, r.Value.At("properties", "out_of_order"), got["out_of_order"])
				return true
			}
			line := r.Line
			if r.Document != nil {
				span, _ := r.Document.Span(r.Node)
				line = span.Start.Line
			}
			if fmt.Sprintf("p#%d", line) != r.ID {
				t.Fatalf("%s stands on line %d", r.ID, line)
			}
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
		if lines := got["PredictionRecord"] + got["AccessRecord"] + got["MalformedRecord"]; lines != want || got["LogStream"] != 1 {
			t.Errorf("got %v of %d lines", got, want)
		}
	})
}

func countLines(text []byte) int {
	lines := strings.Split(strings.TrimPrefix(string(text), "\ufeff"), "\n")
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	return len(lines)
}

func checkCount(t *testing.T, v document.Value, want int) {
	t.Helper()
	if v.Text() != fmt.Sprint(want) {
		t.Fatalf("the log counts %s, there are %d", v.Text(), want)
	}
}

// repeated reads one line again and again until it has given n bytes.
type repeated struct {
	line []byte
	at   int
	left int
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.left <= 0 && r.at == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.line[r.at:])
	r.at, r.left = (r.at+n)%len(r.line), r.left-n
	return n, nil
}

const sampleLine = logHead + `Model prediction logged: {"timestamp": "2026-11-23T02:00:00Z", "user_id": "u-17", ` +
	`"input": {"age": 41, "income": 52000, "region": "eu"}, "prediction": "approve", "confidence": 0.93, "model": "credit-7"}` + "\n"

// TestLogMemory streams 20 MB: what is in memory must not grow with the number of lines.
func TestLogMemory(t *testing.T) {
	const size, mostAllocations, mostHeap = 20 << 20, 20, 32 << 20
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var lines int
	var peak uint64
	allocations := testing.AllocsPerRun(1, func() {
		lines = 0
		err := inputs.PredictionLog.Stream(inputs.File{Path: "p"}, &repeated{line: []byte(sampleLine), left: size}, func(r *inputs.Resource) bool {
			if r.Type == "PredictionRecord" {
				lines++
			}
			if lines%5000 == 0 {
				runtime.ReadMemStats(&now)
				peak = max(peak, now.HeapAlloc)
			}
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	if want := (size + len(sampleLine) - 1) / len(sampleLine); lines != want {
		t.Fatalf("got %d lines, want %d", lines, want)
	}
	if got := allocations / float64(lines); got > mostAllocations {
		t.Errorf("got %.1f allocations per line, want at most %d", got, mostAllocations)
	}
	if got := peak - min(peak, before.HeapAlloc); got == 0 || got > mostHeap {
		t.Errorf("the heap grew by %d bytes, want at most %d", got, mostHeap)
	}
}

func BenchmarkPredictionLog(b *testing.B) {
	b.SetBytes(int64(len(sampleLine)))
	b.ReportAllocs()
	lines := 0
	log := &repeated{line: []byte(sampleLine), left: len(sampleLine) * b.N}
	err := inputs.PredictionLog.Stream(inputs.File{Path: "logs/predictions.log"}, log, func(*inputs.Resource) bool {
		lines++
		return true
	})
	if err != nil || lines != b.N+1 {
		b.Fatalf("got %d resources and %v, want %d", lines, err, b.N+1)
	}
}

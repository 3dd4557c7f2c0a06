package sample_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/sample"
)

// TestDetectIsFree asks about files that are no tables, as every file of a run is asked about.
func TestDetectIsFree(t *testing.T) {
	for _, path := range []string{"plan.json", "deploy/serving.yaml", "logs/predictions.log", "README", "-"} {
		b := inputs.Bytes{Path: path, Size: 10, Start: []byte("0123456789")}
		if n := testing.AllocsPerRun(100, func() {
			if sample.Format.DetectBytes(b) {
				t.Errorf("%s is taken", path)
			}
		}); n > 0 {
			t.Errorf("%s: %v allocations", path, n)
		}
	}
}

func BenchmarkCSV(b *testing.B) {
	var text strings.Builder
	text.WriteString("id,email,amount,note\n")
	for i := range 100_000 {
		fmt.Fprintf(&text, "%d,u%d@example.com,%d.5,some words about it\n", i, i, i)
	}
	benchmark(b, "a.csv", []byte(text.String()))
}

func BenchmarkParquet(b *testing.B) {
	rows := payouts(1000)
	for range 6 {
		rows = append(rows, rows...)
	}
	benchmark(b, "a.parquet", parquetOf(b, rows))
}

func benchmark(b *testing.B, name string, content []byte) {
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		if r, err := inspect(name, content); err != nil || r == nil {
			b.Fatal(r, err)
		}
	}
}

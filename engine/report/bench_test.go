package report_test

import (
	"io"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/engine/report"
)

func BenchmarkRead(b *testing.B) {
	var text strings.Builder
	if err := report.JSON(&text, mixed(), report.Options{}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := report.Read(strings.NewReader(text.String())); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	r := mixed()
	for range 10_000 {
		r.Findings = append(r.Findings, mixed().Findings[0])
	}
	for _, f := range report.Formats() {
		b.Run(f, func(b *testing.B) {
			for b.Loop() {
				if err := report.Write(io.Discard, f, r, report.Options{Source: source}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

package artifact_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/artifact"
)

// BenchmarkDetect is what every file of an ordinary run pays.
func BenchmarkDetect(b *testing.B) {
	for name, start := range map[string]string{
		"json": `{"apiVersion": "v1"}`, "yaml": "apiVersion: v1\nkind: Pod\n", "markdown": "# Title\n", "class": "class Foo:\n    pass\n",
		"licence": "MIT License\n\nCopyright", "log": "2026-11-24 02:00:00,123 - INFO - x\n", "png": "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR",
	} {
		content := []byte(start + strings.Repeat("x: some more text of a file\n", 200))
		stored := inputs.Bytes{ReaderAt: bytes.NewReader(content), Size: int64(len(content)), Start: content[:4096]}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if artifact.Format.DetectBytes(stored) {
					b.Fatal("it is detected")
				}
			}
		})
	}
}

// BenchmarkPickle reads a pickle of ten thousand entries.
func BenchmarkPickle(b *testing.B) {
	p := []byte("\x80\x02}(" + strings.Repeat("X\x08\x00\x00\x00key abcdq\x00K\x01", 10_000) + "u.")
	b.SetBytes(int64(len(p)))
	b.ReportAllocs()
	for b.Loop() {
		if !clean(inspect(b, p)) {
			b.Fatal("it is not clean")
		}
	}
}

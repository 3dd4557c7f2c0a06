package main

import (
	"context"
	"os"
	"testing"
)

func benchWork(b *testing.B, name string, size int) {
	for _, wl := range workloads() {
		if wl.name != name {
			continue
		}
		w, err := wl.generate(b.TempDir(), 1, size)
		if err != nil {
			b.Fatal(err)
		}
		for _, c := range wl.field {
			if c.name != tipstaffName {
				continue
			}
			run, err := c.enter(context.Background(), &environment{dir: os.TempDir()}, w)
			if err != nil {
				b.Fatal(err)
			}
			run(context.Background())
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				if _, _, err := run(context.Background()); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
}

func BenchmarkRequests(b *testing.B)  { benchWork(b, "requests", 2000) }
func BenchmarkResources(b *testing.B) { benchWork(b, "resources", 2000) }
func BenchmarkLogs(b *testing.B)      { benchWork(b, "logs", 20000) }
func BenchmarkScan(b *testing.B)      { benchWork(b, "scan", 20) }

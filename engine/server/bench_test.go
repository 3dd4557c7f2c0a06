package server_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/engine/server"
)

// nowhere is a response that nobody reads.
type nowhere struct {
	header http.Header
	status int
}

func (n *nowhere) Header() http.Header         { return n.header }
func (n *nowhere) Write(b []byte) (int, error) { return len(b), nil }
func (n *nowhere) WriteHeader(status int)      { n.status = status }

const aliceReads = `{"subject":{"type":"user","id":"alice@example.com"},"action":{"name":"read"},` +
	`"resource":{"type":"dataset","id":"transactions"},"context":{"purpose":"fraud-detection"}}`

// BenchmarkEvaluation is one evaluation, without the network.
func BenchmarkEvaluation(b *testing.B) {
	e, err := shipped()
	if err != nil {
		b.Fatal(err)
	}
	small := config()
	large := small
	large.Load = func(context.Context) (*engine.Engine, error) { return e, nil }
	logged := large
	logged.Log = server.NewLog(&sink{}, server.BestEffort, server.Chain{}, nil, testNow)
	for _, bench := range []struct {
		name, body string
		config     server.Config
	}{{"small", zoeReads10, small}, {"shipped", aliceReads, large}, {"logged", aliceReads, logged}} {
		b.Run(bench.name, func(b *testing.B) {
			s, err := server.New(b.Context(), bench.config)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				r, err := http.NewRequestWithContext(b.Context(), http.MethodPost, "/access/v1/evaluation", io.NopCloser(strings.NewReader(bench.body)))
				if err != nil {
					b.Fatal(err)
				}
				r.ContentLength = int64(len(bench.body))
				r.Header["Content-Type"] = []string{"application/json"}
				w := &nowhere{header: http.Header{}}
				if s.ServeHTTP(w, r); w.status >= 400 {
					b.Fatal(w.status)
				}
			}
		})
	}
}

package server_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/engine/server"
)

// serve runs a server on a listener of its own, with its time limits, until the test ends.
func serve(t *testing.T, c server.Config) string {
	t.Helper()
	s, err := server.New(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := server.Listen("127.0.0.1:0", server.TLS{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, listener) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the server ended with %v", err)
		}
	})
	return listener.Addr().String()
}

// TestSlowClients has 2,000 clients send a part of a request and no more: honest ones are answered at once, and the slow
// ones cut off.
func TestSlowClients(t *testing.T) {
	const slow = 2000
	c := config()
	c.Limits = server.Limits{HeaderTime: 3 * time.Second, ReadTime: 4 * time.Second, Waiting: 8}
	address := serve(t, c)
	var connections []net.Conn
	for i := range slow {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close() }()
		text := "POST /access/v1/evaluation HTTP/1.1\r\nHost: x\r\n"
		if i%2 == 0 {
			text += "Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{"
		}
		if _, err := io.WriteString(conn, text); err != nil {
			t.Fatal(err)
		}
		connections = append(connections, conn)
	}
	for range 200 {
		if got := ask(t, "POST", "http://"+address+"/access/v1/evaluation", zoeReads10); got.body != yes {
			t.Fatalf("an honest client got %d %s", got.status, got.body)
		}
	}
	var wg sync.WaitGroup
	for _, conn := range connections {
		wg.Go(func() {
			_ = conn.SetReadDeadline(time.Now().Add(30 * time.Second))
			answer, err := io.ReadAll(conn)
			if errors.Is(err, os.ErrDeadlineExceeded) || strings.Contains(string(answer), "decision\":true") {
				t.Errorf("a slow client got %q, %v", answer, err)
			}
		})
	}
	wg.Wait()
}

// TestBusy has the only request that may be decided wait for the disk: the next one is refused at once.
func TestBusy(t *testing.T) {
	c := config()
	c.Limits = server.Limits{Waiting: 1}
	to := &sink{entered: make(chan struct{}), proceed: make(chan struct{})}
	c.Log = server.NewLog(to, server.Strict, server.Chain{}, nil, testNow)
	_, h := start(t, c)
	first := make(chan answer)
	go func() { first <- ask(t, "POST", h.URL+"/access/v1/evaluation", zoeReads10) }()
	<-to.entered // the first waits for the disk
	got := ask(t, "POST", h.URL+"/access/v1/evaluation", zoeReads10)
	if got.status != 503 || got.header.Get("Retry-After") == "" || strings.Contains(got.body, "true") {
		t.Errorf("got %d %s, Retry-After %q", got.status, got.body, got.header.Get("Retry-After"))
	}
	if got = ask(t, "POST", h.URL+"/v1/data/access/allow", `{"input":`+zoeReads10+`}`); got.status != 503 || got.body != `{"code":"internal_error","message":"the server has too much to do"}` {
		t.Errorf("OPA's API: got %d %s", got.status, got.body)
	}
	if got = ask(t, "GET", h.URL+"/health", ""); got.status != 200 {
		t.Errorf("/health is %d", got.status)
	}
	close(to.proceed)
	if got := <-first; got.body != yes {
		t.Errorf("the first got %d %s", got.status, got.body)
	}
	go func() { <-to.entered }()
	if got = ask(t, "POST", h.URL+"/access/v1/evaluation", zoeReads10); got.body != yes {
		t.Errorf("afterwards: got %d %s", got.status, got.body)
	}
}

func TestBodies(t *testing.T) {
	c := config()
	c.Limits = server.Limits{Bodies: 20_000}
	_, h := start(t, c)
	large := with(zoeReads10, `"context":{"x":"`+strings.Repeat("x", 30_000)+`"}`)
	if got := ask(t, "POST", h.URL+"/access/v1/evaluation", large); got.status != 503 {
		t.Errorf("got %d %s, want 503", got.status, got.body)
	}
	for range 20 { // what was taken is given back
		if got := ask(t, "POST", h.URL+"/access/v1/evaluation", zoeReads10); got.body != yes {
			t.Fatalf("got %d %s", got.status, got.body)
		}
	}
}

func TestChunkedBody(t *testing.T) {
	address := serve(t, config())
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	_, _ = fmt.Fprintf(conn, "POST /access/v1/evaluation HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
	for range 20 { // more than the limit, and no end
		if _, err := fmt.Fprintf(conn, "%x\r\n%s\r\n", 64<<10, strings.Repeat(" ", 64<<10)); err != nil {
			break // refused already
		}
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("got %s", response.Status)
	}
}

func TestPanic(t *testing.T) {
	c := config()
	load, now := c.Load, c.Now
	broken := false
	c.Load = func(ctx context.Context) (*engine.Engine, error) { return load(ctx) }
	c.Now = func() time.Time {
		if broken {
			panic("secret of a client")
		}
		return now()
	}
	var told strings.Builder
	c.Errors = &told
	_, h := start(t, c)
	broken = true
	if got := ask(t, "POST", h.URL+"/access/v1/evaluation", zoeReads10, "X-Request-ID", "r"); got.status != 500 || got.body != "internal error" || got.header.Get("X-Request-ID") != "r" {
		t.Errorf("got %d %s", got.status, got.body)
	}
	if !strings.Contains(told.String(), "panic") || strings.Contains(told.String(), "secret of a client") {
		t.Errorf("the operator is told %s", told.String())
	}
	broken = false
	if got := ask(t, "POST", h.URL+"/access/v1/evaluation", zoeReads10); got.body != yes {
		t.Errorf("afterwards: got %d %s", got.status, got.body)
	}
}

func FuzzRequests(f *testing.F) {
	for _, seed := range []string{zoeReads10, bobReads10, `{"evaluations":[` + zoeReads10 + `]}`, `{"input":` + zoeReads10 + `}`, `{"page":{"limit":1,"token":"1.x"}}`, accessReview, podReview} {
		f.Add(seed)
	}
	s, err := server.New(f.Context(), config())
	if err != nil {
		f.Fatal(err)
	}
	paths := []string{
		"/access/v1/evaluation", "/access/v1/evaluations", "/access/v1/search/subject", "/access/v1/search/resource", "/access/v1/search/action",
		"/v1/data/access/allow", "/v1/data/encryption/tls", "/kubernetes/admission", "/kubernetes/authorize",
	}
	f.Fuzz(func(t *testing.T, body string) {
		for _, path := range paths {
			status, text := direct(s, path, body)
			switch {
			case status == 500 && !strings.HasPrefix(path, "/v1/data") && !strings.Contains(path, "search"):
				t.Errorf("%s: 500 %s", path, text)
			case status != 200 && strings.Contains(text, `"decision":true`):
				t.Errorf("%s: %d %s", path, status, text)
			}
		}
	})
}

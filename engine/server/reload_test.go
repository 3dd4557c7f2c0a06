package server_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/tipstaff/tipstaff/engine"
)

// store holds a bundle that changes.
type store struct {
	mu     sync.Mutex
	policy string
	facts  string
	loads  int
}

func (s *store) set(policy, facts string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.policy, s.facts = policy, facts
}

func (s *store) bundle() engine.Bundle {
	s.mu.Lock()
	defer s.mu.Unlock()
	return engine.Bundle{Name: "test", FS: files(s.policy, s.facts)}
}

func (s *store) load(ctx context.Context) (*engine.Engine, error) {
	s.mu.Lock()
	s.loads++
	s.mu.Unlock()
	return engine.Load(ctx, engine.Config{Bundles: []engine.Bundle{s.bundle()}})
}

func (s *store) digest() (string, error) { return engine.SourceDigest(s.bundle()) }

var withoutZoe = strings.Replace(testFacts, "zoe: ", "zed: ", 1)

func TestReload(t *testing.T) {
	bundle := &store{policy: policy, facts: testFacts}
	c := config()
	var told bytes.Buffer
	c.Load, c.Errors = bundle.load, &told
	s, h := start(t, c)
	asked := func() string { return ask(t, "POST", h.URL+"/access/v1/evaluation", zoeReads10).body }
	first := s.Revision()
	if got := asked(); got != yes {
		t.Fatalf("before: %s", got)
	}
	for _, broken := range []struct{ name, policy, facts, reason string }{
		{"policy", policy + "\nnonsense(", testFacts, "access/test/test.rego"},
		{"facts", policy, "subjects: {zoe", "facts/access/data.yaml"},
		{"masks", policy, testFacts + "\nlog: {mask: [input/x]}\n", "no JSON pointer"},
		{"mask member", policy, testFacts + "\nlog: {masks: []}\n", "no member"},
	} {
		bundle.set(broken.policy, broken.facts)
		if err := s.Reload(t.Context()); err == nil {
			t.Errorf("broken %s load", broken.name)
		}
		if got := asked(); got != yes || s.Revision() != first {
			t.Errorf("with broken %s: %s by %s", broken.name, got, s.Revision())
		}
		ready := ask(t, "GET", h.URL+"/ready", "")
		if ready.status != 200 || !strings.Contains(ready.body, `"stale":true`) || !strings.Contains(ready.body, broken.reason) || !strings.Contains(ready.body, first) {
			t.Errorf("with broken %s /ready is %d %s", broken.name, ready.status, ready.body)
		}
		if !strings.Contains(told.String(), broken.reason) {
			t.Errorf("the operator is told %s", told.String())
		}
	}
	bundle.set(policy, withoutZoe)
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := asked(); got != no || s.Revision() == first {
		t.Errorf("after: %s by %s", got, s.Revision())
	}
	if ready := ask(t, "GET", h.URL+"/ready", ""); !strings.Contains(ready.body, `"stale":false`) {
		t.Errorf("/ready is %s", ready.body)
	}
	if got := ask(t, "GET", h.URL+"/metrics", "").body; !strings.Contains(got, `tipstaff_reloads_total{result="failed"} 4`) || !strings.Contains(got, `tipstaff_reloads_total{result="loaded"} 1`) {
		t.Errorf("the metrics are %s", got)
	}
}

func TestFollow(t *testing.T) {
	bundle := &store{policy: policy, facts: testFacts}
	c := config()
	c.Load = bundle.load
	s, h := start(t, c)
	ctx, stop := context.WithCancel(t.Context())
	ticks, demands, ended := make(chan time.Time), make(chan os.Signal), make(chan struct{})
	var unreadable atomic.Bool
	go func() {
		defer close(ended)
		s.Follow(ctx, ticks, demands, func() (string, error) {
			if unreadable.Load() {
				return "", errors.New("the disk is gone")
			}
			return bundle.digest()
		})
	}()
	// tick returns when a tick has been dealt with: the second send is received after it. It is a tick of its own.
	tick := func() { ticks <- testTime; ticks <- testTime }
	tick()
	if bundle.loads != 1 {
		t.Errorf("nothing changed, and it was loaded %d times", bundle.loads)
	}
	bundle.set(policy, withoutZoe)
	tick()
	if got := ask(t, "POST", h.URL+"/access/v1/evaluation", zoeReads10).body; got != no {
		t.Errorf("after a change: %s", got)
	}
	bundle.set("nonsense(", withoutZoe)
	tick()
	tick()
	if bundle.loads != 3 {
		t.Errorf("what does not load was loaded %d times, want once", bundle.loads-2)
	}
	bundle.set(policy, testFacts)
	demands <- syscall.SIGHUP
	tick()
	if got := ask(t, "POST", h.URL+"/access/v1/evaluation", zoeReads10).body; got != yes || bundle.loads != 4 {
		t.Errorf("after SIGHUP: %s, %d loads", got, bundle.loads)
	}
	stop()
	<-ended
}

// TestReloadUnderLoad reloads while requests are decided: every batch is of one policy, and none fails.
func TestReloadUnderLoad(t *testing.T) {
	bundle := &store{policy: policy, facts: testFacts}
	c := config()
	c.Load = bundle.load
	s, h := start(t, c)
	batch := with(zoeReads10, `"evaluations":[`+strings.Repeat(`{},`, 20)+`{}]`)
	all := func(answer string) string { return `{"evaluations":[` + strings.Repeat(answer+",", 20) + answer + `]}` }
	var stop atomic.Bool
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for !stop.Load() {
				got := ask(t, "POST", h.URL+"/access/v1/evaluations", batch)
				if got.body != all(yes) && got.body != all(no) {
					t.Errorf("got %d %s", got.status, got.body)
					return
				}
			}
		})
	}
	for i := range 10 {
		bundle.set(policy, []string{withoutZoe, testFacts}[i%2])
		if err := s.Reload(t.Context()); err != nil {
			t.Error(err)
		}
	}
	stop.Store(true)
	wg.Wait()
}

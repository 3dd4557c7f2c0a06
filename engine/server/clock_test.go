package server_test

import (
	"context"
	"testing"
	"time"

	"github.com/tipstaff/tipstaff/engine"
)

// TestClock asks the same before and after what a policy permits for a time.
func TestClock(t *testing.T) {
	until := head + `permit["now"] := {"message": "not over yet"} if input.run.now < "2026-11-24T02:00:05Z"`
	for _, evaluator := range engine.Evaluators {
		t.Run(string(evaluator), func(t *testing.T) {
			c, now := config(), testTime
			c.Now = func() time.Time { return now }
			c.Load = func(ctx context.Context) (*engine.Engine, error) {
				return engine.Load(ctx, engine.Config{Bundles: []engine.Bundle{{Name: "test", FS: files(until, testFacts)}}, Evaluator: evaluator})
			}
			_, h := start(t, c)
			for second, want := range []string{0: yes, 4: yes, 5: no, 6: no} {
				if want == "" {
					continue
				}
				now = testTime.Add(time.Duration(second) * time.Second)
				if got := ask(t, "POST", h.URL+"/access/v1/evaluation", zoeReads10).body; got != want {
					t.Errorf("after %d s: got %s, want %s", second, got, want)
				}
				part := ask(t, "POST", h.URL+"/v1/data/access/test/permit", `{"input":`+zoeReads10+`}`).body
				if (part == `{"result":{}}`) != (want == no) {
					t.Errorf("after %d s: OPA's API gives %s", second, part)
				}
			}
		})
	}
}

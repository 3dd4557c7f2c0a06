package server_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/tipstaff/tipstaff/engine/server"
)

// event is a line of a log.
type event struct {
	Labels          map[string]string
	DecisionID      string `json:"decision_id"`
	BatchDecisionID string `json:"batch_decision_id"`
	Bundles         map[string]struct{ Revision string }
	Path            string
	Input           map[string]any
	Result          any
	Erased, Masked  []string
	Error           *struct{ Message string }
	RequestedBy     string `json:"requested_by"`
	Timestamp       string
	Custom          struct {
		Seq       int
		Prev      string
		Dropped   int
		RequestID string `json:"request_id"`
	}
}

// events reads a log, and checks that its lines follow from each other.
func events(t *testing.T, text []byte) []event {
	t.Helper()
	var all []event
	prev := "sha256:" + strings.Repeat("0", 64)
	for line := range bytes.Lines(text) {
		var e event
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		all = append(all, e)
		if e.Custom.Seq != len(all) || e.Custom.Prev != prev {
			t.Fatalf("line %d is number %d, prev %s, want %s", len(all), e.Custom.Seq, e.Custom.Prev, prev)
		}
		sum := sha256.Sum256(bytes.TrimSuffix(line, []byte("\n")))
		prev = "sha256:" + hex.EncodeToString(sum[:])
	}
	return all
}

func openLog(t *testing.T, path string, audit server.Audit) *server.Log {
	t.Helper()
	l, err := server.OpenLog(path, audit, map[string]string{"app": "tipstaff"}, testNow)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestLogOrder(t *testing.T) {
	for _, audit := range server.Audits {
		t.Run(string(audit), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "log")
			want := 0
			for range 2 { // the second run goes on where the first one ended
				c := config()
				c.Log = openLog(t, path, audit)
				_, h := start(t, c)
				var wg sync.WaitGroup
				for client := range 8 {
					wg.Go(func() {
						for i := range 20 {
							if got := ask(t, "POST", h.URL+"/access/v1/evaluation", zoeReads10, "X-Request-ID", fmt.Sprintf("%d-%d", client, i)); got.body != yes {
								t.Errorf("got %d %s", got.status, got.body)
							}
						}
					})
				}
				wg.Wait()
				want += 160
				if err := c.Log.Close(); err != nil {
					t.Fatal(err)
				}
			}
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			all, last := events(t, text), map[string]int{}
			if len(all) != want {
				t.Fatalf("%d lines, want %d", len(all), want)
			}
			for _, e := range all[:160] {
				var client string
				var i int
				if _, err := fmt.Sscanf(strings.Replace(e.Custom.RequestID, "-", " ", 1), "%s %d", &client, &i); err != nil || i != last[client] {
					t.Fatalf("request %s is logged after %d of its client", e.Custom.RequestID, last[client])
				}
				last[client]++
			}
		})
	}
}

func TestEvents(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	c := config()
	c.Load = loader(files(policy, testFacts+`
log:
  erase: [/input/context/token]
  mask: [/input/subject/properties/email, /input/resource/id]
`))
	c.Log = openLog(t, path, server.Strict)
	s, h := start(t, c)
	const secret = `{"subject":{"type":"user","id":"zoe","properties":{"email":"zoe@example.com"}},"action":{"name":"read"},` +
		`"resource":{"type":"doc","id":"1000"},"context":{"token":"t0ken-of-zoe","x":1}}`
	ask(t, "POST", h.URL+"/access/v1/evaluation", secret)
	ask(t, "POST", h.URL+"/access/v1/evaluations", with(zoeReads10, `"evaluations":[{},{"resource":1}]`))
	ask(t, "POST", h.URL+"/access/v1/search/action", zoeReads10)
	data := ask(t, "POST", h.URL+"/v1/data/access/allow", `{"input":`+zoeReads10+`}`)
	ask(t, "POST", h.URL+"/access/v1/evaluation", `{}`) // no decision
	if err := c.Log.Close(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, hidden := range []string{"t0ken", "zoe@example.com", `"1000"`} {
		if bytes.Contains(text, []byte(hidden)) {
			t.Errorf("the log shows %s", hidden)
		}
	}
	all := events(t, text)
	var paths []string
	for _, e := range all {
		paths = append(paths, e.Path)
		if e.Bundles["policy"].Revision != s.Revision() || e.Timestamp != "2026-11-24T02:00:00Z" || e.DecisionID == "" || e.RequestedBy == "" || e.Labels["app"] != "tipstaff" {
			t.Errorf("an event is %+v", e)
		}
	}
	if got := strings.Join(paths, " "); got != "access/decision access/decision access/decision access/search/action access/allow" {
		t.Fatalf("the paths are %s", got)
	}
	if got := all[0]; fmt.Sprint(got.Erased, got.Masked) != "[/input/context/token] [/input/subject/properties/email /input/resource/id]" || !strings.Contains(fmt.Sprint(got.Result), "allow:false") {
		t.Errorf("the masked event is %+v", got)
	}
	if all[1].BatchDecisionID == "" || all[1].BatchDecisionID != all[2].BatchDecisionID || all[1].DecisionID == all[2].DecisionID || all[2].Error == nil {
		t.Errorf("the batch is %+v", all[1:3])
	}
	if !strings.Contains(data.body, all[4].DecisionID) {
		t.Errorf("the response %s does not name decision %s", data.body, all[4].DecisionID)
	}
}

// sink is a log file that fails or waits.
type sink struct {
	bytes.Buffer
	fail    error
	entered chan struct{} // if set, told of each write
	proceed chan struct{} // if set, what each write waits for
}

func (s *sink) Write(b []byte) (int, error) {
	if s.entered != nil {
		s.entered <- struct{}{}
		<-s.proceed
	}
	if s.fail != nil {
		return 0, s.fail
	}
	return s.Buffer.Write(b)
}

func (s *sink) Sync() error { return s.fail }

func TestStrictLogFails(t *testing.T) {
	c, to := config(), &sink{fail: errors.New("no space left")}
	c.Log = server.NewLog(to, server.Strict, server.Chain{}, nil, testNow)
	_, h := start(t, c)
	for range 2 {
		if got := ask(t, "POST", h.URL+"/access/v1/evaluation", zoeReads10); got.status != 503 || strings.Contains(got.body, "true") {
			t.Errorf("got %d %s, want 503", got.status, got.body)
		}
		to.fail = nil // it does not come back: nobody knows what the file holds
	}
	if got := ask(t, "GET", h.URL+"/ready", ""); got.status != 503 || !strings.Contains(got.body, `"ready":false`) {
		t.Errorf("/ready is %d %s", got.status, got.body)
	}
	if err := c.Log.Close(); err == nil {
		t.Error("closing says nothing")
	}
	if got := ask(t, "POST", h.URL+"/access/v1/evaluation", zoeReads10); got.status != 503 {
		t.Errorf("after the end: got %d", got.status)
	}
}

func TestBestEffortDrops(t *testing.T) {
	c, to := config(), &sink{entered: make(chan struct{}, 10_000), proceed: make(chan struct{})}
	c.Log = server.NewLog(to, server.BestEffort, server.Chain{}, nil, testNow)
	_, h := start(t, c)
	ask(t, "POST", h.URL+"/access/v1/evaluation", zoeReads10)
	<-to.entered // the writer has the first line, and stands still
	const more = 4100
	batch := with(zoeReads10, `"evaluations":[{}]`)
	for range more {
		if got := ask(t, "POST", h.URL+"/access/v1/evaluations", batch); got.status != 200 {
			t.Fatalf("got %d %s", got.status, got.body)
		}
	}
	if got := ask(t, "GET", h.URL+"/metrics", "").body; !strings.Contains(got, "tipstaff_log_dropped_total 4\n") {
		t.Errorf("the metrics do not count 4 dropped lines")
	}
	close(to.proceed)
	if err := c.Log.Close(); err != nil {
		t.Fatal(err)
	}
	lines, dropped := 0, 0
	for _, e := range events(t, to.Bytes()) {
		dropped += e.Custom.Dropped
		lines++
	}
	if lines+dropped != more+1 || dropped != 4 {
		t.Errorf("%d lines and %d dropped, want %d in all", lines, dropped, more+1)
	}
}

func TestLogFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	one := func() {
		c := config()
		c.Log = openLog(t, path, server.Strict)
		_, h := start(t, c)
		ask(t, "POST", h.URL+"/access/v1/evaluation", zoeReads10)
		if err := c.Log.Close(); err != nil {
			t.Fatal(err)
		}
	}
	one()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the log: %v %v", info.Mode(), err)
	}
	torn := []byte(`{"labels":{"app"`)
	if err := os.WriteFile(path, append(bytes.Clone(whole), torn...), 0o600); err != nil {
		t.Fatal(err)
	}
	one()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rest, ok := bytes.CutPrefix(text, append(append(bytes.Clone(whole), torn...), '\n'))
	sum := sha256.Sum256(torn)
	if !ok || !bytes.Contains(rest, []byte(`"seq":2,"prev":"sha256:`+hex.EncodeToString(sum[:]))) {
		t.Errorf("after a torn line: %s", rest)
	}
	for _, other := range []string{"hello\n", `{"a":1}` + "\n"} {
		if err := os.WriteFile(path, []byte(other), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := server.OpenLog(path, server.Strict, nil, testNow); err == nil {
			t.Errorf("a file of %q was taken for a log", other)
		}
	}
	if _, err := server.OpenLog(t.TempDir(), server.Strict, nil, testNow); err == nil {
		t.Error("a directory was taken for a file")
	}
}

package server

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel/trace"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// Config says what a [Server] is made of.
type Config struct {
	// Load returns policies and facts as they are now. It is called by New and Reload, one call at a time.
	Load func(context.Context) (*engine.Engine, error)
	// Now is the clock that requests are decided by.
	Now func() time.Time
	// Log, if set, is where every decision is logged. The caller closes it after Serve.
	Log *Log
	// Bearer, if set, is what proves that a client may ask; a client certificate is checked by the listener.
	Bearer *Bearer
	// Objects reads a Kubernetes object; nil leaves admission out.
	Objects func(*document.Document) ([]*inputs.Resource, error)
	// FailLevel is the least severity of a finding that refuses admission; "" is the lowest.
	FailLevel engine.Severity
	// Waivers excuse findings of admission.
	Waivers []engine.Waiver
	// PublicURL is what clients call the server, without a slash at the end; "" is what each one calls it.
	PublicURL string
	// Tracer, if set, is told of every request.
	Tracer trace.Tracer
	// Version is that of the program.
	Version string
	// Errors is told, a line each, what no client is: panics, and why policies do not load.
	Errors io.Writer
	Limits Limits
}

// Server answers requests. It is made by [New].
type Server struct {
	config  Config
	limits  Limits
	current atomic.Pointer[snapshot]
	handler http.Handler
	metrics *metrics
	labels  []byte

	bodies, waiting gate
	exchanges       sync.Pool

	reloading sync.Mutex
	stale     atomic.Pointer[staleness]
	ending    atomic.Bool
	errors    sync.Mutex
}

// staleness is why the policies are not the newest.
type staleness struct {
	reason string
	since  time.Time
}

// New loads the policies and returns a server that decides by them.
func New(ctx context.Context, c Config) (*Server, error) {
	s := &Server{config: c, limits: c.Limits.orDefaults()}
	s.bodies.limit.Store(s.limits.Bodies)
	s.waiting.limit.Store(int64(s.limits.Waiting))
	s.exchanges.New = func() any {
		return &exchange{decoder: document.NewDecoder(document.Limits{Bytes: s.limits.Body, Depth: s.limits.Depth}, nil)}
	}
	s.labels = []byte("{}")
	if c.Log != nil {
		s.labels = c.Log.labels
	}
	s.metrics = newMetrics(s)
	next, err := s.load(ctx)
	if err != nil {
		return nil, err
	}
	s.current.Store(next)
	s.handler = s.routes()
	return s, nil
}

func (s *Server) load(ctx context.Context) (*snapshot, error) {
	e, err := s.config.Load(ctx)
	if err != nil {
		return nil, err
	}
	return newSnapshot(e, s.config.Now(), 2*runtime.GOMAXPROCS(0))
}

// Reload puts the policies and facts as they are now in the place of those that decide. An error means that they do not
// load, and that the old ones go on.
func (s *Server) Reload(ctx context.Context) error {
	s.reloading.Lock()
	defer s.reloading.Unlock()
	next, err := s.load(ctx)
	if err != nil {
		s.stale.Store(&staleness{err.Error(), s.config.Now()})
		s.metrics.reloads.WithLabelValues("failed").Inc()
		s.report("reload: " + err.Error())
		return err
	}
	old := s.current.Swap(next)
	s.stale.Store(nil)
	s.metrics.reloads.WithLabelValues("loaded").Inc()
	old.deciders.retire()
	return nil
}

// Revision is the digest of the policies and facts that decide now.
func (s *Server) Revision() string { return s.current.Load().revision }

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// shutdownTime is how long requests that have begun may take when the server ends.
const shutdownTime = 15 * time.Second

// Serve answers what comes in on a listener until the context ends.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	server := &http.Server{
		Handler: s, ReadHeaderTimeout: s.limits.HeaderTime, ReadTimeout: s.limits.ReadTime, WriteTimeout: s.limits.WriteTime,
		IdleTimeout: s.limits.IdleTime, MaxHeaderBytes: s.limits.Header,
		ErrorLog: quiet(),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	s.ending.Store(true)
	rest, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	err := server.Shutdown(rest)
	if err != nil {
		err = errors.Join(err, server.Close())
	}
	s.current.Load().deciders.retire()
	return err
}

// report tells the operator.
func (s *Server) report(text string) {
	if s.config.Errors == nil {
		return
	}
	s.errors.Lock()
	defer s.errors.Unlock()
	_, _ = io.WriteString(s.config.Errors, text+"\n") // there is nobody else to tell
}

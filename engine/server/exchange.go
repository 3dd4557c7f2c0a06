package server

import (
	"context"
	"fmt"
	"mime"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// exchange is one request on its way to a response.
type exchange struct {
	server  *Server
	ctx     context.Context
	request *http.Request
	decoder *document.Decoder
	caller  string

	snapshot *snapshot
	decider  *engine.Decider
	now      time.Time
	batch    string // batch_decision_id

	id    string   // of the last decision
	out   []byte   // the response
	lines [][]byte // of the log
}

// handle answers requests for decisions.
func (s *Server) handle(e endpoint) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		defer s.recover(w, &e)
		echo(w, r)
		p := s.exchange(&e, w, r)
		status := http.StatusOK
		if p != nil {
			status = p.status
			p.head(w)
			e.refuse(w, p)
		}
		s.metrics.observe(e.name, status, time.Since(started))
	})
}

// exchange reads a request and, unless there is a problem, answers it.
func (s *Server) exchange(e *endpoint, w http.ResponseWriter, r *http.Request) *problem {
	caller, p := s.authenticate(w, r)
	if p != nil {
		return p
	}
	if !e.anyway && !isJSON(r) {
		return bad("the content type must be application/json, without content encoding")
	}
	body, taken, err := readBody(r, s.limits.Body, &s.bodies)
	defer s.bodies.leave(taken)
	if err != nil {
		return asProblem(err)
	}
	if !s.waiting.enter(1) { // only now: who sends slowly keeps nobody from being answered
		return errBusy
	}
	defer s.waiting.leave(1)
	x := s.exchanges.Get().(*exchange) //nolint:forcetypeassert // nothing else is put there
	*x = exchange{server: s, ctx: r.Context(), request: r, decoder: x.decoder, caller: caller, out: x.out[:0]}
	if p := x.run(e, body); p != nil {
		return p
	}
	w.Header()["Content-Type"] = jsonType
	w.Header()["Content-Length"] = []string{strconv.Itoa(len(x.out))}
	_, _ = w.Write(x.out) // the client may be gone
	x.request, x.ctx, x.lines = nil, nil, nil
	if cap(x.out) <= 64<<10 {
		s.exchanges.Put(x)
	}
	return nil
}

var jsonType = []string{"application/json"}

// run decides, and logs what was decided, before anybody is told.
func (x *exchange) run(e *endpoint, body []byte) *problem {
	if x.server.config.Tracer != nil {
		defer x.trace(e.name)()
	}
	root, p := x.decode(e, body)
	if p != nil {
		return p
	}
	if p := x.decide(e, root); p != nil {
		return p
	}
	if log := x.server.config.Log; log != nil && len(x.lines) > 0 && log.add(x.lines) != nil {
		return errUnlogged
	}
	return nil
}

// decode decodes the body; undefined if there is none and none is needed.
func (x *exchange) decode(e *endpoint, body []byte) (document.Value, *problem) {
	if e.anyway && len(body) == 0 {
		return document.Value{}, nil
	}
	doc, err := x.decoder.ParseJSON(body)
	switch {
	case err != nil:
		return document.Value{}, bad("the body is not JSON: " + err.Error())
	case doc.Root.Kind() != document.Object:
		return document.Value{}, bad("the body is " + doc.Root.Kind().String() + ", want an object")
	}
	return doc.Root, nil
}

// decide has the endpoint answer, with a decider of the policies that hold now. One that panics is not used again.
func (x *exchange) decide(e *endpoint, root document.Value) (p *problem) {
	x.snapshot, x.now = x.server.current.Load(), x.server.config.Now()
	decider, err := x.snapshot.deciders.take(x.ctx, x.now)
	if err != nil {
		return asProblem(err)
	}
	x.decider = decider
	done := false
	defer func() {
		x.decider = nil
		if done {
			x.snapshot.deciders.give(decider)
		} else {
			x.snapshot.deciders.drop(decider)
		}
	}()
	p = e.answer(x, root)
	done = true
	return p
}

// limited bounds what follows in time, until the function that it returns is called.
func (x *exchange) limited() context.CancelFunc {
	ctx, cancel := context.WithTimeout(x.ctx, x.server.limits.DecideTime)
	x.ctx = ctx
	return cancel
}

// trace begins a span; the function ends it.
func (x *exchange) trace(name string) func() {
	ctx := propagation.TraceContext{}.Extract(x.ctx, propagation.HeaderCarrier(x.request.Header))
	ctx, span := x.server.config.Tracer.Start(ctx, name, trace.WithSpanKind(trace.SpanKindServer))
	x.ctx = ctx
	return func() {
		if x.snapshot != nil {
			span.SetAttributes(attribute.String("tipstaff.revision", x.snapshot.revision))
		}
		if x.id != "" {
			span.SetAttributes(attribute.String("tipstaff.decision_id", x.id))
		}
		span.End()
	}
}

// log keeps an event for the log, if there is one.
func (x *exchange) log(path string, input document.Value, result []byte, failure string) {
	if x.server.config.Log == nil {
		return
	}
	x.id = newID()
	e := event{
		id: x.id, batch: x.batch, path: path, input: input, result: result, failure: failure,
		from: x.request.RemoteAddr, caller: x.caller, request: x.request.Header.Get("X-Request-Id"), at: x.now,
	}
	if span := trace.SpanContextFromContext(x.ctx); span.IsValid() {
		e.trace = span.TraceID().String()
	}
	x.lines = append(x.lines, e.append(nil, x.server.labels, x.snapshot))
}

// isJSON reports whether a request says that its body is JSON, as it is.
func isJSON(r *http.Request) bool {
	types := r.Header["Content-Type"]
	if len(types) != 1 || len(r.Header["Content-Encoding"]) > 0 {
		return false
	}
	if types[0] == jsonType[0] {
		return true
	}
	name, _, err := mime.ParseMediaType(types[0])
	return err == nil && name == jsonType[0]
}

func asProblem(err error) *problem {
	if p, ok := err.(*problem); ok { //nolint:errorlint // problems are not wrapped
		return p
	}
	return &problem{http.StatusInternalServerError, "internal error"}
}

// recover answers a request whose handler panicked, and tells the operator where; not what was asked.
func (s *Server) recover(w http.ResponseWriter, e *endpoint) {
	v := recover()
	if v == nil {
		return
	}
	if v == http.ErrAbortHandler { //nolint:errorlint // as net/http compares it
		panic(v) //nolint:forbidigo // net/http wants it
	}
	s.metrics.panics.Inc()
	s.report(fmt.Sprintf("panic: %T\n%s", v, debug.Stack()))
	if e == nil {
		errPanic.write(w)
		return
	}
	errPanic.head(w)
	e.refuse(w, errPanic)
	s.metrics.count(e.name, errPanic.status)
}
